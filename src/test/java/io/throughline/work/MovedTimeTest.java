package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
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
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** WF-14: time that is moved to another project leaves the old one and comes to the new one together. */
class MovedTimeTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-16T14:00:00Z"), ZoneOffset.UTC);
    private static final List<String> PROJECTS = List.of("P-1003", "P-1002", "P-1004");

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

    MovedTimeTest() {
        known.put("project", "P-1004", project("P-1004", "billingEntityId", "LE-DE"));
        known.put("project", "P-1002", project("P-1002", "status", "ACTIVE"));
    }

    private static Project project(String id, String field, String value) {
        return Canon.with(Canon.with(Deals.PROJECT, "projectId", id), field, value);
    }

    private Plan plan(TimeEntry given) {
        return rules.plan(Canon.event("time.approved.v1", given.timeEntryId(), given), given);
    }

    private TimeEntry next(int version, String projectId) {
        return Canon.with(Canon.with(entry, "version", version), "projectId", projectId);
    }

    private void standing(String state) {
        TimeEntry told = Canon.with(
                Canon.with(entry, "status", state), "billRate", Map.of("amount", "210.0000", "currency", "USD"));
        if (state.equals("BILLED")) {
            told = Canon.with(told, "billedOn", Map.of("invoiceId", "INV-1", "lineNo", 1));
        }
        facts.time.add(TimeEntryFacts.of(told));
    }

    @Test
    void in_another_erp_it_is_taken_back_from_the_one_that_has_it_and_in_the_same_it_is_written_over() {
        standing("TRANSFERRED");
        Plan plan = plan(next(4, "P-1004"));
        assertThat(Canon.steps(plan)).containsExactly("reverse netsuite time-reversed", "erp sap time");
        assertThat(plan.steps().get(0).needs()).containsExactly("worker:W-0007@netsuite", "project:P-1003@netsuite");
        assertThat(plan.steps().get(0).payload().path("projectId").asText()).isEqualTo("P-1003");
        assertThat(plan.steps().get(1).payload().path("projectId").asText()).isEqualTo("P-1004");
        assertThat(Canon.steps(plan(next(4, "P-1002")))).containsExactly("erp netsuite time");
    }

    @Test
    void to_internal_work_or_taken_back_meanwhile_it_only_leaves_the_erp_that_has_it() {
        standing("TRANSFERRED");
        known.put("project", "P-1015", project("P-1015", "billingType", "INTERNAL"));
        assertThat(Canon.steps(plan(next(4, "P-1015")))).containsExactly("reverse netsuite time-reversed");
        assertThat(Canon.steps(plan(Canon.with(next(4, "P-1004"), "status", "SUBMITTED"))))
                .containsExactly("reverse netsuite time-reversed");
    }

    @Test
    void neither_side_moves_when_a_rule_holds_the_new_one_or_the_old_one_is_in_a_closed_month() {
        standing("TRANSFERRED");
        known.put("project", "P-1002", project("P-1002", "status", "SUSPENDED"));
        Plan held = plan(next(4, "P-1002"));
        assertThat(Canon.rules(held.findings())).containsExactly("V-TIM-04 HOLD");
        assertThat(held.steps()).isEmpty();
        known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", FiscalPeriod.State.CLOSED));
        assertThat(Canon.rules(plan(next(4, "P-1004")).findings())).containsExactly("V-TIM-06 HOLD");
    }

    @Test
    void on_an_invoice_it_is_taken_off_at_its_price_and_put_on_at_that_of_the_new_project() {
        standing("BILLED");
        Plan plan = plan(next(4, "P-1004"));
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.emits())
                .extracting(MovedTimeTest::side)
                .containsExactly(
                        "T-8801-v4-m0 of T-8801: -480 on P-1003, project:P-1003",
                        "T-8801-v4 of T-8801: 480 on P-1004, project:P-1004");
        assertThat(priced(plan.emits().get(0))).isEqualTo("210.0000");
        assertThat(priced(plan.emits().get(1))).isEqualTo("215.0000");
    }

    @Test
    void on_an_invoice_neither_side_is_released_when_a_rule_holds_the_other() {
        standing("BILLED");
        known.put("project", "P-1002", project("P-1002", "status", "SUSPENDED"));
        Plan there = plan(next(4, "P-1002"));
        assertThat(Canon.rules(there.findings())).containsExactly("V-TIM-04 HOLD");
        assertThat(there.emits()).isEmpty();
        known.put("project", "P-1003", Canon.with(Deals.PROJECT, "timeEntryOpenUntil", "2026-10-01"));
        Plan here = plan(next(4, "P-1004"));
        assertThat(Canon.rules(here.findings())).containsExactly("V-TIM-04 HOLD");
        assertThat(here.emits()).isEmpty();
        assertThat(plan(next(4, "P-7777"))).isEqualTo(Plan.waiting("project@throughline:P-7777", List.of()));
    }

    @Test
    void a_correction_takes_no_more_off_a_project_than_stands_there() {
        standing("BILLED");
        facts.time.add(TimeEntryFacts.of(correction("T-8801-v4-m0", "P-1003", -480)));
        facts.time.add(TimeEntryFacts.of(correction("T-8801-v4", "P-1004", 480)));
        assertThat(Canon.rules(plan(correction("T-9001", "P-1003", -60)).findings()))
                .containsExactly("V-TIM-07 HOLD");
        assertThat(plan(correction("T-9001", "P-1004", -60)).findings()).isEmpty();
    }

    @Property(tries = 100)
    void whatever_versions_come_each_project_has_what_is_approved_last_and_every_move_balances(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 17) Integer> versions) {
        facts.time.clear();
        standing("BILLED");
        int version = 3;
        for (int what : versions) {
            String project = PROJECTS.get(what % 3);
            int minutes = what < 3 ? 0 : 60 * (what / 3);
            TimeEntry told = Canon.with(next(++version, project), "minutes", Math.max(minutes, 60));
            told = Canon.with(told, "status", minutes == 0 ? "SUBMITTED" : "APPROVED");
            List<Event> emits = plan(told).emits();
            emits.forEach(event -> facts.time.add(TimeEntryFacts.of(Json.read(event.data(), TimeEntry.class))));

            Map<String, Integer> sums = facts.time.stream()
                    .collect(Collectors.groupingBy(TimeFact::projectId, Collectors.summingInt(TimeFact::minutes)));
            assertThat(sums.getOrDefault(project, 0)).isEqualTo(minutes);
            sums.remove(project);
            assertThat(sums.values()).allMatch(sum -> sum == 0);
        }
        assertThat(facts.time).extracting(TimeFact::timeEntryId).doesNotHaveDuplicates();
    }

    private TimeEntry correction(String id, String projectId, int minutes) {
        return Canon.with(
                Canon.with(Canon.with(next(1, projectId), "timeEntryId", id), "correctionOf", "T-8801"),
                "minutes",
                minutes);
    }

    private static String side(Event event) {
        return event.subject() + " of " + event.data().path("correctionOf").asText() + ": "
                + event.data().path("minutes").asInt() + " on "
                + event.data().path("projectId").asText() + ", " + event.key();
    }

    private String priced(Event event) {
        return plan(Json.read(event.data(), TimeEntry.class))
                .steps()
                .get(0)
                .payload()
                .at("/billRate/amount")
                .asText();
    }
}
