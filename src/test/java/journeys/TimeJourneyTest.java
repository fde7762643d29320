package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.CamelBeans;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Approved hours become time bills, invoices and pay data, each once; one month of it. */
@TestMethodOrder(OrderAnnotation.class)
class TimeJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        CamelBeans.on();
        start(CLOCK);
        hire("0041");
        openProject();
    }

    @Test
    @Order(1)
    void approved_time_is_one_time_bill_however_often_the_feed_is_read_and_is_marked_in_kantata() throws Exception {
        String first = entry("2026-10-01", 480);
        String second = entry("2026-10-02", 240);
        vendors.approve(first, second);
        product.startRoute("kantata.poll");
        product.eventuallyDone("project:P-1003", 5);
        vendors.approve(first, second);
        long before = polls();
        eventually().until(() -> polls() >= before + 3);

        for (String id : List.of(first, second)) {
            assertThat(vendors.applied("netsuite", "timeBill", "T-" + id)).hasSize(1);
            assertThat(vendors.applied("kantata", "external_references", "T-" + id))
                    .hasSize(1);
        }
        assertThat(vendors.records("netsuite", "timeBill"))
                .extracting(bill -> bill.path("hours").asText())
                .containsExactlyInAnyOrder("8:00", "4:00");
    }

    @Test
    @Order(2)
    void time_for_a_project_that_is_not_open_yet_waits_where_it_can_be_seen_and_goes_through_by_itself()
            throws Exception {
        JsonNode receipt = product.dropAndAwait(
                "kantata",
                "early.csv",
                """
                time_entry_id,version,worker_id,project_id,work_date,minutes,billable,role,status,approved_by,approved_at,note
                T-7001,1,W-0041,P-1001,2026-10-02,120,Y,CON,approved,W-0010,2026-10-02T12:00:00Z,early
                """);
        assertThat(receipt.path("held").asInt()).as(receipt.toString()).isEqualTo(1);
        assertThat(product.trace("time:T-7001").path("parked")).hasSize(1);
        assertThat(product.trace("project:P-1001").path("waitingForIt").findValuesAsText("awaits"))
                .containsExactly("project@throughline:P-1001");

        product.send("intake.salesforce", vendors.win("006Hs00000Q1001IAB"));

        product.eventuallyDone("project:P-1001", 3);
        assertThat(vendors.records("netsuite", "timeBill"))
                .filteredOn(bill -> bill.path("externalId").asText().equals("T-7001"))
                .singleElement()
                .satisfies(bill -> assertThat(bill.path("rate").decimalValue()).isEqualByComparingTo("145"));
    }

    @Test
    @Order(3)
    void after_the_month_each_cycle_is_one_invoice_and_the_hours_are_in_one_pay_data_file() throws Exception {
        CLOCK.set(Instant.parse("2026-11-02T15:00:00Z"));

        eventually().until(() -> vendors.records("netsuite", "invoice").size() == 2);
        eventually().until(() -> !payData().isEmpty());

        assertThat(vendors.records("netsuite", "invoice"))
                .extracting(invoice -> invoice.path("total").decimalValue().setScale(2))
                .containsExactlyInAnyOrder(new BigDecimal("1800.00"), new BigDecimal("290.00"));
        CLOCK.set(Instant.parse("2026-11-02T17:00:00Z"));
        long before = polls();
        eventually().until(() -> polls() >= before + 3);
        assertThat(vendors.applied("netsuite", "invoice", null)).hasSize(2);
        assertThat(payData()).hasSize(1);
        String hours = Files.readString(payData().get(0));
        assertThat(hours).contains("210041").contains("14.00");
    }

    @Test
    @Order(4)
    void time_that_comes_after_its_invoice_is_on_the_next_one() throws Exception {
        product.dropAndAwait(
                "kantata",
                "late.csv",
                """
                time_entry_id,version,worker_id,project_id,work_date,minutes,billable,role,status,approved_by,approved_at,note
                T-7002,1,W-0041,P-1001,2026-10-05,60,Y,CON,approved,W-0010,2026-11-02T16:00:00Z,late
                """);
        eventually()
                .until(() -> vendors.applied("netsuite", "timeBill", "T-7002").size() == 1);
        assertThat(vendors.records("netsuite", "invoice")).hasSize(2);

        CLOCK.set(Instant.parse("2026-12-02T15:00:00Z"));

        eventually().until(() -> vendors.records("netsuite", "invoice").size() == 3);
        assertThat(vendors.records("netsuite", "invoice"))
                .extracting(invoice -> invoice.path("total").decimalValue().setScale(2))
                .contains(new BigDecimal("145.00"));
    }

    private static List<Path> payData() throws Exception {
        try (Stream<Path> files = Files.walk(product.exchange("adp", "out"))) {
            return files.filter(file -> file.getFileName().toString().matches("PR.*EPI.*\\.csv"))
                    .toList();
        }
    }

    private static String entry(String date, int minutes) {
        String workspace =
                vendors.records("kantata", "workspaces").get(0).path("id").asText();
        String user = vendors.records("kantata", "users").get(0).path("id").asText();
        return vendors.kantata(
                "time_entries",
                """
                {"time_entry":{"workspace_id":"%s","user_id":"%s","date_performed":"%s","time_in_minutes":%d,
                 "billable":true,"role_id":"32","notes":"cut-over"}}"""
                        .formatted(workspace, user, date, minutes));
    }

    private static long polls() throws Exception {
        return product.product()
                .main()
                .getCamelContext()
                .getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute("kantata.poll")
                .getExchangesCompleted();
    }
}
