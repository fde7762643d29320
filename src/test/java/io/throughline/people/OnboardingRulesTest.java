package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnboardingRulesTest {

    private static final Clock SEPTEMBER = Clock.fixed(Instant.parse("2026-09-25T08:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots known = DemoFirm.snapshots();

    private Plan plan(Worker worker, Clock clock) {
        Routing routing = Routing.shipped();
        WorkerRules workers = new WorkerRules(known, known, clock);
        AvailabilityRules availability = new AvailabilityRules(known, LeaveFacts.over(known), clock);
        WorkerSteps steps = new WorkerSteps(
                known, routing, new ActivationRules(routing, clock), anybody -> java.util.Set.of(), clock);
        ChangeRules changes = new ChangeRules(
                known,
                workers,
                steps,
                availability,
                new RetroPolicy(known, 1),
                new ChangeGate((before, after, from) -> Told.noImpact(), java.math.BigDecimal.TEN, clock),
                clock);
        OnboardingRules rules =
                new OnboardingRules(known, workers, steps, changes, availability, new RehireMatch(known, known), clock);
        return rules.plan(told(worker), worker);
    }

    private static Event told(Worker worker) {
        Event event = Canon.event("worker.hired.v1", worker.workerId(), worker);
        return new Event(
                event.source(),
                event.id(),
                event.type(),
                event.subject(),
                event.time(),
                event.key(),
                worker.version(),
                null,
                null,
                null,
                null,
                worker.employment().hireDate(),
                event.data(),
                null);
    }

    private static Worker newcomer() {
        Worker worker = Canon.with(DemoFirm.worker("W-0021"), "workerId", "W-0100");
        worker = Canon.with(worker, "personId", "PER-0100");
        return Canon.with(Canon.with(worker, "workEmail", "new@meridian-harbor.example"), "status", "PREHIRE");
    }

    @Test
    void a_hire_reaches_identity_erp_psa_and_payroll_in_the_lane_of_the_worker() {
        Plan plan = plan(newcomer(), SEPTEMBER);
        assertThat(plan.findings()).isEmpty();
        assertThat(Canon.steps(plan))
                .containsExactly("identity scim user", "erp sap employee", "psa openair user", "payroll datev starter");
        assertThat(plan.steps()).allMatch(step -> step.lane().equals("worker:W-0100"));
    }

    @Test
    void the_identity_of_a_future_hire_is_inactive_until_the_hire_date_begins_where_the_worker_is() {
        Worker worker = newcomer();
        Instant begins = Instant.parse("2026-10-18T22:00:00Z");
        assertThat(ActivationRules.activatesAt(worker)).isEqualTo(begins);
        assertThat(active(plan(worker, SEPTEMBER))).isFalse();
        assertThat(active(plan(worker, at(begins.minusMillis(1))))).isFalse();
        assertThat(active(plan(worker, at(begins)))).isTrue();
    }

    @Test
    void the_identity_is_activated_once_the_hire_date_has_begun() {
        Worker worker = newcomer();
        Event event = Canon.event("worker.hired.v1", "W-0100", worker);
        Routing routing = Routing.shipped();
        assertThat(new ActivationRules(routing, SEPTEMBER).plan(event, worker)).isEqualTo(Plan.NOTHING);
        Plan due = new ActivationRules(routing, at(ActivationRules.activatesAt(worker))).plan(event, worker);
        assertThat(Canon.steps(due)).containsExactly("activate scim activate");
        assertThat(due.steps().get(0).needs()).containsExactly("worker:W-0100@scim");
    }

    @Test
    void the_psa_gets_calendar_and_cost_of_role_and_entity() {
        ObjectNode resource =
                (ObjectNode) Canon.step(plan(newcomer(), SEPTEMBER), "psa").payload();
        assertThat(resource.at("/calendar/calendarId").asText()).isEqualTo("CAL-LE-DE");
        assertThat(resource.at("/costRate/amount").asText()).isEqualTo("68.1308");
        assertThat(resource.at("/workerId").asText()).isEqualTo("W-0100");
    }

    @Test
    void capacity_is_published_for_26_weeks_from_the_hire_date_without_holidays() {
        Event published = plan(newcomer(), SEPTEMBER).emits().get(0);
        assertThat(published.type()).isEqualTo("worker.availability.published.v1");
        Availability availability = Json.read(published.data(), Availability.class);
        assertThat(availability.from()).isEqualTo(LocalDate.of(2026, 10, 19));
        assertThat(availability.days()).hasSize(26 * 7);
        assertThat(availability.days().get(0).minutes()).isEqualTo(480);
        assertThat(availability.days().get(5).minutes()).isZero();
        assertThat(published.id())
                .isEqualTo("W-0100-availability-" + availability.contentHash().substring(0, 16));
        assertThat(plan(newcomer(), SEPTEMBER).emits().get(0).id()).isEqualTo(published.id());
    }

    @Test
    void a_holiday_and_leave_take_capacity_away() {
        Worker us = DemoFirm.worker("W-0004");
        List<Availability.Day> days = Capacity.days(
                us,
                DemoFirm.calendar("LE-US"),
                LeaveFacts.over(known).approved("W-0004", LocalDate.of(2026, 10, 8), LocalDate.of(2026, 10, 12)),
                LocalDate.of(2026, 10, 8),
                LocalDate.of(2026, 10, 13));
        assertThat(days).extracting(Availability.Day::minutes).containsExactly(0, 0, 0, 0, 0, 480);
        assertThat(days.get(0).leaveMinutes()).isEqualTo(480);
        assertThat(days.get(4).holidayMinutes()).isEqualTo(480);
    }

    @Test
    void a_worker_known_with_the_same_content_is_left_alone() {
        known.put("worker", "W-0100", newcomer());
        assertThat(plan(Canon.with(newcomer(), "version", 2), SEPTEMBER)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_changed_worker_of_the_same_hire_is_updated_and_not_started_in_payroll_again() {
        known.put("worker", "W-0100", newcomer());
        Worker changed = Canon.with(Canon.with(newcomer(), "job.title", "Principal"), "version", 2);
        assertThat(Canon.steps(plan(changed, SEPTEMBER)))
                .containsExactly("identity scim user", "erp sap employee", "psa openair user");
    }

    @Test
    void who_is_called_active_by_the_hris_before_the_clock_is_announced_all_the_same() {
        known.put("worker", "W-0100", newcomer());
        Worker active = Canon.with(Canon.with(newcomer(), "status", "ACTIVE"), "version", 2);
        Instant begins = ActivationRules.activatesAt(active);

        Plan plan = plan(active, at(begins));

        assertThat(plan.emits())
                .filteredOn(event -> event.type().equals("worker.activated.v1"))
                .singleElement()
                .satisfies(event -> assertThat(event.id()).isEqualTo("W-0100-activated-2026-10-19"));
        known.put("worker", "W-0100", active);
        assertThat(plan(Canon.with(Canon.with(active, "job.title", "Principal"), "version", 3), at(begins))
                        .emits())
                .as("it is told once")
                .noneMatch(event -> event.type().equals("worker.activated.v1"));
    }

    @Test
    void a_stale_version_changes_nothing() {
        known.put("worker", "W-0100", Canon.with(newcomer(), "version", 5));
        assertThat(plan(Canon.with(newcomer(), "job.title", "Older"), SEPTEMBER))
                .isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_rehire_keeps_the_worker_starts_payroll_again_and_says_so() {
        known.put("worker", "W-0100", newcomer());
        Worker again = Canon.with(Canon.with(newcomer(), "employment.sequence", 2), "version", 2);
        again = Canon.with(again, "employment.hireDate", "2026-11-02");
        Plan plan = plan(again, SEPTEMBER);
        assertThat(Canon.steps(plan)).contains("payroll datev starter");
        assertThat(Canon.rules(plan.findings())).containsExactly("V-WRK-07 WARN");
        assertThat(plan.findings().get(0).message()).contains("rehire");
        assertThat(plan.steps())
                .filteredOn(step -> !step.name().equals("payroll"))
                .allMatch(step -> step.payload().path("update").asBoolean());
    }

    @Test
    void the_record_of_an_earlier_employment_read_again_is_no_hire() {
        Worker again = Canon.with(Canon.with(newcomer(), "employment.sequence", 2), "version", 2);
        known.put("worker", "W-0100", again);
        Worker old = Canon.with(Canon.with(newcomer(), "version", 3), "employment.hireDate", "2020-03-01");

        assertThat(plan(old, at(Instant.parse("2026-11-02T08:00:00Z")))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void who_has_left_and_comes_back_is_updated_everywhere_and_started_in_payroll() {
        Worker left = Canon.with(newcomer(), "status", "TERMINATED");
        left = Canon.with(
                Canon.with(left, "employment.hireDate", "2023-02-01"), "employment.terminationDate", "2025-06-30");
        known.put("worker", "W-0100", left);
        Worker again = Canon.with(Canon.with(newcomer(), "employment.sequence", 2), "version", 2);
        Plan plan = plan(again, SEPTEMBER);
        assertThat(Canon.steps(plan))
                .containsExactly("identity scim user", "erp sap employee", "psa openair user", "payroll datev starter");
        assertThat(Canon.step(plan, "identity").payload().path("update").asBoolean())
                .isTrue();
        assertThat(Canon.step(plan, "psa").payload().path("closed").asBoolean(true))
                .isFalse();
        Availability capacity = Json.read(plan.emits().get(0).data(), Availability.class);
        assertThat(capacity.from()).isEqualTo(LocalDate.of(2026, 10, 19));
    }

    @Test
    void a_conversion_of_a_later_day_is_told_to_nobody_while_the_worker_is_employed() {
        Worker active = Canon.with(Canon.with(newcomer(), "status", "ACTIVE"), "employment.hireDate", "2023-02-01");
        known.put("worker", "W-0100", Canon.with(active, "workerType", "CONTRACTOR"));
        Worker later = Canon.with(Canon.with(newcomer(), "employment.sequence", 2), "version", 2);
        Plan plan = plan(later, SEPTEMBER);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.emits()).isEmpty();
        assertThat(plan.held()).isFalse();
        assertThat(plan(later, at(Instant.parse("2026-10-19T08:00:00Z"))).steps())
                .hasSize(4);
    }

    @Test
    void somebody_who_may_be_a_worker_we_know_waits_for_a_person() {
        Worker known = Canon.with(newcomer(), "workerId", "W-0101");
        known = Canon.with(Canon.with(known, "personId", "PER-0101"), "workEmail", "other@mha.example");
        this.known.put("worker", "W-0101", known);
        Worker back = Canon.with(newcomer(), "employment.rehire", true);
        assertThat(Canon.rules(plan(back, SEPTEMBER).findings())).contains("V-WRK-07 HOLD");
        assertThat(plan(newcomer(), SEPTEMBER).held()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "employment.legalEntityId, LE-XX, V-WRK-01 HOLD",
        "org.costCenterId, CC-1100, V-WRK-02 HOLD",
        "org.costCenterId, CC-0000, V-WRK-02 HOLD",
        "org.managerId, W-4444, V-WRK-03 WARN",
        "org.managerId, W-0100, V-WRK-03 WARN",
        "employment.fte, 1.3000, V-WRK-05 HOLD",
        "employment.fte, 0.0000, V-WRK-05 HOLD",
        "employment.weeklyHours, 39.00, V-WRK-05 HOLD",
        "workEmail, W-0005@Meridian-Harbor.example, V-WRK-06 HOLD",
        "personId, PER-0005, V-WRK-07 HOLD",
        "status, ACTIVE, V-WRK-08 WARN"
    })
    void a_broken_rule_is_named(String field, String value, String rule) {
        Plan plan = plan(Canon.with(newcomer(), field, value), SEPTEMBER);
        assertThat(Canon.rules(plan.findings())).contains(rule);
        assertThat(plan.steps().isEmpty()).isEqualTo(plan.held());
        String pointer = "/" + field.replace('.', '/');
        assertThat(plan.findings()).extracting(Violation::pointer).contains(pointer);
    }

    @Test
    void a_closed_entity_and_a_closed_cost_centre_hold_the_worker() {
        known.put(
                "legal-entity",
                "LE-DE",
                Canon.with(
                        known.latest("legal-entity", "LE-DE", io.throughline.money.LegalEntity.class)
                                .orElseThrow(),
                        "effectiveTo",
                        "2026-10-01"));
        known.put(
                "cost-center",
                "CC-4200",
                Canon.with(
                        known.latest("cost-center", "CC-4200", io.throughline.money.CostCenter.class)
                                .orElseThrow(),
                        "effectiveTo",
                        "2026-10-19"));
        assertThat(Canon.rules(plan(newcomer(), SEPTEMBER).findings()))
                .containsExactly("V-WRK-01 HOLD", "V-WRK-02 HOLD");
    }

    @Test
    void a_country_of_three_letters_and_an_early_active_status_are_corrected() {
        ObjectNode raw = Json.toTree(Canon.with(newcomer(), "status", "ACTIVE"));
        ((ObjectNode) raw.path("org")).put("country", "DEU");
        new WorkerRules(known, known, SEPTEMBER).fix(raw);
        assertThat(raw.at("/org/country").asText()).isEqualTo("DE");
        assertThat(raw.path("status").asText()).isEqualTo("PREHIRE");
    }

    @Test
    void an_entity_without_a_row_goes_the_default_way_and_one_with_a_row_its_own() {
        Routing routing = Routing.read(
                new StringReader("legal_entity,erp,psa,payroll,identity\n*,a,b,c,d\nLE-DE,sap,openair,datev,scim\n"));
        assertThat(routing.of("LE-DE").erp()).isEqualTo("sap");
        assertThat(routing.of("LE-US").erp()).isEqualTo("a");
        assertThatThrownBy(() -> Routing.read(new StringReader("legal_entity,erp,psa,payroll,identity\n")))
                .hasMessageContaining("default");
    }

    private static boolean active(Plan plan) {
        return Canon.step(plan, "identity").payload().path("active").asBoolean();
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
