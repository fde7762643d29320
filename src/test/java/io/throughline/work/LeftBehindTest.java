package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.TimeOfWorkers;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeftBehindTest {

    private static final LocalDate LAST = LocalDate.of(2026, 10, 23);
    private static final Event CAUSE = Canon.event("worker.terminated.v1", "W-0007", Map.of());

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final TimeOfWorkers time = new TimeOfWorkers();
    private final LeftBehind left = new LeftBehind(
            known, time, new RateLookup(known), Clock.fixed(Instant.parse("2026-10-28T12:00:00Z"), ZoneOffset.UTC));

    private static Assignment booking(String id, String workerId, String from, String to) {
        return Json.read(
                """
                {"assignmentId":"%s","version":3,"workerId":"%s","projectId":"P-1003","roleId":"SAR","status":"ACTIVE",
                 "from":"%s","to":"%s","allocation":{"pct":"1.0000"},"billable":true}"""
                        .formatted(id, workerId, from, to),
                Assignment.class);
    }

    private Worker worker() {
        return known.latest("worker", "W-0007", Worker.class).orElseThrow();
    }

    private void learn(Event event) {
        known.put("assignment", event.subject(), Json.read(event.data(), Assignment.class));
    }

    @Test
    void bookings_end_with_the_last_day_and_those_that_begin_later_never_take_place() {
        known.put("assignment", "A-1", booking("A-1", "W-0007", "2026-10-01", "2027-01-01"));
        known.put("assignment", "A-2", booking("A-2", "W-0007", "2026-11-02", "2027-01-01"));
        known.put("assignment", "A-3", booking("A-3", "W-0007", "2026-10-01", "2026-10-24"));
        known.put("assignment", "A-4", booking("A-4", "W-0009", "2026-10-01", "2027-01-01"));

        assertThat(Canon.rules(left.bookings(worker(), LAST))).containsExactly("V-WRK-20 WARN", "V-WRK-20 WARN");
        List<Event> ended = left.ended(CAUSE, "W-0007", LAST);
        assertThat(ended).extracting(Event::id).containsExactly("A-1-ended-v4", "A-2-ended-v4");
        assertThat(ended)
                .extracting(event -> event.data().path("status").asText())
                .containsExactly("ENDED", "REJECTED");
        assertThat(ended.get(0).data().path("to").asText()).isEqualTo("2026-10-24");
    }

    @Test
    void a_booking_comes_back_to_the_letter_unless_somebody_has_taken_it_over() {
        Assignment before = booking("A-1", "W-0007", "2026-10-01", "2027-01-01");
        known.put("assignment", "A-1", before);
        left.ended(CAUSE, "W-0007", LAST).forEach(this::learn);
        assertThat(Canon.rules(left.unfilled(List.of("A-1")))).containsExactly("V-WRK-20 WARN");

        Event restored = left.restored(CAUSE, "W-0007").get(0);
        assertThat(restored.type()).isEqualTo("assignment.changed.v1");
        Assignment after = Json.read(restored.data(), Assignment.class);
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(after.to()).isEqualTo(before.to());
        assertThat(after.version()).isEqualTo(5);

        known.put("assignment", "A-9", booking("A-9", "W-0009", "2026-10-26", "2027-01-01"));
        assertThat(left.restored(CAUSE, "W-0007")).isEmpty();
        assertThat(left.unfilled(List.of("A-1"))).isEmpty();
    }

    @Test
    void time_that_nobody_approved_is_named_with_its_worth() {
        time.add("T-1", "W-0007", LAST.minusDays(1), 480, true, TimeFact.State.SUBMITTED);
        time.add("T-2", "W-0007", LAST, 240, true, TimeFact.State.DRAFT);
        time.add("T-3", "W-0007", LAST, 240, true, TimeFact.State.APPROVED);
        assertThat(left.unapproved(worker(), LAST))
                .extracting(Violation::message)
                .containsExactly("12.00 h worth 2580.00 USD of W-0007 is not submitted or not approved");
    }

    @Test
    void an_expense_that_nobody_approved_is_named_with_its_amount() {
        expense("W-0007", "SUBMITTED");
        assertThat(left.unapproved(worker(), LAST).get(0).message()).contains("180.50 USD");
    }

    private void expense(String workerId, String status) {
        known.put(
                "expense",
                "X-1",
                Map.of(
                        "expenseId",
                        "X-1",
                        "version",
                        1,
                        "workerId",
                        workerId,
                        "date",
                        "2026-10-20",
                        "category",
                        "TRAVEL",
                        "amount",
                        Map.of("amount", "180.50", "currency", "USD"),
                        "paymentMethod",
                        "PERSONAL",
                        "billable",
                        true,
                        "status",
                        status));
    }

    @Test
    void time_after_the_last_day_is_named_for_each_project() {
        time.add("T-4", "W-0007", LAST.plusDays(3), 480, true, TimeFact.State.TRANSFERRED);
        assertThat(left.timeAfter(worker(), LAST).get("P-1003").message())
                .contains("AFTER_TERMINATION", "8.00 h worth 1720.00 USD", "T-4");
        assertThat(left.timeAfter(worker(), LAST.plusDays(3))).isEmpty();
    }

    @Test
    void people_and_projects_that_look_to_him_are_named_with_who_stands_in() {
        Worker lead = known.latest("worker", "W-0010", Worker.class).orElseThrow();
        known.put("worker", "W-0007", Canon.with(worker(), "org.managerId", "W-0010"));
        List<Violation> found = left.looksTo(lead);
        assertThat(Canon.rules(found)).containsExactly("V-WRK-23 WARN", "V-WRK-23 WARN");
        assertThat(found.get(0).message())
                .contains("W-0007")
                .contains(lead.org().managerId());
        assertThat(found.get(1).message()).contains("P-1003");
    }

    @Test
    void what_is_written_off_or_has_no_minutes_is_not_left_behind_and_what_nobody_pays_has_no_worth() {
        time.add("T-1", "W-0007", LAST.plusDays(1), 480, true, TimeFact.State.WRITTEN_OFF);
        time.add("T-2", "W-0007", LAST.plusDays(1), 0, true, TimeFact.State.TRANSFERRED);
        time.add("T-3", "W-0007", LAST, 0, true, TimeFact.State.DRAFT);
        assertThat(left.timeAfter(worker(), LAST)).isEmpty();
        assertThat(left.unapproved(worker(), LAST)).isEmpty();

        time.add("T-4", "W-0007", LAST.plusDays(1), 120, false, TimeFact.State.TRANSFERRED);
        assertThat(left.timeAfter(worker(), LAST).get("P-1003").message())
                .contains("and 2.00 h on P-1003 is later (T-4)");
    }

    @Test
    void bookings_are_known_by_their_ids() {
        known.put("assignment", "A-1", booking("A-1", "W-0007", "2026-10-01", "2027-01-01"));
        assertThat(left.booked("W-0007", LAST)).containsExactly("A-1");
        assertThat(left.booked("W-0009", LAST)).isEmpty();
    }

    @Test
    void the_erp_needs_him_until_his_last_expense_is_posted_or_refused() {
        assertThat(left.settled("W-0007")).isTrue();
        for (String status : List.of("DRAFT", "SUBMITTED", "APPROVED")) {
            expense("W-0007", status);
            assertThat(left.settled("W-0007")).as(status).isFalse();
        }
        assertThat(left.settled("W-0006")).isTrue();
        for (String status : List.of("POSTED", "BILLED", "REJECTED", "REVERSED")) {
            expense("W-0007", status);
            assertThat(left.settled("W-0007")).as(status).isTrue();
        }
    }

    @Test
    void expenses_of_others_and_approved_ones_are_no_matter() {
        known.put("expense", "X-1", Canon.with(Expenses.HOTEL, "status", "APPROVED"));
        Expense others = Canon.with(Canon.with(Expenses.HOTEL, "expenseId", "X-2"), "workerId", "W-0009");
        known.put("expense", "X-2", Canon.with(others, "status", "DRAFT"));
        assertThat(left.unapproved(worker(), LAST)).isEmpty();
    }

    @Test
    void who_left_and_what_is_closed_looks_to_nobody() {
        Worker lead = Canon.with(known.latest("worker", "W-0010", Worker.class).orElseThrow(), "org.managerId", null);
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "status", "CLOSED"));
        known.put(
                "worker",
                "W-0007",
                Canon.with(Canon.with(worker(), "org.managerId", "W-0010"), "status", "TERMINATED"));
        assertThat(left.looksTo(lead)).isEmpty();

        Project led = Canon.with(Canon.with(Deals.PROJECT, "managerId", "W-0001"), "deliveryLeadId", "W-0010");
        known.put("project", "P-1003", led);
        assertThat(left.looksTo(lead))
                .extracting(Violation::message)
                .containsExactly("W-0010 leads P-1003; until the PSA names another, nobody above him approves there");
    }
}
