package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaveRulesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 15);

    private final InMemorySnapshots firm = DemoFirm.snapshots();
    private final Clock clock = Clock.fixed(Instant.parse("2026-10-13T12:00:00Z"), ZoneOffset.UTC);
    private final TimeOfWorkers time = new TimeOfWorkers();
    private boolean offered = true;

    private Plan plan(Leave leave) {
        String type = leave.status() == Leave.Status.CANCELLED ? "leave.cancelled.v1" : "leave.approved.v1";
        return new LeaveRules(
                        firm,
                        time,
                        new AvailabilityRules(firm, LeaveFacts.over(firm), clock),
                        Routing.shipped(),
                        (system, operation) -> offered)
                .plan(Canon.event(type, leave.leaveId(), leave), leave);
    }

    private static Leave leave(String workerId, LocalDate date, String hours, Leave.Status status) {
        return new Leave(
                "L-" + workerId,
                1,
                workerId,
                date,
                new BigDecimal(hours),
                "PTO",
                status,
                null,
                null,
                null,
                List.of(),
                null);
    }

    private static Leave approved(String hours) {
        return leave("W-0004", DAY, hours, Leave.Status.APPROVED);
    }

    @Test
    void approved_leave_is_time_off_in_the_psa_and_takes_capacity_away() {
        Plan plan = plan(approved("8.00"));
        assertThat(plan.findings()).isEmpty();
        assertThat(Canon.steps(plan)).containsExactly("psa kantata time-off");
        assertThat(plan.steps().get(0).lane()).isEqualTo("worker:W-0004");
        assertThat(plan.steps().get(0).needs()).containsExactly("worker:W-0004@kantata");
        assertThat(minutes(plan)).isZero();
    }

    @Test
    void half_a_day_leaves_the_other_half() {
        assertThat(minutes(plan(approved("4.00")))).isEqualTo(240);
    }

    @Test
    void more_hours_than_the_day_has_are_a_remark_and_the_psa_hears_of_no_more_than_these() {
        Plan plan = plan(approved("10.00"));
        assertThat(Canon.rules(plan.findings())).containsExactly("V-ABS-01 WARN");
        assertThat(plan.steps().get(0).payload().path("hours").asText()).isEqualTo("8.00");
        Plan sunday = plan(leave("W-0004", LocalDate.of(2026, 10, 18), "8.00", Leave.Status.APPROVED));
        assertThat(Canon.rules(sunday.findings())).containsExactly("V-ABS-01 WARN");
        assertThat(sunday.steps()).isEmpty();
    }

    @Test
    void leave_over_approved_billable_time_is_held_because_both_cannot_stand() {
        time.add("T-1", "W-0004", DAY, 300, true, TimeFact.State.TRANSFERRED);
        assertThat(Canon.rules(plan(approved("8.00")).findings())).containsExactly("V-ABS-02 HOLD");
        assertThat(plan(approved("8.00")).steps()).isEmpty();
        assertThat(plan(approved("3.00")).findings())
                .as("both fit into the day")
                .isEmpty();
    }

    @Test
    void time_that_is_not_billable_or_not_approved_does_not_hold_leave() {
        time.add("T-1", "W-0004", DAY, 480, false, TimeFact.State.APPROVED);
        time.add("T-2", "W-0004", DAY, 480, true, TimeFact.State.SUBMITTED);
        assertThat(plan(approved("8.00")).findings()).isEmpty();
    }

    @Test
    void cancelled_leave_is_taken_away_again_and_the_capacity_is_news_although_it_was_published_before() {
        Event first = plan(leave("W-0004", DAY, "0.00", Leave.Status.CANCELLED))
                .emits()
                .get(0);
        firm.put("leave", "L-W-0004", approved("8.00"));
        firm.put(
                "availability",
                "W-0004",
                Json.read(plan(approved("8.00")).emits().get(0).data(), Availability.class));
        Plan plan = plan(leave("W-0004", DAY, "8.00", Leave.Status.CANCELLED));
        assertThat(Canon.steps(plan)).containsExactly("psa kantata time-off-cancelled");
        assertThat(minutes(plan)).isEqualTo(480);
        assertThat(plan.emits().get(0).data().path("contentHash"))
                .isEqualTo(first.data().path("contentHash"));
        assertThat(plan.emits().get(0).id()).isNotEqualTo(first.id());
    }

    @Test
    void leave_that_was_never_approved_is_cancelled_without_a_word_to_the_psa() {
        assertThat(plan(leave("W-0004", DAY, "8.00", Leave.Status.CANCELLED)).steps())
                .isEmpty();
    }

    @Test
    void a_psa_without_the_operation_is_not_asked() {
        offered = false;
        assertThat(plan(approved("8.00")).steps()).isEmpty();
        assertThat(plan(approved("8.00")).emits()).hasSize(1);
    }

    @Test
    void leave_of_a_worker_nobody_knows_waits() {
        assertThat(plan(leave("W-4711", DAY, "8.00", Leave.Status.APPROVED)).waitsFor())
                .isEqualTo("worker@throughline:W-4711");
    }

    private static int minutes(Plan plan) {
        return Json.read(plan.emits().get(0).data(), Availability.class).days().stream()
                .filter(day -> day.date().equals(DAY))
                .findFirst()
                .orElseThrow()
                .minutes();
    }
}
