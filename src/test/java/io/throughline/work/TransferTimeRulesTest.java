package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.TimeFact;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferTimeRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-16T14:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final TimeEntry entry = Canon.sample("time_approved.json", TimeEntry.class);
    private final TransferTimeRules rules = new TransferTimeRules(
            known,
            facts,
            new TimeRules(known, facts, TimePolicy.DEFAULT),
            new RateLookup(known),
            Routing.shipped(),
            new Lending(known, Routing.shipped(), NOW),
            NOW);

    private Plan plan(TimeEntry given) {
        return rules.plan(Canon.event("time.approved.v1", given.timeEntryId(), given), given);
    }

    private Settled settled(Step step) {
        return new Settled(Canon.event("time.approved.v1", "T-8801", entry), step, "99001", null);
    }

    @Test
    void an_approved_entry_is_priced_and_sent_to_the_erp_when_worker_and_project_are_known_there() {
        Plan plan = plan(Canon.with(Canon.with(entry, "billRate", null), "costRate", null));
        assertThat(plan.findings()).isEmpty();
        assertThat(Canon.steps(plan)).containsExactly("erp netsuite time");
        Step step = plan.steps().get(0);
        assertThat(step.lane()).isEqualTo("time:T-8801");
        assertThat(step.needs()).containsExactly("worker:W-0007@netsuite", "project:P-1003@netsuite");
        assertThat(step.then()).isEqualTo("transfer-time.erp-done");
        assertThat(step.payload().at("/billRate/amount").asText()).isEqualTo("215.0000");
        assertThat(step.payload().has("hourlyRate"))
                .as("the price is one of an hour")
                .isFalse();
        assertThat(step.payload().at("/costRate/amount").asText()).isEqualTo("92.5000");
        assertThat(step.payload().path("legalEntityId").asText()).isEqualTo("LE-US");
        assertThat(step.payload().path("costCenterId").asText()).isEqualTo("CC-1200");
    }

    @Test
    void the_erp_also_gets_the_price_of_an_hour_where_one_of_a_day_was_agreed() {
        String daily =
                Json.write(Deals.CONTRACT).replace("\"rate\":\"215.0000\"", "\"unit\":\"DAY\",\"rate\":\"1200.0000\"");
        known.put("contract", "CT-1003", Json.tree(daily));
        Step step = plan(entry).steps().get(0);
        assertThat(step.payload().at("/billRate/unit").asText()).isEqualTo("DAY");
        assertThat(step.payload().at("/hourlyRate/amount").asText()).isEqualTo("150.0000");
    }

    @Test
    void an_entry_that_changes_after_its_worker_moved_takes_what_moved_its_cost_along() {
        facts.time.add(booked("LE-DE", "CC-4200"));
        assertThat(plan(entry).emits())
                .filteredOn(event -> event.type().equals("worker.reclassdue.v1"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.subject()).isEqualTo("W-0007");
                    assertThat(event.data().path("from").asText())
                            .isEqualTo(entry.workDate().toString());
                });
        facts.time.set(0, booked("LE-US", "CC-1200"));
        assertThat(plan(entry).emits()).as("booked where he is").noneMatch(event -> event.type()
                .equals("worker.reclassdue.v1"));
    }

    private TimeFact booked(String entity, String center) {
        TimeEntry sent = Canon.with(
                Canon.with(Canon.with(entry, "version", 2), "legalEntityId", entity), "costCenterId", center);
        return TimeEntryFacts.of(Canon.with(sent, "status", "TRANSFERRED"));
    }

    @Test
    void an_entry_that_was_on_its_way_when_its_worker_moved_follows_him_once_it_is_booked() {
        Step step = plan(entry).steps().get(0);
        known.put("worker", "W-0007", Canon.with(DemoFirm.worker("W-0007"), "org.costCenterId", "CC-1900"));
        assertThat(rules.afterErp(settled(step)).emits())
                .extracting(Event::type)
                .containsExactly("time.transferred.v1", "worker.reclassdue.v1");
    }

    @Test
    void an_entry_in_the_erp_is_marked_in_the_psa_and_published_as_transferred() {
        Plan after = rules.afterErp(settled(plan(entry).steps().get(0)));
        assertThat(Canon.steps(after)).containsExactly("mark kantata time-transferred");
        assertThat(after.steps().get(0).payload().path("erpReference").asText()).isEqualTo("99001");
        assertThat(after.steps().get(0).payload().path("transferredAt").asText())
                .matches("2026-.*:\\d\\dZ");
        assertThat(after.emits()).hasSize(1);
        assertThat(after.emits().get(0).type()).isEqualTo("time.transferred.v1");
        assertThat(after.emits().get(0).id()).isEqualTo("T-8801-transferred-v3");
        JsonNode data = after.emits().get(0).data();
        assertThat(data.path("status").asText()).isEqualTo("TRANSFERRED");
    }

    @Test
    void an_entry_that_is_not_approved_any_more_leaves_the_erp() {
        facts.time.add(fact(TimeFact.State.TRANSFERRED, 3, 480));
        Plan plan = plan(Canon.with(Canon.with(entry, "version", 4), "status", "SUBMITTED"));
        assertThat(Canon.steps(plan)).containsExactly("reverse netsuite time-reversed");
        assertThat(plan.steps().get(0).lane()).isEqualTo("time:T-8801");
        assertThat(plan.steps().get(0).needs()).containsExactly("worker:W-0007@netsuite", "project:P-1003@netsuite");
        assertThat(plan(Canon.with(Canon.with(entry, "version", 2), "status", "SUBMITTED")))
                .as("older than what is known")
                .isEqualTo(Plan.OVERTAKEN);
    }

    @Test
    void an_entry_nobody_approved_before_has_nothing_to_leave() {
        assertThat(plan(Canon.with(entry, "status", "SUBMITTED"))).isEqualTo(Plan.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({"SUBMITTED, 480, -480", "APPROVED, 360, -120", "APPROVED, 540, 60"})
    void an_entry_on_an_invoice_is_corrected_by_the_difference(String status, int minutes, int difference) {
        facts.time.add(fact(TimeFact.State.BILLED, 3, 480));
        TimeEntry next = Canon.with(Canon.with(entry, "version", 4), "status", status);
        Plan plan = plan(Canon.with(next, "minutes", minutes));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.emits()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("time.corrected.v1");
            assertThat(event.subject()).isEqualTo("T-8801-v4");
            assertThat(event.data().path("minutes").asInt()).isEqualTo(difference);
            assertThat(event.data().path("correctionOf").asText()).isEqualTo("T-8801");
        });
    }

    @Test
    void an_entry_on_an_invoice_whose_hours_stand_needs_no_correction_and_one_that_was_moved_needs_a_person() {
        facts.time.add(fact(TimeFact.State.BILLED, 3, 480));
        TimeEntry next = Canon.with(entry, "version", 4);
        assertThat(plan(next)).isEqualTo(Plan.NOTHING);
        assertThat(Canon.rules(plan(Canon.with(next, "workDate", "2026-10-13")).findings()))
                .containsExactly("V-TIM-07 HOLD");
    }

    private TimeFact fact(TimeFact.State state, long version, int minutes) {
        return new TimeFact(
                "T-8801",
                version,
                "W-0007",
                "P-1003",
                null,
                "SAR",
                entry.workDate(),
                minutes,
                true,
                false,
                state,
                null,
                "LE-US",
                "CC-1200",
                null,
                state == TimeFact.State.BILLED ? "INV-1" : null,
                null);
    }

    @Test
    void an_entry_the_psa_does_not_have_is_transferred_without_a_mark() {
        TimeEntry fromFile = Canon.with(entry, "xref", null);
        Step sent = plan(fromFile).steps().get(0);
        Plan after = rules.afterErp(settled(sent));
        assertThat(after.steps()).isEmpty();
        assertThat(after.emits()).extracting(Event::type).containsExactly("time.transferred.v1");
        known.external("time", "T-8801", "kantata", "8801");
        assertThat(Canon.steps(rules.afterErp(settled(sent)))).containsExactly("mark kantata time-transferred");
    }

    @Test
    void an_entry_waits_for_its_project_and_then_for_its_worker_and_goes_to_the_erp_that_bills_the_project() {
        InMemorySnapshots without = new InMemorySnapshots();
        TransferTimeRules early = over(without);
        Event event = Canon.event("time.approved.v1", "T-8801", entry);
        assertThat(early.plan(event, entry)).isEqualTo(Plan.waiting("project@throughline:P-1003", List.of()));
        Deals.snapshots().each(without::put);
        without.put("project", "P-1003", Canon.with(Deals.PROJECT, "billingEntityId", "LE-DE"));
        Plan plan = early.plan(event, entry);
        assertThat(Canon.steps(plan)).containsExactly("erp sap time");
        assertThat(plan.steps().get(0).payload().at("/billRate/amount").asText())
                .isEqualTo("215.0000");
    }

    @Test
    void an_entry_of_an_unknown_worker_waits_and_is_not_left_without_a_price() {
        TransferTimeRules early = over(new InMemorySnapshots().put("project", "P-1003", Deals.PROJECT));
        assertThat(early.plan(Canon.event("time.approved.v1", "T-8801", entry), entry))
                .isEqualTo(Plan.waiting("worker@throughline:W-0007", List.of()));
    }

    @Test
    void a_correction_waits_for_the_entry_it_corrects() {
        TimeEntry correction = Canon.with(Canon.with(entry, "timeEntryId", "T-9001"), "correctionOf", "T-8801");
        assertThat(plan(Canon.with(correction, "minutes", -120)))
                .isEqualTo(Plan.waiting("time@throughline:T-8801", List.of()));
    }

    @Test
    void an_entry_that_has_no_minutes_left_leaves_the_erp() {
        facts.time.add(TimeEntryFacts.of(entry));
        Plan plan = plan(Canon.with(Canon.with(entry, "version", 9), "minutes", 0));
        assertThat(Canon.steps(plan)).containsExactly("reverse netsuite time-reversed");
    }

    private TransferTimeRules over(InMemorySnapshots snapshots) {
        return new TransferTimeRules(
                snapshots,
                facts,
                new TimeRules(snapshots, facts, TimePolicy.DEFAULT),
                new RateLookup(snapshots),
                Routing.shipped(),
                new Lending(snapshots, Routing.shipped(), NOW),
                NOW);
    }

    @Test
    void a_work_date_before_everything_known_of_the_worker_is_before_the_hire() {
        InMemorySnapshots later = new InMemorySnapshots() {
            @Override
            public <T> java.util.Optional<T> find(String object, String id, java.time.LocalDate asOf, Class<T> type) {
                return object.equals("worker") ? java.util.Optional.empty() : latest(object, id, type);
            }
        };
        later.put(
                "worker",
                "W-0007",
                Canon.with(
                        known.latest("worker", "W-0007", io.throughline.people.Worker.class)
                                .orElseThrow(),
                        "employment.hireDate",
                        "2026-10-19"));
        assertThat(Canon.rules(new TimeRules(later, facts, TimePolicy.DEFAULT).check(entry)))
                .containsExactly("V-TIM-03 HOLD");
    }

    @Test
    void a_stale_version_an_unapproved_entry_and_zero_minutes_send_nothing() {
        assertThat(plan(Canon.with(entry, "status", "SUBMITTED"))).isEqualTo(Plan.NOTHING);
        assertThat(plan(Canon.with(entry, "minutes", 0))).isEqualTo(Plan.NOTHING);
        facts.time.add(TimeEntryFacts.of(Canon.with(entry, "version", 4)));
        assertThat(plan(entry)).isEqualTo(Plan.OVERTAKEN);
    }

    @Test
    void internal_time_is_not_sent_to_the_erp() {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "billingType", "INTERNAL"));
        assertThat(plan(Canon.with(entry, "billable", false))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void time_of_a_fixed_price_needs_no_rate() {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "billingType", "FIXED_MILESTONE"));
        Plan plan = plan(Canon.with(entry, "roleId", "PRT"));
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.steps().get(0).payload().has("billRate")).isFalse();
    }

    @Test
    void a_correction_keeps_the_price_of_the_entry_it_corrects() {
        facts.time.add(
                TimeEntryFacts.of(Canon.with(entry, "billRate", Map.of("amount", "210.0000", "currency", "USD"))));
        TimeEntry correction = Canon.with(Canon.with(entry, "timeEntryId", "T-9001"), "correctionOf", "T-8801");
        Plan plan = plan(Canon.with(correction, "minutes", -120));
        assertThat(plan.steps().get(0).payload().at("/billRate/amount").asText())
                .isEqualTo("210.0000");
    }

    @ParameterizedTest
    @CsvSource({
        "roleId, ANL, V-TIM-10 HOLD, RATE_NOT_FOUND",
        "minutes, 1441, V-TIM-02 REJECT, DAY_OVER_LIMIT",
        "minutes, 961, V-TIM-02 HOLD, reason",
        "minutes, -60, V-TIM-07 REJECT, negative",
        "workDate, 2018-07-31, V-TIM-03 HOLD, BEFORE_HIRE",
        "workDate, 2026-09-30, V-TIM-04 HOLD, starts on",
        "workDate, 2026-10-12, V-TIM-08 WARN, NON_WORKING_DAY",
        "workDate, 2026-10-17, V-TIM-08 WARN, NON_WORKING_DAY",
        "approvedBy, W-0007, V-TIM-09 HOLD, SELF_APPROVAL"
    })
    void a_broken_rule_is_named_and_says_why(String field, String value, String rule, String word) {
        Object changed = field.equals("minutes") ? Integer.valueOf(value) : value;
        Plan plan = plan(Canon.with(entry, field, changed));
        assertThat(Canon.rules(plan.findings())).contains(rule);
        assertThat(plan.findings()).anyMatch(finding -> finding.message().contains(word));
        assertThat(plan.steps().isEmpty()).isEqualTo(plan.held() || plan.rejected());
    }

    @Test
    void two_prices_for_one_day_are_ambiguous_and_never_guessed() {
        Contract twice = Canon.with(
                Deals.CONTRACT,
                "rateCard",
                java.util.List.of(
                        Deals.CONTRACT.rateCard().get(0),
                        Deals.CONTRACT.rateCard().get(0)));
        known.put("contract", "CT-1003", twice);
        Plan plan = plan(entry);
        assertThat(Canon.rules(plan.findings())).containsExactly("V-TIM-10 HOLD");
        assertThat(plan.findings().get(0).message()).contains("RATE_AMBIGUOUS");
    }

    @Test
    void twenty_five_hours_fit_only_the_day_on_which_clocks_go_back() {
        TimeEntry long25 = Canon.with(Canon.with(entry, "minutes", 1500), "approverReason", "cut-over");
        TimeEntry berlin = Canon.with(Canon.with(long25, "workTimeZone", "Europe/Berlin"), "workDate", "2026-10-25");
        assertThat(Canon.rules(plan(berlin).findings())).doesNotContain("V-TIM-02 REJECT", "V-TIM-02 HOLD");
        assertThat(Canon.rules(plan(long25).findings())).contains("V-TIM-02 REJECT");
    }

    @Test
    void all_entries_of_a_day_count_together() {
        facts.time.add(TimeEntryFacts.of(Canon.with(Canon.with(entry, "timeEntryId", "T-1"), "minutes", 1000)));
        assertThat(Canon.rules(plan(entry).findings())).containsExactly("V-TIM-02 REJECT");
    }

    @Test
    void a_second_copy_of_an_entry_is_flagged() {
        facts.time.add(TimeEntryFacts.of(Canon.with(entry, "timeEntryId", "T-1")));
        assertThat(Canon.rules(plan(entry).findings())).containsExactly("V-TIM-11 WARN");
    }

    @Test
    void time_after_the_last_day_or_on_a_project_on_hold_waits_for_a_person() {
        known.put(
                "worker",
                "W-0007",
                Canon.with(
                        known.latest("worker", "W-0007", io.throughline.people.Worker.class)
                                .orElseThrow(),
                        "employment.terminationDate",
                        "2026-10-13"));
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "timeEntryOpenUntil", "2026-10-11"));
        assertThat(Canon.rules(plan(entry).findings())).containsExactly("V-TIM-03 HOLD", "V-TIM-04 HOLD");
    }

    @Test
    void where_assignments_are_asked_for_one_must_cover_the_day() {
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "allowUnassignedTime", false));
        assertThat(Canon.rules(plan(entry).findings())).containsExactly("V-TIM-05 HOLD");
        known.put(
                "assignment",
                "A-0066",
                Map.of(
                        "assignmentId",
                        "A-0066",
                        "version",
                        1,
                        "workerId",
                        "W-0007",
                        "projectId",
                        "P-1003",
                        "roleId",
                        "SAR",
                        "status",
                        "ACTIVE",
                        "from",
                        "2026-10-01",
                        "to",
                        "2026-10-15",
                        "allocation",
                        Map.of("pct", "1.0000"),
                        "billable",
                        true));
        assertThat(plan(entry).findings()).isEmpty();
        assertThat(Canon.rules(plan(Canon.with(entry, "workDate", "2026-10-15")).findings()))
                .containsExactly("V-TIM-05 HOLD");
    }

    @Test
    void a_closed_period_is_said_and_an_odd_minute_is_flagged() {
        known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", FiscalPeriod.State.CLOSED));
        TimeRules quarters = new TimeRules(known, facts, new TimePolicy(15, 960));
        assertThat(Canon.rules(quarters.check(Canon.with(entry, "minutes", 481))))
                .containsExactly("V-TIM-01 WARN", "V-TIM-06 WARN");
    }

    @Test
    void an_entry_without_role_has_that_of_its_assignment_or_else_of_its_worker() {
        TimeEntry plain = Canon.with(Canon.with(entry, "roleId", null), "assignmentId", null);
        assertThat(plan(plain).steps().get(0).payload().path("roleId").asText()).isEqualTo("SAR");
        known.put(
                "assignment",
                "A-0066",
                Map.of(
                        "assignmentId", "A-0066",
                        "version", 1,
                        "workerId", "W-0007",
                        "projectId", "P-1003",
                        "roleId", "CON",
                        "status", "ACTIVE",
                        "from", "2026-10-01",
                        "to", "2026-11-01",
                        "allocation", Map.of("pct", "1.0000"),
                        "billable", true));
        Plan assigned = plan(Canon.with(plain, "assignmentId", "A-0066"));
        assertThat(assigned.steps().get(0).payload().path("roleId").asText()).isEqualTo("CON");
        assertThat(assigned.steps().get(0).payload().at("/billRate/amount").asText())
                .isEqualTo("150.0000");
        assertThat(plan(Canon.with(plain, "assignmentId", "A-9999"))
                        .steps()
                        .get(0)
                        .payload()
                        .path("roleId")
                        .asText())
                .isEqualTo("SAR");
    }
}
