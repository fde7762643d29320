package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectSetupRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-09-30T16:00:00Z"), ZoneOffset.UTC);
    private static final Routing ROUTING = Routing.shipped();

    private final InMemorySnapshots known = Deals.snapshots();
    private final RateLookup rates = new RateLookup(known);
    private final CustomerRules customers = new CustomerRules(known);
    private final ProjectSetupRules setup =
            new ProjectSetupRules(known, customers, new ContractRules(known, rates), ROUTING, NOW);
    private final List<Instant> readAgain = new ArrayList<>();
    private final QualifyRules qualify = new QualifyRules(known, readAgain::add, NOW);
    private final ActivateProjectRules activate =
            new ActivateProjectRules(known, new ActivationGates(known, rates, ROUTING), ROUTING, NOW);
    private final Event won = Canon.event("opportunity.won.v1", "OPP-1003", Deals.WON);

    private Settled done(Plan plan) {
        return new Settled(won, plan.steps().get(0), "4412", null);
    }

    private static OpportunityChange change(String type, Boolean isWon) {
        return new OpportunityChange(
                null,
                "006Hs00000Q1003",
                OpportunityChange.ChangeType.valueOf(type),
                null,
                isWon,
                List.of(),
                null,
                null);
    }

    private Plan notice(String type, Boolean isWon) {
        OpportunityChange change = change(type, isWon);
        return qualify.plan(Canon.event("opportunity.changed.v1", "OPP-1003", change), change);
    }

    private Plan read(Opportunity opportunity) {
        Step step = notice("GAP_UPDATE", null).steps().get(0);
        return qualify.afterRead(new Settled(won, step, "006Hs00000Q1003", Json.toTree(opportunity)));
    }

    @Test
    void a_won_deal_becomes_a_project_step_after_step() {
        Plan customer = setup.plan(won, Deals.WON);
        assertThat(customer.findings()).isEmpty();
        assertThat(Canon.steps(customer)).containsExactly("customer netsuite customer");
        assertThat(customer.steps().get(0).then()).isEqualTo("open-project.customer-done");

        Plan shell = setup.afterCustomer(done(customer));
        assertThat(Canon.steps(shell)).containsExactly("shell kantata project");
        assertThat(shell.steps().get(0).then()).isEqualTo("open-project.shell-done");
        assertThat(shell.steps().get(0).payload().path("projectId").asText()).isEqualTo("P-1003");
        assertThat(shell.steps().get(0).payload().path("status").asText()).isEqualTo("PENDING");
        assertThat(shell.steps().get(0).payload().at("/customer/customerId").asText())
                .isEqualTo("C-02");

        Plan dimensions = setup.afterShell(done(shell));
        assertThat(Canon.steps(dimensions)).containsExactly("dimensions netsuite project");
        assertThat(dimensions.steps().get(0).needs()).containsExactly("customer:C-02@netsuite");
        assertThat(dimensions.steps().get(0).then()).isEqualTo("open-project.dimensions-done");

        Plan codes = setup.afterDimensions(done(dimensions));
        assertThat(Canon.steps(codes))
                .containsExactly(
                        "codes-psa kantata project-status",
                        "codes-crm salesforce opportunity",
                        "rates kantata rate-card");
        assertThat(Canon.step(codes, "codes-crm")
                        .payload()
                        .path("erpProjectCode")
                        .asText())
                .isEqualTo("P-1003");
        assertThat(Canon.step(codes, "rates").payload().path("rows")).hasSize(2);
        assertThat(codes.emits())
                .extracting(Event::type)
                .containsExactly("project.created.v1", "project.activationrequested.v1");
        assertThat(codes.emits().get(0).id()).isEqualTo("P-1003-created-1");
    }

    @Test
    void a_created_project_with_open_gates_is_activated() {
        known.put("opportunity", "OPP-1003", Deals.WON);
        Project pending = Canon.with(Deals.PROJECT, "status", "PENDING");
        Plan plan = activate.plan(Canon.event("project.created.v1", "P-1003", pending), pending);
        assertThat(plan.findings()).isEmpty();
        assertThat(Canon.steps(plan))
                .containsExactly("activate-psa kantata project-status", "activate-crm salesforce opportunity");
        assertThat(plan.steps().get(0).payload().path("openForTime").asBoolean())
                .isTrue();
        JsonNode active = plan.emits().get(0).data();
        assertThat(plan.emits().get(0).type()).isEqualTo("project.activated.v1");
        assertThat(active.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(active.path("gates")).hasSize(7);
        Project again = Json.read(active, Project.class);
        assertThat(activate.plan(won, again)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void each_shut_gate_is_named_with_its_owner() {
        known.put("contract", "CT-1003", Canon.with(Canon.with(Deals.CONTRACT, "signedAt", null), "poRequired", true));
        known.put(
                "contract",
                "CT-1003",
                Canon.with(known.latest("contract", "CT-1003", Contract.class).orElseThrow(), "poNumber", null));
        known.put("customer", "C-02", Canon.with(Deals.CALDER, "hold", true));
        Project pending = Canon.with(Canon.with(Deals.PROJECT, "status", "PENDING"), "managerId", null);
        pending = Canon.with(Canon.with(pending, "erpProjectCode", null), "regulated", true);
        pending = Canon.with(pending, "complianceApproved", false);
        Plan plan = activate.plan(won, pending);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings())
                .extracting(finding -> finding.pointer())
                .containsExactly(
                        "/gates/contract",
                        "/gates/dimensions",
                        "/gates/customer",
                        "/gates/purchase-order",
                        "/gates/manager",
                        "/gates/compliance");
        assertThat(plan.findings().get(0).message()).contains("sales");
    }

    @Test
    void a_customer_in_the_eu_without_vat_id_keeps_the_gate_shut() {
        known.put("customer", "C-02", Canon.with(Deals.CALDER, "country", "ES"));
        Project pending = Canon.with(Deals.PROJECT, "status", "PENDING");
        assertThat(activate.plan(won, pending).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("VAT id"));
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE, true, 1",
        "UPDATE, false, 0",
        "UPDATE, , 0",
        "CREATE, true, 1",
        "GAP_UPDATE, , 1",
        "GAP_CREATE, , 1",
        "DELETE, true, 0",
        "GAP_OVERFLOW, , 0"
    })
    void only_a_win_or_a_gap_makes_the_record_be_read(String type, Boolean isWon, int steps) {
        assertThat(notice(type, isWon).steps()).hasSize(steps);
        assertThat(readAgain).hasSize(type.equals("GAP_OVERFLOW") ? 1 : 0);
    }

    @Test
    void only_the_transition_to_won_opens_a_project() {
        Opportunity record = Canon.with(Deals.WON, "isWon", true);
        Plan first = read(record);
        assertThat(first.emits()).hasSize(1);
        assertThat(first.emits().get(0).id()).isEqualTo("OPP-1003-won-1");
        assertThat(first.emits().get(0).idempotencyKey()).isEqualTo("opportunity:OPP-1003:won:1");
        assertThat(read(Canon.with(record, "isWon", false))).isEqualTo(Plan.NOTHING);
        known.put("opportunity", "OPP-1003", Canon.with(record, "wonCycle", 1));
        assertThat(read(record)).isEqualTo(Plan.NOTHING);
        known.put("opportunity", "OPP-1003", Canon.with(Canon.with(record, "wonCycle", 1), "isWon", false));
        assertThat(read(record).emits().get(0).id()).isEqualTo("OPP-1003-won-2");
    }

    @Test
    void the_way_back_from_won_is_told_once() {
        Opportunity won = Canon.with(Canon.with(Deals.WON, "isWon", true), "wonCycle", 1);
        known.put("opportunity", "OPP-1003", won);
        Plan reopened = read(Canon.with(Canon.with(won, "isWon", false), "isClosed", false));
        assertThat(reopened.emits()).extracting(Event::type).containsExactly("opportunity.reopened.v1");
        assertThat(reopened.emits().get(0).id()).isEqualTo("OPP-1003-reopened-1");
        assertThat(reopened.emits().get(0).idempotencyKey()).isEqualTo("opportunity:OPP-1003:reopened:1");
        assertThat(reopened.emits().get(0).data().path("wonCycle").asInt()).isEqualTo(1);
        Plan lost = read(Canon.with(Canon.with(won, "isWon", false), "isClosed", true));
        assertThat(lost.emits()).extracting(Event::type).containsExactly("opportunity.lost.v1");

        OpportunityChange back = Canon.with(change("UPDATE", false), "opportunityId", "OPP-1003");
        assertThat(qualify.plan(Canon.event("opportunity.changed.v1", "OPP-1003", back), back)
                        .steps())
                .hasSize(1);
        known.put("opportunity", "OPP-1003", Canon.with(won, "isWon", false));
        assertThat(read(Canon.with(won, "isWon", false))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_step_that_fails_for_good_suspends_and_labels_the_shell_and_tells_the_crm() {
        Plan plan = setup.plan(won, Deals.WON);
        Plan failed = setup.afterFailure(Settled.failed(won, plan.steps().get(0), "INVALID_KEY: no such subsidiary"));
        assertThat(failed.steps()).isEmpty();
        assertThat(failed.emits()).extracting(Event::type).containsExactly("project.setupfailed.v1");
        assertThat(failed.emits().get(0).id()).isEqualTo("P-1003-setup-failed-1-customer");

        Plan early = setup.abandon(failed.emits().get(0));
        assertThat(early.steps()).extracting(Step::name).containsExactly("status-crm");
        assertThat(early.steps().get(0).payload().path("projectStatus").asText())
                .isEqualTo("SETUP_FAILED");

        known.external("project", "P-1003", "kantata", "501");
        Plan late = setup.abandon(failed.emits().get(0));
        assertThat(late.steps()).extracting(Step::name).containsExactly("suspend-psa", "status-crm");
        assertThat(late.steps().get(0).payload().path("status").asText()).isEqualTo("SUSPENDED");
        assertThat(late.steps().get(0).payload().path("label").asText())
                .isEqualTo("setup failed: customer: INVALID_KEY: no such subsidiary");
    }

    @Test
    void the_crm_gets_the_number_that_the_erp_gave_the_customer() {
        known.external("customer", "C-02", "salesforce", "001Hs00000AbC02");
        Plan shell = setup.afterCustomer(done(setup.plan(won, Deals.WON)));
        assertThat(Canon.steps(shell)).containsExactly("shell kantata project", "customer-crm salesforce account");
        JsonNode told = Canon.step(shell, "customer-crm").payload();
        assertThat(told.path("accountId").asText()).isEqualTo("001Hs00000AbC02");
        assertThat(told.path("customerId").asText()).isEqualTo("C-02");
        assertThat(told.path("erpCustomerId").asText()).isEqualTo("4412");
    }

    @Test
    void a_deal_waits_for_a_customer_nobody_has_told_of() {
        Opportunity deal = Canon.with(Deals.WON, "customerId", "C-77");
        Plan plan = setup.plan(Canon.event("opportunity.won.v1", "OPP-1003", deal), deal);

        assertThat(plan.waitsFor()).isEqualTo("customer@throughline:C-77");
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.steps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "billingType, , V-PRJ-02 HOLD",
        "contractId, CT-0, V-PRJ-02 HOLD",
        "expectedEnd, 2026-09-01, V-PRJ-04 HOLD",
        "projectId, X1003, V-PRJ-05 HOLD"
    })
    void a_deal_that_breaks_a_rule_is_held(String field, String value, String rule) {
        Opportunity deal = Canon.with(Deals.WON, field, value);
        Plan plan = setup.plan(Canon.event("opportunity.won.v1", "OPP-1003", deal), deal);
        assertThat(Canon.rules(plan.findings())).contains(rule);
        assertThat(plan.held()).isTrue();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.emits()).extracting(Event::type).containsExactly("project.setupheld.v1");
        Plan told = setup.abandon(plan.emits().get(0));
        assertThat(Canon.steps(told)).containsExactly("status-crm salesforce opportunity");
        assertThat(told.steps().get(0).payload().path("projectStatus").asText()).isEqualTo("SETUP_HELD");
    }

    @ParameterizedTest
    @CsvSource({"hold, true", "mergedInto, C-03"})
    void a_deal_of_a_customer_on_hold_or_merged_is_held_by_V_PRJ_01(String field, String value) {
        Object changed = value.equals("true") ? Boolean.TRUE : value;
        known.put("customer", "C-02", Canon.with(Deals.CALDER, field, changed));
        assertThat(Canon.rules(setup.plan(won, Deals.WON).findings())).contains("V-PRJ-01 HOLD");
    }

    @Test
    void a_deal_worth_something_else_than_its_contract_is_flagged_and_goes_on() {
        Opportunity deal = Canon.with(Deals.WON, "amount", Map.of("amount", "260000.00", "currency", "USD"));
        Plan plan = setup.plan(won, deal);
        assertThat(Canon.rules(plan.findings())).containsExactly("V-PRJ-06 WARN");
        assertThat(plan.steps()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cap|null|V-PRJ-02",
                "plannedRoleIds|[\"SAR\",\"PRT\"]|V-PRJ-02",
                "invoiceCycle|\"WEEKLY\"|V-PRJ-02",
                "billingEntityId|\"LE-DE\"|V-PRJ-03",
                "billingType|\"FIXED_MILESTONE\"|V-PRJ-02",
                "billingType|\"RETAINER\"|V-PRJ-02"
            })
    void a_contract_that_is_not_complete_for_its_kind_holds_the_deal(String field, String json, String rule) {
        Object value = json.equals("null") ? null : Json.tree(json);
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, field, value));
        assertThat(Canon.rules(setup.plan(won, Deals.WON).findings())).contains(rule + " HOLD");
    }

    @Test
    void the_psa_gets_the_price_of_an_hour_where_a_day_was_agreed() {
        known.put(
                "contract",
                "CT-1003",
                Json.tree(Json.write(Deals.CONTRACT)
                        .replace("\"rate\":\"215.0000\"", "\"unit\":\"DAY\",\"rate\":\"1200\"")));
        Plan codes = setup.afterDimensions(done(setup.afterShell(done(setup.plan(won, Deals.WON)))));
        JsonNode row = Canon.step(codes, "rates").payload().path("rows").path(0);
        assertThat(row.path("rate").asText()).isEqualTo("150.0000");
        assertThat(row.path("unit").asText()).isEqualTo("HUR");
    }

    @Test
    void a_discount_on_a_fixed_price_is_flagged() {
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, "discountPct", "0.0500"));
        assertThat(setup.plan(won, Deals.WON).findings()).isEmpty();
        Contract retainer = Canon.with(Canon.with(Deals.CONTRACT, "discountPct", "0.0500"), "billingType", "RETAINER");
        known.put("contract", "CT-1003", Canon.with(retainer, "price", Map.of("amount", "9000.00", "currency", "USD")));
        assertThat(setup.plan(won, Deals.WON).findings()).anySatisfy(finding -> assertThat(finding.message())
                .isEqualTo("a discount is taken from time; the price of a RETAINER is what is paid"));
    }

    @Test
    void a_suspected_duplicate_names_its_candidates_and_is_not_created() {
        Customer german = Canon.with(Canon.with(Deals.CALDER, "customerId", "C-03"), "country", "DE");
        german = Canon.with(german, "legalName", "Brückner Anlagenbau GmbH");
        Customer tax = Canon.with(german, "taxIds", List.of(Map.of("type", "VAT", "value", "DE811234567")));
        known.put("customer", "C-03", tax);
        Customer alike = Canon.with(Canon.with(german, "customerId", "C-12"), "legalName", "Brueckner Anlagenbau");
        assertThat(customers.check(alike)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("V-CUS-01");
            assertThat(finding.message()).contains("C-03").contains("100 %");
        });
        Customer other = Canon.with(Canon.with(tax, "customerId", "C-13"), "legalName", "Ganz Anders AG");
        other = Canon.with(other, "taxIds", List.of(Map.of("type", "VAT", "value", "DE 811 234 567")));
        assertThat(customers.check(other)).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("same tax id"));
        assertThat(customers.check(Canon.with(alike, "country", "AT"))).isEmpty();
        assertThat(customers.check(Canon.with(alike, "legalName", "Stadtwerke Nordheide")))
                .isEmpty();
    }

    @Test
    void a_vat_id_of_another_form_is_held_and_named() {
        Customer german = Canon.with(Canon.with(Deals.CALDER, "customerId", "C-14"), "country", "DE");
        List<Map<String, String>> ids = List.of(
                Map.of("type", "VAT", "value", "DE811234567"),
                Map.of("type", "VAT", "value", "DE81123456"),
                Map.of("type", "TIN", "value", "37/123"));

        assertThat(customers.check(Canon.with(german, "taxIds", ids)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("V-CUS-02");
                    assertThat(finding.pointer()).isEqualTo("/taxIds/1/value");
                    assertThat(finding.message()).contains("DE81123456");
                });
    }

    @Test
    void a_customer_on_hold_or_of_a_dead_currency_is_held() {
        assertThat(Canon.rules(customers.check(Canon.with(Canon.with(Deals.CALDER, "hold", true), "currency", "DEM"))))
                .containsExactly("V-CUS-03 HOLD", "V-CUS-04 HOLD");
    }
}
