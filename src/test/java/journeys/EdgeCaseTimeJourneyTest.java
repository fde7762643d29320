package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of time: days that are none, days that are longer, entries that take back, come twice or out of order. */
@TestMethodOrder(MethodName.class)
class EdgeCaseTimeJourneyTest {

    private static final Pattern SUPPRESSED =
            Pattern.compile("(?m)^throughline_duplicates_suppressed_total(?:\\{[^}]*})? ([0-9.]+)$");

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(folder, "2026-10-27T12:00:00Z");
        firm.hire("W-0003", "W-0005", "W-0006", "W-0009", "W-0010", "W-0024", "W-0025", "W-0027", "W-0034");
        firm.open("P-1001", "P-1003", "P-1004", "P-1007");
        accepted(
                Time.of("T-8001", "W-0009", "P-1003", "2026-10-08", 480),
                Time.of("T-1602", "W-0006", "P-1003", "2026-10-09", 480));
        firm.until(
                "project:P-1003",
                () -> fact("T-8001").state() == TimeFact.State.BILLED
                        && fact("T-1602").state() == TimeFact.State.BILLED);
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void E07_time_on_a_non_working_day() throws Exception {
        accepted(Time.of("T-0701", "W-0005", "P-1001", "2026-10-12", 480));
        accepted(Time.of("T-0702", "W-0024", "P-1004", "2026-10-15", 360));
        accepted(Time.of("T-0703", "W-0005", "P-1001", "2026-10-18", 60).with("approverReason", "cut-over"));

        firm.awaitBill("T-0701", "8:00");
        assertThat(findings("T-0701"))
                .contains("V-TIM-08", "WARN", "NON_WORKING_DAY: 2026-10-12 is a holiday", "reason");
        assertThat(findings("T-0702")).contains("V-TIM-08", "WARN", "NON_WORKING_DAY: 2026-10-15 is not a working day");
        assertThat(findings("T-0703")).doesNotContain("V-TIM-08");
        eventually().until(() -> firm.steps("time:T-0702", "sap").contains("time DONE"));
        assertThat(firm.bills("T-0701")).containsExactly("8:00");

        List<Availability.Day> week = capacity("W-0005", "2026-10-12", "2026-10-12");
        var figure = UtilizationPolicy.DEFAULT.basis(week, List.of(fact("T-0701")));
        assertThat(figure.billable()).isEqualByComparingTo("8.00");
        assertThat(figure.gross().subtract(figure.holiday())).isEqualByComparingTo("0.00");
        List<Availability.Day> days = capacity("W-0024", "2026-10-14", "2026-10-15");
        var partTime = UtilizationPolicy.DEFAULT.basis(days, List.of(fact("T-0702"), fact("T-0702")));
        assertThat(UtilizationPolicy.DEFAULT.figure(partTime).ratio())
                .as("twice 6 h against the 8 h of Wednesday")
                .isGreaterThan(BigDecimal.ONE);
    }

    @Test
    void E08_negative_correction() throws Exception {
        eventually().until(() -> paid("210009") != null);
        assertThat(paid("210009")).contains("8.00");

        accepted(Time.of("T-9001", "W-0009", "P-1003", "2026-10-08", -120).with("correctionOf", "T-8001"));
        firm.awaitBill("T-9001", "-2:00");
        JsonNode credit =
                firm.records("netsuite", "timeBill", "externalId", "T-9001").get(0);
        assertThat(credit.path("rate").decimalValue()).isEqualByComparingTo("99");
        assertThat(fact("T-9001").correctionOf()).isEqualTo("T-8001");
        assertThat(firm.bills("T-8001")).containsExactly("8:00");
        eventually().until(() -> paid("210009").contains("-2.00"));

        JsonNode below = firm.told(
                Time.of("T-9002", "W-0009", "P-1003", "2026-10-08", -361).with("correctionOf", "T-8001"));
        assertThat(below.path("status").asText()).isEqualTo("held");
        assertThat(firm.onlyCase("V-TIM-07", "T-8001 would have -1 minutes")).isNotNull();
        assertThat(firm.bills("T-9002")).isEmpty();
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
    }

