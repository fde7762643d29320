package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** P-1002: 300 000 in 20/30/50 per cent with a tenth withheld, from the client's acceptance to the ERP and back. */
@TestMethodOrder(OrderAnnotation.class)
class MilestoneJourneyTest {

    private static final String PSA = "urn:mha:psa:kantata:41003";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-22T12:00:00Z", "throughline.desk.millis", "200");
        firm.hire("W-0010");
        firm.open("P-1002");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void a_milestone_whose_invoice_was_voided_is_billed_again() throws Exception {
        accepted("CT-1002-M1", 1, "2026-10-20");
        firm.until("billing:BC-P-1002-M-CT-1002-M1", () -> issued() == 1);
        assertThat(total("INV-US-CT-1002-M1")).isEqualByComparingTo("54000.00");

        firm.product()
                .dropAndAwait(
                        "netsuite",
                        "void.csv",
                        "invoice_id,status,date,reason\nINV-US-CT-1002-M1,voided,2026-10-22,wrong address\n");

        firm.until("billing:BC-P-1002-M-CT-1002-M1", () -> issued() == 2);
        JsonNode again = invoice("INV-US-CT-1002-M1-2").get(0);
        assertThat(again.path("total").decimalValue()).isEqualByComparingTo("54000.00");
        assertThat(again.path("tranDate").asText()).isEqualTo("2026-10-22");
        assertThat(firm.vendors().records("netsuite", "creditMemo"))
                .as("the month is open, NetSuite has voided it itself")
                .isEmpty();
        assertThat(firm.vendors().records("netsuite", "invoice")).hasSize(2);
    }

    @Test
    @Order(2)
    void one_that_a_gate_held_is_billed_once_the_gate_opens() throws Exception {
        ObjectNode order = firm.next("contracts", "CT-1002").put("poRequired", true);
        firm.post(firm.event("contract.amended.v1", "CT-1002", order).put("effectivedate", "2026-10-22"));
        accepted("CT-1002-M2", 1, "2026-10-21");
        firm.until(
                "billing:BC-P-1002-M-CT-1002-M2", () -> !firm.cases("V-INV-03").isEmpty());
        firm.clock().advance(java.time.Duration.ofMinutes(20));
        assertThat(invoice("INV-US-CT-1002-M2")).isEmpty();

        ObjectNode given = firm.next("contracts", "CT-1002").put("poNumber", "PO-77");
        firm.post(firm.event("contract.amended.v1", "CT-1002", given).put("effectivedate", "2026-10-22"));

        firm.until("billing:BC-P-1002-M-CT-1002-M2", () -> issued() == 3);
        assertThat(total("INV-US-CT-1002-M2")).isEqualByComparingTo("81000.00");
        firm.until(
                "billing:BC-P-1002-M-CT-1002-M2", () -> firm.cases("V-INV-03").isEmpty());
    }

    @Test
    @Order(3)
    void one_that_is_not_accepted_any_more_is_credited() throws Exception {
        told("milestone.revoked.v1", "CT-1002-M2", 2, "2026-10-22");

        firm.until(
                "milestone:CT-1002-M2",
                () -> firm.vendors().records("netsuite", "creditMemo").size() == 1);
        JsonNode note = firm.vendors().records("netsuite", "creditMemo").get(0);
        assertThat(note.path("total").decimalValue()).isEqualByComparingTo("81000.00");
        firm.until("contract:CT-1002", () -> revenue().compareTo(new BigDecimal("60000")) == 0);
    }

    private static void accepted(String id, int version, String day) throws Exception {
        told("milestone.accepted.v1", id, version, day);
    }

    private static void told(String type, String id, int version, String day) throws Exception {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("milestoneId", id)
                .put("version", version)
                .put("contractId", "CT-1002")
                .put("projectId", "P-1002")
                .put("acceptedOn", day);
        JsonNode answer = firm.post(firm.event(PSA, type, id, data));
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }

    private static int issued() throws Exception {
        return firm.events("project:P-1002", "invoice.issued.v1").size();
    }

    private static List<JsonNode> invoice(String id) {
        return firm.records("netsuite", "invoice", "externalId", id);
    }

    private static BigDecimal total(String id) {
        return invoice(id).get(0).path("total").decimalValue();
    }

    /** What NetSuite's journals have as revenue of the contract. */
    private static BigDecimal revenue() {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode journal : firm.vendors().records("netsuite", "journalEntry")) {
            for (JsonNode line : journal.at("/line/items")) {
                if (line.path("memo").asText().startsWith("Revenue CT-1002")
                        && line.toString().contains("\"4000\"")) {
                    sum = sum.add(line.path("credit").decimalValue())
                            .subtract(line.path("debit").decimalValue());
                }
            }
        }
        return sum;
    }
}
