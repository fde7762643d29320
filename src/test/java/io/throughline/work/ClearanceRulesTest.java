package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** V-WRK-14: a change of country holds staffing at regulated clients and nothing else. */
class ClearanceRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-20T12:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known =
            Deals.snapshots().put("project", "P-1003", Canon.with(Deals.PROJECT, "regulated", true));
    private final ClearanceRules rules = new ClearanceRules(known, NOW);

    ClearanceRulesTest() {
        booked("A-1", "P-1003", "2026-10-01", "2027-01-01");
    }

    private void booked(String id, String project, String from, String to) {
        known.put("assignment", id, assignment(id, project, from, to));
    }

    private static Assignment assignment(String id, String project, String from, String to) {
        return Json.read(
                """
                {"assignmentId":"%s","version":1,"workerId":"W-0007","projectId":"%s","roleId":"SAR","status":"APPROVED",
                 "from":"%s","to":"%s","allocation":{"minutesPerDay":480},"billable":true}"""
                        .formatted(id, project, from, to),
                Assignment.class);
    }

    private static Event due(String country, String was, boolean agreed) {
        ObjectNode data = Json.mapper()
                .createObjectNode()
                .put("workerId", "W-0007")
                .put("from", "2026-10-12")
                .put("country", country)
                .put("was", was);
        data.putArray("projects").add("P-1003");
        if (agreed) {
            data.putObject("ext").putObject("throughline").put("approvedBy", "compliance");
        }
        return Canon.event("worker.compliancedue.v1", "W-0007", data);
    }

    private Plan run(Event event) {
        Plan plan = rules.plan(event);
        plan.emits().forEach(told -> known.put("assignment", told.subject(), told.data()));
        return plan;
    }

    private static List<String> types(Plan plan) {
        return plan.emits().stream().map(Event::type).toList();
    }

    @Test
    void bookings_that_reach_into_the_new_country_are_held_until_compliance_agrees() {
        booked("A-2", "P-1003", "2026-09-01", "2026-10-12");
        booked("A-3", "P-1001", "2026-10-01", "2027-01-01");
        Plan held = run(due("DE", "US", false));
        assertThat(held.held()).isTrue();
        assertThat(held.findings())
                .extracting(finding -> finding.rule() + " " + finding.message())
                .containsExactly(
                        "V-WRK-14 W-0007 works in DE since 2026-10-12 and P-1003 is regulated; compliance has not"
                                + " agreed yet that he goes on there");
        assertThat(held.parted()).as("the bookings are held all the same").isTrue();
        assertThat(types(held)).containsExactly("assignment.held.v1");
        assertThat(held.emits().get(0).subject()).isEqualTo("A-1");

        Plan again = run(due("DE", "US", false));
        assertThat(again.held()).isTrue();
        assertThat(again.emits()).as("held already").isEmpty();

        Plan agreed = run(due("DE", "US", true));
        assertThat(agreed.findings()).isEmpty();
        assertThat(types(agreed)).containsExactly("assignment.released.v1");
        assertThat(StaffingHold.on(known, "W-0007", "P-1003", LocalDate.parse("2026-10-20")))
                .isEmpty();
    }

    @Test
    void who_is_back_where_he_was_booked_from_needs_nobodys_word() {
        run(due("DE", "US", false));
        Plan back = run(due("US", "DE", false));
        assertThat(back.findings()).isEmpty();
        assertThat(types(back)).containsExactly("assignment.released.v1");
    }

    @Test
    void a_word_for_one_country_is_none_for_another() {
        run(due("DE", "US", false));
        run(due("JP", "DE", false));
        assertThat(run(due("DE", "US", true)).emits()).isEmpty();
        assertThat(types(run(due("JP", "DE", true)))).containsExactly("assignment.released.v1");
    }

    @Test
    void while_it_is_held_no_time_and_no_other_booking_gets_through() {
        run(due("DE", "US", false));
        TimeRules time = new TimeRules(known, new InMemoryFacts(), TimePolicy.DEFAULT);
        assertThat(Canon.rules(time.check(entry("2026-10-12")))).contains("V-WRK-14 HOLD");
        assertThat(Canon.rules(time.check(entry("2026-10-09")))).doesNotContain("V-WRK-14 HOLD");

        StaffingRules staffing = new StaffingRules(
                known,
                new RateLookup(known),
                new Lending(known, Routing.shipped(), NOW),
                IntercompanyAgreements.shipped(),
                NOW);
        Assignment more = Canon.with(assignment("A-9", "P-1003", "2026-11-01", "2026-12-01"), "roleId", "CON");
        assertThat(Canon.rules(plan(staffing, more))).contains("V-WRK-14 HOLD");
        Assignment over = Canon.with(assignment("A-1", "P-1003", "2026-10-01", "2026-10-12"), "status", "ENDED");
        assertThat(Canon.rules(plan(staffing, over))).as("the PSA ends it").isEmpty();
        ObjectNode agreed = Json.toTree(more);
        agreed.putObject("ext").putObject("throughline").put("approvedBy", "compliance");
        assertThat(Canon.rules(plan(staffing, Json.read(agreed, Assignment.class))))
                .doesNotContain("V-WRK-14 HOLD");
    }

    private static List<io.throughline.contract.Violation> plan(StaffingRules staffing, Assignment assignment) {
        return staffing.plan(Canon.event("assignment.approved.v1", assignment.assignmentId(), assignment), assignment)
                .findings();
    }

    private static TimeEntry entry(String date) {
        return Json.read(
                """
                {"timeEntryId":"T-1","version":1,"workerId":"W-0007","projectId":"P-1003","workDate":"%s",
                 "workTimeZone":"America/New_York","minutes":60,"billable":true,"timeType":"REGULAR","status":"APPROVED",
                 "approvedBy":"W-0010","approvedAt":"2026-10-19T10:00:00Z"}"""
                        .formatted(date),
                TimeEntry.class);
    }
}
