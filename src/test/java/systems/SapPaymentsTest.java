package systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the feed of SAP reads of customer items, page by page, against its stand-in. */
class SapPaymentsTest extends SapFirm {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_payment_is_found_behind_a_full_page_of_other_open_items() throws Exception {
        invoiceIsPosted();
        firm.post(
                "/sap/records",
                IntStream.range(0, 1001).mapToObj(SapPaymentsTest::other).collect(Collectors.joining(",", "[", "]")));
        assertThat(read()).as("nothing is paid").isEmpty();

        pay("40000.00");
        assertThat(read()).hasSize(1).first().satisfies(page -> assertThat(
                        page.at("/changes/0/settled/0/amount").asText())
                .isEqualTo("40000.00"));
        pay("26090.22");
        JsonNode settled = read().get(0).at("/changes/0/settled");
        assertThat(settled.findValuesAsText("amount")).containsExactly("40000.00", "26090.22");
        assertThat(settled.findValuesAsText("document"))
                .containsExactly("1400000000/2000/2026", "1400000001/2000/2026");
        assertThat(read().get(0).at("/changes/0/invoice").asText()).isEqualTo("1800000000/2000/2026");
    }

    private void invoiceIsPosted() {
        customer();
        firm.apply("sap", "invoice", INVOICE, "invoice:INV-DE-2026-1004-01");
    }

    private void pay(String amount) {
        JsonNode answer = firm.post(
                "/sap/payments",
                "{\"company\":\"2000\",\"invoice\":\"1800000000\",\"amount\":\"" + amount
                        + "\",\"currency\":\"EUR\",\"date\":\"2026-10-31\"}");
        assertThat(answer.has("document")).as(answer.toString()).isTrue();
    }

    private List<JsonNode> read() throws Exception {
        List<?> pages = (List<?>) firm.ask("direct:sap.fetch", SandboxFirm.NOW);
        List<JsonNode> read = new ArrayList<>();
        for (Object page : pages) {
            read.add(JSON.readTree((byte[]) page));
        }
        return read;
    }

    /** An open item of somebody else, in a currency that the firm does not have. */
    private static String other(int number) {
        return """
                {"recordType":"documentItem","id":"other-%1$d","CompanyCode":"2000","FiscalYear":"2026",
                 "AccountingDocument":"%2$010d","AccountingDocumentItem":"001","AccountingDocumentType":"DR",
                 "FinancialAccountType":"D","DocumentReferenceID":"","AssignmentReference":"","PostingDate":null,
                 "NetDueDate":null,"TransactionCurrency":"GBP","AmountInTransactionCurrency":"1.00","InvoiceReference":"",
                 "InvoiceReferenceFiscalYear":"0000","ClearingAccountingDocument":"","ClearingDocFiscalYear":"0000",
                 "ClearingDate":null,"ClearingCreationDate":null}"""
                .formatted(number, number);
    }
}
