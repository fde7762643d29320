package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WF-10: the gates of P-1003, each shut by one thing. */
class ActivationGatesTest {

    private static final Project PENDING = Canon.with(Deals.PROJECT, "status", "PENDING");

    private final InMemorySnapshots known = Deals.snapshots();
    private final ActivationGates gates = new ActivationGates(known, new RateLookup(known), Routing.shipped());
    private final ActivateProjectRules rules = new ActivateProjectRules(
            known, gates, Routing.shipped(), Clock.fixed(Instant.parse("2026-10-01T12:00:00Z"), ZoneOffset.UTC));

    private List<String> shut(Project project) {
        return gates.evaluate(project).stream()
                .filter(gate -> !gate.open())
                .map(gate -> gate.gate() + " (" + gate.owner() + "): " + gate.reason())
                .toList();
    }

    @Test
    void all_are_open_for_a_signed_priced_and_led_project_that_waits() {
        assertThat(shut(PENDING)).isEmpty();
        assertThat(rules.mayActivate(PENDING)).isTrue();
        assertThat(rules.mayActivate(Deals.PROJECT)).as("it is active already").isFalse();
        assertThat(rules.mayActivate(Canon.with(PENDING, "managerId", null))).isFalse();
    }

    @Test
    void a_gate_says_since_when_what_shuts_it_is_so() {
        known.put(
                "customer",
                "C-02",
                Canon.with(Canon.with(Deals.CALDER, "hold", true), "knownAt", "2026-09-20T08:00:00Z"));
        Project led = Canon.with(Canon.with(PENDING, "knownAt", "2026-09-28T08:00:00Z"), "managerId", null);
        assertThat(gates.shut(led))
                .extracting(gate -> gate.gate() + " " + gate.since())
                .containsExactly("customer 2026-09-20T08:00:00Z", "manager 2026-09-28T08:00:00Z");
        assertThat(gates.evaluate(PENDING)).extracting(Project.Gate::since).contains((Instant) null);
    }

    @Test
    void a_contract_is_signed_or_there_is_a_letter_of_intent() {
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, "signedAt", null));
        known.put("opportunity", "OPP-1003", Canon.with(Deals.WON, "letterOfIntent", false));
        assertThat(shut(PENDING)).containsExactly("contract (sales): contract CT-1003 is not signed");
        assertThat(shut(Canon.with(PENDING, "opportunityId", null))).hasSize(1);
        known.put("opportunity", "OPP-1003", Canon.with(Deals.WON, "letterOfIntent", true));
        assertThat(shut(PENDING)).isEmpty();
    }

    @Test
    void the_erp_knows_the_project_by_its_code_or_by_its_number() {
        Project uncoded = Canon.with(PENDING, "erpProjectCode", null);
        assertThat(shut(uncoded)).containsExactly("dimensions (finance-ops): the project has no code in netsuite");
        known.external("project", "P-1003", "netsuite", "4711");
        assertThat(shut(uncoded)).isEmpty();
    }

    @Test
    void time_needs_a_price_for_every_role_that_is_planned() {
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, "plannedRoleIds", List.of("SAR", "PRT")));
        assertThat(shut(PENDING)).singleElement().asString().startsWith("rates (contract-admin): RATE_NOT_FOUND");
        assertThat(shut(Canon.with(PENDING, "billingType", "FIXED_MILESTONE"))).isEmpty();
        Contract without = Canon.with(Deals.CONTRACT, "plannedRoleIds", List.of());
        known.put("contract", "CT-1003", Canon.with(without, "rateCard", List.of()));
        assertThat(shut(PENDING)).containsExactly("rates (contract-admin): there is no rate card");
    }

    @Test
    void a_customer_is_known_not_on_hold_and_has_what_an_invoice_needs() {
        known.put("customer", "C-02", Canon.with(Deals.CALDER, "hold", true));
        assertThat(shut(PENDING)).containsExactly("customer (finance-ops): customer C-02 is on hold");
        known.put("customer", "C-02", Canon.with(Deals.CALDER, "country", "DE"));
        assertThat(shut(PENDING))
                .containsExactly("customer (finance-ops): customer C-02 lacks VAT id or exemption reason");
        assertThat(shut(Canon.with(PENDING, "customerId", "C-99")))
                .containsExactly("customer (finance-ops): customer C-99 is not known");
    }

    @Test
    void orders_managers_and_compliance_are_asked_for_where_they_must() {
        known.put("contract", "CT-1003", Canon.with(Canon.with(Deals.CONTRACT, "poRequired", true), "poNumber", null));
        Project refused = Canon.with(Canon.with(PENDING, "regulated", true), "complianceApproved", false);
        assertThat(shut(Canon.with(refused, "managerId", null)))
                .containsExactly(
                        "purchase-order (account-manager): the purchase order is missing",
                        "manager (delivery): no project manager is assigned",
                        "compliance (compliance): compliance has refused the project");
        known.put("contract", "CT-1003", Deals.CONTRACT);
        assertThat(shut(Canon.with(refused, "complianceApproved", true))).isEmpty();
        assertThat(shut(Canon.with(refused, "regulated", false))).isEmpty();
    }
}
