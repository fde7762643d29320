package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Invoice;
import io.throughline.money.TimeFact;
import io.throughline.people.Availability;
import io.throughline.people.Capacity;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.UtilizationPolicy;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of days: ones without work, longer ones, ones of another month elsewhere, weeks across the end of a month. */
@TestMethodOrder(MethodName.class)
class EdgeCaseTimeJourneyTest {

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-27T12:00:00Z");
        firm.hire("W-0003", "W-0005", "W-0006", "W-0009", "W-0010", "W-0024", "W-0025", "W-0027", "W-0034");
        ObjectNode customer = firm.next("customers", "C-04");
        customer.putArray("taxIds")
                .addObject()
                .put("type", "VAT")
                .put("value", "DE129273398")
                .put("country", "DE");
        firm.post(firm.event("customer.updated.v1", "C-04", customer));
        firm.open("P-1001", "P-1003", "P-1004", "P-1006", "P-1007");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void E07_time_on_a_non_working_day() throws Exception {
        accepted(Time.of("T-0701", "W-0005", "P-1001", "2026-10-12", 480));
        accepted(Time.of("T-0702", "W-0024", "P-1004", "2026-10-15", 360));
        accepted(Time.of("T-0704", "W-0024", "P-1004", "2026-10-14", 480));
        accepted(Time.of("T-0703", "W-0005", "P-1001", "2026-10-18", 60).with("approverReason", "cut-over"));

        firm.awaitBill("T-0701", "8:00");
        assertThat(findings("T-0701"))
                .contains("V-TIM-08", "WARN", "NON_WORKING_DAY: 2026-10-12 is a holiday", "reason");
        assertThat(findings("T-0702")).contains("V-TIM-08", "WARN", "NON_WORKING_DAY: 2026-10-15 is not a working day");
        assertThat(findings("T-0703")).doesNotContain("V-TIM-08");
        eventually().until(() -> firm.steps("time:T-0702", "sap").contains("time DONE"));
        assertThat(firm.bills("T-0701")).containsExactly("8:00");

        List<Availability.Day> week = capacity("W-0005", "2026-10-12", "2026-10-12");
        var figure = UtilizationPolicy.shipped().basis(week, List.of(firm.fact("T-0701")));
        assertThat(figure.billable()).isEqualByComparingTo("8.00");
        assertThat(figure.gross().subtract(figure.holiday())).isEqualByComparingTo("0.00");
        List<Availability.Day> days = capacity("W-0024", "2026-10-14", "2026-10-15");
        var partTime = UtilizationPolicy.shipped().basis(days, List.of(firm.fact("T-0702"), firm.fact("T-0704")));
        assertThat(UtilizationPolicy.shipped().figure(partTime).ratio())
                .as("14 h against the 8 h of Wednesday")
                .isEqualByComparingTo("1.75");
    }

    @Test
    void E09_dst_and_month_end_across_zones() throws Exception {
        Time first = Time.of("T-0901", "W-0034", "P-1007", "2026-11-01", 60).stamped("2026-11-01T08:30:00+09:00");
        Time second = Time.of("T-0902", "W-0003", "P-1001", "2026-10-31", 60).stamped("2026-11-01T00:00:00Z");
        accepted(first);
        accepted(second);

        firm.until("time:T-0901", () -> billable("P-1007", "2026-11").intValue() == 18500);
        assertThat(billable("P-1007", "2026-10")).isEqualByComparingTo("0");
        assertThat(extract("LE-JP", "2026-11", "T-0901")).hasSize(1);
        assertThat(extract("LE-JP", "2026-10", "T-0901")).isEmpty();
        assertThat(extract("LE-US", "2026-10", "T-0902")).hasSize(1);
        assertThat(extract("LE-US", "2026-11", "T-0902")).isEmpty();
        firm.awaitBill("T-0902", "1:00");
        assertThat(firm.records("netsuite", "timeBill", "externalId", "T-0902"))
                .extracting(bill -> bill.path("tranDate").asText())
                .containsExactly("2026-10-31");
    }

    @Test
    void E12_zero_hour_entry() throws Exception {
        accepted(Time.of("T-8004", "W-0006", "P-1003", "2026-10-13", 0).with("note", "on call, no call came"));

        assertThat(firm.events("time:T-8004", "time.approved.v1")).hasSize(1);
        assertThat(firm.fact("T-8004").minutes()).isZero();
        JsonNode readiness = readiness("P-1003", "2026-10A");
        assertThat(readiness.path("ready").asBoolean()).as(readiness.toString()).isTrue();
        accepted(Time.of("T-1201", "W-0003", "P-1003", "2026-10-14", 480));
        firm.until("project:P-1003", () -> firm.fact("T-1201").state() == TimeFact.State.BILLED);
        Invoice invoice = firm.product()
                .product()
                .wiring()
                .stores()
                .knowledge()
                .latest("invoice", "INV-US-2026-1003-10A", Invoice.class)
                .orElseThrow();
        assertThat(invoice.lines()).singleElement().satisfies(line -> assertThat(line.entryIds())
                .containsExactly("T-1201"));
        eventually().until(() -> paid("OCT26A\\d?", "210003") != null);
        assertThat(paid("OCT26A\\d?", "210006")).isNull();
        assertThat(firm.bills("T-8004")).isEmpty();
        assertThat(firm.product().trace("time:T-8004").findValuesAsText("system"))
                .as("no system is told")
                .isEmpty();
    }

