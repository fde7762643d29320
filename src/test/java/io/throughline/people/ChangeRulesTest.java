package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.TimeFact;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeRulesTest {

    private static final String ID = "W-0900";
    private static final String CENTER = "org.costCenterId";

    private final InMemorySnapshots firm = DemoFirm.snapshots();
    private final List<WorkerFact> told = new ArrayList<>();
    private ImpactAssessment assessment = (before, after, from) -> Told.noImpact();
    private Clock clock = Clock.fixed(Instant.parse("2026-10-20T12:00:00Z"), ZoneOffset.UTC);

    private Routing routing = Routing.shipped();
    private Set<String> lent = Set.of();

    private ChangeRules rules() {
        WorkerHistory history = id -> List.copyOf(told);
        return new ChangeRules(
                history,
                new WorkerRules(firm, firm, clock),
                new WorkerSteps(firm, routing, new ActivationRules(routing, clock), worker -> lent, clock),
                new AvailabilityRules(firm, LeaveFacts.over(firm), clock),
                new RetroPolicy(firm, 1),
                new ChangeGate(assessment, new java.math.BigDecimal("1000"), clock),
                clock);
    }

    private Plan plan(ObjectNode change) {
        Event event = Told.event(change);
        return rules().plan(event, Json.read(event.data(), WorkerChange.class));
    }

    private void tell(ObjectNode... documents) {
        for (ObjectNode document : documents) {
            told.add(WorkerFact.of(Told.event(document)));
        }
    }

    @Test
    void a_change_that_holds_today_is_told_to_all_four_systems_with_all_that_holds_and_from_when() {
        tell(Told.hire(ID));
        Plan plan = plan(Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(plan.findings()).isEmpty();
        assertThat(Canon.steps(plan))
                .containsExactly(
                        "identity scim user", "erp netsuite employee", "psa kantata user", "payroll adp change");
        assertThat(plan.steps()).allSatisfy(step -> {
            assertThat(step.lane()).isEqualTo("worker:" + ID);
            assertThat(step.payload().at("/org/costCenterId").asText()).isEqualTo("CC-1200");
            assertThat(step.payload().path("update").asBoolean()).isTrue();
            assertThat(step.payload().path("changedFrom").asText()).isEqualTo("2026-10-05");
        });
        assertThat(plan.emits()).extracting(Event::type).containsExactly("worker.availability.published.v1");
    }

    @Test
    void a_worker_without_payroll_number_is_no_matter_of_payroll() {
        ObjectNode hire = Told.hire(ID);
        ((ObjectNode) hire.get("data")).remove("payrollId");
        tell(hire);
        assertThat(Canon.steps(plan(Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"))))
                .containsExactly("identity scim user", "erp netsuite employee", "psa kantata user");
    }

    @Test
    void a_change_of_a_later_day_is_told_on_that_day_where_the_worker_is() {
        tell(Told.hire(ID));
        ObjectNode ahead = Told.change(ID, 2, "2026-12-01", CENTER, "CC-1100", "CC-1200");
        assertThat(plan(ahead)).isEqualTo(Plan.NOTHING.healing());
        tell(ahead);
        Event due = due("2026-12-01");
        clock = Clock.fixed(Instant.parse("2026-12-01T04:59:59Z"), ZoneOffset.UTC);
        assertThat(rules().due(due)).as("not yet in New York").isEqualTo(Plan.NOTHING);
        clock = Clock.fixed(Instant.parse("2026-12-01T05:00:00Z"), ZoneOffset.UTC);
        assertThat(Canon.step(rules().due(due), "erp")
                        .payload()
                        .at("/org/costCenterId")
                        .asText())
                .isEqualTo("CC-1200");
    }

    @Test
    void a_change_that_was_taken_back_before_its_day_is_not_told() {
        tell(
                Told.hire(ID),
                Told.change(ID, 2, "2026-12-01", CENTER, "CC-1100", "CC-1200"),
                Told.change(ID, 3, "2026-12-01", CENTER, "CC-1200", "CC-1100"));
        clock = Clock.fixed(Instant.parse("2026-12-01T12:00:00Z"), ZoneOffset.UTC);
        assertThat(rules().due(due("2026-12-01"))).isEqualTo(Plan.NOTHING);
    }

    private static Event due(String day) {
        Event like = Told.event(Told.hire(ID));
        return new Event(
                FollowUp.SOURCE,
                ID + "-effective-" + day,
                "worker.changedue.v1",
                ID,
                like.time(),
                like.key(),
                1,
                null,
                null,
                null,
                null,
                LocalDate.parse(day),
                Json.mapper().createObjectNode(),
                null);
    }

    @Test
    void an_older_version_after_a_newer_one_changes_nothing() {
        tell(Told.hire(ID), Told.change(ID, 4, "2026-10-05", CENTER, "CC-1100", "CC-1900"));
        Plan plan = plan(Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(plan).isEqualTo(Plan.NOTHING.healing());
    }

    @Test
    void a_change_of_a_worker_nobody_knows_waits_for_the_worker() {
        Plan plan = plan(Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(plan.waitsFor()).isEqualTo("worker@throughline:" + ID);
    }

    @Test
    void a_change_made_to_another_state_waits_until_the_change_before_it_is_told() {
        tell(Told.hire(ID));
        ObjectNode second = Told.change(ID, 3, "2026-10-12", CENTER, "CC-1200", "CC-1900");
        Plan early = plan(second);
        assertThat(early.waitsFor()).isEqualTo("worker-state@throughline:" + ID);
        assertThat(Canon.rules(early.findings())).containsExactly("V-WRK-11 HOLD");
        assertThat(early.findings().get(0).message()).contains(CENTER).doesNotContain("CC-1200");
        tell(Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(plan(second).steps()).hasSize(4);
    }

    @Test
    void a_change_is_right_when_it_was_so_at_its_version_whatever_was_corrected_since() {
        tell(
                Told.hire(ID),
                Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"),
                Told.change(ID, 4, "2026-10-05", CENTER, "CC-1200", "CC-1100"));
        Plan plan = plan(Told.change(ID, 3, "2026-10-12", CENTER, "CC-1200", "CC-1900"));
        assertThat(plan.waitsFor()).isNull();
        assertThat(plan.steps()).hasSize(4);
    }

    @Test
    void a_change_that_a_whole_worker_was_read_after_has_nothing_to_wait_for() {
        tell(Told.hire(ID), Told.whole(ID, 9, "CC-1900", "Consultant", "2026-10-19T10:00:00Z"));
        Plan plan = plan(Told.change(ID, 3, "2026-10-12", CENTER, "CC-1200", "CC-1900"));
        assertThat(plan.waitsFor()).isNull();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void numbers_are_the_same_however_many_zeros_they_end_with() {
        tell(Told.hire(ID));
        assertThat(plan(Told.change(ID, 2, "2026-10-05", "employment.fte", "1.0", "0.9000"))
                        .waitsFor())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-05, org.costCenterId, CC-4100, V-WRK-10 HOLD",
        "2026-10-05, org.costCenterId, CC-0000, V-WRK-10 HOLD",
        "2026-10-05, employment.legalEntityId, LE-DE, V-WRK-10 HOLD",
        "2026-10-05, employment.weeklyHours, 30.00, V-WRK-05 HOLD",
        "2026-03-01, job.title, Lead, V-WRK-12 HOLD",
        "2026-08-31, job.title, Lead, V-WRK-13 HOLD",
        "2026-10-05, employment.hireDate, 2026-04-01, V-WRK-11 HOLD",
        "2026-10-05, workerId, W-0001, V-WRK-11 HOLD",
    })
    void a_change_that_breaks_a_rule_is_held(String from, String field, String value, String rule) {
        tell(Told.hire(ID));
        Plan plan = plan(Told.change(ID, 2, from, field, null, value));
        assertThat(Canon.rules(plan.findings())).contains(rule);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.held()).isTrue();
    }

    @Test
    void entity_and_cost_centre_change_together() {
        tell(Told.hire(ID));
        Plan plan = plan(Told.change(
                ID, 2, "2026-10-05", "employment.legalEntityId", "LE-US", "LE-DE", CENTER, "CC-1100", "CC-4100"));
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.steps()).isNotEmpty();
    }

    private static ObjectNode transfer(int version) {
        return Told.change(
                ID, version, "2026-10-05", "employment.legalEntityId", "LE-US", "LE-DE", CENTER, "CC-1100", "CC-4100");
    }

    @Test
    void another_entity_means_its_systems_and_the_ones_he_leaves_end_the_day_before() {
        routing = Routing.read(
                new java.io.StringReader(
                        """
                legal_entity,erp,psa,payroll,identity
                *,netsuite,kantata,adp,scim
                LE-DE,sap,openair,datev,scim
                """));
        tell(Told.hire(ID));
        Plan plan = plan(transfer(2));
        assertThat(Canon.steps(plan))
                .containsExactly(
                        "identity scim user",
                        "erp sap employee",
                        "psa openair user",
                        "payroll datev starter",
                        "erp-ended netsuite employee",
                        "psa-ended kantata user",
                        "payroll-ended adp change");
        assertThat(plan.steps()).allMatch(step -> step.lane().equals("worker:" + ID));
        for (String ended : List.of("erp-ended", "psa-ended", "payroll-ended")) {
            var payload = Canon.step(plan, ended).payload();
            assertThat(payload.at("/employment/terminationDate").asText()).isEqualTo("2026-10-04");
            assertThat(payload.at("/employment/legalEntityId").asText()).isEqualTo("LE-US");
            assertThat(payload.at("/org/costCenterId").asText()).isEqualTo("CC-1100");
        }
        assertThat(Canon.step(plan, "erp").payload().at("/org/costCenterId").asText())
                .isEqualTo("CC-4100");
    }

    @Test
    void an_erp_that_bills_the_time_of_a_lent_worker_hears_of_his_changes() {
        lent = Set.of("sap");
        tell(Told.hire(ID));
        var step = Canon.step(plan(Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200")), "lent-sap");
        assertThat(step.system()).isEqualTo("sap");
        assertThat(step.operation()).isEqualTo("employee");
        assertThat(step.needs())
                .as("in its lane it would hold up what makes him known")
                .isEmpty();
        assertThat(step.lane()).isEqualTo("worker:" + ID);
        assertThat(step.payload().path("lent").asBoolean()).isTrue();
        assertThat(step.payload().path("update").asBoolean()).isTrue();
        assertThat(step.payload().at("/org/costCenterId").asText()).isEqualTo("CC-1200");
    }

    @Test
    void an_erp_that_goes_on_billing_the_time_of_a_worker_is_not_left_by_him() {
        lent = Set.of("netsuite");
        tell(Told.hire(ID));
        Plan plan = plan(transfer(2));
        assertThat(Canon.steps(plan))
                .contains("erp sap employee", "lent-netsuite netsuite employee", "psa-ended kantata user")
                .doesNotContain("erp-ended netsuite employee");
        assertThat(Canon.step(plan, "lent-netsuite")
                        .payload()
                        .at("/employment/legalEntityId")
                        .asText())
                .isEqualTo("LE-DE");
    }

    @Test
    void where_done_work_belongs_elsewhere_than_was_known_its_cost_is_to_move() {
        assessment = (before, after, from) -> Told.impact(Map.of(TimeFact.State.TRANSFERRED, 480L), "740.00", "588.65");
        tell(Told.hire(ID));
        assertThat(reclass(plan(transfer(2)))).containsExactly("2026-10-05");
        assertThat(reclass(plan(Told.change(ID, 2, "2026-10-05", "job.roleId", "CON", "SAR"))))
                .as("another role stays where it is")
                .isEmpty();
        assertThat(reclass(plan(Told.change(ID, 2, "2026-12-01", CENTER, "CC-1100", "CC-1200"))))
                .as("nothing is done on days to come")
                .isEmpty();
        tell(Told.change(ID, 4, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(reclass(plan(Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1900"))))
                .as("a correction of it is known already")
                .isEmpty();
        assessment = (before, after, from) -> Told.noImpact();
        assertThat(reclass(plan(Told.change(ID, 5, "2026-10-05", CENTER, "CC-1200", "CC-1100"))))
                .as("no work is done")
                .isEmpty();
    }

    private static List<String> reclass(Plan plan) {
        return plan.emits().stream()
                .filter(event -> event.type().equals("worker.reclassdue.v1"))
                .map(event -> event.data().path("from").asText())
                .toList();
    }

    @Test
    void a_whole_worker_of_a_date_passes_the_same_gate_and_one_dated_by_the_hire_moves_nothing() {
        assessment = (before, after, from) -> Told.impact(Map.of(TimeFact.State.TRANSFERRED, 480L), "740.00", "588.65");
        tell(Told.hire(ID));
        ObjectNode moved = Told.whole(ID, 2, "CC-1200", "Consultant", "2026-10-12T10:00:00Z");
        assertThat(whole(moved).emits()).extracting(Event::type).containsExactly("worker.availability.published.v1");
        ((ObjectNode) moved.get("data")).put("effectiveDate", "2026-10-05");
        assertThat(whole(moved).emits())
                .extracting(Event::type)
                .containsExactly(
                        "worker.availability.published.v1", "worker.changeassessed.v1", "worker.reclassdue.v1");
        assessment = (before, after, from) -> Told.impact(Map.of(TimeFact.State.BILLED, 6240L), "9620.00", "0.00");
        assertThat(Canon.rules(whole(moved).findings())).containsExactly("MARGIN_IMPACT HOLD");
        ((ObjectNode) moved.get("data"))
                .putObject("ext")
                .putObject("throughline")
                .put("approvedBy", "controller");
        assertThat(whole(moved).findings()).isEmpty();
    }

    @Test
    void a_whole_worker_who_is_said_to_be_abroad_is_a_matter_of_compliance_from_the_day_on_which_it_is_said() {
        assessment = (before, after, from) -> Canon.with(
                Told.impact(Map.of(), "0.00", "0.00"),
                "regulated",
                before.org().country().equals(after.org().country()) ? List.of() : List.of("P-1003"));
        tell(Told.hire(ID));
        ObjectNode read = Told.whole(ID, 2, "CC-1100", "Consultant", "2026-10-12T10:00:00Z");
        assertThat(compliance(whole(read))).isEmpty();

        ((ObjectNode) read.at("/data/org")).put("country", "CA");
        assertThat(compliance(whole(read))).containsExactly("2026-10-12 CA was US");
        ((ObjectNode) read.get("data")).put("effectiveDate", "2026-10-05");
        assertThat(compliance(whole(read))).as("a reading with a date").containsExactly("2026-10-05 CA was US");
    }

    private static List<String> compliance(Plan plan) {
        return plan.emits().stream()
                .filter(event -> event.type().equals("worker.compliancedue.v1"))
                .map(Event::data)
                .map(data ->
                        data.path("from").asText() + " " + data.path("country").asText() + " was "
                                + data.path("was").asText())
                .toList();
    }

    private Plan whole(ObjectNode document) {
        Event event = Told.event(document);
        List<WorkerFact> all = new ArrayList<>(told);
        all.add(WorkerFact.of(event));
        return rules().whole(
                        event,
                        WorkerFact.of(event),
                        WorkerTimeline.of(told),
                        WorkerTimeline.of(all),
                        Json.read(event.data(), Worker.class));
    }

    @Test
    void a_change_that_moves_less_than_the_threshold_goes_through_and_tells_its_impact() {
        assessment = (before, after, from) -> Told.impact(Map.of(TimeFact.State.TRANSFERRED, 480L), "740.00", "588.65");
        tell(Told.hire(ID));
        Plan plan = plan(transfer(2));
        assertThat(plan.steps()).isNotEmpty();
        Event assessed = plan.emits().stream()
                .filter(event -> event.type().equals("worker.changeassessed.v1"))
                .findFirst()
                .orElseThrow();
        assertThat(assessed.data().at("/impact/costDelta/amount").asText()).isEqualTo("-151.35");
        assertThat(assessed.data().at("/impact/minutes/TRANSFERRED").asInt()).isEqualTo(480);
        assertThat(assessed.data().path("classes").toString()).isEqualTo("[\"ENTITY\",\"COST_CENTER\"]");
    }

    @Test
    void a_change_that_moves_the_threshold_waits_for_somebody_who_agrees() {
        assessment = (before, after, from) -> Told.impact(Map.of(TimeFact.State.BILLED, 6240L), "9620.00", "8620.00");
        tell(Told.hire(ID));
        Plan plan = plan(transfer(2));
        assertThat(Canon.rules(plan.findings())).containsExactly("MARGIN_IMPACT HOLD");
        assertThat(plan.findings().get(0).message()).contains("104.00 h", "USD 9620.00", "USD 8620.00", "USD 1000.00");
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.emits()).isEmpty();

        ObjectNode agreed = transfer(2);
        ((ObjectNode) agreed.get("data"))
                .putObject("ext")
                .putObject("throughline")
                .put("approvedBy", "cfo@meridian-harbor.example");
        assertThat(plan(agreed).steps()).isNotEmpty();
    }

    @Test
    void a_cent_less_than_the_threshold_needs_nobody() {
        assessment = (before, after, from) -> Told.impact(Map.of(TimeFact.State.BILLED, 6240L), "9620.00", "8620.01");
        tell(Told.hire(ID));
        assertThat(plan(transfer(2)).steps()).isNotEmpty();
    }

    @Test
    void a_closed_period_and_what_cannot_be_valued_wait_whatever_they_move() {
        tell(Told.hire(ID));
        Impact small = Told.impact(Map.of(TimeFact.State.BILLED, 60L), "92.50", "92.50");
        assessment = (before, after, from) -> Canon.with(small, "closedPeriods", List.of("LE-US-2026-09"));
        assertThat(plan(transfer(2)).findings().get(0).message()).contains("LE-US-2026-09");
        assessment = (before, after, from) -> Canon.with(small, "missing", List.of("an exchange rate of EUR"));
        assertThat(plan(transfer(2)).findings().get(0).message()).contains("an exchange rate of EUR");
        assessment = (before, after, from) -> small;
        assertThat(plan(transfer(2)).steps()).isNotEmpty();
    }

    @Test
    void retroactive_pay_and_a_regulated_client_are_each_for_a_person_and_hold_nobody_else_back() {
        Impact impact = Canon.with(
                Canon.with(Told.impact(Map.of(TimeFact.State.BILLED, 60L), "92.50", "92.50"), "payrollRetro", true),
                "regulated",
                List.of("P-1003"));
        assessment = (before, after, from) -> impact;
        tell(Told.hire(ID));
        Plan plan = plan(transfer(2));
        assertThat(Canon.steps(plan)).contains("identity scim user");
        Event review = plan.emits().stream()
                .filter(event -> event.type().equals("worker.reviewdue.v1"))
                .findFirst()
                .orElseThrow();
        assertThat(Canon.rules(rules().review(review).findings())).containsExactly("PAYROLL_RETRO HOLD");
        assertThat(plan.emits())
                .filteredOn(event -> event.type().equals("worker.compliancedue.v1"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.data().path("from").asText()).isEqualTo("2026-10-05");
                    assertThat(event.data().path("country").asText()).isEqualTo("US");
                    assertThat(event.data().path("projects").get(0).asText()).isEqualTo("P-1003");
                });
        assertThat(rules().review(review).stands(true))
                .as("although a later change was told before")
                .isTrue();
        ObjectNode seen = (ObjectNode) review.data().deepCopy();
        seen.putObject("ext").putObject("throughline").put("approvedBy", "compliance");
        assertThat(rules().review(review.withData(seen))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_manager_or_a_title_has_no_value() {
        assessment = (before, after, from) -> Told.impact(Map.of(TimeFact.State.BILLED, 6240L), "9620.00", "0.00");
        tell(Told.hire(ID));
        assertThat(plan(Told.change(ID, 2, "2026-10-05", "job.title", "Consultant", "Lead"))
                        .steps())
                .isNotEmpty();
    }

    @Test
    void a_change_may_reach_back_into_one_closed_period_and_into_more_that_are_known_to_be_open() {
        tell(Told.hire(ID));
        ObjectNode september = Told.change(ID, 2, "2026-09-01", "job.title", "Consultant", "Lead");
        ObjectNode august = Told.change(ID, 2, "2026-08-31", "job.title", "Consultant", "Lead");
        assertThat(plan(september).steps()).isNotEmpty();
        assertThat(Canon.rules(plan(august).findings())).containsExactly("V-WRK-13 HOLD");
        firm.put(
                "fiscal-period",
                "LE-US-2026-09",
                Map.of(
                        "periodId", "LE-US-2026-09",
                        "version", 1,
                        "legalEntityId", "LE-US",
                        "from", "2026-09-01",
                        "to", "2026-09-30",
                        "state", "SOFT_CLOSED"));
        assertThat(plan(august).steps()).isNotEmpty();
    }

    @Test
    void a_change_that_reaches_deeper_goes_through_once_finance_has_agreed() {
        tell(Told.hire(ID));
        ObjectNode august = Told.change(ID, 2, "2026-08-31", CENTER, "CC-1100", "CC-1200");
        assertThat(Canon.rules(plan(august).findings())).containsExactly("V-WRK-13 HOLD");

        ((ObjectNode) august.get("data"))
                .putObject("ext")
                .putObject("throughline")
                .put("approvedBy", "finance@meridian-harbor.example");
        Plan agreed = plan(august);
        assertThat(Canon.step(agreed, "erp").payload().at("/org/costCenterId").asText())
                .isEqualTo("CC-1200");
        assertThat(agreed.held()).isFalse();

        ObjectNode before = Told.change(ID, 2, "2026-03-01", CENTER, "CC-1100", "CC-1200");
        ((ObjectNode) before.get("data")).set("ext", august.at("/data/ext"));
        assertThat(Canon.rules(plan(before).findings()))
                .as("nobody can agree to a day before the hire")
                .containsExactly("V-WRK-12 HOLD");
    }

    /** What arrives is planned, what waits is planned again after every fact, as the product does. */
    @Test
    void every_order_ends_in_the_same_days_and_in_the_same_words_to_the_systems() {
        List<ObjectNode> changes = List.of(
                Told.change(ID, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"),
                Told.change(ID, 3, "2026-10-12", "job.title", "Consultant", "Lead"),
                Told.change(ID, 4, "2026-10-05", CENTER, "CC-1200", "CC-1900"),
                Told.change(ID, 5, "2026-10-15", CENTER, "CC-1900", "CC-1100"),
                Told.change(ID, 6, "2026-12-01", CENTER, "CC-1100", "CC-1200"));
        Set<String> days = new HashSet<>();
        Set<String> words = new HashSet<>();
        for (List<ObjectNode> order : Told.orders(changes)) {
            told.clear();
            tell(Told.hire(ID));
            List<ObjectNode> waiting = new ArrayList<>();
            String last = "";
            for (ObjectNode next : order) {
                waiting.add(next);
                for (boolean moved = true; moved; ) {
                    moved = false;
                    for (ObjectNode one : List.copyOf(waiting)) {
                        Plan plan = plan(one);
                        if (plan.waitsFor() == null) {
                            assertThat(plan.held()).isFalse();
                            waiting.remove(one);
                            tell(one);
                            last = plan.steps().isEmpty() ? last : said(plan);
                            moved = true;
                        }
                    }
                }
            }
            assertThat(waiting).isEmpty();
            days.add(WorkerTimeline.of(told).periods().toString());
            words.add(last);
        }
        assertThat(days).hasSize(1);
        assertThat(words).singleElement().asString().contains("CC-1100").contains("Lead");
    }

    /** What the ERP is told, without the marks of how it came to that. */
    private static String said(Plan plan) {
        ObjectNode payload = (ObjectNode) Canon.step(plan, "erp").payload();
        return payload.deepCopy()
                .remove(List.of("version", "knownAt", "effectiveDate", "changedFrom"))
                .toString();
    }
}
