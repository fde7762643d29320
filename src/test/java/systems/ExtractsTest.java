package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Extraction;
import io.throughline.delivery.http.SourceFailure;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What systems have of a month is read from their stand-ins, table by table. */
class ExtractsTest {

    private SandboxFirm firm;

    @BeforeEach
    void start() {
        firm = new SandboxFirm(Map.of());
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    /** Keeps what is read. */
    public static final class Kept implements Extraction {
        private final String system;
        private final String input;
        private final String entity;
        private final List<JsonNode> rows = new ArrayList<>();
        private final List<String> pages = new ArrayList<>();

        Kept(String system, String input, String entity) {
            this.system = system;
            this.input = input;
            this.entity = entity;
        }

        List<JsonNode> rows() {
            return List.copyOf(rows);
        }

        @Override
        public String system() {
            return system;
        }

        @Override
        public String input() {
            return input;
        }

        @Override
        public String entity() {
            return entity;
        }

        @Override
        public LocalDate from() {
            return LocalDate.parse("2026-10-01");
        }

        @Override
        public LocalDate to() {
            return LocalDate.parse("2026-10-31");
        }

        @Override
        public void rows(JsonNode more) {
            more.forEach(rows::add);
        }

        @Override
        public void document(byte[] page) {
            pages.add(new String(page, StandardCharsets.UTF_8));
        }
    }

    private Kept read(String system, String input, String entity) {
        Kept kept = new Kept(system, input, entity);
        Object outcome = firm.ask("direct:" + system + ".extract", kept);
        assertThat(outcome).isInstanceOf(Integer.class);
        return kept;
    }

    private static ObjectNode time(String id, String workDate, String postingDate) {
        ObjectNode time =
                payload("netsuite/time.out/a-day").put("timeEntryId", id).put("workDate", workDate);
        return postingDate == null ? time : time.put("postingDate", postingDate);
    }

    private void netsuiteProject() {
        ObjectNode worker =
                payload("netsuite/employee.out/with-known-supervisor").put("workerId", "W-0007");
        firm.apply("netsuite", "customer", payload("netsuite/customer.out/bank"), "customer:C-02");
        firm.apply("netsuite", "employee", worker, "worker:W-0007");
        firm.apply("netsuite", "project", payload("netsuite/project.out/not-to-exceed"), "project:P-1003");
    }

    @Test
    void netsuite_tells_posted_time_by_work_date_whenever_it_was_posted_and_what_was_entered_there_by_hand() {
        netsuiteProject();
        firm.apply("netsuite", "time", time("T-1", "2026-10-14", null), "time:T-1");
        firm.apply("netsuite", "time", time("T-2", "2026-10-30", "2026-11-02"), "time:T-2");
        firm.apply("netsuite", "time", time("T-3", "2026-11-03", null), "time:T-3");
        firm.post(
                "/netsuite/records",
                "{\"recordType\":\"timeBill\",\"id\":\"77001\",\"tranDate\":\"2026-10-20\",\"hours\":\"0:20\","
                        + "\"subsidiary\":{\"id\":\"1\"},\"memo\":\"by hand\"}");

        Kept kept = read("netsuite", "erp_time", "LE-US");

        assertThat(kept.rows)
                .extracting(row -> row.path("entry_id").asText() + " "
                        + row.path("worker_id").asText() + " "
                        + row.path("project_id").asText() + " "
                        + row.path("work_date").asText() + " "
                        + row.path("hours").asText() + " "
                        + row.path("bill_rate").asText() + " "
                        + row.path("currency").asText())
                .containsExactlyInAnyOrder(
                        "T-1 W-0007 P-1003 2026-10-14 8.000000 215.0000 USD",
                        "T-2 W-0007 P-1003 2026-10-30 8.000000 215.0000 USD",
                        "netsuite:77001 unknown unknown 2026-10-20 0.333333  ");
        assertThat(read("netsuite", "erp_time", "LE-DE").rows).isEmpty();
    }

    @Test
    void netsuite_tells_invoices_net_and_credit_memos_as_negative() {
        netsuiteProject();
        firm.apply("netsuite", "invoice", payload("netsuite/invoice.out/two-lines"), "invoice:INV");
        ObjectNode credit = payload("netsuite/invoice.out/two-lines").put("type", "CREDIT_NOTE");
        credit.put("invoiceId", "CN-1").put("issueDate", "2026-10-31");
        firm.apply("netsuite", "invoice", credit, "invoice:CN-1");

        assertThat(read("netsuite", "billed_erp", "LE-US").rows)
                .extracting(row -> row.path("invoice_id").asText() + " "
                        + row.path("issue_date").asText() + " "
                        + row.path("net").asText() + " " + row.path("currency").asText())
                .containsExactly("INV-US-2026-1003-10B 2026-10-31 18730.42 USD", "CN-1 2026-10-31 -18730.42 USD");
    }

    @Test
    void kantata_tells_approved_time_of_the_month_page_by_page() {
        ObjectNode worker =
                payload("netsuite/employee.out/with-known-supervisor").put("workerId", "W-0007");
        firm.apply("kantata", "user", worker.put("workEmail", "w@meridian-harbor.example"), "worker:W-0007");
        firm.apply("kantata", "project", payload("kantata/project.out/shell"), "project:P-1003");
        for (int entry = 0; entry < 250; entry++) {
            firm.post(
                    "/kantata/records",
                    "{\"recordType\":\"time_entries\",\"workspace_id\":\"41003\",\"user_id\":\"70007\",\"date_performed\":\""
                            + (entry < 205 ? "2026-10-14" : "2026-11-02")
                            + "\",\"time_in_minutes\":15,\"billable\":true,\"approved\":" + (entry != 7) + "}");
        }

        Kept kept = read("kantata", "psa_time", "LE-US");

        assertThat(kept.pages).hasSize(2);
        assertThat(kept.pages.get(1)).contains("\"page_number\":2", "\"count\":204");
    }

    @Test
    void openair_tells_the_timesheets_that_have_time_in_the_month() {
        firm.apply("openair", "user", payload("openair/user.out/part-time"), "worker:W-0024");
        firm.apply("openair", "project", payload("openair/project.out/shell"), "project:P-1004");
        firm.apply("openair", "project-status", payload("openair/project-status.out/activated"), "project:P-1004");
        for (String monday : List.of("2026-09-21", "2026-10-05", "2026-11-02")) {
            firm.post(
                    "/openair/timesheet",
                    "{\"user\":\"W-0024\",\"starts\":\"" + monday + "\",\"ends\":\""
                            + LocalDate.parse(monday).plusDays(6)
                            + "\",\"status\":\"A\",\"tasks\":[{\"project\":\"P-1004\","
                            + "\"date\":\"" + monday + "\",\"hours\":\"8\",\"minutes\":\"0\",\"job_codeid\":\"13\"}]}");
        }

        Kept kept = read("openair", "psa_time", "LE-DE");

        assertThat(kept.pages).hasSize(1);
        assertThat(kept.pages.get(0)).contains("<month>10</month><day>05</day>").doesNotContain("<month>09</month>");
    }

    @Test
    void kantata_tells_expenses_on_approved_reports_and_the_number_we_gave_them() {
        firm.apply("kantata", "project", payload("kantata/project.out/shell"), "project:P-1003");
        expense("33011", "2026-10-07", "41260");
        expense("33012", "2026-10-30", "1000");
        expense("33013", "2026-11-01", "1000");
        firm.post(
                "/kantata/records",
                "{\"recordType\":\"external_references\",\"service_name\":\"mha\",\"service_model\":\"Expense\","
                        + "\"service_model_ref\":\"X-01\",\"subject_type\":\"Expense\",\"subject_id\":\"33011\"}");
        firm.post(
                "/kantata/records",
                "{\"recordType\":\"expense_report_submissions\",\"status\":\"approved\",\"expense_ids\":[\"33011\",\"33013\"]}");
        firm.post("/kantata/records", "{\"recordType\":\"expense_report_submissions\",\"expense_ids\":[\"33012\"]}");

        assertThat(expenses("kantata", "LE-US")).containsExactly("33011 X-01 70007 2026-10-07 412.60 USD");
    }

    private void expense(String id, String date, String cents) {
        firm.post(
                "/kantata/records",
                "{\"recordType\":\"expenses\",\"id\":\"" + id
                        + "\",\"workspace_id\":\"41003\",\"user_id\":\"70007\",\"date\":\"" + date
                        + "\",\"category\":\"Travel\",\"amount_in_cents\":" + cents + "}");
    }

    @Test
    void openair_tells_receipts_of_approved_envelopes_in_their_own_currency() {
        firm.apply("openair", "user", payload("openair/user.out/part-time"), "worker:W-0024");
        envelope("8101", "A");
        envelope("8102", "S");
        receipt("81001", "8101", "2026-10-14", "\"externalid\":\"X-03\",\"total\":\"238.00\"");
        receipt(
                "81002",
                "8101",
                "2026-10-31",
                "\"quantity\":\"1\",\"total\":\"37.04\",\"currency_symbol\":\"USD\",\"currency_cost\":\"40.00\"");
        receipt("81003", "8101", "2026-11-01", "\"total\":\"5.00\"");
        receipt("81004", "8102", "2026-10-14", "\"total\":\"6.00\"");

        assertThat(expenses("openair", "LE-DE"))
                .containsExactly("81001 X-03 24 2026-10-14 238.00 EUR", "81002  24 2026-10-31 40.00 USD");
    }

    private void envelope(String id, String status) {
        firm.post(
                "/openair/records",
                "{\"recordType\":\"Envelope\",\"id\":\"" + id
                        + "\",\"userid\":\"24\",\"date\":\"2026-10-14\",\"status\":\"" + status + "\"}");
    }

    private void receipt(String id, String envelope, String date, String rest) {
        firm.post(
                "/openair/records",
                "{\"recordType\":\"Ticket\",\"id\":\"" + id + "\",\"envelopeid\":\"" + envelope
                        + "\",\"userid\":\"24\",\"currency\":\"EUR\",\"date\":\"" + date + "\"," + rest + "}");
    }

    private List<String> expenses(String system, String entity) {
        return read(system, "expenses_psa", entity).rows.stream()
                .map(row -> row.path("expense_id").path("$xref").path("value").asText() + " "
                        + row.path("expense_id").path("$xref").path("prefer").asText() + " "
                        + row.path("worker_id").path("$xref").path("value").asText() + " "
                        + row.path("expense_date").asText() + " "
                        + row.path("amount").asText() + " "
                        + row.path("currency").asText())
                .toList();
    }

    @Test
    void sap_tells_standing_time_records_and_customer_documents_net_of_tax() {
        firm.apply("sap", "customer", payload("sap/customer.out/with-vat"), "customer:C-03");
        firm.apply("sap", "employee", payload("sap/employee.out/german"), "worker:W-0022");
        firm.apply("sap", "project", payload("sap/project.out/for-a-customer"), "project:P-1004");
        ObjectNode time = payload("sap/time.out/a-day");
        firm.apply("sap", "time", time, "time:" + time.path("timeEntryId").asText());
        firm.apply("sap", "invoice", payload("sap/invoice.out/P-1004"), "invoice:INV");

        List<JsonNode> hours = read("sap", "erp_time", "LE-DE").rows;
        List<JsonNode> billed = read("sap", "billed_erp", "LE-DE").rows;

        assertThat(hours).singleElement().satisfies(row -> {
            assertThat(row.path("entry_id").asText())
                    .isEqualTo(time.path("timeEntryId").asText());
            assertThat(row.path("worker_id").asText()).isEqualTo("W-0022");
            assertThat(row.path("project_id").path("$xref").path("prefer").asText())
                    .isEqualTo("P-1004");
            assertThat(row.path("work_date").asText())
                    .isEqualTo(time.path("workDate").asText());
            assertThat(row.path("hours").asText()).isEqualTo("8.00");
        });
        assertThat(billed).singleElement().satisfies(row -> {
            assertThat(row.path("net").asText())
                    .isEqualTo(payload("sap/invoice.out/P-1004").path("net").asText());
            assertThat(row.path("currency").asText()).isEqualTo("EUR");
            assertThat(row.path("invoice_id").path("$xref").path("value").asText())
                    .isEqualTo("1800000000/2000/2026");
        });
        assertThat(read("sap", "billed_erp", "LE-US").rows)
                .as("no company of SAP")
                .isEmpty();
    }

    @Test
    void adp_tells_what_was_paid_of_every_half_of_the_month() {
        for (String batch : List.of("SEP26B", "OCT26A", "OCT26B", "OCT26B2")) {
            firm.post(
                    "/adp/records",
                    "{\"recordType\":\"payData\",\"Co Code\":\"MHU\",\"Batch ID\":\"" + batch
                            + "\",\"File #\":\"210007\",\"Reg Hours\":\"80.00\",\"Hours 3 Code\":\"V\",\"Hours 3 Amount\":\"8\"}");
        }

        assertThat(read("adp", "payroll_hours", "LE-US").rows)
                .extracting(
                        row -> row.path("worker_id").path("$xref").path("value").asText() + " "
                                + row.path("hours").asText() + " "
                                + row.path("worked").asText())
                .containsExactly("210007 80.00 true", "210007 8 false", "210007 160.00 true", "210007 16 false");
    }

    @Test
    void datev_tells_hours_paid_and_labour_cost_of_what_it_took_in_and_of_what_a_clerk_entered() {
        for (String number : List.of("123", "124")) {
            firm.post("/datev/records", "{\"recordType\":\"employee\",\"pnr\":\"" + number + "\"}");
        }
        firm.apply("datev", "pay-data", payload("datev/pay-data.out/sample-of-october"), "payroll:LE-DE");

        assertThat(paid("datev", "LE-DE")).containsExactly("123 136.00 true", "123 40.00 false", "124 96.00 true");
        assertThat(journal("datev", "LE-DE")).containsExactly("CC-4100 5016.00 EUR", "CC-4200 7106.00 EUR");

        firm.post(
                "/datev/records",
                "{\"recordType\":\"correction\",\"number\":\"123\",\"month\":\"2026-10\",\"code\":\"101\",\"hours\":\"-8.00\","
                        + "\"costCenter\":\"4200\"}");
        assertThat(paid("datev", "LE-DE")).contains("123 128.00 true");
        assertThat(journal("datev", "LE-DE")).contains("CC-4200 6688.00 EUR");
    }

    @Test
    void the_japanese_payroll_tells_overtime_as_worked_and_leave_as_not() {
        for (String number : List.of("210034", "210039")) {
            firm.post("/payroll-jp/records", "{\"recordType\":\"employee\",\"employee_number\":\"" + number + "\"}");
        }
        firm.apply("payroll-jp", "pay-data", payload("payroll-jp/pay-data.out/month"), "payroll:LE-JP");

        assertThat(paid("payroll-jp", "LE-JP"))
                .containsExactly("210034 3.50 true", "210034 160.00 true", "210039 168.00 false");
        assertThat(journal("payroll-jp", "LE-JP")).containsExactly("CC-8100 1406100 JPY");
    }

    @Test
    void adp_posts_the_labour_cost_of_both_halves_of_the_month_by_department() {
        for (String batch : List.of("SEP26B", "OCT26A", "OCT26B", "OCT26B2")) {
            firm.post(
                    "/adp/records",
                    "{\"recordType\":\"payData\",\"Co Code\":\"MHU\",\"Batch ID\":\"" + batch
                            + "\",\"File #\":\"210007\",\"Reg Hours\":\"10.00\",\"Hours 3 Code\":\"V\",\"Hours 3 Amount\":\"8\","
                            + "\"Temp Dept\":\"CC1200\"}");
        }
        assertThat(journal("adp", "LE-US")).containsExactly("CC-1200 2775.00 USD");
    }

    private List<String> paid(String system, String entity) {
        return read(system, "payroll_hours", entity).rows.stream()
                .map(row -> row.path("worker_id").path("$xref").path("value").asText() + " "
                        + row.path("hours").asText() + " " + row.path("worked").asText())
                .toList();
    }

    private List<String> journal(String system, String entity) {
        return read(system, "payroll_journal", entity).rows.stream()
                .map(row -> row.path("cost_center").asText() + " "
                        + row.path("amount").asText() + " "
                        + row.path("currency").asText())
                .toList();
    }

    @Test
    void a_system_that_refuses_is_told_in_its_own_words() {
        firm.post("/netsuite/faults", "{\"kind\":\"400\",\"times\":3}");
        assertThat(firm.ask("direct:netsuite.extract", new Kept("netsuite", "erp_time", "LE-US")))
                .isInstanceOf(SourceFailure.class);
    }
}
