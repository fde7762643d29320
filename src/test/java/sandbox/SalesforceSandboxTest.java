package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SalesforceSandboxTest {

    private static final String TOKEN = "/services/oauth2/token";
    private static final String OPPORTUNITY = "/services/data/v62.0/sobjects/Opportunity/";
    private static final String UPSERT = "/services/data/v62.0/composite/sobjects/Opportunity/MHA_Integration_Key__c";
    private static final String SINGLE = OPPORTUNITY + "MHA_Integration_Key__c/";

    private Sandbox sandbox;
    private Client salesforce;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
        salesforce = new Client(sandbox, "salesforce").login(TOKEN);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void an_opportunity_is_read_by_either_form_of_its_id() {
        JsonNode read = salesforce.get(OPPORTUNITY + "006Hs00000Q1003").json();

        assertThat(read.path("Id").asText()).isEqualTo("006Hs00000Q1003IAB");
        assertThat(read.path("MHA_Integration_Key__c").asText()).isEqualTo("OPP-1003");
        assertThat(read.path("Contract_Number__c").asText()).isEqualTo("CT-1003");
        assertThat(read.path("Amount").decimalValue()).isEqualByComparingTo("250000.00");
        assertThat(read.path("IsWon").asBoolean()).isTrue();
        assertThat(salesforce.get(OPPORTUNITY + "006Hs00000Q1003IAB").json()).isEqualTo(read);
        assertThat(salesforce
                        .get(OPPORTUNITY + "006Hs00000Q1003?fields=Name,StageName")
                        .json())
                .hasSize(4);
        assertThat(salesforce
                        .get("/services/data/v62.0/sobjects/Account/"
                                + read.path("AccountId").asText())
                        .json()
                        .path("MHA_Integration_Key__c")
                        .asText())
                .isEqualTo("C-02");
        assertThat(error(salesforce.get(OPPORTUNITY + "006Hs00000Q9999"))).isEqualTo("NOT_FOUND");
        assertThat(salesforce.get(OPPORTUNITY + "006Hs").status()).isEqualTo(404);
    }

    @Test
    void the_firm_has_fourteen_opportunities_of_which_one_is_open_and_twelve_accounts() {
        assertThat(salesforce.records("Opportunity")).hasSize(14);
        assertThat(salesforce.records("Opportunity"))
                .filteredOn(record -> !record.path("IsWon").asBoolean())
                .singleElement()
                .satisfies(open ->
                        assertThat(open.path("MHA_Integration_Key__c").asText()).isEqualTo("OPP-1012"));
        assertThat(salesforce.records("Account")).hasSize(12);
    }

    @Test
    void rows_of_a_batch_fail_one_by_one_behind_http_200() {
        Client.Answer answer = salesforce.patch(
                UPSERT,
                batch(
                        false,
                        row("OPP-1003", "\"ERP_Project_Code__c\":\"P-1003\",\"Delivery_Status__c\":\"Active\""),
                        row("OPP-1001", "\"IsWon\":true"),
                        row("OPP-1002", "\"Nonsense__c\":1"),
                        row("OPP-7777", "\"Delivery_Status__c\":\"Active\""),
                        row("OPP-1003", "\"Delivery_Status__c\":\"Twice\"")));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode rows = answer.json();
        assertThat(rows.path(0).path("success").asBoolean()).isTrue();
        assertThat(rows.path(0).path("created").asBoolean(true)).isFalse();
        assertThat(codes(rows))
                .isEqualTo("- INVALID_FIELD_FOR_INSERT_UPDATE INVALID_FIELD REQUIRED_FIELD_MISSING DUPLICATE_VALUE");
        assertThat(salesforce
                        .get(OPPORTUNITY + "006Hs00000Q1003")
                        .json()
                        .path("Delivery_Status__c")
                        .asText())
                .isEqualTo("Active");
        assertThat(salesforce.ledger()).hasSize(5);
        assertThat(salesforce.applied("OPP-1003")).isEqualTo(1);
    }

    @Test
    void all_or_none_rolls_the_good_rows_back() {
        JsonNode rows = salesforce
                .patch(
                        UPSERT,
                        batch(true, row("OPP-1003", "\"Delivery_Status__c\":\"Active\""), row("OPP-1001", "\"X\":1")))
                .json();

        assertThat(codes(rows)).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK INVALID_FIELD");
        assertThat(salesforce.get(OPPORTUNITY + "006Hs00000Q1003").json().hasNonNull("Delivery_Status__c"))
                .isFalse();
    }

    @Test
    void a_batch_has_at_most_200_rows() {
        String[] rows = IntStream.range(0, 201)
                .mapToObj(i -> row("OPP-" + i, "\"Type\":\"x\""))
                .toArray(String[]::new);

        assertThat(salesforce.patch(UPSERT, batch(false, rows)).status()).isEqualTo(400);
    }

    @Test
    void a_single_upsert_creates_once_and_then_updates() {
        String fields = "{\"Name\":\"New\",\"StageName\":\"Prospecting\",\"CloseDate\":\"2026-12-31\"}";

        assertThat(salesforce.patch(SINGLE + "OPP-2000", fields).status()).isEqualTo(201);
        assertThat(salesforce.patch(SINGLE + "OPP-2000", fields).status()).isEqualTo(204);
        assertThat(salesforce.records("Opportunity")).hasSize(15);
        assertThat(error(salesforce.patch(SINGLE + "OPP-2000", "{\"IsClosed\":true}")))
                .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
    }

    @Test
    void a_post_creates_again_and_again_unless_its_external_id_is_taken() {
        String fields = "{\"Name\":\"New\",\"StageName\":\"Prospecting\",\"CloseDate\":\"2026-12-31\"}";
        String address = OPPORTUNITY.substring(0, OPPORTUNITY.length() - 1);

        assertThat(salesforce.post(address, fields).status()).isEqualTo(201);
        assertThat(salesforce.post(address, fields).status()).isEqualTo(201);
        assertThat(salesforce.records("Opportunity")).hasSize(16);
        String taken = fields.replace("{", "{\"MHA_Integration_Key__c\":\"OPP-1003\",");
        assertThat(error(salesforce.post(address, taken))).isEqualTo("DUPLICATE_VALUE");
    }

    @Test
    void an_external_id_that_two_records_have_is_ambiguous() {
        salesforce.post(
                "/records",
                "{\"recordType\":\"Opportunity\",\"Id\":\"006Hs00000Q8888\",\"MHA_Integration_Key__c\":\"OPP-1003\"}");

        assertThat(salesforce.patch(SINGLE + "OPP-1003", "{\"Type\":\"x\"}").status())
                .isEqualTo(300);
    }

    @Test
    void winning_an_opportunity_answers_the_change_event() {
        JsonNode event = salesforce.post("/win/006Hs00000Q1003", "").json();

        JsonNode payload = event.path("data").path("payload");
        assertThat(event.path("channel").asText()).isEqualTo("/data/OpportunityChangeEvent");
        assertThat(event.path("data").path("event").path("replayId").asLong()).isPositive();
        assertThat(payload.path("ChangeEventHeader").path("recordIds").path(0).asText())
                .isEqualTo("006Hs00000Q1003IAB");
        assertThat(payload.path("ChangeEventHeader").path("changedFields")).hasSize(8);
        assertThat(payload.path("StageName").asText()).isEqualTo("Closed Won");
        assertThat(salesforce
                        .get(OPPORTUNITY + "006Hs00000Q1003")
                        .json()
                        .path("IsWon")
                        .asBoolean())
                .isTrue();
        assertThat(salesforce
                        .patch(OPPORTUNITY + "006Hs00000Q1003", "{\"StageName\":\"Negotiation/Review\"}")
                        .status())
                .isEqualTo(204);
        assertThat(salesforce
                        .get(OPPORTUNITY + "006Hs00000Q1003")
                        .json()
                        .path("IsWon")
                        .asBoolean(true))
                .as("follows the stage")
                .isFalse();
        assertThat(salesforce.post("/win/006Hs00000Q9999", "").status()).isEqualTo(404);
    }

    @Test
    void what_was_modified_since_an_instant_is_queried_in_the_order_of_its_modification() {
        String since = java.time.Instant.now()
                .minusSeconds(60)
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
        String soql = "SELECT Id, StageName FROM Opportunity WHERE LastModifiedDate >= " + since
                + " ORDER BY LastModifiedDate";
        assertThat(query(soql).json().path("totalSize").asInt()).isZero();
        salesforce.post("/win/006Hs00000Q1009", "");
        salesforce.post("/win/006Hs00000Q1003", "");

        JsonNode page = query(soql).json();

        assertThat(page.path("totalSize").asInt()).isEqualTo(2);
        assertThat(page.path("done").asBoolean()).isTrue();
        assertThat(page.has("nextRecordsUrl")).isFalse();
        assertThat(page.path("records").findValuesAsText("Id"))
                .containsExactly("006Hs00000Q1009IAB", "006Hs00000Q1003IAB");
        assertThat(page.at("/records/0/attributes/type").asText()).isEqualTo("Opportunity");
        assertThat(page.at("/records/0")).hasSize(3);
        assertThat(error(query(soql.replace("StageName", "Nothing__c")))).isEqualTo("INVALID_FIELD");
        assertThat(error(query("SELECT nothing"))).isEqualTo("MALFORMED_QUERY");
        assertThat(error(query(soql.replace(since, "yesterday")))).isEqualTo("INVALID_FIELD");
        assertThat(error(salesforce.get("/services/data/v62.0/query/01gUnknown-2000")))
                .isEqualTo("INVALID_QUERY_LOCATOR");
    }

    private Client.Answer query(String soql) {
        return salesforce.get("/services/data/v62.0/query?q="
                + java.net.URLEncoder.encode(soql, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void a_wrong_client_or_token_is_refused() {
        Client.Answer token = salesforce.post(TOKEN, "grant_type=client_credentials&client_id=x&client_secret=y");
        assertThat(token.status()).isEqualTo(400);
        assertThat(token.json().path("error").asText()).isEqualTo("invalid_client");
        assertThat(error(salesforce.with("old").get(OPPORTUNITY + "006Hs00000Q1003")))
                .isEqualTo("INVALID_SESSION_ID");
        assertThat(error(salesforce.patch(UPSERT, "{"))).isEqualTo("JSON_PARSER_ERROR");
    }

    private static String row(String key, String fields) {
        return "{\"attributes\":{\"type\":\"Opportunity\"},\"MHA_Integration_Key__c\":\"" + key + "\"," + fields + "}";
    }

    private static String batch(boolean allOrNone, String... rows) {
        return "{\"allOrNone\":" + allOrNone + ",\"records\":[" + String.join(",", rows) + "]}";
    }

    private static String codes(JsonNode rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(i ->
                        rows.path(i).path("errors").path(0).path("statusCode").asText("-"))
                .collect(Collectors.joining(" "));
    }

    private static String error(Client.Answer answer) {
        return answer.json().path(0).path("errorCode").asText();
    }
}
