package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TerminationRulesTest {

    private static final String ID = "W-0900";
    private static final String KNOWN = "2026-10-15T09:00:00Z";

    private final InMemorySnapshots firm = DemoFirm.snapshots();
    private final List<WorkerFact> told = new ArrayList<>();
    private final InHand hand = new InHand();
    private Set<String> lent = Set.of();
    private Clock clock = at("2026-10-15T12:00:00Z");

    private TerminationRules rules() {
        Routing routing = Routing.shipped();
        return new TerminationRules(
                id -> List.copyOf(told),
                new WorkerSteps(firm, routing, new ActivationRules(routing, clock), worker -> lent, clock),
                new AvailabilityRules(firm, LeaveFacts.over(firm), clock),
                hand,
                clock);
    }

    private Plan plan(ObjectNode ending) {
        Event event = Told.event(ending);
        return rules().plan(event, Json.read(event.data(), WorkerEnding.class));
    }

    private Plan planAndTell(ObjectNode ending) {
        Plan plan = plan(ending);
        tell(ending);
        return plan;
    }

    private void tell(ObjectNode... documents) {
        for (ObjectNode document : documents) {
            told.add(WorkerFact.of(Told.event(document)));
        }
    }

    private static ObjectNode terminated(long version, String last, String reason) {
        return Told.ending(ID, version, "terminated", last, reason, KNOWN);
    }

    @Test
    void an_erp_that_bills_the_time_of_a_lent_worker_hears_of_his_end_too() {
        lent = Set.of("sap");
        tell(Told.hire(ID));
        Plan plan = planAndTell(terminated(2, "2026-10-23", "VOLUNTARY"));
        assertThat(Canon.steps(plan)).contains("lent-sap sap employee");
        assertThat(Canon.step(plan, "lent-sap")
                        .payload()
                        .at("/employment/terminationDate")
                        .asText())
                .isEqualTo("2026-10-23");
    }

    @Test
    void erp_psa_and_payroll_hear_of_the_last_day_ahead_and_the_account_stays_open_until_it_is_over() {
        tell(Told.hire(ID));
        Plan plan = planAndTell(terminated(2, "2026-10-23", "VOLUNTARY"));
        assertThat(Canon.steps(plan))
                .containsExactly("erp netsuite employee", "psa kantata user", "payroll adp change");
        assertThat(plan.steps()).allSatisfy(step -> {
            assertThat(step.payload().at("/employment/terminationDate").asText())
                    .isEqualTo("2026-10-23");
            assertThat(step.payload().path("status").asText()).isEqualTo("ACTIVE");
        });
        Availability capacity =
                Json.read(plan.emits().get(plan.emits().size() - 1).data(), Availability.class);
        assertThat(minutes(capacity, "2026-10-23")).isEqualTo(480);
        assertThat(minutes(capacity, "2026-10-26")).isZero();

        clock = at("2026-10-24T03:59:59Z");
        assertThat(rules().deactivation(due("2026-10-24")))
                .as("not yet in New York")
                .isEqualTo(Plan.NOTHING);
        clock = at("2026-10-24T04:00:00Z");
        Plan due = rules().deactivation(due("2026-10-24"));
        assertThat(Canon.steps(due)).containsExactly("identity scim deactivate");
        assertThat(due.steps().get(0).needs()).containsExactly("worker:" + ID + "@scim");
    }

    @Test
    void a_backdated_end_shuts_the_account_at_once() {
        tell(Told.hire(ID));
        assertThat(Canon.steps(plan(terminated(2, "2026-10-14", "VOLUNTARY"))))
                .containsExactly(
                        "identity scim deactivate", "erp netsuite employee", "psa kantata user", "payroll adp change");
    }

    @Test
    void an_involuntary_end_shuts_the_account_at_once_and_no_later_change_opens_it() {
        tell(Told.hire(ID));
        assertThat(Canon.steps(planAndTell(terminated(2, "2026-11-30", "INVOLUNTARY"))))
                .contains("identity scim deactivate");
        tell(Told.change(ID, 3, "2026-10-16", "job.title", "Consultant", "Lead"));
        WorkerTimeline timeline = WorkerTimeline.of(told);
        assertThat(status(timeline, "2026-10-14")).isEqualTo("ACTIVE");
        assertThat(status(timeline, "2026-10-15")).isEqualTo("SUSPENDED");
        assertThat(status(timeline, "2026-10-16")).isEqualTo("SUSPENDED");
        assertThat(status(timeline, "2026-11-30")).isEqualTo("SUSPENDED");
        assertThat(status(timeline, "2026-12-01")).isEqualTo("TERMINATED");
    }

    @Test
    void the_same_end_told_again_is_not_told_on() {
        tell(Told.hire(ID), terminated(2, "2026-10-23", "VOLUNTARY"));
        assertThat(plan(Told.ending(ID, 3, "terminated", "2026-10-23", "VOLUNTARY", KNOWN)))
                .isEqualTo(Plan.NOTHING.healing());
        assertThat(plan(Told.ending(ID, 1, "terminated", "2026-10-30", "VOLUNTARY", KNOWN)))
                .as("an older version")
                .isEqualTo(Plan.NOTHING.healing());
    }

    @Test
    void erp_and_psa_are_closed_after_the_days_of_grace_and_only_for_who_has_left() {
        tell(Told.hire(ID));
        clock = at("2026-10-29T12:00:00Z");
        assertThat(rules().closure(due("2026-10-24"))).isEqualTo(Plan.NOTHING);
        tell(terminated(2, "2026-10-23", "VOLUNTARY"));
        Plan closed = rules().closure(due("2026-10-24"));
        assertThat(Canon.steps(closed)).containsExactly("psa kantata user");
        lent = Set.of("sap");
        Event erpDue = due("2026-10-24");
        Plan inactive =
                rules().closure(erpDue.withData(((ObjectNode) erpDue.data().deepCopy()).put("erp", true)));
        assertThat(Canon.steps(inactive)).containsExactly("erp netsuite employee", "lent-sap sap employee");
        assertThat(inactive.emits()).isEmpty();
        assertThat(java.util.stream.Stream.concat(closed.steps().stream(), inactive.steps().stream()))
                .allSatisfy(step -> {
                    assertThat(step.payload().path("status").asText()).isEqualTo("TERMINATED");
                    assertThat(step.payload().path("closed").asBoolean()).isTrue();
                });
    }

    @Test
    void an_end_taken_back_opens_everything_again() {
        tell(Told.hire(ID), terminated(2, "2026-10-14", "VOLUNTARY"));
        Plan plan = planAndTell(Told.ending(ID, 3, "terminationrescinded", null, null, KNOWN));
        assertThat(Canon.steps(plan))
                .containsExactly(
                        "identity scim user", "erp netsuite employee", "psa kantata user", "payroll adp change");
        assertThat(plan.steps())
                .allMatch(step -> step.payload().path("status").asText().equals("ACTIVE")
                        && step.payload().at("/employment/terminationDate").isMissingNode());
        assertThat(Canon.step(plan, "psa").payload().path("closed").asBoolean(true))
                .isFalse();
        assertThat(plan.emits()).extracting(Event::type).contains("assignment.changed.v1");
        assertThat(status(WorkerTimeline.of(told), "2026-12-01")).isEqualTo("ACTIVE");
    }

    @Test
    void a_hire_cancelled_before_the_first_day_is_inactive_everywhere_and_its_bookings_are_dropped() {
        clock = at("2026-02-25T12:00:00Z");
        tell(Told.hire(ID));
        hand.booked = List.of("A-1");
        Plan plan = planAndTell(Told.ending(ID, 2, "hirecancelled", null, null, "2026-02-25T11:00:00Z"));
        assertThat(Canon.steps(plan))
                .containsExactly(
                        "identity scim deactivate", "erp netsuite employee", "psa kantata user", "payroll adp change");
        assertThat(Canon.step(plan, "erp").payload().path("status").asText()).isEqualTo("TERMINATED");
        assertThat(Canon.rules(plan.findings())).containsExactly("V-WRK-20 WARN");
        assertThat(plan.emits())
                .extracting(Event::type)
                .containsExactly("assignment.ended.v1", "worker.handoverdue.v1", "worker.availability.published.v1");
        assertThat(status(WorkerTimeline.of(told), "2026-03-02")).isEqualTo("TERMINATED");
    }

    @Test
    void what_is_left_in_hand_is_kept_for_a_person_until_it_is_taken_over_and_holds_nothing_back() {
        tell(Told.hire(ID));
        hand.booked = List.of("A-1");
        hand.after.put("P-1002", Violation.warn("V-WRK-21", "", "8.00 h after the last day"));
        hand.unapproved.add(Violation.warn("V-WRK-22", "", "12.00 h worth 2580.00 USD"));
        hand.looks.add(Violation.warn("V-WRK-23", "", "W-0001 approves"));
        Plan plan = planAndTell(terminated(2, "2026-10-14", "VOLUNTARY"));
        assertThat(plan.steps()).hasSize(4);
        assertThat(Canon.rules(plan.findings()))
                .containsExactly("V-WRK-20 WARN", "V-WRK-21 WARN", "V-WRK-22 WARN", "V-WRK-23 WARN");
        List<Event> due = plan.emits().stream()
                .filter(event -> event.type().equals("worker.handoverdue.v1"))
                .toList();
        assertThat(due).extracting(Event::key).containsExactly("worker:" + ID, "project:P-1002");
        assertThat(Canon.rules(rules().handover(due.get(0)).findings()))
                .containsExactly("V-WRK-20 HOLD", "V-WRK-23 HOLD", "V-WRK-22 HOLD");
        assertThat(Canon.rules(rules().handover(due.get(1)).findings())).containsExactly("V-WRK-21 HOLD");
        hand.booked = List.of();
        hand.after.clear();
        hand.unapproved.clear();
        hand.looks.clear();
        assertThat(due).allMatch(event -> rules().handover(event).equals(Plan.NOTHING));
    }

    @Test
    void time_on_the_way_is_no_matter_of_handing_over_while_the_worker_is_there() {
        tell(Told.hire(ID));
        hand.unapproved.add(Violation.warn("V-WRK-22", "", "12.00 h"));
        Plan plan = planAndTell(terminated(2, "2026-10-23", "VOLUNTARY"));
        assertThat(plan.emits()).noneMatch(event -> event.type().equals("worker.handoverdue.v1"));
        clock = at("2026-10-29T12:00:00Z");
        assertThat(rules().closure(due("2026-10-24")).emits())
                .extracting(Event::type)
                .containsExactly("worker.handoverdue.v1");
    }

    @Test
    void an_end_of_a_worker_nobody_knows_waits_and_one_before_the_hire_is_held() {
        assertThat(plan(terminated(2, "2026-10-23", "VOLUNTARY")).waitsFor()).isEqualTo("worker@throughline:" + ID);
        tell(Told.hire(ID));
        assertThat(Canon.rules(plan(terminated(2, "2026-03-01", null)).findings()))
                .containsExactly("V-WRK-24 HOLD");
        assertThat(Canon.rules(plan(terminated(2, null, null)).findings())).containsExactly("V-WRK-24 HOLD");
        assertThat(Canon.rules(plan(Told.ending(ID, 2, "hirecancelled", null, null, KNOWN))
                        .findings()))
                .containsExactly("V-WRK-24 HOLD");
    }

    @Test
    void every_order_of_ends_and_changes_ends_in_the_same_days() {
        List<ObjectNode> facts = List.of(
                Told.hire(ID),
                Told.change(ID, 2, "2026-10-05", "org.costCenterId", "CC-1100", "CC-1200"),
                terminated(3, "2026-10-23", "VOLUNTARY"),
                Told.ending(ID, 4, "terminationrescinded", null, null, KNOWN),
                terminated(5, "2026-10-30", "RETIREMENT"));
        Set<String> days = new HashSet<>();
        for (List<ObjectNode> order : Told.orders(facts)) {
            told.clear();
            order.forEach(this::tell);
            days.add(WorkerTimeline.of(told).periods().toString());
        }
        assertThat(days).hasSize(1);
        assertThat(status(WorkerTimeline.of(told), "2026-10-30")).isEqualTo("ACTIVE");
        assertThat(status(WorkerTimeline.of(told), "2026-10-31")).isEqualTo("TERMINATED");
    }

    @Test
    void a_worker_who_is_read_as_a_whole_after_the_end_says_himself_when_it_is() {
        ObjectNode whole = Told.whole(ID, 9, "CC-1100", "Consultant", "2026-10-20T10:00:00Z");
        tell(Told.hire(ID), terminated(3, "2026-10-23", "VOLUNTARY"), whole);
        assertThat(status(WorkerTimeline.of(told), "2026-12-01")).isEqualTo("ACTIVE");
        told.clear();
        ((ObjectNode) whole.at("/data/employment")).put("terminationDate", "2026-10-30");
        tell(Told.hire(ID), terminated(3, "2026-10-23", "VOLUNTARY"), whole);
        assertThat(status(WorkerTimeline.of(told), "2026-10-30")).isEqualTo("ACTIVE");
        assertThat(status(WorkerTimeline.of(told), "2026-10-31")).isEqualTo("TERMINATED");
    }

    private static String status(WorkerTimeline timeline, String day) {
        return timeline.on(LocalDate.parse(day))
                .orElseThrow()
                .state()
                .path("status")
                .asText();
    }

    private static int minutes(Availability capacity, String day) {
        return capacity.days().stream()
                .filter(one -> one.date().equals(LocalDate.parse(day)))
                .findFirst()
                .orElseThrow()
                .minutes();
    }

    private static Event due(String day) {
        return Canon.event("worker.deactivationdue.v1", ID, Map.of("workerId", ID, "effectiveDate", day));
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    /** What a worker has in hand, as a test says. */
    private static final class InHand implements Handover {
        private List<String> booked = List.of();
        private final Map<String, Violation> after = new TreeMap<>();
        private final List<Violation> unapproved = new ArrayList<>();
        private final List<Violation> looks = new ArrayList<>();

        @Override
        public List<Violation> bookings(Worker worker, LocalDate lastDay) {
            return unfilled(booked);
        }

        @Override
        public boolean settled(String workerId) {
            return true;
        }

        @Override
        public List<String> booked(String workerId, LocalDate lastDay) {
            return booked;
        }

        @Override
        public Map<String, Violation> timeAfter(Worker worker, LocalDate lastDay) {
            return after;
        }

        @Override
        public List<Violation> unapproved(Worker worker, LocalDate lastDay) {
            return unapproved;
        }

        @Override
        public List<Violation> looksTo(Worker worker) {
            return looks;
        }

        @Override
        public List<Violation> unfilled(Collection<String> assignmentIds) {
            return booked.stream().map(id -> Violation.warn("V-WRK-20", "", id)).toList();
        }

        @Override
        public List<Event> ended(Event cause, String workerId, LocalDate lastDay) {
            return booked.isEmpty() ? List.of() : List.of(Canon.event("assignment.ended.v1", "A-1", Map.of()));
        }

        @Override
        public List<Event> restored(Event cause, String workerId) {
            return List.of(Canon.event("assignment.changed.v1", "A-1", Map.of()));
        }
    }
}
