package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What NetSuite has in its ledger is read for the close: posted by the connector, then changed by hand. */
class NetSuiteLedgerTest extends LedgerFirm {

    private void expense() {
        ObjectNode worker =
                payload("netsuite/employee.out/with-known-supervisor").put("workerId", "W-0022");
        firm.apply("netsuite", "employee", worker, "worker:W-0022");
        ObjectNode expense = payload("netsuite/expense.out/foreign").put("workerId", "W-0022");
        expense.remove("projectId");
        firm.apply("netsuite", "expense", expense.put("billable", false), "expense:X");
    }

    private static String journal(
            String id, String day, String approved, String debit, String credit, String memo, String sum) {
        return ("{'recordType':'journalEntry','id':'%s','tranDate':'%s','approved':%s,'subsidiary':{'id':'1'},"
                        + "'currency':{'id':'1'},'line':{'items':[{'account':{'id':'%s'},'debit':%s,'memo':'%s'},"
                        + "{'account':{'id':'%s'},'credit':%s,'memo':'%s'}]}}")
                .replace('\'', '"')
                .formatted(id, day, approved, debit, sum, memo, credit, sum, memo);
    }

    @Test
    void netsuite_tells_expense_reports_of_the_month_in_their_currency() {
        expense();
        ObjectNode sent = payload("netsuite/expense.out/foreign");
        String amount = sent.at("/companyAmount/amount").asText();
        firm.post(
                "/netsuite/records",
                "{\"recordType\":\"expenseReport\",\"id\":\"77001\",\"tranDate\":\"2026-10-31\",\"subsidiary\":{\"id\":\"1\"},"
                        + "\"expenseReportCurrency\":{\"id\":\"1\"},\"expense\":{\"items\":[{\"amount\":20},{\"amount\":5.5}]}}");
        firm.post(
                "/netsuite/records",
                "{\"recordType\":\"expenseReport\",\"id\":\"77002\",\"tranDate\":\"2026-11-01\",\"subsidiary\":{\"id\":\"1\"},"
                        + "\"expenseReportCurrency\":{\"id\":\"1\"},\"expense\":{\"items\":[{\"amount\":20}]}}");

        String[] columns = {"expense_id", "expense_date", "amount", "currency"};
        String posted =
                sent.path("expenseId").asText() + " " + sent.path("date").asText() + " ";
        assertThat(told(read("netsuite", "expenses_erp", "LE-US"), columns))
                .containsExactly(
                        posted + new BigDecimal(amount).stripTrailingZeros().toPlainString() + " USD",
                        "netsuite:77001 2026-10-31 25.5 USD");
        changed(
                "netsuite",
                "expenseReport",
                "externalId",
                sent.path("expenseId").asText(),
                "\"amount\":" + amount,
                "\"amount\":1");
        assertThat(told(read("netsuite", "expenses_erp", "LE-US"), columns)).contains(posted + "1 USD");
        assertThat(read("netsuite", "expenses_erp", "LE-DE")).isEmpty();
    }

    @Test
    void netsuite_tells_revenue_of_approved_journals_before_the_month_and_in_it() {
        revenue("netsuite", "LE-US", "REV-1", "2026-10-01", "100.00", "20.00");
        revenue("netsuite", "LE-US", "REV-2", "2026-10-31", "40.00", "-10.00");
        revenue("netsuite", "LE-US", "REV-3", "2026-11-01", "7.00", "0.50");
        firm.post(
                "/netsuite/records",
                journal("77001", "2026-09-30", "true", "702", "701", "Revenue CT-9, service 2026-09", "60"));
        firm.post(
                "/netsuite/records",
                journal("77002", "2026-10-15", "false", "702", "701", "Revenue CT-9, service 2026-10", "9"));
        firm.post("/netsuite/records", journal("77003", "2026-10-15", "true", "702", "701", "year end", "3"));

        assertThat(told(read("netsuite", "revenue_erp", "LE-US"), REVENUE))
                .containsExactlyInAnyOrder("CT-9 USD 60 0 60", "CT-9 USD 0 150 150", "netsuite:77003 USD 0 3 3");
        changed("netsuite", "journalEntry", "externalId", "REV-2", "\"credit\":30", "\"credit\":31");
        assertThat(told(read("netsuite", "revenue_erp", "LE-US"), REVENUE)).contains("CT-9 USD 0 151 151");
        assertThat(read("netsuite", "revenue_erp", "LE-DE")).isEmpty();
    }