    @Test
    void E12_zero_hour_entry() throws Exception {
        accepted(Time.of("T-8004", "W-0003", "P-1001", "2026-10-13", 0).with("note", "on call, no call came"));

        assertThat(firm.events("time:T-8004", "time.approved.v1")).hasSize(1);
        assertThat(firm.product().trace("time:T-8004").findValuesAsText("system"))
                .isEmpty();
        assertThat(fact("T-8004").minutes()).isZero();
        assertThat(firm.bills("T-8004")).isEmpty();
        JsonNode readiness = readiness("P-1001", "2026-10");
        assertThat(readiness.path("ready").asBoolean()).as(readiness.toString()).isTrue();
    }

    @Test
    void E13_25_hour_day() throws Exception {
        JsonNode berlin = firm.told(Time.of("T-1301", "W-0025", "P-1004", "2026-10-25", 1500));
        assertThat(berlin.path("status").asText()).as(berlin.toString()).isEqualTo("held");
        assertThat(firm.onlyCase("V-TIM-02", "25.00 h on 2026-10-25 need a reason")
                        .toString())
                .doesNotContain("DAY_OVER_LIMIT");
        accepted(Time.of("T-1301", "W-0025", "P-1004", "2026-10-25", 900)
                .version(2)
                .with("approverReason", "night of the clock change"));
        accepted(Time.of("T-1303", "W-0025", "P-1004", "2026-10-25", 600)
                .with("approverReason", "night of the clock change"));
        firm.until("time:T-1303", () -> firm.steps("time:T-1303", "sap").contains("time DONE"));
        JsonNode longer = firm.told(Time.of("T-1304", "W-0025", "P-1004", "2026-10-25", 1));
        assertThat(longer.toString()).contains("DAY_OVER_LIMIT", "25.02 h", "the 25.00 h of that day");

        JsonNode newYork = firm.told(Time.of("T-1302", "W-0003", "P-1001", "2026-10-14", 1500));
        assertThat(newYork.toString()).contains("V-TIM-02", "DAY_OVER_LIMIT", "24.00 h");
        assertThat(firm.bills("T-1302")).isEmpty();
    }

    @Test
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
    }

    @Test
    void E16_out_of_order_and_un_approval() throws Exception {
        accepted(entry16(3, 480, "APPROVED"));
        firm.awaitBill("T-1601", "8:00");
        firm.told(entry16(1, 300, "SUBMITTED"));
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

        assertThat(extract("LE-US", "2026-10", "T-0009-1001-")).hasSize(6);
        assertThat(extract("LE-US", "2026-11", "T-0009-1001-")).hasSize(1);
        firm.clock().set(Instant.parse("2026-11-16T15:00:00Z"));
        eventually().until(() -> paid("NOV26A", "210009") != null);
        assertThat(paid("OCT26B", "210009"))
                .as("the week is 47 h: 40 until Friday")
                .contains("40.00", "4.00");
        assertThat(paid("NOV26A", "210009")).as("all of Sunday is overtime").contains("3.00");
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

    private static String findings(String timeEntryId) throws Exception {
        return firm.events("time:" + timeEntryId, "time.approved.v1")
                .get(0)
                .path("findings")
                .toString();
    }

    private static TimeFact fact(String timeEntryId) {
        return firm.product()
                .product()
                .wiring()
                .stores()
                .times()
                .latest(timeEntryId)
                .orElseThrow();
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

    private static String paid(String number) throws Exception {
        return paid("OCT26A", number);
    }

    /** What the pay-data files of a period say of a worker; null when nothing. */
    private static String paid(String period, String number) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (Path file : firm.files("adp", "PR.*EPI.*\\.csv")) {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (text.contains(period)) {
                text.lines().filter(row -> row.contains(number)).forEach(row -> rows.append(row)
                        .append('\n'));
            }
        }
        return rows.isEmpty() ? null : rows.toString();
    }
}
