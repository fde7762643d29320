package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SapSandboxTest {

    private static final String CUSTOMER =
            "{\"recordType\":\"customer\",\"Customer\":\"0000100003\",\"CompanyCodes\":[\"2000\"]}";
    private static final String STAFF =
            "[{\"recordType\":\"workAgreement\",\"PersonWorkAgreementExternalID\":\"W-0022\","
                    + "\"CompanyCode\":\"2000\",\"StartDate\":\"/Date(1704067200000)/\",\"EndDate\":\"/Date(253402214400000)/\"},"
                    + "{\"recordType\":\"wbsElement\",\"id\":\"P-1004.1\"}]";

    private Sandbox sandbox;
    private SapClient sap;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
        sap = new SapClient(sandbox, Credentials.SAP_PASSWORD);
        sap.seed(CUSTOMER);
        sap.seed(STAFF);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void an_invoice_is_posted_and_its_items_are_found_by_the_reference() {
        String idoc = sap.idoc(SapClient.invoice());

        assertThat(sap.status(idoc)).startsWith("53 ").contains("BKPFF 180000000020002026");
        JsonNode items =
                sap.results("API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube?$filter=CompanyCode%20eq%20"
                        + "'2000'%20and%20DocumentReferenceID%20eq%20'INVDE2026100401'");
        assertThat(items).hasSize(3);
        assertThat(items.findValuesAsText("AmountInTransactionCurrency"))
                .containsExactlyInAnyOrder("66090.22", "-55538.00", "-10552.22");
    }

    @Test
    void the_same_reference_sent_twice_is_posted_twice_and_the_ledger_shows_it() {
        sap.idoc(SapClient.invoice());
        sap.idoc(SapClient.invoice());

        JsonNode ledger = sap.get("/ledger").json();
        assertThat(StreamSupport.stream(ledger.spliterator(), false)
                        .filter(entry -> entry.path("applied").asBoolean())
                        .map(entry -> entry.path("externalId").asText() + " "
                                + entry.path("id").asText()))
                .containsExactly("INVDE2026100401 2000/1800000000/2026", "INVDE2026100401 2000/1800000001/2026");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            66090.22<            | 66090.23<            | 51 RW 022 Balance in transaction currency: 0.01 EUR
            55538.00-</AMT_DOCCUR>| -55538.00</AMT_DOCCUR>| 60 E0 078 AMT_DOCCUR
            0000840000           | 840000               | 51 F5 506 G/L account 840000 is not defined
            0000100003           | 0000100009           | 51 F5 102 Customer 0000100009 is not defined in company code 2000
            <COMP_CODE>2000      | <COMP_CODE>2001      | 51 F5 165 Company code 2001 is not defined
            <PSTNG_DATE>20261031 | <PSTNG_DATE>20260930 | 51 F5 286 Posting date 20260930 is not in period 10
            <DOC_TYPE>DR         | <DOC_TYPE>XX         | 51 F5 150 Document type XX is not defined
            INVDE2026100401      | INV-DE-2026-1004-01  | 60 E0 079 REF_DOC_NO is longer than 16 characters
            CURRENCY>EUR         | CURRENCY>JPY         | 51 F5 114 Amount 66090.22 has more decimals than JPY
            <MESTYP>ACC_DOCUMENT | <MESTYP>ACC_ODD      | 56 E0 414 No inbound process for message type ACC_ODD
            <MANDT>100</MANDT>   | <MANDT></MANDT>      | 60 E0 018 Field MANDT of the control record is empty
            MHACONNECT</SNDPRN>  | SOMEBODY</SNDPRN>    | 56 E0 337 EDI: Partner profile not available for SOMEBODY
            0000004100           | 4100                 | 51 KM 026 Profit center A000/4100
            """)
    void an_idoc_that_sap_would_not_post_ends_in_error_with_its_words(String part, String wrong, String status) {
        String idoc = sap.idoc(SapClient.invoice().replace(part, wrong));

        assertThat(sap.status(idoc)).startsWith(status);
        assertThat(sap.get("/records?recordType=document").json()).isEmpty();
    }

    @Test
    void a_closed_period_refuses_and_the_idoc_is_posted_when_it_is_open_and_somebody_processes_it_again() {
        String period = "{\"company\":\"2000\",\"month\":\"2026-10\",\"open\":";
        sap.send("POST", "/periods", period + "false}", null);
        String idoc = sap.idoc(SapClient.invoice());
        assertThat(sap.status(idoc)).isEqualTo("51 F5 201 Posting period 010 2026 is not open");

        sap.send("POST", "/periods", period + "true}", null);
        sap.send("POST", "/bd87", "{\"idoc\":\"" + idoc + "\",\"action\":\"process\"}", null);
        assertThat(sap.status(idoc)).startsWith("53 ");
    }

    @Test
    void a_collected_idoc_waits_in_64_until_the_inbound_program_runs() {
        sap.send("POST", "/posting", "{\"mode\":\"collected\"}", null);
        String idoc = sap.idoc(SapClient.invoice());
        assertThat(sap.status(idoc)).startsWith("64 ");
        assertThat(sap.get("/audit").text()).doesNotContain("E1STATE");

        sap.send("POST", "/rbdapp01", "{}", null);
        assertThat(sap.status(idoc)).startsWith("53 ");
        assertThat(sap.get("/audit").text())
                .contains(
                        "<STATUS>53</STATUS>",
                        "<STAPA1_LNG>INVDE2026100401</STAPA1_LNG>",
                        "<OBJKEY>180000000020002026<");
    }

    @Test
    void a_synchronous_partner_hears_the_status_at_once() {
        sap.send("POST", "/posting", "{\"mode\":\"synchronous\"}", null);
        assertThat(sap.post("/sap/bc/srt/idoc", SapClient.invoice().replace("0000100003", "0000100009"))
                        .text())
                .contains("<ALEAUD01>", "<STATUS>51</STATUS>", "F5 102 Customer 0000100009");
    }

    @Test
    void a_write_without_the_token_of_its_session_is_refused_with_required() {
        Client.Answer refused = sap.send("POST", SapClient.TIMESHEETS, entry("create"), null);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("X-CSRF-Token")).isEqualTo("Required");

        assertThat(sap.login().post(SapClient.TIMESHEETS, entry("create")).status())
                .isEqualTo(201);
        sap.send("DELETE", "/sessions", null, null);
        assertThat(sap.post(SapClient.TIMESHEETS, entry("create")).status()).isEqualTo(403);
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThat(new SapClient(sandbox, "wrong").get(SapClient.TIMESHEETS).status())
                .isEqualTo(401);
    }

    @Test
    void a_time_sheet_entry_is_created_changed_by_a_successor_and_cancelled() {
        sap.login();
        Client.Answer created = sap.post(SapClient.TIMESHEETS, entry("create"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().at("/d/TimeSheetRecord").asText()).isEqualTo("000000004711");
        assertThat(created.json().at("/d/TimeSheetStatus").asText()).isEqualTo("30");

        JsonNode changed = sap.post(SapClient.TIMESHEETS, entry("correct")).json();
        assertThat(changed.at("/d/TimeSheetPredecessorRecord").asText()).isEqualTo("000000004711");
        assertThat(sap.post(SapClient.TIMESHEETS, entry("correct"))
                        .json()
                        .at("/error/message/value")
                        .asText())
                .isEqualTo("Time sheet record 000000004711 was changed or cancelled already");

        String cancel = entry("correct").replace("000000004711", "000000004712").replace("\"U\"", "\"D\"");
        assertThat(sap.post(SapClient.TIMESHEETS, cancel).status()).isEqualTo(201);
        JsonNode found = sap.results("API_MANAGE_WORKFORCE_TIMESHEET/TimeSheetEntryCollection?$filter="
                + Client.encoded("PersonWorkAgreementExternalID eq 'W-0022' and "
                        + "startswith(TimeSheetDataFields/TimeSheetNote,'T-8901 v')"));
        assertThat(found.findValuesAsText("TimeSheetStatus")).containsExactly("50", "60");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            P-1004.1             | P-9.1               | Enter a valid WBS element
            8.00                 | 24.01               | Enter hours between 0 and 24 with two decimals
            8.00                 | 8.005               | Enter hours between 0 and 24 with two decimals
            CC-4100              | CC-8100             | Cost center CC-8100 is not of company code 2000
            "ActivityType":"PM"  | "ActivityType":"XX" | Enter a valid activity type
            W-0022               | W-0099              | Enter a valid personnel number
            1791936000000        | 1790726400000       | Period 009/2026 is locked for actual postings
            1791936000000        | 1791936000001       | Invalid value for property 'TimeSheetDate'
            "CompanyCode":"2000" | "CompanyCode":"3000"| Person W-0022 does not work for company code 3000
            """)
    void a_time_sheet_entry_that_sap_would_not_take_is_refused_in_its_words(String part, String wrong, String words) {
        Client.Answer answer =
                sap.login().post(SapClient.TIMESHEETS, entry("create").replace(part, wrong));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message/value").asText()).startsWith(words);
    }

    @Test
    void a_time_sheet_entry_cannot_be_patched_or_deleted() {
        sap.login();
        sap.post(SapClient.TIMESHEETS, entry("create"));
        String csrf = sap.send("GET", SapClient.TIMESHEETS, null, "Fetch").header("X-CSRF-Token");
        String key = "(PersonWorkAgreementExternalID='W-0022',CompanyCode='2000',TimeSheetRecord='000000004711')";
        assertThat(sap.send("PATCH", SapClient.TIMESHEETS + key, "{}", csrf).status())
                .isEqualTo(405);
        assertThat(sap.send("DELETE", SapClient.TIMESHEETS + key, null, csrf).status())
                .isEqualTo(405);
    }

    private static String entry(String which) {
        try {
            return Json.read(SapClient.sample("s4_timesheet_entry.json")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .path(which)
                    .toString();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
