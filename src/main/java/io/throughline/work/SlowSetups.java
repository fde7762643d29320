package io.throughline.work;

import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.WorkingDays;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** WF-09: projects that are not open although their deal was won more than one working day ago. */
public final class SlowSetups {

    private static final int WORKING_DAYS = 1;

    private final Snapshots snapshots;
    private final PendingProjects pending;
    private final ActivationGates gates;
    private final MoneyAtRisk money;

    /**
     * A project whose set-up takes too long.
     *
     * @param project the project
     * @param deal    the won deal it comes from
     * @param due     the working day by whose end it was to be open, where the billing entity is
     * @param shut    the gates that are shut; none when it only waits for a system
     * @param finding what waits: the planned value of the first two weeks
     */
    public record Slow(
            Project project, Opportunity deal, LocalDate due, List<Project.Gate> shut, MoneyAtRisk.Finding finding) {}

    public SlowSetups(Snapshots snapshots, ActivationGates gates, MoneyAtRisk money, Clock clock) {
        this.snapshots = snapshots;
        this.pending = new PendingProjects(snapshots, clock);
        this.gates = gates;
        this.money = money;
    }

    /** The projects that are not open, ordered by id. */
    public List<Project> pending() {
        return pending.all();
    }

    /** One of these whose set-up takes too long; empty while it does not. */
    public Optional<Slow> of(Project project) {
        return deal(project).flatMap(deal -> {
            LocalDate due = WorkingDays.after(deal.closeDate(), WORKING_DAYS);
            return pending.today(project).isAfter(due)
                    ? Optional.of(new Slow(
                            project, deal, due, gates.shut(project), money.of("opportunity", Json.toTree(deal))))
                    : Optional.empty();
        });
    }

    private Optional<Opportunity> deal(Project project) {
        return Optional.ofNullable(project.opportunityId())
                .flatMap(id -> snapshots.latest("opportunity", id, Opportunity.class))
                .filter(deal -> Boolean.TRUE.equals(deal.isWon()) && deal.closeDate() != null);
    }
}
