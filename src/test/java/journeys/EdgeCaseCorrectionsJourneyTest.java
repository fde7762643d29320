package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.money.Invoice;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of entries that are told again: taken back, twice, out of order. */
@TestMethodOrder(OrderAnnotation.class)
class EdgeCaseCorrectionsJourneyTest {

    private static final Pattern SUPPRESSED =
            Pattern.compile("(?m)^throughline_duplicates_suppressed_total(?:\\{[^}]*})? ([0-9.]+)$");

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-27T12:00:00Z", "throughline.desk.millis", "200");
        firm.hire("W-0006", "W-0009", "W-0010");
        firm.open("P-1003");
        accepted(
                Time.of("T-8001", "W-0009", "P-1003", "2026-10-08", 480),
                Time.of("T-1602", "W-0006", "P-1003", "2026-10-09", 480));
        firm.until(
                "project:P-1003",
                () -> firm.fact("T-8001").state() == TimeFact.State.BILLED
                        && firm.fact("T-1602").state() == TimeFact.State.BILLED);
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void E16_out_of_order_and_un_approval() throws Exception {
        accepted(entry16(3, 480, "APPROVED"));
        firm.awaitBill("T-1601", "8:00");
        JsonNode late = firm.told(entry16(1, 300, "SUBMITTED"));
        assertThat(late.path("status").asText()).as(late.toString()).isEqualTo("superseded");
        assertThat(firm.bills("T-1601")).containsExactly("8:00");
        accepted(entry16(4, 480, "SUBMITTED"));
        firm.until("time:T-1601", () -> firm.bills("T-1601").isEmpty());
        accepted(entry16(5, 360, "APPROVED"));
        firm.awaitBill("T-1601", "6:00");

        accepted(Time.of("T-1602", "W-0006", "P-1003", "2026-10-09", 480)
                .version(4)
                .with("status", "SUBMITTED"));
        firm.awaitBill("T-1602-v4", "-8:00");
        accepted(Time.of("T-1602", "W-0006", "P-1003", "2026-10-09", 360).version(5));
        firm.awaitBill("T-1602-v5", "6:00");
        assertThat(firm.bills("T-1602")).containsExactly("8:00");
    }

    @Test
    @Order(2)
    void E15_duplicate_delivery() throws Exception {
        String id = entered("2026-10-19", 480);
        firm.vendors().approve(id);
        byte[] notice = firm.vendors().timeEntry(id);
        double before = suppressed();

        firm.product().send("intake.kantata", notice);
        firm.awaitBill("T-" + id, "8:00");
        firm.product().send("intake.kantata", notice);
        eventually().until(() -> suppressed() == before + 1);
        JsonNode receipt = firm.product().dropAndAwait("kantata", "all_time_entries.json", notice);

        assertThat(receipt.path("duplicate").asInt()).as(receipt.toString()).isEqualTo(1);
        assertThat(suppressed()).isEqualTo(before + 2);
        assertThat(firm.vendors().applied("netsuite", "timeBill", "T-" + id)).hasSize(1);
        assertThat(firm.bills("T-" + id)).containsExactly("8:00");

        String event = Json.write(
                Time.of("T-1501", "W-0006", "P-1003", "2026-10-21", 60).event());
        HttpResponse<String> first = firm.product().post("/api/v1/events", event, "Idempotency-Key", "T-1501-v1");
        HttpResponse<String> second = firm.product().post("/api/v1/events", event, "Idempotency-Key", "T-1501-v1");
        assertThat(first.body()).contains("accepted");
        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        firm.awaitBill("T-1501", "1:00");
    }

