package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Violation;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** V-CUS-01, V-CUS-03 and V-CUS-04, and what an invoice to a customer would lack. */
class CustomerRulesTest {

    private static final String TAX_ID = "DE 811 907 980";

    private final InMemorySnapshots known = new InMemorySnapshots();
    private final CustomerRules rules = new CustomerRules(known);
    private final Customer calder = Deals.CALDER;

    private static Customer with(Customer customer, String field, Object value) {
        return Canon.with(customer, field, value);
    }

    private static List<Map<String, String>> taxId(String value) {
        return List.of(Map.of("type", "VAT", "value", value, "country", "DE"));
    }

    private void know(Customer customer) {
        known.put("customer", customer.customerId(), customer);
    }

    private List<String> said(Customer customer) {
        return rules.check(customer).stream()
                .map(finding -> finding.rule() + " " + finding.pointer() + " " + finding.message())
                .toList();
    }

    @Test
    void a_customer_nobody_resembles_has_no_findings_and_neither_has_one_that_is_told_again() {
        assertThat(said(calder)).isEmpty();
        know(calder);
        know(with(with(calder, "customerId", "C-90"), "legalName", "Harbor Freight Lines"));
        assertThat(said(calder)).isEmpty();
    }

    @Test
    void the_same_tax_id_is_found_however_it_is_written() {
        Customer other = with(with(calder, "customerId", "C-90"), "legalName", "Quite Another");
        know(with(other, "taxIds", taxId("de-811907980")));
        assertThat(said(with(calder, "taxIds", taxId(TAX_ID))))
                .containsExactly("V-CUS-01 /taxIds customer C-02 Calder Regional Bank may be known already: C-90 Quite"
                        + " Another (same tax id " + TAX_ID + ", name 52 % alike)");
        assertThat(said(with(calder, "taxIds", taxId("DE 811 907 981")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "duns, 150483782, 150483782, US, D-U-N-S number 150483782",
        "duns, 150483782, 150483783, US, ",
        "duns, 150483782, 150483782, DE, D-U-N-S number 150483782",
        "domain, Calder.example, calder.example, US, domain Calder.example",
        "domain, calder.example, other.example, US, ",
        "domain, calder.example, calder.example, DE, "
    })
    void the_same_number_or_domain_in_one_country_is_a_duplicate(
            String field, String mine, String theirs, String country, String same) {
        Customer other = with(with(calder, "customerId", "C-90"), "legalName", "Quite Another");
        know(with(with(other, "country", country), field, theirs));
        List<String> said = said(with(calder, field, mine));
        if (same == null) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).singleElement().asString().contains("/taxIds", "(same " + same + ", name ");
        }
    }

    @Test
    void a_name_that_is_much_alike_is_a_suspicion_in_one_country_only() {
        Customer alike = with(with(calder, "customerId", "C-90"), "legalName", "Calder Regional Bank Inc.");
        know(alike);
        assertThat(said(calder)).singleElement().asString().contains("V-CUS-01 /legalName", "C-90", "% alike)");
        know(with(alike, "country", "DE"));
        assertThat(said(calder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"C-02", "C-77"})
    void what_was_merged_is_no_candidate(String into) {
        know(with(with(calder, "customerId", "C-90"), "mergedInto", into));
        assertThat(said(calder)).isEmpty();
    }

    @Test
    void a_customer_on_hold_says_why() {
        Customer held = with(calder, "hold", true);
        assertThat(said(held)).containsExactly("V-CUS-03 /hold customer C-02 is on hold");
        assertThat(said(with(held, "holdReason", "unpaid")))
                .containsExactly("V-CUS-03 /hold customer C-02 is on hold: unpaid");
        assertThat(said(with(calder, "hold", false))).isEmpty();
    }

    @Test
    void a_currency_of_the_past_is_held() {
        assertThat(rules.check(with(calder, "currency", "DEM")))
                .extracting(Violation::rule)
                .containsExactly("V-CUS-04");
    }

    @Test
    void in_the_european_union_an_invoice_needs_a_vat_id_or_the_reason_why_there_is_none() {
        Customer german = with(calder, "country", "DE");
        assertThat(CustomerRules.missingForBilling(german)).containsExactly("VAT id or exemption reason");
        assertThat(CustomerRules.missingForBilling(with(german, "taxIds", taxId(TAX_ID))))
                .isEmpty();
        assertThat(CustomerRules.missingForBilling(with(german, "taxExemptionReason", "charity")))
                .isEmpty();
        assertThat(CustomerRules.missingForBilling(calder)).isEmpty();
    }
}
