package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.CostRates;
import io.throughline.people.Worker;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Completes a time entry with what holds on its work date: entity, cost centre, cost, role and price. */
final class TimeEnrichment {

    /**
     * The completed entry.
     *
     * @param entry    with whatever could be found
     * @param findings V-TIM-10 when the price is missing although the project and worker are known
     */
    record Result(TimeEntry entry, List<Violation> findings) {}

    private final Snapshots snapshots;
    private final TimeFacts facts;
    private final RateLookup rates;

    TimeEnrichment(Snapshots snapshots, TimeFacts facts, RateLookup rates) {
        this.snapshots = snapshots;
        this.facts = facts;
        this.rates = rates;
    }

    Result complete(TimeEntry entry) {
        Optional<Worker> worker = worker(snapshots, entry);
        Optional<Project> project = snapshots.latest("project", entry.projectId(), Project.class);
        String role = role(entry, worker);
        String entity = worker.map(known -> known.employment().legalEntityId()).orElse(entry.legalEntityId());
        String center = worker.map(known -> known.org().costCenterId()).orElse(entry.costCenterId());
        Rate cost = role == null || entity == null
                ? null
                : CostRates.find(snapshots, entry.workerId(), entity, role, entry.workDate())
                        .orElse(null);
        List<Violation> findings = new ArrayList<>();
        Rate price = null;
        if (entry.billable() && entry.minutes() != 0 && project.isPresent() && worker.isPresent()) {
            price = price(entry, project.get(), role, findings);
        }
        return new Result(with(entry, role, entity, center, price, cost), findings);
    }

    /** The worker as of the work date, or as known now when the work date lies before everything known. */
    static Optional<Worker> worker(Snapshots snapshots, TimeEntry entry) {
        return worker(snapshots, entry.workerId(), entry.workDate());
    }

    /** The same for time that is known by worker and day only. */
    static Optional<Worker> worker(Snapshots snapshots, String workerId, LocalDate workDate) {
        return snapshots
                .find("worker", workerId, workDate, Worker.class)
                .or(() -> snapshots.latest("worker", workerId, Worker.class));
    }

    /** A correction keeps the price of what it corrects on its project; all else is priced on its own work date. */
    private Rate price(TimeEntry entry, Project project, String role, List<Violation> findings) {
        if (!byTime(project)) {
            return null;
        }
        if (entry.correctionOf() != null) {
            Optional<Rate> original = Stream.concat(
                            facts.latest(entry.correctionOf()).stream(),
                            facts.correctionsOf(entry.correctionOf()).stream())
                    .filter(fact -> fact.projectId().equals(entry.projectId())
                            && !fact.timeEntryId().equals(entry.timeEntryId()))
                    .map(TimeFact::billRate)
                    .filter(Objects::nonNull)
                    .findFirst();
            if (original.isPresent()) {
                return original.get();
            }
        }
        RateLookup.Result result = rates.find(
                project,
                entry.assignmentId(),
                entry.workerId(),
                role,
                entry.workDate(),
                entry.timeType() == TimeEntry.TimeType.OVERTIME);
        if (result instanceof RateLookup.Missing missing) {
            findings.add(Violation.hold("V-TIM-10", "/roleId", missing.code() + ": " + missing.message()));
            return null;
        }
        return ((RateLookup.Found) result).rate();
    }

    /** Whether the time of a project is billed by the hour. */
    static boolean byTime(Project project) {
        return project.billingType() != null && project.billingType().byTime();
    }

    private String role(TimeEntry entry, Optional<Worker> worker) {
        if (entry.roleId() != null) {
            return entry.roleId();
        }
        Optional<String> assigned = entry.assignmentId() == null
                ? Optional.empty()
                : snapshots
                        .latest("assignment", entry.assignmentId(), Assignment.class)
                        .map(Assignment::roleId);
        return assigned.or(() -> worker.map(known -> known.job().roleId())).orElse(null);
    }

    /** The entry with completed fields and, when given, another status. */
    static TimeEntry with(TimeEntry e, String role, String entity, String center, Rate price, Rate cost) {
        return new TimeEntry(
                e.timeEntryId(),
                e.version(),
                e.workerId(),
                e.projectId(),
                e.taskId(),
                e.assignmentId(),
                e.workDate(),
                e.workTimeZone(),
                e.startAt(),
                e.endAt(),
                e.minutes(),
                e.billable(),
                role,
                e.timeType(),
                e.status(),
                e.approvedBy(),
                e.approvedAt(),
                e.approverReason(),
                e.correctionOf(),
                e.reversalOf(),
                entity,
                center,
                price,
                cost,
                e.billedOn(),
                e.note(),
                e.effectiveFrom(),
                e.knownAt(),
                e.sourceSystem(),
                e.xref(),
                e.ext());
    }
}
