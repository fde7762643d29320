package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.Money;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bookings of the demo firm's people on the core banking program, P-1003. */
class StaffingRulesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T12:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);

    private final StaffingRules rules = new StaffingRules(
            known,
            new RateLookup(known),
            new Lending(known, Routing.shipped(), CLOCK),
            IntercompanyAgreements.shipped(),
            CLOCK);

    @Test
    void a_booking_that_keeps_every_rule_is_kept_and_asks_nobody_for_anything() {
        Plan plan = plan(booking("A-0066", "W-0007", "0.8000"));

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.emits()).extracting(Event::type).containsExactly("assignment.planned.v1");
    }

    @Test
    void an_accepted_booking_is_planned_by_month_with_cost_and_revenue() {
        Assignment booking =
                Canon.with(Canon.with(booking("A-0066", "W-0007", "0.8000"), "from", "2026-11-02"), "to", "2026-12-05");

        Plan plan = plan(booking);

        assertThat(plan.emits()).extracting(Event::type).containsExactly("assignment.planned.v1");
        assertThat(plan.emits().get(0).id()).isEqualTo("A-0066-planned-1");
        Assignment planned = Json.read(plan.emits().get(0).data(), Assignment.class);
        assertThat(planned.employingEntityId()).isEqualTo("LE-US");
        assertThat(planned.billingEntityId()).isEqualTo("LE-US");
        // 21 working days in November, 4 until 4 December, 6.4 hours each at 92.50 and 215.00.
        assertThat(planned.planned())
                .containsExactly(
                        new Assignment.PlannedMonth(
                                YearMonth.of(2026, 11), 8064, Money.of("12432.00", "USD"), Money.of("28896.00", "USD")),
                        new Assignment.PlannedMonth(
                                YearMonth.of(2026, 12), 1536, Money.of("2368.00", "USD"), Money.of("5504.00", "USD")));
        assertThat(plan(Canon.with(booking, "billable", false))
                        .emits()
                        .get(0)
                        .data()
                        .at("/planned/0/revenue/amount")
                        .asText())
                .isEqualTo("0.00");
    }

    @Test
    void a_booking_waits_for_its_worker_and_then_for_its_project() {
        Assignment nobody = Canon.with(booking("A-0066", "W-9999", "1.0000"), "projectId", "P-9999");
        Assignment nowhere = Canon.with(booking("A-0066", "W-0007", "1.0000"), "projectId", "P-9999");

        assertThat(plan(nobody).waitsFor()).isEqualTo("worker@throughline:W-9999");
        assertThat(plan(nowhere).waitsFor()).isEqualTo("project@throughline:P-9999");
        assertThat(plan(nowhere).findings()).isEmpty();
    }

    @Test
    void a_booking_that_cannot_be_right_does_not_wait() {
        Assignment backwards = Canon.with(booking("A-0066", "W-9999", "1.0000"), "to", "2020-01-01");

        assertThat(plan(backwards).waitsFor()).isNull();
        assertThat(rules(plan(backwards))).containsExactly("V-ASG-01 HOLD");
    }

    @Test
    void a_booking_before_the_hire_date_is_held_and_one_from_that_day_on_is_not() {
        Assignment early = booking("A-0066", "W-0016", "1.0000");

        assertThat(rules(plan(Canon.with(early, "from", "2026-10-02")))).containsExactly("V-ASG-01 HOLD");
        assertThat(plan(Canon.with(early, "from", "2026-10-05")).findings()).isEmpty();
    }

    @Test
    void a_booking_beyond_the_last_day_of_a_leaver_is_held_and_one_until_that_day_is_not() {
        Assignment leaving = booking("A-0066", "W-0018", "1.0000");

        assertThat(plan(leaving).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("V-ASG-01");
            assertThat(finding.message())
                    .isEqualTo("the last day of worker W-0018 is 2026-10-23, of the assignment 2026-10-30");
        });
        assertThat(plan(Canon.with(leaving, "to", "2026-10-24")).findings()).isEmpty();
    }

    @Test
    void a_suspended_worker_is_not_booked_on_days_to_come() {
        Worker worker = known.latest("worker", "W-0007", Worker.class).orElseThrow();
        known.put("worker", "W-0007", Canon.with(worker, "status", "SUSPENDED"));

        assertThat(rules(plan(booking("A-0066", "W-0007", "1.0000")))).containsExactly("V-ASG-01 HOLD");
    }

    @Test
    void a_project_on_hold_takes_nobody_and_a_pending_one_only_from_its_start_on() {
        Assignment booking = booking("A-0066", "W-0007", "1.0000");
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "status", "SUSPENDED"));
        assertThat(rules(plan(booking))).containsExactly("V-ASG-02 HOLD");

        Project pending = Canon.with(Deals.PROJECT, "status", "PENDING");
        known.put("project", "P-1003", Canon.with(pending, "start", "2026-10-12"));
        assertThat(rules(plan(booking))).containsExactly("V-ASG-02 HOLD");

        known.put("project", "P-1003", pending);
        assertThat(rules(plan(booking))).containsExactly("V-ASG-02 WARN");
    }

    @Test
    void bookings_of_one_day_add_up_and_are_remarked_on_above_100_and_held_above_120_percent() {
        known.put("project", "P-1009", elsewhere());
        known.put("assignment", "A-0001", Canon.with(booking("A-0001", "W-0007", "0.6000"), "projectId", "P-1009"));

        assertThat(plan(booking("A-0066", "W-0007", "0.4000")).findings()).isEmpty();
        assertThat(rules(plan(booking("A-0066", "W-0007", "0.6000")))).containsExactly("V-ASG-03 WARN");
        assertThat(plan(booking("A-0066", "W-0007", "0.6500")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.outcome().name()).isEqualTo("HOLD");
                    assertThat(finding.message())
                            .isEqualTo("worker W-0007 would be booked 10.00 h of 8.00 h on 2026-10-05, 125 %");
                });
    }

    @Test
    void minutes_per_day_are_measured_by_the_day_and_days_off_count_nothing() {
        Assignment full = Canon.with(booking("A-0066", "W-0024", "1.0000"), "allocation", Map.of("minutesPerDay", 480));
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "billingEntityId", "LE-DE"));

        assertThat(plan(full).findings())
                .as("24 hours a week, Monday to Wednesday")
                .isEmpty();
        assertThat(rules(plan(Canon.with(full, "allocation.minutesPerDay", 577))))
                .containsExactly("V-ASG-03 HOLD");
    }

    @Test
    void a_pattern_that_asks_for_a_day_off_is_held() {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "billingEntityId", "LE-DE"));
        Assignment thursdays = Canon.with(
                booking("A-0066", "W-0024", "1.0000"),
                "allocation",
                Map.of(
                        "pattern",
                        Map.of(
                                "mon", "0.00", "tue", "0.00", "wed", "0.00", "thu", "4.00", "fri", "0.00", "sat",
                                "0.00", "sun", "0.00")));

        assertThat(plan(thursdays).findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .isEqualTo("worker W-0024 would be booked 4.00 h of 0.00 h on 2026-10-08, 200 %"));
    }

    @Test
    void an_ended_booking_takes_no_time_and_is_kept_without_questions() {
        known.put("assignment", "A-0001", Canon.with(booking("A-0001", "W-0007", "1.0000"), "status", "ENDED"));

        assertThat(plan(booking("A-0066", "W-0007", "1.0000")).findings()).isEmpty();
        assertThat(plan(Canon.with(booking("A-0066", "W-0018", "1.0000"), "status", "ENDED"))
                        .findings())
                .isEmpty();
    }

    @Test
    void billable_work_of_a_role_without_a_price_is_held_and_an_agreed_price_helps() {
        Assignment principal = Canon.with(booking("A-0066", "W-0007", "1.0000"), "roleId", "PRT");

        assertThat(plan(principal).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("V-ASG-04");
            assertThat(finding.message())
                    .contains("RATE_NOT_FOUND")
                    .contains("PRT")
                    .contains("2026-10-05");
        });
        assertThat(plan(Canon.with(principal, "billable", false)).findings()).isEmpty();
        assertThat(plan(Canon.with(principal, "billRateOverride", Map.of("amount", "300.0000", "currency", "USD")))
                        .findings())
                .isEmpty();
    }

    @Test
    void work_across_entities_needs_an_intercompany_agreement_in_force() {
        assertThat(plan(booking("A-0066", "W-0028", "1.0000")).findings())
                .as("LE-DE charges LE-US")
                .isEmpty();
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "billingEntityId", "LE-DE"));
        Assignment lent = booking("A-0066", "W-0007", "1.0000");
        assertThat(plan(lent).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule() + " " + finding.outcome()).isEqualTo("V-ASG-06 HOLD");
            assertThat(finding.message()).contains("employed by LE-US", "billed by LE-DE");
        });
        assertThat(rules(plan(Canon.with(lent, "intercompanyAgreementId", "IC-US-DE"))))
                .as("named, but of unknown price")
                .containsExactly("V-ASG-06 WARN");
    }

    @Test
    void a_worker_has_what_booking_and_project_ask_for_until_the_last_day() {
        Worker worker = known.latest("worker", "W-0007", Worker.class).orElseThrow();
        Assignment asks = Canon.with(
                booking("A-0066", "W-0007", "1.0000"),
                "ext",
                Map.of("throughline", Map.of("requires", List.of("SAP-S4"))));
        known.put(
                "project",
                "P-1003",
                Canon.with(Deals.PROJECT, "ext", Map.of("throughline", Map.of("requires", List.of("BANK-CLEARED")))));
        assertThat(plan(asks).findings())
                .extracting(finding -> finding.rule() + " " + finding.outcome() + " " + finding.message())
                .containsExactly(
                        "V-ASG-05 HOLD the booking on P-1003 asks for BANK-CLEARED, which worker W-0007 does not have",
                        "V-ASG-05 HOLD the booking on P-1003 asks for SAP-S4, which worker W-0007 does not have");

        worker = Canon.with(worker, "skills", List.of(Map.of("code", "SAP-S4")));
        known.put("worker", "W-0007", cleared(worker, "2026-10-29"));
        assertThat(plan(asks).findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .endsWith("BANK-CLEARED, which worker W-0007 has until 2026-10-29 only, the assignment lasts"
                        + " until 2026-10-30"));
        known.put("worker", "W-0007", cleared(worker, "2026-10-30"));
        assertThat(plan(asks).findings()).isEmpty();
    }

    private static Worker cleared(Worker worker, String until) {
        return Canon.with(worker, "clearance", List.of(Map.of("code", "BANK-CLEARED", "validTo", until)));
    }

    @Test
    void the_same_booking_under_another_id_is_held_while_a_change_of_one_is_not() {
        known.put("assignment", "A-0001", booking("A-0001", "W-0007", "0.3000"));

        assertThat(plan(booking("A-0066", "W-0007", "0.3000")).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule() + " " + finding.message())
                        .isEqualTo("V-ASG-07 assignment A-0001 books W-0007 on P-1003 as SAR from 2026-10-05 until"
                                + " before 2026-10-31 already; merge the two"));
        assertThat(plan(booking("A-0001", "W-0007", "0.5000")).findings()).isEmpty();
    }

    @Test
    void leave_within_the_booking_is_said_and_nothing_more() {
        assertThat(plan(booking("A-0066", "W-0004", "1.0000")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule() + " " + finding.outcome()).isEqualTo("V-ASG-08 WARN");
                    assertThat(finding.message())
                            .isEqualTo("worker W-0004 is on leave on 2026-10-08 and on one more day");
                });
    }

    private Plan plan(Assignment assignment) {
        return rules.plan(Canon.event("assignment.approved.v1", assignment.assignmentId(), assignment), assignment);
    }

    private static java.util.List<String> rules(Plan plan) {
        return Canon.rules(plan.findings());
    }

    private static Project elsewhere() {
        return Canon.with(Deals.PROJECT, "projectId", "P-1009");
    }

    private static Assignment booking(String id, String worker, String part) {
        return Json.read(
                """
                {"assignmentId":"%s","version":1,"workerId":"%s","projectId":"P-1003","roleId":"SAR",
                 "status":"APPROVED","from":"2026-10-05","to":"2026-10-31","allocation":{"pct":"%s"},"billable":true}"""
                        .formatted(id, worker, part),
                Assignment.class);
    }
}
