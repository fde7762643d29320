package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expenses on a fixed price and on a retainer reach the client; those that the price includes stay cost. */
class FixedPriceExpensesJourneyTest {

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(
                folder, "2026-10-22T12:00:00Z", "throughline.desk.millis", "200", "throughline.alerts.millis", "200");
        firm.hire("W-0010", "W-0014");
        firm.open("P-1002", "P-1010");
        firm.clock().set(Instant.parse("2026-11-20T12:00:00Z"));
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void expenses_are_billed_with_the_fee_or_by_the_month_and_those_in_the_price_are_not() throws Exception {
        spent("first.csv", "X-1,W-0014,P-1002,2026-11-12,HOTEL,189.00", "X-2,W-0014,P-1010,2026-11-13,RAIL,96.40");
        firm.until("project:P-1002", () -> reports().size() == 2);

        firm.clock().set(Instant.parse("2026-12-02T12:00:00Z"));

        firm.until(
                "billing:BC-P-1002-2026-11",
                () -> amounts("INV-US-2026-1002-11").size() == 1);
        assertThat(amounts("INV-US-2026-1002-11")).containsExactly("189.00");
        firm.until(
                "billing:BC-P-1010-2026-11",
                () -> amounts("INV-US-2026-1010-11").size() == 2);
        assertThat(amounts("INV-US-2026-1010-11")).containsExactly("18000.00", "96.40");
        firm.until(
                "project:P-1002",
                () -> firm.events("project:P-1002", "invoice.issued.v1").size() == 1);

        ObjectNode inclusive = firm.next("contracts", "CT-1002").put("expensesIncluded", true);
        ObjectNode amended =
                firm.event("contract.amended.v1", "CT-1002", inclusive).put("effectivedate", "2026-12-01");
        assertThat(firm.post(amended).path("status").asText()).isEqualTo("accepted");
        assertThat(firm.product()
                        .read("/api/v1/contracts/CT-1002")
                        .path("expensesIncluded")
                        .asBoolean())
                .isTrue();
        spent("second.csv", "X-3,W-0014,P-1002,2026-12-01,HOTEL,150.00");
        firm.until("project:P-1002", () -> reports().size() == 3);
        firm.clock().set(Instant.parse("2027-01-04T12:00:00Z"));
        firm.until(
                "billing:BC-P-1010-2026-12",
                () -> amounts("INV-US-2026-1010-12").size() == 1);
        assertThat(firm.events("project:P-1002", "invoice.issued.v1"))
                .as("in the price")
                .hasSize(1);
        assertThat(firm.cases("V-EXP-05")).isEmpty();
    }

    private static void spent(String file, String... rows) throws Exception {
        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "kantata",
                        file,
                        "expense_id,worker_id,project_id,date,category,amount,currency,billable,status\n"
                                + String.join(",USD,Y,approved\n", rows) + ",USD,Y,approved\n");
        assertThat(receipt.path("accepted").asInt()).as(Json.write(receipt)).isEqualTo(rows.length);
    }

    private static List<JsonNode> reports() {
        return firm.vendors().records("netsuite", "expenseReport");
    }

    private static List<String> amounts(String invoiceId) {
        return firm.records("netsuite", "invoice", "externalId", invoiceId).stream()
                .flatMap(invoice -> invoice.at("/item/items").findValues("amount").stream())
                .map(JsonNode::decimalValue)
                .map(amount -> amount.setScale(2))
                .map(BigDecimal::toPlainString)
                .toList();
    }
}
