package io.throughline.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.mapping.Translator;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a table of the close wants and its systems do not keep is added when it is fetched; parts of a contract become one row. */
class FetchedTablesTest {

    private static final Translator TRANSLATOR = Translator.ofClassPath();

    @TempDir
    Path folder;

    private final InMemorySnapshots known = new InMemorySnapshots();

    @AfterAll
    static void close() {
        TRANSLATOR.mappings().close();
    }

    @BeforeEach
    void firm() {
        known.put(
                "legal-entity",
                "LE-US",
                Json.tree(
                        "{\"legalEntityId\":\"LE-US\",\"version\":1,\"name\":\"Inc\",\"country\":\"US\",\"currency\":\"USD\","
                                + "\"timeZone\":\"America/New_York\"}"));
    }

    /** The rows of the file that systems fill which tell this, one after the other. */
    private List<String> fetched(String input, List<String> systems, String... pages) throws IOException {
        SystemExtracts extracts = new SystemExtracts(
                known,
                TRANSLATOR,
                vendor -> "urn:test:" + vendor,
                (system, table) -> table.equals(input) && systems.contains(system),
                List.of("kantata", "netsuite", "sap"),
                folder,
                Clock.systemUTC());
        try (SystemExtracts.Fetch fetch = extracts.begin("LE-US", YearMonth.of(2026, 10))) {
            assertThat(fetch.extracts()).extracting(SystemExtract::system).isEqualTo(systems);
            int page = 0;
            for (SystemExtract extract : fetch.extracts()) {
                extract.rows(Json.tree("[" + pages[page++] + "]"));
                fetch.ended(extract, 1);
            }
            JsonNode told = fetch.finish().get(0);
            assertThat(told.path("problem").isMissingNode()).as(told.toString()).isTrue();
        }
        List<String> lines = Files.readAllLines(folder.resolve("LE-US-2026-10/" + input + ".csv"));
        return lines.subList(1, lines.size());
    }

    private void expense(String id, String amount, String currency, String fxRate, String company) {
        known.put(
                "expense",
                id,
                Json.tree(
                        "{\"expenseId\":\"%s\",\"version\":1,\"workerId\":\"W-1\",\"date\":\"2026-10-02\",\"category\":\"HOTEL\","
                                        .formatted(id)
                                + "\"amount\":{\"amount\":\"%s\",\"currency\":\"%s\"},\"fxRate\":\"%s\","
                                        .formatted(amount, currency, fxRate)
                                + "\"companyAmount\":{\"amount\":\"%s\",\"currency\":\"USD\"},\"billable\":false,\"status\":\"POSTED\"}"
                                        .formatted(company)));
    }

    private static String posted(String id, String amount, String currency) {
        return "{\"expense_id\":\"%s\",\"expense_date\":\"2026-10-02\",\"amount\":\"%s\",\"currency\":\"%s\"}"
                .formatted(id, amount, currency);
    }

    @Test
    void the_utilization_of_every_entity_is_told_by_reporting() throws IOException {
        assertThat(fetched(
                        "utilization_report",
                        List.of("reporting"),
                        "{\"worker_id\":\"W-1\",\"logged_hours\":\"8.000000\",\"billable_hours\":\"7.500000\"}"))
                .containsExactly("W-1,8.000000,7.500000");
    }

    @Test
    void an_expense_is_told_to_the_entity_that_employed_whoever_had_it() throws IOException {
        known.put("worker", "W-0022", DemoFirm.worker("W-0022"));
        known.put("worker", "W-0003", DemoFirm.worker("W-0003"));

        assertThat(fetched(
                        "expenses_psa",
                        List.of("kantata"),
                        had("X-1", "W-0022") + "," + had("X-2", "W-0003") + "," + had("X-3", "kantata:9")))
                .containsExactly("X-2,2026-10-02,5.00,USD,", "X-3,2026-10-02,5.00,USD,");
    }

    private static String had(String id, String worker) {
        return posted(id, "5.00", "USD").replace("{", "{\"worker_id\":\"" + worker + "\",");
    }

    @Test
    void an_expense_that_is_posted_in_company_currency_is_told_in_that_of_its_receipt() throws IOException {
        expense("X-1", "189.00", "GBP", "1.2700000000", "240.03");
        expense("X-2", "189.01", "GBP", "1.2700000000", "240.04");
        expense("X-3", "10.00", "USD", "1.0000000000", "10.00");

        assertThat(fetched(
                        "expenses_erp",
                        List.of("netsuite"),
                        String.join(
                                ",",
                                posted("X-1", "240.03", "USD"),
                                posted("X-2", "252.74", "USD"),
                                posted("X-3", "11.00", "USD"),
                                posted("X-1", "189.00", "GBP"),
                                posted("netsuite:77", "5.00", "USD"))))
                .containsExactly(
                        "X-1,2026-10-02,189.0000,GBP",
                        "X-2,2026-10-02,199.0100,GBP",
                        "X-3,2026-10-02,11.00,USD",
                        "X-1,2026-10-02,189.00,GBP",
                        "netsuite:77,2026-10-02,5.00,USD");
    }