    @Test
    void netsuite_tells_contract_balances_of_journals_and_what_was_billed_to_the_end_of_the_month() {
        revenue("netsuite", "LE-US", "REV-1", "2026-10-01", "100.00", "20.00");
        revenue("netsuite", "LE-US", "REV-3", "2026-11-01", "7.00", "0.50");
        firm.apply("netsuite", "customer", payload("netsuite/customer.out/bank"), "customer:C-02");
        firm.apply("netsuite", "project", payload("netsuite/project.out/not-to-exceed"), "project:P-1003");
        ObjectNode invoice = payload("netsuite/invoice.out/two-lines");
        firm.apply("netsuite", "invoice", invoice, "invoice:INV");
        ObjectNode credit = payload("netsuite/invoice.out/two-lines").put("type", "CREDIT_NOTE");
        credit.put("invoiceId", "CN-1").put("issueDate", "2026-10-31");
        firm.apply("netsuite", "invoice", credit, "invoice:CN-1");

        String id = invoice.path("invoiceId").asText();
        assertThat(told(read("netsuite", "balances_erp", "LE-US"), BALANCE))
                .containsExactlyInAnyOrder("CT-9  USD 120", " " + id + " USD -18730.42", " CN-1 USD 18730.42");
        changed("netsuite", "journalEntry", "externalId", "REV-1", "\"debit\":100", "\"debit\":99");
        assertThat(told(read("netsuite", "balances_erp", "LE-US"), BALANCE)).contains("CT-9  USD 119");
    }

    @Test
    void netsuite_tells_both_sides_of_what_the_entity_charges_page_by_page() {
        String text = "P-1006 2026-10 LE-";
        post(
                "netsuite",
                "IC-1-R",
                "LE-US",
                "2026-10-31",
                "IC-1",
                "intercompany-cost;12302.79;" + text + "DE",
                "intercompany-payable;-12302.79;" + text + "DE");
        post(
                "netsuite",
                "IC-1-P",
                "LE-DE",
                "2026-10-31",
                "IC-1",
                "intercompany-receivable;12000.00;" + text + "US",
                "intercompany-revenue;-12000.00;" + text + "US");
        post(
                "netsuite",
                "IC-2-P",
                "LE-DE",
                "2026-10-31",
                "IC-2",
                "intercompany-receivable;5.00;" + text + "JP",
                "intercompany-revenue;-5.00;" + text + "JP");
        post(
                "netsuite",
                "IC-3-R",
                "LE-US",
                "2026-11-01",
                "IC-3",
                "intercompany-cost;1.00;" + text + "DE",
                "intercompany-payable;-1.00;" + text + "DE");

        assertThat(told(read("netsuite", "intercompany_erp", "LE-US"), PAIR))
                .containsExactlyInAnyOrder(
                        "IC-1 PAYABLE 12302.79 USD 2026-10-31", "IC-1 RECEIVABLE 12000 USD 2026-10-31");
        StringBuilder many = new StringBuilder("[");
        for (int journal = 0; journal < 1003; journal++) {
            many.append(journal == 0 ? "" : ",")
                    .append(journal(
                            Integer.toString(80000 + journal), "2026-10-15", "true", "704", "705", "by hand", "1"));
        }
        firm.post("/netsuite/records", many.append("]").toString());
        assertThat(read("netsuite", "intercompany_erp", "LE-US")).hasSize(1005).doesNotHaveDuplicates();
    }
}
