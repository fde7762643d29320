package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product is stopped in the middle of its work; the next start goes on where it was. */
class RestartJourneyTest {

    private static final int PEOPLE = 16;

    @TempDir
    Path folder;

    @Test
    void a_stop_in_the_middle_of_deliveries_loses_nothing_and_does_nothing_twice() throws Exception {
        AdjustableClock clock = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));
        try (Vendors vendors = new Vendors(clock);
                RunningProduct product =
                        RunningProduct.in(folder, clock, vendors.settings("throughline.delivery.batch", "2"))) {
            Vendors.teachTheFirm(product);
            hireAll(vendors, product);
            eventually()
                    .until(() -> vendors.applied("netsuite", "employee", null).size() >= 3);
            vendors.healed("netsuite");
            slow(vendors, 6000);

            product.stop();
            assertThat(vendors.applied("netsuite", "employee", null)).hasSizeLessThan(PEOPLE);
            product.start();
            vendors.healed("netsuite");

            expectEveryoneOnce(vendors, product);
        }
    }

    @Test
    void a_start_sends_what_was_planned_without_waiting_until_it_looks_lost() throws Exception {
        // While the clock stands still no step gets so old that the sweeper takes its message for lost.
        AdjustableClock clock = AdjustableClock.standingAt(Instant.parse("2026-10-02T12:00:00Z"));
        try (Vendors vendors = new Vendors(clock);
                RunningProduct product =
                        RunningProduct.in(folder, clock, vendors.settings("throughline.delivery.batch", "2"))) {
            Vendors.teachTheFirm(product);
            hireAll(vendors, product);
            eventually()
                    .until(() -> vendors.applied("netsuite", "employee", null).size() >= 1);
            vendors.healed("netsuite");
            slow(vendors, 6000);
            product.stop();
            assertThat(vendors.applied("netsuite", "employee", null)).hasSizeLessThan(PEOPLE);
            vendors.healed("netsuite");

            product.start();

            expectEveryoneOnce(vendors, product);
        }
    }

    private static void hireAll(Vendors vendors, RunningProduct product) throws IOException {
        slow(vendors, 1500);
        for (int i = 0; i < PEOPLE; i++) {
            vendors.hire(number(i), "Given" + number(i), "Family" + number(i), "2026-10-01");
            product.drop("workday", number(i) + ".xml", vendors.recentlyEntered("21" + number(i)));
        }
    }

    /** Every call of the ERP takes so long from now on. */
    private static void slow(Vendors vendors, int millis) {
        vendors.fault("netsuite", "{\"kind\":\"latency\",\"times\":-1,\"millis\":" + millis + "}");
    }

    private static void expectEveryoneOnce(Vendors vendors, RunningProduct product) throws Exception {
        for (int i = 0; i < PEOPLE; i++) {
            product.eventuallyDone("worker:W-" + number(i), 4);
        }
        List<String> everyone =
                IntStream.range(0, PEOPLE).mapToObj(i -> "W-" + number(i)).toList();
        assertThat(vendors.records("scim", "User"))
                .extracting(one -> one.path("externalId").asText())
                .containsExactlyInAnyOrderElementsOf(everyone);
        assertThat(vendors.records("netsuite", "employee"))
                .extracting(one -> one.path("externalId").asText())
                .containsExactlyInAnyOrderElementsOf(everyone);
        assertThat(vendors.applied("kantata", "users", null))
                .extracting(one -> one.path("externalId").asText())
                .containsExactlyInAnyOrderElementsOf(everyone);
        assertThat(vendors.records("adp", "employee")).hasSize(PEOPLE);
    }

    private static String number(int i) {
        return "%04d".formatted(101 + i);
    }
}
