package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.LegalEntity;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The projects that are not open yet, and what day it is for them. */
final class PendingProjects {

    private final Snapshots snapshots;
    private final Clock clock;

    PendingProjects(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** All of them, ordered by id. */
    List<Project> all() {
        return snapshots.all("project", Project.class).stream()
                .filter(project -> project.status() == Project.Status.PENDING)
                .toList();
    }

    /** The day where the billing entity is; by UTC while that is not known. */
    LocalDate today(Project project) {
        ZoneId zone = Optional.ofNullable(project.billingEntityId())
                .flatMap(id -> snapshots.latest("legal-entity", id, LegalEntity.class))
                .map(LegalEntity::timeZone)
                .orElse(ZoneId.of("UTC"));
        return LocalDate.now(clock.withZone(zone));
    }
}
