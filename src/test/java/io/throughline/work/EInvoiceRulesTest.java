package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.money.Invoice;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EInvoiceRulesTest {

    private final InMemorySnapshots known = EInvoices.known();
    private final EInvoiceRules rules = new EInvoiceRules(known);
    private final Invoice invoice = EInvoices.invoice("P-1004");

    private Customer customer(String id) {
        return known.latest("customer", id, Customer.class).orElseThrow();
    }

    private List<String> broken(Invoice document) {
        return rules.plan(document).findings().stream().map(Violation::rule).toList();
    }

    @Test
    void an_issued_invoice_goes_to_the_access_point_in_the_lane_of_its_project() {
        Plan plan = rules.plan(invoice);
        assertThat(Canon.steps(plan)).containsExactly("einvoice einvoice invoice");
        assertThat(plan.steps().get(0).lane()).isEqualTo("project:P-1004");
        JsonNode command = plan.steps().get(0).payload();
        assertThat(command.path("invoice").path("payment").path("terms").asText())
                .isEqualTo("Net 30 days");
        assertThat(command.path("seller").path("vatId").asText()).isEqualTo("DE299999994");
        assertThat(command.path("buyer").path("vatId").asText()).isEqualTo("DE811234567");
    }

    @Test
    void a_customer_without_profile_gets_none() {
        Invoice american = Canon.with(invoice, "customerId", "C-02");
        assertThat(rules.plan(american)).isEqualTo(Plan.NOTHING);
        assertThat(rules.plan(Canon.with(invoice, "customerId", "C-99"))).isEqualTo(Plan.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({"DRAFT", "VOIDED", "PAID"})
    void only_what_has_just_been_issued_is_sent(String status) {
        assertThat(rules.plan(Canon.with(invoice, "status", status))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void reverse_charge_names_both_vat_ids_and_the_reason() {
        JsonNode command =
                rules.plan(EInvoices.invoice("P-1012")).steps().get(0).payload();
        JsonNode tax = command.path("invoice").path("taxes").path(0);
        assertThat(tax.path("category").asText()).isEqualTo("AE");
        assertThat(tax.path("percent").asText()).isEqualTo("0");
        assertThat(tax.path("reasonCode").asText()).isEqualTo("VATEX-EU-AE");
        assertThat(command.path("buyer").path("vatId").asText()).isEqualTo("ESB12345674");
    }

    @Test
    void an_entity_without_billing_data_is_held() {
        known.put(
                "legal-entity",
                "LE-DE",
                Map.of(
                        "legalEntityId",
                        "LE-DE",
                        "version",
                        2,
                        "name",
                        "x",
                        "country",
                        "DE",
                        "currency",
                        "EUR",
                        "timeZone",
                        "Europe/Berlin"));
        assertThat(Canon.rules(rules.plan(invoice).findings())).containsExactly("BR-08 HOLD");
    }

    @Test
    void a_tax_category_nobody_knows_is_held() {
        JsonNode tree = Json.toTree(invoice);
        ((ObjectNode) tree.path("lines").path(0)).put("taxCategory", "X");
        assertThat(broken(Json.read(tree, Invoice.class))).containsExactly("BR-CL-18");
    }

    @Test
    void amounts_with_more_digits_than_their_currency_are_held() {
        ObjectNode tree = Json.toTree(EInvoices.invoice("P-1007"));
        ((ObjectNode) tree.path("lines").path(0)).put("amount", "3792000.5");
        assertThat(broken(Json.read(tree, Invoice.class))).containsExactly("V-INV-06");
        ((ObjectNode) tree.path("lines").path(0)).put("amount", "3792000.00");
        JsonNode written =
                rules.plan(Json.read(tree, Invoice.class)).steps().get(0).payload();
        assertThat(written.at("/invoice/lines/0/amount").asText()).isEqualTo("3792000");
    }

    @Test
    void an_invoice_of_nothing_or_less_is_held() {
        ObjectNode tree = Json.toTree(invoice);
        tree.put("net", "0.00").put("tax", "0.00").put("gross", "0.00");
        assertThat(broken(Json.read(tree, Invoice.class))).contains("V-INV-04");
    }

    @Test
    void dinars_do_not_fit_into_the_european_profiles() {
        ObjectNode tree = Json.toTree(EInvoices.invoice("P-1012"));
        tree.put("currency", "KWD").put("net", "1100.003").put("tax", "0.000").put("gross", "1100.003");
        ((ObjectNode) tree.path("lines").path(0)).put("amount", "1100.003").put("unitPrice", "164.9180");
        assertThat(broken(Json.read(tree, Invoice.class))).containsExactly("BR-DEC-18");
    }

    @Test
    void a_credit_note_without_known_invoice_is_held() {
        Invoice credit = EInvoices.invoice("P-1004-credit");
        assertThat(broken(credit)).isEmpty();
        assertThat(broken(Canon.with(credit, "correctsInvoiceId", "INV-UNKNOWN")))
                .containsExactly("BR-55");
    }

    @Test
    void a_credit_note_kept_with_positive_amounts_stays_as_it_is() {
        Invoice credit = EInvoices.invoice("P-1004-credit");
        Invoice positive =
                Canon.with(Canon.with(Canon.with(credit, "net", "512.00"), "tax", "97.28"), "gross", "609.28");
        JsonNode tree = Json.toTree(positive);
        ((ObjectNode) tree.path("lines").path(0)).put("amount", "512.00").put("quantity", "4.00");
        Invoice turned = Json.read(tree, Invoice.class);
        assertThat(rules.plan(turned).steps().get(0).payload())
                .isEqualTo(rules.plan(credit).steps().get(0).payload());
    }

    @Test
    void the_tax_the_erp_calculated_must_be_the_tax_of_the_categories() {
        assertThat(broken(Canon.with(Canon.with(invoice, "tax", "0.00"), "gross", "55538.00")))
                .containsExactly("BR-CO-14");
        assertThat(broken(Canon.with(invoice, "gross", "66090.23"))).containsExactly("BR-CO-15");
        assertThat(broken(Canon.with(Canon.with(invoice, "net", "55538.01"), "gross", "66090.23")))
                .containsExactly("BR-CO-10");
    }

    @Test
    void german_buyers_want_a_reference_and_whom_to_call() {
        known.put("customer", "C-03", Canon.with(customer("C-03"), "eInvoice.buyerReference", null));
        assertThat(broken(Canon.with(invoice, "poNumber", "PO-1"))).containsExactly("BR-DE-15");
        assertThat(broken(invoice)).containsExactly("PEPPOL-EN16931-R003", "BR-DE-15");
    }

    @Test
    void a_draft_is_taxed_as_its_electronic_form_will_be() {
        assertThat(taxRate("C-03", "LE-DE")).isEqualByComparingTo("0.19");
        assertThat(taxRate("C-09", "LE-DE")).isEqualByComparingTo("0");
        assertThat(taxRate("C-04", "LE-US")).isEqualByComparingTo("0");
    }

    private BigDecimal taxRate(String customer, String entity) {
        known.put("customer", "C-02", customer(customer));
        known.put("contract", "CT-1003", Canon.with(Deals.CONTRACT, "billingEntityId", entity));
        known.put("project", "P-1003", Deals.PROJECT);
        InMemoryFacts facts = new InMemoryFacts();
        return new BillProjectRules(known, facts, facts, Routing.shipped(), Clock.systemUTC())
                .terms("P-1003")
                .orElseThrow()
                .taxRate();
    }
}