    @Test
    @Order(3)
    void E08_negative_correction() throws Exception {
        eventually().until(() -> paid("OCT26A", "210009") != null);
        assertThat(paid("OCT26A", "210009")).contains("210009,8.00,");
        Invoice billed = stored("INV-US-2026-1003-10A");
        assertThat(firm.fact("T-8001").invoiceId()).isEqualTo(billed.invoiceId());

        accepted(Time.of("T-9001", "W-0009", "P-1003", "2026-10-08", -120).with("correctionOf", "T-8001"));
        firm.awaitBill("T-9001", "-2:00");
        assertThat(firm.records("netsuite", "timeBill", "externalId", "T-9001"))
                .singleElement()
                .satisfies(
                        credit -> assertThat(credit.path("rate").decimalValue()).isEqualByComparingTo("99"));
        assertThat(firm.fact("T-9001").correctionOf()).isEqualTo("T-8001");
        assertThat(firm.bills("T-8001")).containsExactly("8:00");
        eventually().until(() -> paid("OCT26A[2-9]", "210009") != null);
        assertThat(paid("OCT26A[2-9]", "210009")).as("a later run").contains("210009,-2.00,");
        assertThat(paid("OCT26A", "210009")).contains("210009,8.00,");

        JsonNode below = firm.told(
                Time.of("T-9002", "W-0009", "P-1003", "2026-10-08", -361).with("correctionOf", "T-8001"));
        assertThat(below.path("status").asText()).isEqualTo("held");
        JsonNode held = firm.onlyCase("V-TIM-07", "T-8001 would have -1 minutes");
        assertThat(firm.bills("T-9002")).isEmpty();
        firm.product().post("/api/v1/exceptions/" + held.path("id").asText() + "/discard", "{\"reason\":\"a typo\"}");

        firm.clock().set(Instant.parse("2026-11-01T15:00:00Z"));
        firm.until("project:P-1003", () -> firm.fact("T-9001").state() == TimeFact.State.BILLED);
        assertThat(firm.fact("T-9001").invoiceId()).isEqualTo("INV-US-2026-1003-10B");
        assertThat(stored("INV-US-2026-1003-10B").lines())
                .filteredOn(line -> line.entryIds().contains("T-9001"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.quantity()).isEqualByComparingTo("-2.00");
                    assertThat(line.amount()).isEqualByComparingTo("-198.00");
                    assertThat(line.description()).contains("2026-10-01..2026-10-15");
                });
        assertThat(firm.records("netsuite", "invoice", "externalId", "INV-US-2026-1003-10B")
                        .get(0)
                        .at("/item/items")
                        .findValues("amount"))
                .extracting(JsonNode::decimalValue)
                .usingElementComparator(BigDecimal::compareTo)
                .contains(new BigDecimal("-198"));
        assertThat(stored("INV-US-2026-1003-10A")).isEqualTo(billed);
        firm.until(
                "project:P-1003",
                () -> firm.records("kantata", "external_references", "service_model", "Invoice").stream()
                        .map(mark -> mark.path("service_model_ref").asText() + " "
                                + mark.path("external_status").asText())
                        .toList()
                        .equals(List.of("INV-US-2026-1003-10B billed")));
    }

    private static Time entry16(int version, int minutes, String status) {
        return Time.of("T-1601", "W-0006", "P-1003", "2026-10-20", minutes)
                .version(version)
                .with("status", status);
    }

    /** Time that W-0006 enters in Kantata on P-1003. */
    private static String entered(String date, int minutes) {
        String workspace = firm.vendors().records("kantata", "workspaces").stream()
                .filter(one -> one.toString().contains("P-1003"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        String user = firm.records("kantata", "users", "email_address", "w0006@meridian-harbor.example")
                .get(0)
                .path("id")
                .asText();
        return firm.vendors()
                .kantata(
                        "time_entries",
                        """
                        {"time_entry":{"workspace_id":"%s","user_id":"%s","date_performed":"%s","time_in_minutes":%d,
                         "billable":true,"role_id":"32","notes":"cut-over"}}"""
                                .formatted(workspace, user, date, minutes));
    }

    private static double suppressed() throws Exception {
        Matcher found =
                SUPPRESSED.matcher(firm.product().get("/observe/metrics").body());
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static void accepted(Time... times) throws Exception {
        JsonNode answer = firm.told(times);
        assertThat(answer.findValuesAsText("status")).as(answer.toString()).containsOnly("accepted");
    }

    private static Invoice stored(String id) {
        return firm.product()
                .product()
                .wiring()
                .stores()
                .knowledge()
                .latest("invoice", id, Invoice.class)
                .orElseThrow();
    }

    /** What the pay-data files of a period say of a worker; null when nothing. */
    private static String paid(String period, String number) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (Path file : firm.files("adp", "PR.*EPI.*\\.csv")) {
            Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .filter(row -> row.matches(".*," + period + "," + number + ",.*"))
                    .forEach(row -> rows.append(row).append('\n'));
        }
        return rows.isEmpty() ? null : rows.toString();
    }
}
