package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.people.Told;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A worker takes leave and leaves, and every system knows it when it is time. */
@TestMethodOrder(OrderAnnotation.class)
class LeaverJourneyTest {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-15T12:00:00Z"));

    @TempDir
    static Path folder;

    private static Vendors vendors;
    private static RunningProduct product;

    @BeforeAll
    static void start() throws Exception {
        vendors = new Vendors(CLOCK);
        product = RunningProduct.in(folder, CLOCK, vendors.settings());
        Vendors.teachTheFirm(product);
    }

    @AfterAll
    static void stop() {
        product.close();
        vendors.close();
    }

    @Test
    @Order(1)
    void leave_is_time_off_in_the_psa_until_it_is_cancelled() throws Exception {
        post(Told.hire("W-0911"));
        product.eventuallyDone("worker:W-0911", 4);
        leave("worker_id,date,hours,type,status\nW-0911,2026-11-05,8.00,PTO,approved\n", "leave.csv");
        product.eventuallyDone("worker:W-0911", 5);
        assertThat(vendors.records("kantata", "time_off_entries")).singleElement().satisfies(entry -> {
            assertThat(entry.path("requested_date").asText()).isEqualTo("2026-11-05");
            assertThat(entry.path("hours").decimalValue()).isEqualByComparingTo("8");
        });
        leave("worker_id,date,hours,type,status\nW-0911,2026-11-05,8.00,PTO,cancelled\n", "cancelled.csv");
        product.eventuallyDone("worker:W-0911", 6);
        assertThat(vendors.records("kantata", "time_off_entries")).isEmpty();
    }

    @Test
    @Order(2)
    void the_account_is_shut_at_midnight_after_the_last_day_and_the_psa_after_the_days_of_grace() throws Exception {
        post(Told.hire("W-0912"));
        product.eventuallyDone("worker:W-0912", 4);
        assertThat(account("W-0912").path("active").asBoolean()).isTrue();
        post(ending("W-0912", 2, "terminated", "2026-10-23"));
        product.eventuallyDone("worker:W-0912", 7);
        assertThat(user("W-0912").path("end_date").asText()).isEqualTo("2026-10-23");
        assertThat(account("W-0912").path("active").asBoolean()).isTrue();

        CLOCK.set(Instant.parse("2026-10-24T03:58:00Z"));
        post(Told.hire("W-0913"));
        product.eventuallyDone("worker:W-0913", 4);
        assertThat(account("W-0912").path("active").asBoolean())
                .as("two minutes to midnight in New York")
                .isTrue();
        CLOCK.set(Instant.parse("2026-10-24T04:00:01Z"));
        eventually().until(() -> !account("W-0912").path("active").asBoolean());
        assertThat(user("W-0912").path("archived").asBoolean()).isFalse();

        CLOCK.set(Instant.parse("2026-10-29T12:00:00Z"));
        eventually().until(() -> user("W-0912").path("archived").asBoolean());
        product.eventuallyDone("worker:W-0912", 10);
        assertThat(employee("W-0912").path("isInactive").asBoolean()).isTrue();
        assertThat(product.read("/api/v1/workers/W-0912").path("status").asText()).isEqualTo("TERMINATED");
        assertThat(product.read("/api/v1/workers/W-0912?asOf=2026-10-23")
                        .path("status")
                        .asText())
                .isEqualTo("ACTIVE");
    }

    @Test
    @Order(3)
    void an_end_that_is_taken_back_opens_everything_again() throws Exception {
        post(ending("W-0912", 3, "terminationrescinded", null));
        eventually().until(() -> account("W-0912").path("active").asBoolean());
        product.eventuallyDone("worker:W-0912", 14);
        assertThat(user("W-0912").path("archived").asBoolean()).isFalse();
        assertThat(employee("W-0912").path("isInactive").asBoolean()).isFalse();
    }

    private static void leave(String csv, String name) throws Exception {
        JsonNode receipt = product.dropAndAwait("workday", name, csv);
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);
    }

    private static ObjectNode ending(String id, int version, String what, String last) {
        return Told.ending(id, version, what, last, "VOLUNTARY", "2026-10-15T09:00:00Z");
    }

    private static void post(ObjectNode event) throws Exception {
        JsonNode answer = Json.tree(product.post("/api/v1/events", Json.write(event)).body());
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }

    private static JsonNode account(String id) {
        return only("scim", "User", "externalId", id);
    }

    private static JsonNode user(String id) {
        return only("kantata", "users", "email_address", account(id).path("userName").asText());
    }

    private static JsonNode employee(String id) {
        return only("netsuite", "employee", "externalId", id);
    }

    private static JsonNode only(String vendor, String type, String field, String value) {
        return vendors.records(vendor, type).stream()
                .filter(record -> record.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " of " + value));
    }
}