    @Test
    void E13_25_hour_day() throws Exception {
        JsonNode berlin = firm.told(Time.of("T-1301", "W-0025", "P-1006", "2026-10-25", 1500));
        assertThat(berlin.path("status").asText()).as(berlin.toString()).isEqualTo("held");
        assertThat(firm.onlyCase("V-TIM-02", "25.00 h on 2026-10-25 need a reason")
                        .toString())
                .doesNotContain("DAY_OVER_LIMIT");
        accepted(Time.of("T-1301", "W-0025", "P-1006", "2026-10-25", 1500)
                .version(2)
                .with("approverReason", "night of the clock change"));
        firm.awaitBill("T-1301", "25:00");
        JsonNode longer = firm.told(Time.of("T-1304", "W-0025", "P-1006", "2026-10-25", 1));
        assertThat(longer.toString()).contains("DAY_OVER_LIMIT", "25.02 h", "the 25.00 h of that day");

        JsonNode newYork = firm.told(Time.of("T-1302", "W-0003", "P-1001", "2026-10-14", 1500));
        assertThat(newYork.path("status").asInt()).as(newYork.toString()).isEqualTo(422);
        assertThat(newYork.path("errors").toString()).contains("V-TIM-02", "DAY_OVER_LIMIT", "24.00 h");
        assertThat(firm.events("time:T-1302", "time.approved.v1")).isEmpty();
        assertThat(firm.bills("T-1302")).isEmpty();
    }

    @Test
    void E18_weekly_grid_across_month_and_pay_period() throws Exception {
        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "kantata",
                        "grid.csv",
                        """
                        worker_id,project_id,week_start_monday,mon,tue,wed,thu,fri,sat,sun,billable,status
                        W-0009,P-1001,2026-10-26,8,8,8,8,8,4,3,Y,approved
                        """);
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(7);
        firm.awaitBill("T-0009-1001-20261101", "3:00");

        assertThat(firm.vendors().records("netsuite", "timeBill"))
                .filteredOn(bill -> bill.path("externalId").asText().startsWith("T-0009-1001-"))
                .extracting(bill -> bill.path("tranDate").asText() + " "
                        + bill.path("hours").asText())
                .containsExactlyInAnyOrder(
                        "2026-10-26 8:00",
                        "2026-10-27 8:00",
                        "2026-10-28 8:00",
                        "2026-10-29 8:00",
                        "2026-10-30 8:00",
                        "2026-10-31 4:00",
                        "2026-11-01 3:00");
        assertThat(extract("LE-US", "2026-10", "T-0009-1001-")).hasSize(6);
        assertThat(extract("LE-US", "2026-11", "T-0009-1001-")).hasSize(1);
        firm.clock().set(Instant.parse("2026-11-16T15:00:00Z"));
        eventually().until(() -> paid("NOV26A", "210009") != null);
        assertThat(paid("OCT26B", "210009"))
                .as("the week is 47 h: 40 until Friday")
                .contains("210009,40.00,4.00,");
        assertThat(paid("NOV26A", "210009")).as("all of Sunday is overtime").contains("210009,,3.00,");
    }

    private static void accepted(Time... times) throws Exception {
        JsonNode answer = firm.told(times);
        assertThat(answer.findValuesAsText("status")).as(answer.toString()).containsOnly("accepted");
    }

    private static String findings(String timeEntryId) throws Exception {
        return firm.events("time:" + timeEntryId, "time.approved.v1")
                .get(0)
                .path("findings")
                .toString();
    }

    private static List<Availability.Day> capacity(String workerId, String from, String to) {
        Snapshots known = firm.product().product().wiring().stores().knowledge();
        Worker worker = known.latest("worker", workerId, Worker.class).orElseThrow();
        HolidayCalendar calendar = known.latest(
                        "holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .orElseThrow();
        return Capacity.days(worker, calendar, List.of(), LocalDate.parse(from), LocalDate.parse(to));
    }

    private static JsonNode readiness(String projectId, String cycle) throws Exception {
        return firm.product().read("/api/v1/projects/" + projectId + "/billing-readiness?cycle=" + cycle);
    }

    private static BigDecimal billable(String projectId, String cycle) throws Exception {
        return new BigDecimal(readiness(projectId, cycle).at("/billable/amount").asText());
    }

    /** Rows of the time of an entity and period, as the close takes it, whose id begins like this. */
    private static List<String> extract(String entity, String period, String id) throws Exception {
        JsonNode answer = Json.tree(firm.product()
                .post("/api/v1/close/" + entity + "/" + period + "/extract", "{}")
                .body());
        Path time = Path.of(answer.path("folder").asText()).resolve("canonical_time.csv");
        return Files.readAllLines(time).stream()
                .filter(row -> row.startsWith(id))
                .toList();
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
