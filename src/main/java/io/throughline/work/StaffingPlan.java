package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Rate;
import io.throughline.people.Availability;
import io.throughline.people.Capacity;
import io.throughline.people.CostRates;
import io.throughline.people.FollowUp;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.LeaveFacts;
import io.throughline.people.Worker;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What an accepted assignment is expected to cost and to earn, month by month (WF-12, CALC-18). */
final class StaffingPlan {

    private final Snapshots snapshots;
    private final RateLookup rates;
    private final LeaveFacts leave;
    private final Clock clock;

    StaffingPlan(Snapshots snapshots, RateLookup rates, Clock clock) {
        this.snapshots = snapshots;
        this.rates = rates;
        this.leave = LeaveFacts.over(snapshots);
        this.clock = clock;
    }

    /**
     * {@code assignment.planned.v1}, told and not kept, because it holds as of this moment: the assignment with its months, worker and entity as of its first day; empty while cost
     * or price of the role are not known.
     */
    Optional<Event> planned(Event cause, Assignment assignment, Worker worker, Project project) {
        Optional<Rate> cost = CostRates.of(snapshots, worker, assignment.roleId(), assignment.from());
        Optional<Rate> price = price(assignment, project, cost);
        if (cost.isEmpty() || price.isEmpty()) {
            return Optional.empty();
        }
        List<Assignment.PlannedMonth> months =
                AssignmentForecast.of(assignment, capacity(assignment, worker), cost.get(), price.get()).stream()
                        .map(AssignmentForecast.Month::planned)
                        .toList();
        ObjectNode data = Json.toTree(assignment);
        data.set("planned", Json.mapper().valueToTree(months));
        data.put("employingEntityId", worker.employment().legalEntityId())
                .put("billingEntityId", project.billingEntityId());
        String id = assignment.assignmentId();
        return Optional.of(FollowUp.of(
                cause,
                id + "-planned-" + assignment.version(),
                "assignment.planned.v1",
                id,
                "assignment:" + id,
                assignment.version(),
                Json.read(data, Assignment.class),
                clock.instant()));
    }

    private List<Availability.Day> capacity(Assignment assignment, Worker worker) {
        HolidayCalendar calendar = snapshots
                .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .orElse(null);
        return Capacity.days(
                worker,
                calendar,
                leave.approved(
                        worker.workerId(), assignment.from(), assignment.to().minusDays(1)),
                assignment.from(),
                assignment.to().minusDays(1));
    }

    /** The price on the first day; work that nobody pays by the hour has none, and is planned in the currency of its cost. */
    private Optional<Rate> price(Assignment assignment, Project project, Optional<Rate> cost) {
        if (!assignment.billable() || !TimeEnrichment.byTime(project)) {
            return cost.map(rate -> Rate.hourly("0", rate.currency()));
        }
        return rates.find(project, null, assignment.workerId(), assignment.roleId(), assignment.from())
                        instanceof RateLookup.Found found
                ? Optional.of(found.rate())
                : Optional.empty();
    }
}
