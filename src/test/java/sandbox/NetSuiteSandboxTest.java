package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetSuiteSandboxTest {

    private static final String RECORDS = "/services/rest/record/v1/";
    private static final String CUSTOMER = "{\"companyName\":\"Calder Regional Bank\",\"subsidiary\":{\"id\":\"1\"},"
            + "\"currency\":{\"externalId\":\"USD\"},\"terms\":{\"id\":\"2\"},\"email\":\"ap@calder.example\"}";
    private static final String JOB = "{\"companyName\":\"Core\",\"parent\":{\"externalId\":\"C-02\"},"
            + "\"subsidiary\":{\"id\":\"1\"},\"jobBillingType\":{\"id\":\"TM\"},\"allowTime\":true,\"jobPrice\":250000.00}";
    private static final String EMPLOYEE = "{\"firstName\":\"Helen\",\"lastName\":\"Zhou\","
            + "\"subsidiary\":{\"externalId\":\"LE-US\"},\"department\":{\"externalId\":\"CC-1200\"}}";
    private static final String TIME = "{\"externalId\":\"T-8801\",\"tranDate\":\"2026-10-14\","
            + "\"employee\":{\"externalId\":\"W-0007\"},\"customer\":{\"externalId\":\"P-1003\"},"
            + "\"item\":{\"id\":\"77\",\"refName\":\"SAR\"},\"hours\":\"8:00\",\"isBillable\":true,\"rate\":215.0,"
            + "\"department\":{\"externalId\":\"CC-1200\"},\"subsidiary\":{\"id\":\"1\"},\"memo\":\"T-8801 v3\"}";
    private static final String INVOICE = "{\"entity\":{\"externalId\":\"C-02\"},\"tranDate\":\"2026-10-31\","
            + "\"item\":{\"items\":[{\"item\":{\"id\":\"77\"},\"quantity\":82.0,\"rate\":215.0,\"amount\":17630.00,"
            + "\"department\":{\"externalId\":\"CC-1200\"}}]}}";

    private Sandbox sandbox;
    private Client netsuite;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
        netsuite = new Client(sandbox, "netsuite").login("/services/rest/auth/oauth2/v1/token");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void an_upsert_by_external_id_writes_one_record_however_often_it_is_sent() {
        Client.Answer first = netsuite.put(RECORDS + "customer/eid:C-02", CUSTOMER);
        Client.Answer second = netsuite.put(RECORDS + "customer/eid:C-02", CUSTOMER.replace("Bank", "Bank Inc."));

        assertThat(first.status()).isEqualTo(204);
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .matches("http://.*/customer/\\d+");
        assertThat(netsuite.records("customer")).hasSize(1);
        JsonNode shown = netsuite.get(RECORDS + "customer/eid:C-02").json();
        assertThat(shown.path("companyName").asText()).isEqualTo("Calder Regional Bank Inc.");
        assertThat(shown.path("subsidiary").path("refName").asText()).isEqualTo("Meridian Harbor Advisory Inc.");
        assertThat(netsuite.applied("C-02")).isEqualTo(2);
    }

    @Test
    void a_post_without_external_id_writes_a_second_record_and_with_a_taken_one_is_refused() {
        netsuite.post(RECORDS + "customer", CUSTOMER);
        netsuite.post(RECORDS + "customer", CUSTOMER);
        assertThat(netsuite.records("customer")).hasSize(2);

        String keyed = CUSTOMER.replace("{\"companyName", "{\"externalId\":\"C-02\",\"companyName");
        assertThat(netsuite.post(RECORDS + "customer", keyed).status()).isEqualTo(204);
        assertThat(netsuite.post(RECORDS + "customer", keyed).status()).isEqualTo(400);
    }

    @Test
    void time_and_invoice_are_taken_once_everything_they_refer_to_exists() {
        seedProject();
        assertThat(netsuite.put(RECORDS + "timeBill/eid:T-8801", TIME).status()).isEqualTo(204);
        assertThat(netsuite.put(RECORDS + "invoice/eid:INV-US-1", INVOICE).status())
                .isEqualTo(204);

        JsonNode invoice = netsuite.get(RECORDS + "invoice/eid:INV-US-1").json();
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("17630.00");
        assertThat(invoice.path("tranId").asText()).startsWith("INV");
    }

    @Test
    void lines_of_an_invoice_sent_again_are_added_unless_they_replace_the_old_ones() {
        seedProject();
        netsuite.put(RECORDS + "invoice/eid:INV-1", INVOICE);
        netsuite.put(RECORDS + "invoice/eid:INV-1?replace=item", INVOICE);
        assertThat(total("INV-1")).isEqualByComparingTo("17630.00");

        netsuite.put(RECORDS + "invoice/eid:INV-1", INVOICE);
        assertThat(total("INV-1")).isEqualByComparingTo("35260.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W-0007 | W-0999 | INVALID_KEY_OR_REF | employee",
                "P-1003 | P-9999 | INVALID_KEY_OR_REF | customer",
                "CC-1200 | CC-4299 | INVALID_KEY_OR_REF | department",
                "\"77\" | \"12\" | INVALID_KEY_OR_REF | item",
                "{\"id\":\"1\"} | {\"id\":\"9\"} | INVALID_KEY_OR_REF | subsidiary",
                "2026-10-14 | 2026-09-14 | PERIOD_CLOSED | tranDate",
                "2026-10-14 | 14.10.2026 | INVALID_VALUE | tranDate",
                "8:00 | 8 hours | INVALID_VALUE | hours",
                "8:00 | 0:00 | INVALID_VALUE | hours",
                "215.0 | \"215\" | INVALID_VALUE | rate",
                "memo | remark | INVALID_FIELD | remark",
                "T-8801\",\"tran | T-1\",\"tran | USER_ERROR | externalId",
            })
    void a_wrong_time_entry_is_refused_with_code_and_path(String right, String wrong, String code, String path) {
        seedProject();

        Client.Answer answer = netsuite.put(RECORDS + "timeBill/eid:T-8801", TIME.replace(right, wrong));

        assertThat(answer.status()).isEqualTo(400);
        JsonNode detail = answer.json().path("o:errorDetails").path(0);
        assertThat(detail.path("o:errorCode").asText()).isEqualTo(code);
        assertThat(detail.path("o:errorPath").asText()).isEqualTo(path);
        assertThat(netsuite.records("timeBill")).isEmpty();
        JsonNode last = netsuite.ledger().path(netsuite.ledger().size() - 1);
        assertThat(last.path("applied").asBoolean()).isFalse();
        assertThat(last.path("externalId").asText()).isEqualTo("T-8801");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | x | ",
                "\"credit\":100.00 | \"credit\":99.99 | USER_ERROR",
                "\"credit\":100.00 | \"memo\":\"none\" | USER_ERROR",
                "2026-10-31 | 2026-09-30 | PERIOD_CLOSED",
                "LE-US | LE-XX | INVALID_KEY_OR_REF",
                "4000 | 4999 | INVALID_KEY_OR_REF",
            })
    void a_journal_balances_in_an_open_period_of_a_known_subsidiary(String right, String wrong, String code) {
        String journal = "{\"subsidiary\":{\"externalId\":\"LE-US\"},\"tranDate\":\"2026-10-31\",\"line\":{\"items\":["
                + "{\"account\":{\"externalId\":\"1250\"},\"debit\":100.00},"
                + "{\"account\":{\"externalId\":\"4000\"},\"credit\":100.00}]}}";

        Client.Answer answer =
                netsuite.put(RECORDS + "journalEntry/eid:REV-1?replace=line", journal.replace(right, wrong));

        assertThat(answer.status()).isEqualTo(code == null ? 204 : 400);
        if (code != null) {
            assertThat(error(answer)).isEqualTo(code);
        }
    }

    @Test
    void time_on_a_project_that_allows_none_is_refused() {
        seedProject();
        netsuite.put(RECORDS + "job/eid:P-1003", JOB.replace("\"allowTime\":true", "\"allowTime\":false"));

        assertThat(netsuite.put(RECORDS + "timeBill/eid:T-8801", TIME).status()).isEqualTo(400);
    }

    @Test
    void a_missing_required_field_and_an_illegal_external_id_are_refused() {
        assertThat(error(netsuite.put(
                        RECORDS + "customer/eid:C-02", CUSTOMER.replace("\"subsidiary\":{\"id\":\"1\"},", ""))))
                .isEqualTo("USER_ERROR");
        assertThat(error(netsuite.put(RECORDS + "customer/eid:C%7C02", CUSTOMER)))
                .isEqualTo("INVALID_EXTERNAL_ID");
        assertThat(error(netsuite.put(RECORDS + "customer/eid:C-02", "[1"))).isEqualTo("INVALID_CONTENT");
    }

    @Test
    void a_call_without_a_valid_token_is_refused() {
        Client.Answer answer = netsuite.with("old").put(RECORDS + "customer/eid:C-02", CUSTOMER);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(netsuite.records("customer")).isEmpty();
        netsuite.delete("/tokens");
        assertThat(netsuite.get(RECORDS + "customer").status()).isEqualTo(401);
    }

    @Test
    void collections_come_in_pages() {
        JsonNode first = netsuite.get(RECORDS + "department?limit=5").json();
        JsonNode second = netsuite.get(RECORDS + "department?limit=5&offset=5").json();

        assertThat(first.path("hasMore").asBoolean()).isTrue();
        assertThat(first.path("items")).hasSize(5);
        assertThat(first.path("totalResults").asInt()).isEqualTo(8);
        assertThat(second.path("hasMore").asBoolean()).isFalse();
        assertThat(second.path("items")).hasSize(3);
        assertThat(netsuite.get(RECORDS + "department?limit=2000").status()).isEqualTo(400);
        String asked = RECORDS + "department?q=" + Client.encoded("externalId IS \"CC-1100\"");
        assertThat(netsuite.get(asked).json().path("totalResults").asInt()).isEqualTo(1);
        assertThat(netsuite.get(RECORDS + "customer/eid:none").status()).isEqualTo(404);
    }

    private void seedProject() {
        assertThat(netsuite.put(RECORDS + "customer/eid:C-02", CUSTOMER).status())
                .isEqualTo(204);
        assertThat(netsuite.put(RECORDS + "job/eid:P-1003", JOB).status()).isEqualTo(204);
        assertThat(netsuite.put(RECORDS + "employee/eid:W-0007", EMPLOYEE).status())
                .isEqualTo(204);
    }

    private java.math.BigDecimal total(String invoice) {
        return netsuite.get(RECORDS + "invoice/eid:" + invoice)
                .json()
                .path("total")
                .decimalValue();
    }

    private static String error(Client.Answer answer) {
        return answer.json().path("o:errorDetails").path(0).path("o:errorCode").asText();
    }
}
