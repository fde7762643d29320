package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.CostReclass;
import io.throughline.money.CostReclass.Line;
import io.throughline.money.PostingPeriods;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.CostMoves;
import io.throughline.people.FollowUp;
import io.throughline.people.Worker;
import io.throughline.people.WorkerFact;
import io.throughline.people.WorkerHistory;
import io.throughline.people.WorkerTimeline;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * WF-02 step 6: labour that turned out to belong to another entity or cost centre moves there, with the charge to whoever
 * bills the work (CALC-10), in the first month that is open for all of them, and keeps the month of the work. What is posted
 * is the difference between all that should have moved and all that was posted before, so a second run adds nothing, a
 * change that is taken back is reversed, and time that comes after the change never moves.
 */
public final class ReclassRules {

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final WorkerHistory history;
    private final MovedCost moved;
    private final PostingPeriods periods;
    private final Clock clock;

    public ReclassRules(
            Snapshots snapshots,
            TimeFacts time,
            WorkerHistory history,
            MovedCost moved,
            PostingPeriods periods,
            Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.history = history;
        this.moved = moved;
        this.periods = periods;
        this.clock = clock;
    }

    private record Month(String projectId, YearMonth service) {}

    /**
     * For a worker, {@code worker.reclassdue.v1} once more for each project and month of work from {@code from} on, so that one
     * that cannot be valued holds up no other; for one of those, {@code cost.reclassed.v1} with the difference. Held without
     * cost rate or closing rate ({@code COST_RECLASS}) and without agreement (V-IC-01).
     *
     * @param event with {@code workerId}, {@code from} (local date), {@code projectId} and {@code period} (yyyy-mm) in its data
     */
    public Plan plan(Event event) {
        // What is due is due whichever change of the worker was told last.
        return looked(event).healing();
    }

    private Plan looked(Event event) {
        String workerId = event.data().path("workerId").asText();
        LocalDate from = LocalDate.parse(event.data().path("from").asText());
        if (!event.data().has("projectId")) {
            return each(event, workerId, from);
        }
        String projectId = event.data().path("projectId").asText();
        YearMonth service = YearMonth.parse(event.data().path("period").asText());
        List<WorkerFact> facts = history.facts(workerId);
        LocalDate since = CostMoves.since(facts).orElse(LocalDate.MAX);
        List<TimeFact> worked = time.ofWorker(workerId, service.atDay(1), service.atEndOfMonth()).stream()
                .filter(fact -> fact.projectId().equals(projectId) && booked(fact))
                .filter(fact -> !fact.workDate().isBefore(since))
                .toList();
        List<CostReclass> earlier = earlier(workerId).stream()
                .filter(one ->
                        one.projectId().equals(projectId) && one.servicePeriod().equals(service))
                .toList();
        List<Violation> found = new ArrayList<>();
        MovedCost.Result all = moved.of(worked, WorkerTimeline.of(facts), billing(projectId), service, found);
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        List<Line> lines = difference(all.lines(), earlier);
        return lines.isEmpty()
                ? Plan.NOTHING
                : told(event, workerId, new Month(projectId, service), earlier.size() + 1, all.minutes(), lines);
    }

    private Plan each(Event event, String workerId, LocalDate from) {
        YearMonth first = YearMonth.from(from);
        Set<Month> months = new TreeSet<>(Comparator.comparing(Month::service).thenComparing(Month::projectId));
        time.ofWorker(workerId, first.atDay(1), LocalDate.now(clock).plusDays(1)).stream()
                .filter(ReclassRules::booked)
                .forEach(fact -> months.add(new Month(fact.projectId(), YearMonth.from(fact.workDate()))));
        earlier(workerId).stream()
                .filter(one -> !one.servicePeriod().isBefore(first))
                .forEach(one -> months.add(new Month(one.projectId(), one.servicePeriod())));
        return Plan.NOTHING.emitting(
                months.stream().map(month -> due(event, workerId, from, month)).toArray(Event[]::new));
    }

    private Event due(Event event, String workerId, LocalDate from, Month month) {
        ObjectNode data = event.data().deepCopy();
        data.put("workerId", workerId)
                .put("from", from.toString())
                .put("projectId", month.projectId())
                .put("period", month.service().toString());
        return FollowUp.of(
                event,
                String.join("-", event.id(), month.projectId(), month.service().toString()),
                event.type(),
                workerId,
                event.key(),
                event.version(),
                data,
                clock.instant());
    }

    private Plan told(Event event, String workerId, Month month, int run, long minutes, List<Line> lines) {
        CostReclass reclass = new CostReclass(
                String.join("-", "RC", month.service().toString(), workerId, month.projectId(), "" + run),
                1,
                workerId,
                month.projectId(),
                month.service(),
                open(lines.stream().map(Line::legalEntityId).toList(), month.service()),
                run,
                Math.toIntExact(minutes),
                lines,
                null,
                null,
                null,
                List.of(),
                null);
        return Plan.NOTHING.emitting(FollowUp.keyed(
                FollowUp.of(
                        event,
                        reclass.reclassId(),
                        "cost.reclassed.v1",
                        reclass.reclassId(),
                        "worker:" + workerId,
                        1,
                        reclass,
                        clock.instant()),
                String.join(":", "reclass", month.service().toString(), workerId, month.projectId(), "" + run)));
    }

    /** Only what was approved has a cost in somebody's books. */
    private static boolean booked(TimeFact fact) {
        return fact.state().approved() && fact.minutes() != 0 && fact.legalEntityId() != null && fact.roleId() != null;
    }

    /** Whether an entry is booked where its worker belongs; one whose place nobody knows is taken to be. */
    static boolean stays(TimeFact fact, Worker worker) {
        return fact.legalEntityId() == null
                || worker.employment().legalEntityId().equals(fact.legalEntityId())
                        && worker.org().costCenterId().equals(fact.costCenterId());
    }

    private Optional<String> billing(String projectId) {
        return snapshots.latest("project", projectId, Project.class).map(Project::billingEntityId);
    }

    private List<CostReclass> earlier(String workerId) {
        return snapshots.all("cost-reclass", CostReclass.class).stream()
                .filter(one -> one.workerId().equals(workerId))
                .toList();
    }

    private static List<Line> difference(List<Line> all, List<CostReclass> earlier) {
        List<Line> lines = new ArrayList<>(all);
        earlier.forEach(run -> run.lines()
                .forEach(line -> lines.add(MovedCost.with(line, line.amount().negated()))));
        return MovedCost.netted(lines);
    }

    /** The first month that is open for all entities, not before that of the work. */
    private YearMonth open(List<String> entities, YearMonth service) {
        YearMonth month = service;
        YearMonth before;
        do {
            before = month;
            for (String entity : entities) {
                month = periods.firstOpen(entity, month);
            }
        } while (!month.equals(before));
        return month;
    }
}
