package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people of accounts receivable do in the stand-in of SAP, and how its items are read afterwards. */
class SapReceivablesTest {

    private static final String CUBE = "API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube";
    private static final String OPEN = "FinancialAccountType eq 'D' and ClearingAccountingDocument eq ''";
    private static final String PAYMENT =
            "{\"company\":\"2000\",\"invoice\":\"1800000000\",\"amount\":\"40000.00\",\"currency\":\"EUR\",\"date\":\"2026-11-02\"}";

    private Sandbox sandbox;
    private SapClient sap;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0, Clock.fixed(Instant.parse("2026-11-03T09:00:00Z"), ZoneOffset.UTC));
        sap = new SapClient(sandbox, Credentials.SAP_PASSWORD);
        sap.seed("{\"recordType\":\"customer\",\"Customer\":\"0000100003\",\"CompanyCodes\":[\"2000\"]}");
        sap.idoc(SapClient.invoice());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void an_invoice_is_open_and_due_by_its_terms_until_it_is_paid() {
        JsonNode open = items(OPEN);
        assertThat(open).hasSize(1);
        assertThat(open.get(0).path("NetDueDate").asText()).isEqualTo("/Date(1795996800000)/");
        assertThat(open.get(0).path("ClearingDate").isNull()).isTrue();
        assertThat(items("FinancialAccountType eq 'D' and ClearingCreationDate ge datetime'2026-01-01T00:00:00'"))
                .isEmpty();
    }

    @Test
    void a_part_stays_open_beside_the_invoice_and_the_rest_clears_both() {
        String part = document(order("/payments", PAYMENT));
        assertThat(part).isEqualTo("1400000000");
        assertThat(items(OPEN).findValuesAsText("AmountInTransactionCurrency"))
                .containsExactly("66090.22", "-40000.00");
        JsonNode item = items("AccountingDocument eq '1400000000' and FinancialAccountType eq 'D'")
                .get(0);
        assertThat(item.path("InvoiceReference").asText()).isEqualTo("1800000000");
        assertThat(item.path("InvoiceReferenceFiscalYear").asText()).isEqualTo("2026");

        String rest = document(order("/payments", PAYMENT.replace("40000.00", "26090.22")));
        assertThat(items(OPEN)).isEmpty();
        JsonNode cleared =
                items("FinancialAccountType eq 'D' and ClearingCreationDate ge datetime'2026-11-03T00:00:00'");
        assertThat(cleared.findValuesAsText("ClearingAccountingDocument")).containsExactly(rest, rest, rest);
        assertThat(cleared.findValuesAsText("ClearingDate")).containsOnly("/Date(1793577600000)/");
        assertThat(items("FinancialAccountType eq 'D' and ClearingCreationDate ge datetime'2026-11-04T00:00:00'"))
                .isEmpty();
    }

    @Test
    void a_clearing_that_is_reset_leaves_the_payment_on_account_and_it_can_be_reversed() {
        String payment = document(order("/payments", PAYMENT.replace("40000.00", "66090.22")));
        String named = "{\"company\":\"2000\",\"document\":\"" + payment + "\",\"date\":\"2026-11-03\"}";
        assertThat(order("/reversals", named).json().path("error").asText()).contains("reset the clearing first");

        assertThat(order("/resets", named).status()).isEqualTo(200);
        assertThat(items(OPEN).findValuesAsText("AmountInTransactionCurrency"))
                .containsExactly("66090.22", "-66090.22");
        assertThat(order("/resets", named).json().path("error").asText()).startsWith("F5 538");

        String reversal = document(order("/reversals", named));
        assertThat(items(OPEN).findValuesAsText("AmountInTransactionCurrency")).containsExactly("66090.22");
        assertThat(items("FinancialAccountType eq 'D' and ClearingAccountingDocument eq '" + reversal + "'")
                        .findValuesAsText("AmountInTransactionCurrency"))
                .containsExactly("-66090.22", "66090.22");
    }

    @Test
    void items_that_add_up_to_nothing_are_cleared_against_each_other_and_others_are_not() {
        sap.idoc(SapClient.invoice());
        String two = "{\"company\":\"2000\",\"documents\":[\"1800000000\",\"1800000001\"],\"date\":\"2026-11-03\"}";
        assertThat(order("/clearings", two).json().path("error").asText())
                .isEqualTo("F5 263 The difference is too large for clearing: 132180.44");
        sap.seed(
                "{\"recordType\":\"documentItem\",\"id\":\"credit\",\"CompanyCode\":\"2000\",\"AccountingDocument\":\"1600000000\","
                        + "\"FinancialAccountType\":\"D\",\"ClearingAccountingDocument\":\"\",\"ClearingCreationDate\":null,"
                        + "\"AmountInTransactionCurrency\":\"-66090.22\"}");
        String with = document(order("/clearings", two.replace("1800000001", "1600000000")));
        assertThat(with).isEqualTo("0100000000");
        assertThat(items("FinancialAccountType eq 'D' and ClearingAccountingDocument eq '0100000000'"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            40000.00   | 66090.23   | F5 263 The difference is too large for clearing: 66090.22 EUR is open
            40000.00   | 0.00       | F5 263 The difference is too large for clearing: 66090.22 EUR is open
            40000.00   | 1.005      | F5 114 Amount 1.005 has more decimals than EUR, which has 2
            EUR        | USD        | F5 073 Item is in currency EUR
            2000       | 2001       | F5 165 Company code 2001 is not defined
            2000       | 3000       | F5 104 No open items of document 1800000000 in company 3000
            1800000000 | 1800000009 | F5 104 No open items of document 1800000009 in company 2000
            2026-11-02 | 2026-09-30 | F5 201 Posting period 009 2026 is not open
            """)
    void a_payment_that_sap_would_not_post_is_refused_and_nothing_changes(String part, String wrong, String words) {
        Client.Answer answer = order("/payments", PAYMENT.replace(part, wrong));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo(words);
        assertThat(items(OPEN)).hasSize(1);
        assertThat(sap.get("/records?recordType=document").json()).hasSize(1);
    }

    @Test
    void more_than_what_is_left_beside_a_part_is_refused() {
        order("/payments", PAYMENT);
        assertThat(order("/payments", PAYMENT).json().path("error").asText())
                .isEqualTo("F5 263 The difference is too large for clearing: 26090.22 EUR is open");
    }

    @Test
    void pages_come_in_the_order_asked_for_with_the_fields_asked_for() {
        sap.idoc(SapClient.invoice());
        order("/payments", PAYMENT);
        String asked = "&$orderby=CompanyCode,AccountingDocument&$select=AccountingDocument&$top=2&$skip=";
        JsonNode first = sap.results(CUBE + "?$filter=" + Client.encoded(OPEN) + asked + "0");
        assertThat(first.findValuesAsText("AccountingDocument")).containsExactly("1400000000", "1800000000");
        assertThat(first.get(0)).hasSize(1);
        JsonNode second = sap.results(CUBE + "?$filter=" + Client.encoded(OPEN) + asked + "2");
        assertThat(second.findValuesAsText("AccountingDocument")).containsExactly("1800000001");
        assertThat(sap.get("/sap/opu/odata/sap/" + CUBE + "?$select=Nothing").status())
                .isEqualTo(400);
    }

    private JsonNode items(String filter) {
        Client.Answer answer = sap.get("/sap/opu/odata/sap/" + CUBE + "?$filter=" + Client.encoded(filter));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("d").path("results");
    }

    private Client.Answer order(String path, String body) {
        return sap.send("POST", path, body, null);
    }

    private static String document(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("document").asText();
    }
}
