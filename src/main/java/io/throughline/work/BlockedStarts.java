package io.throughline.work;

import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Money;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** WF-10: projects that are not open although somebody begins to work on them within five days. */
public final class BlockedStarts {

    private static final int DAYS = 5;
    private static final int WEEK = 7;

    private final Snapshots snapshots;
    private final ActivationGates gates;
    private final MoneyAtRisk money;
    private final PlannedValue planned;
    private final PendingProjects pending;

    /**
     * A project that keeps somebody from work.
     *
     * @param project the project
     * @param start   first day of the first booking that is not over
     * @param booked  ids of the bookings that have begun or begin within five days
     * @param shut    the gates that are shut
     * @param finding what waits: the planned value of two weeks
     * @param perDay  what the bookings earn on their first working day, which each day of delay costs; null when nothing
     *                is billed or priced
     */
    public record Blocked(
            Project project,
            LocalDate start,
            List<String> booked,
            List<Project.Gate> shut,
            MoneyAtRisk.Finding finding,
            Money perDay) {}

    public BlockedStarts(Snapshots snapshots, ActivationGates gates, MoneyAtRisk money, RateLookup rates, Clock clock) {
        this.snapshots = snapshots;
        this.gates = gates;
        this.money = money;
        this.planned = new PlannedValue(snapshots, rates);
        this.pending = new PendingProjects(snapshots, clock);
    }

    /** The projects that are not open, ordered by id. */
    public List<Project> pending() {
        return pending.all();
    }

    /** One of these that keeps somebody from work; empty while it does not. */
    public Optional<Blocked> of(Project project) {
        LocalDate today = pending.today(project);
        List<Assignment> soon = snapshots.all("assignment", "projectId", project.projectId(), Assignment.class).stream()
                .filter(StaffingRules::books)
                .filter(one -> one.to().isAfter(today) && !one.from().isAfter(today.plusDays(DAYS)))
                .toList();
        List<Project.Gate> shut = soon.isEmpty() ? List.of() : gates.shut(project);
        return shut.isEmpty()
                ? Optional.empty()
                : Optional.of(new Blocked(
                        project,
                        soon.stream()
                                .map(Assignment::from)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                        soon.stream().map(Assignment::assignmentId).sorted().toList(),
                        shut,
                        money.of("project", Json.toTree(project)),
                        perDay(soon, today)));
    }

    private Money perDay(List<Assignment> soon, LocalDate today) {
        return soon.stream()
                .flatMap(one -> firstDay(one, today).stream())
                .reduce((one, other) -> one.currency().equals(other.currency()) ? one.plus(other) : one)
                .orElse(null);
    }

    private Optional<Money> firstDay(Assignment booking, LocalDate today) {
        LocalDate first = booking.from().isAfter(today) ? booking.from() : today;
        return first.datesUntil(first.plusDays(WEEK))
                .flatMap(day -> planned.of(booking, day, 1).stream())
                .filter(value -> value.signum() > 0)
                .findFirst();
    }
}
