package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Expenses, their reversals and credit notes against the stand-in of SAP: each posted once, with the accounts it belongs to. */
class SapExpensesTest extends SapFirm {

    private static final ObjectNode HOTEL = payload("sap/expense.out/owed-to-the-worker-with-tax");
    private static final ObjectNode CARD = payload("sap/expense.out/card-in-dollars-on-a-cost-centre");
    private static final ObjectNode REVERSED = payload("sap/expense.out/reversed");
    private static final ObjectNode NOTE = payload("sap/credit-note.out/void");

    private List<String> items() {
        return StreamSupport.stream(
                        firm.get("/sap/records?recordType=documentItem").spliterator(), false)
                .map(item -> item.path("AccountingDocumentType").asText() + " "
                        + item.path("FinancialAccountType").asText() + " "
                        + item.path("Supplier").asText() + item.path("Customer").asText()
                        + item.path("GLAccount").asText() + " "
                        + item.path("AmountInTransactionCurrency").asText() + " "
                        + item.path("TransactionCurrency").asText())
                .toList();
    }

    private JsonNode item(String account) {
        return StreamSupport.stream(
                        firm.get("/sap/records?recordType=documentItem").spliterator(), false)
                .filter(item -> item.path("GLAccount").asText().equals(account))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_the_worker_paid_is_owed_to_him_net_on_the_project_and_input_tax_beside_it() {
        staff();
        for (int round = 0; round < 2; round++) {
            assertThat(firm.apply("sap", "expense", HOTEL, "expense:X-21"))
                    .isEqualTo(new Answer.Applied("1900000000/2000/2026", null, round == 1));
        }
        assertThat(items())
                .containsExactlyInAnyOrder(
                        "KR K 0000700022 -214.00 EUR", "KR S 0000006660 200.00 EUR", "KR S 0000157600 14.00 EUR");
        assertThat(item("0000006660").path("WBSElement").asText()).isEqualTo("P-1004.1");
        assertThat(item("0000006660").has("CostCenter")).isFalse();
    }

    @Test
    void its_reversal_is_a_credit_memo_with_the_signs_the_other_way_round() {
        staff();
        firm.apply("sap", "expense", HOTEL, "expense:X-21");
        assertThat(firm.apply("sap", "expense", REVERSED, "expense:X-21-R").reference())
                .isEqualTo("1700000000/2000/2026");
        assertThat(items())
                .contains("KG K 0000700022 214.00 EUR", "KG S 0000006660 -200.00 EUR", "KG S 0000157600 -14.00 EUR");
    }

    @Test
    void what_a_card_paid_in_dollars_stands_in_euro_on_the_account_of_the_card_and_the_cost_centre() {
        staff();
        for (int round = 0; round < 2; round++) {
            assertThat(firm.apply("sap", "expense", CARD, "expense:X-22"))
                    .isEqualTo(new Answer.Applied("0100000000/2000/2026", null, round == 1));
        }
        assertThat(items()).containsExactlyInAnyOrder("SA S 0000175500 -108.00 EUR", "SA S 0000006673 108.00 EUR");
        assertThat(item("0000006673").path("CostCenter").asText()).isEqualTo("CC-4900");
    }

    @Test
    void no_answer_after_an_expense_is_unknown_and_its_document_is_adopted() {
        staff();
        firm.post("/sap/faults", "{\"kind\":\"timeout-after\",\"millis\":20000,\"match\":\"/idoc\"}");
        assertThat(firm.deliver("sap", "expense", HOTEL, false)).isInstanceOf(Answer.Unknown.class);
        assertThat(firm.deliver("sap", "expense", HOTEL, true))
                .isEqualTo(new Answer.Applied("1900000000/2000/2026", null, true));
        assertThat(applied("document")).isEqualTo(1);
    }

    @Test
    void another_amount_under_the_same_reference_is_for_a_person() {
        staff();
        firm.apply("sap", "expense", HOTEL, "expense:X-21");
        ObjectNode more = HOTEL.deepCopy();
        more.withObject("/companyAmount").put("amount", "314.00");
        assertThat(firm.deliver("sap", "expense", more, false))
                .isEqualTo(new Answer.Refused(
                        "REF_DOC_NO", "document 1900000000/2000/2026 carries our reference and -214.00 EUR"));
        assertThat(applied("document")).isEqualTo(1);
    }

    @Test
    void tax_that_is_more_than_the_expense_and_a_worker_without_a_vendor_are_refused() {
        staff();
        ObjectNode taxed = HOTEL.deepCopy();
        taxed.withObject("/tax/amount").put("amount", "214.01");
        assertThat(firm.deliver("sap", "expense", taxed, false))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                        .contains("tax of X-21 is 214.01 on an amount of 214.00"));
        assertThat(firm.deliver("sap", "expense", HOTEL.deepCopy().put("workerId", "W-0021"), false))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                        .contains("Vendor 0000700021 is not defined in company code 2000"));
        assertThat(applied("document")).isZero();
    }

    @Test
    void a_credit_note_takes_back_from_customer_revenue_and_tax_what_the_invoice_gave_them() {
        customer();
        invoice(false);
        for (int round = 0; round < 2; round++) {
            assertThat(firm.apply("sap", "credit-note", NOTE, "invoice:CN-DE-2026-1004-01"))
                    .isEqualTo(new Answer.Applied("1600000000/2000/2026", null, round == 1));
        }
        assertThat(items())
                .containsExactlyInAnyOrder(
                        "DR D 0000100003 66090.22 EUR",
                        "DR S 0000840000 -55538.00 EUR",
                        "DR S 0000177600 -10552.22 EUR",
                        "DG D 0000100003 -66090.22 EUR",
                        "DG S 0000840000 55538.00 EUR",
                        "DG S 0000177600 10552.22 EUR");
    }

    @Test
    void lines_without_role_and_worker_are_posted_by_their_kind() {
        customer();
        firm.apply("sap", "invoice", payload("sap/invoice.out/milestone-retainer-true-up-and-expense"), "invoice");
        assertThat(items())
                .containsExactlyInAnyOrder(
                        "DR D 0000100003 25501.70 EUR",
                        "DR S 0000840000 -12000.00 EUR",
                        "DR S 0000840000 -10000.00 EUR",
                        "DR S 0000840000 784.00 EUR",
                        "DR S 0000841000 -214.00 EUR",
                        "DR S 0000177600 -4071.70 EUR");
    }

    @Test
    void the_agreement_of_a_worker_who_leaves_ends_with_his_last_day_and_of_one_who_never_came_with_the_first() {
        staff();
        ObjectNode leaves = payload("sap/employee.out/german").put("update", true);
        leaves.withObject("/employment").put("terminationDate", "2026-12-31");
        firm.apply("sap", "employee", leaves.put("closed", true), "worker:W-0022");
        assertThat(agreement().path("EndDate").asText()).isEqualTo("/Date(1798675200000)/");

        firm.apply("sap", "employee", payload("sap/employee.out/never-came"), "worker:W-0022");
        assertThat(agreement().path("EndDate")).isEqualTo(agreement().path("StartDate"));

        leaves.withObject("/employment").remove("terminationDate");
        assertThat(firm.deliver("sap", "employee", leaves, false))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                        .contains("employment.terminationDate is missing for a worker who is closed"));
    }

    private JsonNode agreement() {
        return firm.get("/sap/records?recordType=workAgreement").get(0);
    }
}
