package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What SAP has in its ledger is read for the close: posted by the connector, then changed by hand. */
class SapLedgerTest extends LedgerFirm {

    private void expenses() {
        firm.apply("sap", "customer", payload("sap/customer.out/with-vat"), "customer:C-03");
        firm.apply("sap", "employee", payload("sap/employee.out/german"), "worker:W-0022");
        firm.apply("sap", "project", payload("sap/project.out/for-a-customer"), "project:P-1004");
        firm.apply("sap", "expense", payload("sap/expense.out/owed-to-the-worker-with-tax"), "expense:X-21");
        firm.apply("sap", "expense", payload("sap/expense.out/reversed"), "expense:X-21-R");
        firm.apply("sap", "expense", payload("sap/expense.out/card-in-dollars-on-a-cost-centre"), "expense:X-22");
    }

    @Test
    void sap_tells_what_is_owed_for_expenses_and_not_other_documents_of_these_types_and_accounts() {
        expenses();
        post(
                "sap",
                "RC-1",
                "LE-DE",
                "2026-10-31",
                "RC-1",
                "payroll-clearing;-10.00;P-1004 2026-09 W-0002",
                "project-labour;10.00;x");

        String[] columns = {"expense_id", "amount", "currency"};
        assertThat(told(read("sap", "expenses_erp", "LE-DE"), columns))
                .containsExactlyInAnyOrder(
                        "1900000000/2000/2026 214 EUR",
                        "1700000000/2000/2026 -214 EUR",
                        "0100000000/2000/2026 108 EUR");
        changed("sap", "documentItem", "FinancialAccountType", "K", "\"-214.00\"", "\"-204.00\"");
        assertThat(told(read("sap", "expenses_erp", "LE-DE"), columns)).contains("1900000000/2000/2026 204 EUR");
        assertThat(read("sap", "expenses_erp", "LE-US")).as("no company of SAP").isEmpty();
        assertThat(read("sap", "expenses_erp", "LE-JP")).isEmpty();
    }

    @Test
    void sap_tells_revenue_and_balances_of_journals_apart_from_invoices_on_the_same_account() {
        expenses();
        revenue("sap", "LE-DE", "REV-1", "2026-10-01", "100.00", "20.00");
        revenue("sap", "LE-DE", "REV-2", "2026-10-31", "40.00", "-10.00");
        revenue("sap", "LE-DE", "REV-3", "2026-11-01", "7.00", "0.50");
        ObjectNode invoice = payload("sap/invoice.out/P-1004");
        firm.apply("sap", "invoice", invoice, "invoice:INV");

        assertThat(told(read("sap", "revenue_erp", "LE-DE"), REVENUE))
                .containsExactlyInAnyOrder("CT-9 EUR 0 120 120", "CT-9 EUR 0 30 30");
        String net = new BigDecimal(invoice.path("net").asText())
                .negate()
                .stripTrailingZeros()
                .toPlainString();
        assertThat(told(read("sap", "balances_erp", "LE-DE"), BALANCE))
                .containsExactlyInAnyOrder(
                        "CT-9  EUR 100",
                        "CT-9  EUR 20",
                        "CT-9  EUR 40",
                        "CT-9  EUR -10",
                        " 1800000000/2000/2026 EUR " + net);
        changed("sap", "documentItem", "GLAccount", "0000840000", "\"-30.00\"", "\"-29.00\"");
        changed("sap", "documentItem", "GLAccount", "0000120000", "\"100.00\"", "\"101.00\"");
        assertThat(told(read("sap", "revenue_erp", "LE-DE"), REVENUE)).contains("CT-9 EUR 0 29 29");
        assertThat(told(read("sap", "balances_erp", "LE-DE"), BALANCE)).contains("CT-9  EUR 101");
        assertThat(read("sap", "revenue_erp", "LE-US")).as("no company of SAP").isEmpty();
    }

    @Test
    void sap_tells_the_other_side_of_an_entity_that_is_no_company_there_page_by_page() {
        expenses();
        String text = "P-1006 2026-10 LE-";
        post(
                "sap",
                "IC-1-P",
                "LE-DE",
                "2026-10-31",
                "IC-1",
                "intercompany-receivable;11391.47;" + text + "US",
                "intercompany-revenue;-11391.47;" + text + "US");
        post(
                "sap",
                "IC-2-P",
                "LE-DE",
                "2026-10-31",
                "IC-2",
                "intercompany-receivable;5.00;" + text + "JP",
                "intercompany-revenue;-5.00;" + text + "JP");

        assertThat(told(read("sap", "intercompany_erp", "LE-US"), PAIR))
                .containsExactly("0100000001/2000/2026 RECEIVABLE 11391.47 EUR 2026-10-31");
        assertThat(told(read("sap", "intercompany_erp", "LE-DE"), "pair_key"))
                .containsExactly("0100000001/2000/2026", "0100000002/2000/2026");
        StringBuilder many = new StringBuilder("[");
        for (int item = 0; item < 1003; item++) {
            many.append(item == 0 ? "" : ",")
                    .append(
                            ("{'recordType':'documentItem','id':'x%1$d','CompanyCode':'2000','AccountingDocument':'09%1$08d',"
                                            + "'FiscalYear':'2026','AccountingDocumentType':'SA','PostingDate':'/Date(1793404800000)/',"
                                            + "'AccountingDocumentItem':'001','FinancialAccountType':'S','GLAccount':'0000160000',"
                                            + "'DocumentItemText':'by hand','TransactionCurrency':'EUR',"
                                            + "'AmountInTransactionCurrency':'-1.00'}")
                                    .replace('\'', '"')
                                    .formatted(item));
        }
        firm.post("/sap/records", many.append("]").toString());
        assertThat(read("sap", "intercompany_erp", "LE-DE")).hasSize(1005).doesNotHaveDuplicates();
    }
}
