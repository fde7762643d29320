package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.Worker;
import java.util.Collection;
import java.util.List;

/** Time of a project that waits for approval, and what it would be billed at. */
final class UnapprovedTime {

    private static final int AROUND = 10;

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final RateLookup rates;

    UnapprovedTime(Snapshots snapshots, TimeFacts time, RateLookup rates) {
        this.snapshots = snapshots;
        this.time = time;
        this.rates = rates;
    }

    /** Submitted entries of the project that are not of zero minutes, oldest first. */
    List<TimeFact> of(Project project) {
        return time
                .ofProject(
                        project.projectId(),
                        project.start().minusYears(AROUND),
                        project.start().plusYears(AROUND))
                .stream()
                .filter(fact -> fact.state() == TimeFact.State.SUBMITTED && fact.minutes() != 0)
                .toList();
    }

    /** Their worth in the currency of the project; what is not billed by time or has no price is worth nothing. */
    Money worth(Project project, Collection<TimeFact> waiting) {
        Money worth = Money.zero(project.currency());
        for (TimeFact fact : waiting) {
            worth = worth.plus(worth(project, fact));
        }
        return worth;
    }

    private Money worth(Project project, TimeFact fact) {
        String role = fact.roleId() != null
                ? fact.roleId()
                : snapshots
                        .find("worker", fact.workerId(), fact.workDate(), Worker.class)
                        .map(worker -> worker.job().roleId())
                        .orElse(null);
        if (!fact.billable() || role == null || !TimeEnrichment.byTime(project)) {
            return Money.zero(project.currency());
        }
        return rates.find(project, null, fact.workerId(), role, fact.workDate(), fact.overtime())
                        instanceof RateLookup.Found found
                ? found.rate().of(fact.minutes())
                : Money.zero(project.currency());
    }
}
