package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.TimeFact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** November is closed before it is billed: its invoices stand in December, where one of them is voided and billed again. */
@TestMethodOrder(OrderAnnotation.class)
class ClosedMonthJourneyTest {

    private static final String FEE = "INV-US-2026-1010-11";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(
                folder, "2026-10-22T12:00:00Z", "throughline.desk.millis", "200", "throughline.alerts.millis", "200");
        firm.hire("W-0010", "W-0014", "W-0033", "W-0034");
        ObjectNode customer = firm.next("customers", "C-05");
        ((ObjectNode) customer.path("eInvoice")).put("buyerReference", "QM-4711");
        firm.post(firm.event("customer.updated.v1", "C-05", customer));
        firm.open("P-1007", "P-1009", "P-1010");
        firm.clock().set(Instant.parse("2026-11-20T12:00:00Z"));
        firm.told(
                Time.of("T-1", "W-0014", "P-1009", "2026-11-12", 480),
                Time.of("T-2", "W-0034", "P-1007", "2026-11-13", 200));
        firm.awaitBill("T-1", "8:00");
        firm.until("time:T-2", () -> firm.fact("T-2").state() == TimeFact.State.TRANSFERRED);
        firm.netsuite("2026-11", true);
        firm.close("LE-US", "2026-11");
        firm.close("LE-JP", "2026-11");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void invoices_of_a_closed_month_stand_in_the_first_open_one_and_keep_their_service() throws Exception {
        firm.clock().set(Instant.parse("2026-12-03T12:00:00Z"));

        firm.until("project:P-1009", () -> firm.fact("T-1").state() == TimeFact.State.BILLED);
        assertThat(dates("INV-US-2026-1009-11")).isEqualTo("2026-12-03 2026-11-01 2026-11-30");
        firm.until("billing:BC-P-1010-2026-11", () -> issued("project:P-1010").size() == 1);
        assertThat(dates(FEE)).isEqualTo("2026-12-03 2026-11-01 2026-11-30");
        assertThat(firm.cases("R11")).isEmpty();

        firm.until("project:P-1007", () -> !firm.files("einvoice", ".*xml").isEmpty());
        String ubl = Files.readString(firm.files("einvoice", ".*xml").get(0));
        assertThat(ubl)
                .contains("<cbc:IssueDate>2026-12-03<", "<cbc:StartDate>2026-11-01<", "<cbc:EndDate>2026-11-30<");
    }

    @Test
    @Order(2)
    void the_close_counts_them_where_they_stand() throws Exception {
        assertThat(billed("2026-11")).doesNotContain("INV-US-2026-1009-11", FEE);
        assertThat(billed("2026-12")).contains("INV-US-2026-1009-11", FEE);
    }

    @Test
    @Order(3)
    void the_fee_of_an_invoice_that_is_voided_is_billed_once_more_and_only_once() throws Exception {
        firm.clock().set(Instant.parse("2026-12-04T12:00:00Z"));
        voided("void.csv", "wrong address");

        firm.until("billing:BC-P-1010-2026-11", () -> issued("project:P-1010").size() == 2);
        assertThat(dates(FEE + "-2")).isEqualTo("2026-12-04 2026-11-01 2026-11-30");
        JsonNode second = issued("project:P-1010").get(1);
        assertThat(second.toString()).contains(FEE + "-2");
        assertThat(firm.records("netsuite", "invoice", "externalId", FEE + "-2")
                        .get(0)
                        .path("total")
                        .decimalValue())
                .isEqualByComparingTo("18000");

        voided("void-again.csv", "wrong address, told again");
        firm.product().restart();
        firm.clock().set(Instant.parse("2026-12-05T12:00:00Z"));
        firm.told(Time.of("T-3", "W-0014", "P-1009", "2026-12-03", 480));
        firm.awaitBill("T-3", "8:00");
        firm.clock().set(Instant.parse("2026-12-06T12:00:00Z"));
        firm.told(Time.of("T-4", "W-0014", "P-1009", "2026-12-04", 480));
        firm.awaitBill("T-4", "8:00");
        assertThat(issued("project:P-1010")).hasSize(2);
        assertThat(firm.records("netsuite", "invoice", "externalId", FEE + "-3"))
                .isEmpty();
    }

    private static void voided(String file, String reason) throws Exception {
        firm.product()
                .dropAndAwait(
                        "netsuite",
                        file,
                        "invoice_id,status,date,reason\n" + FEE + ",voided,2026-12-04," + reason + "\n");
    }

    private static List<JsonNode> issued(String key) throws Exception {
        return firm.events(key, "invoice.issued.v1");
    }

    /** Date of an invoice in NetSuite, first and last day of its service. */
    private static String dates(String id) {
        List<JsonNode> found = firm.records("netsuite", "invoice", "externalId", id);
        assertThat(found).as(id).hasSize(1);
        JsonNode invoice = found.get(0);
        return String.join(
                " ",
                invoice.path("tranDate").asText(),
                invoice.path("startDate").asText(),
                invoice.path("endDate").asText());
    }

    /** What the close knows as billed up to the end of a month. */
    private static String billed(String month) throws Exception {
        Path extract = Path.of(Json.tree(firm.product()
                        .post("/api/v1/close/LE-US/" + month + "/extract", "{}")
                        .body())
                .path("folder")
                .asText());
        return Files.readString(extract.resolve("canonical_billed.csv"));
    }
}
