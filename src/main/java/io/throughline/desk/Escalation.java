package io.throughline.desk;

import io.throughline.contract.Snapshots;
import io.throughline.people.Worker;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.Project;
import java.util.Optional;

/** Who is to press something on when its owner does not: whoever answers for the project, else for the worker. */
final class Escalation {

    private Escalation() {}

    /** The manager of a project, or its delivery lead; empty when it has neither. */
    static Optional<String> of(Project project) {
        return Optional.ofNullable(project.managerId())
                .map(id -> "project-manager " + id)
                .or(() -> Optional.ofNullable(project.deliveryLeadId()).map(id -> "delivery-lead " + id));
    }

    /** That of the project of a finding, or the manager of its worker; empty when nobody is known. */
    static Optional<String> of(Snapshots snapshots, Finding finding) {
        Optional<String> ofProject = finding.projectId() == null
                ? Optional.empty()
                : snapshots
                        .latest("project", finding.projectId(), Project.class)
                        .flatMap(Escalation::of);
        return ofProject.or(() -> finding.worker() == null
                ? Optional.empty()
                : snapshots
                        .latest("worker", finding.worker().workerId(), Worker.class)
                        .map(worker -> worker.org().managerId())
                        .map(id -> "manager " + id));
    }
}
