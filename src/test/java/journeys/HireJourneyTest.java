package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
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

    @Test
    void a_worker_whose_change_does_not_fit_what_is_known_is_read_from_workday_as_a_whole() throws Exception {
        vendors.hire("0045", "Mara", "Lind", "2026-09-01");
        product.eventuallyDone("worker:W-0045", 4);
        CLOCK.set(CLOCK.instant().plusSeconds(7200));
        vendors.hire("0046", "Ivo", "Maas", "2026-09-01");
        product.eventuallyDone("worker:W-0046", 4);
        vendors.hire(
                "0045",
                "Mara",
                "Lind",
                "2026-09-01",
                "CC-1100",
                "2026-09-14",
                CLOCK.instant().minusSeconds(7000));

        product.dropAndAwait("workday", "change.xml", change("210045", "2026-09-14", "CC-1900", "CC-1100"));

        eventually().until(() -> vendors.records("netsuite", "employee").stream()
                .anyMatch(employee -> employee.path("externalId").asText().equals("W-0045")
                        && employee.at("/department/externalId").asText().equals("CC-1100")));
        eventually().untilAsserted(() -> assertThat(
                        product.read("/api/v1/exceptions?view=waiting").toString())
                .doesNotContain("W-0045"));
    }

    private static byte[] change(String number, String from, String before, String after) {
        return """
                <wd:Report_Data xmlns:wd="urn:com.workday.report/MHA_Worker_Changes"><wd:Report_Entry>
                <wd:Employee_ID>%s</wd:Employee_ID><wd:Change_Type>Transfer</wd:Change_Type>
                <wd:Effective_Date>%s</wd:Effective_Date><wd:Entry_Moment>%s</wd:Entry_Moment>
                <wd:Cost_Center_Prior>%s</wd:Cost_Center_Prior><wd:Cost_Center_Proposed>%s</wd:Cost_Center_Proposed>
                </wd:Report_Entry></wd:Report_Data>"""
                .formatted(number, from, CLOCK.instant(), before, after)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode account(String workerId) {
        return vendors.records("scim", "User").stream()
                .filter(user -> user.path("externalId").asText().equals(workerId))
                .findFirst()
                .orElseThrow();
    }
}