    @Test
    void parts_of_the_revenue_of_a_contract_are_one_row_for_each_currency() throws IOException {
        String part =
                "{\"contract_id\":\"%s\",\"currency\":\"%s\",\"opening\":\"%s\",\"movement\":\"%s\",\"closing\":\"%s\"}";
        assertThat(fetched(
                        "revenue_erp",
                        List.of("netsuite"),
                        String.join(
                                ",",
                                part.formatted("CT-2", "USD", "0", "5.25", "5.25"),
                                part.formatted("CT-1", "USD", "10", "0", "10"),
                                part.formatted("CT-1", "EUR", "0", "1", "1"),
                                part.formatted("CT-1", "USD", "0", "-2.5", "-2.5"))))
                .as("nothing of what was dropped is mixed in")
                .containsExactly("CT-1,EUR,0,1,1", "CT-1,USD,10,-2.5,7.5", "CT-2,USD,0,5.25,5.25");
        assertThatThrownBy(() ->
                        fetched("revenue_erp", List.of("netsuite"), "{\"contract_id\":\"CT-1\",\"currency\":\"USD\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a part of a contract has no opening");
    }

    @Test
    void what_was_billed_is_taken_off_the_balance_of_the_contract_of_the_invoice() throws IOException {
        for (String id : List.of("INV-1", "INV-2")) {
            known.put(
                    "invoice",
                    id,
                    Json.tree(
                            """
                            {"invoiceId":"%s","version":1,"type":"INVOICE","billingEntityId":"LE-US","customerId":"C-1","contractId":"CT-%s",
                             "projectIds":["P-1"],"billingCycleId":"B-1","servicePeriod":{"from":"2026-10-01","to":"2026-10-31"},
                             "issueDate":"2026-10-31","dueDate":"2026-11-30","currency":"USD","lines":[{"lineNo":1,"kind":"TIME","quantity":"1","unit":"HUR",
                             "unitPrice":"70","amount":"70.00"}],"net":"70.00","tax":"0.00",
                             "gross":"70.00","status":"ISSUED"}
                            """
                                    .formatted(id, id.substring(4))));
        }
        String journal = "{\"contract_id\":\"%s\",\"currency\":\"USD\",\"balance\":\"%s\"}";
        String billed = "{\"invoice_id\":\"%s\",\"currency\":\"USD\",\"balance\":\"%s\"}";
        assertThat(fetched(
                        "balances_erp",
                        List.of("netsuite"),
                        String.join(
                                ",",
                                journal.formatted("CT-1", "100"),
                                journal.formatted("CT-2", "50.5"),
                                billed.formatted("INV-1", "-70"),
                                billed.formatted("INV-2", "-70"),
                                billed.formatted("netsuite:77", "-3"))))
                .containsExactly("CT-1,USD,30,0", "CT-2,USD,0,19.5", "netsuite:77,USD,0,3");
    }

    @Test
    void intercompany_is_asked_of_every_system_since_the_other_side_keeps_its_own_books() throws IOException {
        String side =
                "{\"pair_key\":\"IC-1\",\"side\":\"%s\",\"amount\":\"1\",\"currency\":\"%s\",\"posting_date\":\"2026-10-31\"}";
        assertThat(fetched(
                        "intercompany_erp",
                        List.of("netsuite", "sap"),
                        side.formatted("PAYABLE", "USD"),
                        side.formatted("RECEIVABLE", "EUR")))
                .containsExactly("IC-1,PAYABLE,1,USD,2026-10-31", "IC-1,RECEIVABLE,1,EUR,2026-10-31");
    }

    @Test
    void prices_of_projects_that_another_entity_bills_are_left_to_its_own_close() throws IOException {
        for (String entity : List.of("LE-US", "LE-DE")) {
            known.put(
                    "project",
                    "P-" + entity,
                    Json.tree(
                            """
                            {"projectId":"P-%s","version":1,"name":"x","status":"ACTIVE","billingType":"TM","start":"2026-01-01","billingEntityId":"%s",
                             "allowUnassignedTime":false}
                            """
                                    .formatted(entity, entity)));
        }
        String rate =
                "{\"project_id\":\"%s\",\"role_id\":\"SAR\",\"from_date\":\"2026-01-01\",\"rate\":\"215\",\"currency\":\"USD\"}";
        assertThat(fetched(
                        "rate_cards_psa",
                        List.of("kantata"),
                        String.join(
                                ",",
                                rate.formatted("P-LE-US"),
                                rate.formatted("P-LE-DE"),
                                rate.formatted("kantata:9"))))
                .containsExactly("P-LE-US,SAR,,2026-01-01,,215,USD", "kantata:9,SAR,,2026-01-01,,215,USD");
    }
}
