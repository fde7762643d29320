package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hire comes out of Workday's feed and out of files, and everyone hears of it once. */
class HireJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
        product.startRoute("workday.poll");
    }

    @Test
    void a_worker_polled_and_dropped_three_times_has_one_account_one_employee_one_user_and_one_starter()
            throws Exception {
        vendors.hire("0041", "Nora", "Quist", "2026-10-01");
        product.eventuallyDone("worker:W-0041", 4);

        byte[] same = vendors.recentlyEntered("210041");
        for (String name : List.of("hires.xml", "hires again.xml", "HIRES-2.XML")) {
            JsonNode receipt = product.dropAndAwait("workday", name, same);
            assertThat(receipt.path("accepted").asInt()
                            + receipt.path("duplicate").asInt())
                    .as(receipt.toString())
                    .isPositive();
            assertThat(receipt.path("rejected").asInt()).as(receipt.toString()).isZero();
        }
        product.eventuallyDone("worker:W-0041", 4);

        assertThat(vendors.applied("scim", "User", "W-0041")).hasSize(1);
        assertThat(vendors.applied("netsuite", "employee", "W-0041")).hasSize(1);
        assertThat(vendors.applied("kantata", "users", "W-0041")).hasSize(1);
        assertThat(vendors.records("adp", "employee"))
                .filteredOn(row -> row.toString().contains("210041"))
                .hasSize(1);
        assertThat(vendors.records("scim", "User"))
                .filteredOn(user -> user.path("externalId").asText().equals("W-0041"))
                .singleElement()
                .satisfies(user -> assertThat(user.path("active").asBoolean()).isTrue());
    }

    @Test
    void a_future_hire_is_inactive_until_midnight_of_the_first_day_where_the_worker_lives() throws Exception {
        product.eventuallyDone("worker:W-0016", 4);
        assertThat(account("W-0016").path("active").asBoolean()).isFalse();

        CLOCK.set(Instant.parse("2026-10-05T03:58:00Z"));
        vendors.hire("0042", "Ola", "Brandt", "2026-10-01");
        product.eventuallyDone("worker:W-0042", 4);
        assertThat(account("W-0016").path("active").asBoolean())
                .as("two minutes to midnight in New York")
                .isFalse();

        CLOCK.set(Instant.parse("2026-10-05T04:00:01Z"));
        eventually().until(() -> account("W-0016").path("active").asBoolean());
    }

    private static JsonNode account(String workerId) {
        return vendors.records("scim", "User").stream()
                .filter(user -> user.path("externalId").asText().equals(workerId))
                .findFirst()
                .orElseThrow();
    }
}
