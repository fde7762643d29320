package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.people.Told;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A worker takes leave and leaves, and every system knows it when it is time. */
@TestMethodOrder(OrderAnnotation.class)
class LeaverJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-15T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
    }

    @Test
    @Order(1)
    void leave_is_time_off_in_the_psa_until_it_is_cancelled() throws Exception {
        post(Told.hire("W-0911"));
        product.eventuallyDone("worker:W-0911", 4);
        leave("worker_id,date,hours,type,status\nW-0911,2026-11-05,8.00,PTO,approved\n", "leave.csv");
        product.eventuallyDone("worker:W-0911", 5);
        assertThat(vendors.records("kantata", "time_off_entries"))
                .singleElement()
                .satisfies(entry -> {
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

        expense("SUBMITTED", 1);
        CLOCK.set(Instant.parse("2026-10-29T12:00:00Z"));
        eventually().until(() -> user("W-0912").path("archived").asBoolean());
        product.eventuallyDone("worker:W-0912", 9);
        assertThat(employee("W-0912").path("isInactive").asBoolean())
                .as("an expense is on the way")
                .isFalse();
        expense("REJECTED", 2);
        product.eventuallyDone("worker:W-0912", 10);
        assertThat(employee("W-0912").path("isInactive").asBoolean()).isTrue();
        assertThat(product.read("/api/v1/workers/W-0912").path("status").asText())
                .isEqualTo("TERMINATED");
        assertThat(product.read("/api/v1/workers/W-0912?asOf=2026-10-23")
                        .path("status")
                        .asText())
                .isEqualTo("ACTIVE");
    }

    private static void expense(String status, int version) throws Exception {
        ObjectNode event = Told.hire("W-0912");
        String what = status.equals("REJECTED") ? "reversed" : "submitted";
        event.put("id", "X-0912-v" + version)
                .put("source", "urn:mha:psa:kantata:mha")
                .put("type", "com.example.expense." + what + ".v1")
                .put("subject", "X-0912")
                .put("partitionkey", "expense:X-0912")
                .put("sequence", version)
                .remove("effectivedate");
        ObjectNode data = event.putObject("data");
        data.put("expenseId", "X-0912")
                .put("version", version)
                .put("workerId", "W-0912")
                .put("date", "2026-10-20")
                .put("category", "TRAVEL")
                .put("paymentMethod", "PERSONAL")
                .put("billable", false)
                .put("costCenterId", "CC-1100")
                .put("status", status);
        data.putObject("amount").put("amount", "180.50").put("currency", "USD");
        post(event);
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

    @Test
    @Order(4)
    void who_comes_back_under_another_number_is_the_worker_he_was_with_the_account_he_had() throws Exception {
        CLOCK.set(Instant.parse("2026-10-30T12:00:00Z"));
        employee("219961", "wid-0061-1", "2023-02-01", "2023-02-01", "0", "1", "2025-06-30");
        product.dropAndAwait("workday", "left.xml", vendors.recentlyEntered("219961"));
        String left = known("219961");
        product.eventuallyDone("worker:" + left, 4);
        assertThat(product.read("/api/v1/workers/" + left).path("status").asText())
                .isEqualTo("TERMINATED");

        CLOCK.set(Instant.parse("2026-10-30T14:00:00Z"));
        employee("210061", "wid-0061-2", "2026-10-26", "2023-02-01", "1", "0", "");
        JsonNode receipt = product.dropAndAwait("workday", "back.xml", vendors.recentlyEntered("210061"));
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);
        eventually().until(() -> account(left).path("active").asBoolean());
        assertThat(known("210061")).isEqualTo(left);
        assertThat(known("219961")).isEqualTo(left);
        JsonNode worker = product.read("/api/v1/workers/" + left);
        assertThat(worker.at("/employment/sequence").asInt()).isEqualTo(2);
        assertThat(worker.at("/employment/hireDate").asText()).isEqualTo("2026-10-26");
        assertThat(worker.at("/employment/originalHireDate").asText()).isEqualTo("2023-02-01");
        assertThat(product.read("/api/v1/workers/" + left + "?asOf=2025-06-30")
                        .at("/employment/sequence")
                        .asInt())
                .isEqualTo(1);
        assertThat(vendors.records("scim", "User"))
                .filteredOn(user -> user.path("userName").asText().startsWith("u0061@"))
                .hasSize(1);
    }

    /** The worker behind a number of the HRIS. */
    private static String known(String number) throws Exception {
        return product.product()
                .wiring()
                .stores()
                .knowledge()
                .canonicalId("worker", "workday", number)
                .orElseThrow();
    }

    private static void employee(
            String number, String wid, String hired, String first, String rehire, String terminated, String last) {
        vendors.seed(
                "workday",
                """
                {"recordType":"worker","WID":"%s","Employee_ID":"%s","User_ID":"u0061",
                 "Legal_First_Name":"Mira","Legal_Last_Name":"Stone","Email_Address":"u0061@meridian-harbor.example",
                 "Position_ID":"P-0061","Position_Title":"Consultant","Worker_Type":"REGULAR",
                 "Scheduled_Weekly_Hours":"40","Job_Family":"CONS","Location_ID":"US-NYC","Locale_ID":"en_US",
                 "Country_Alpha_2":"US","Country_Alpha_3":"USA","Municipality":"New York","Active":"1",
                 "Hire_Date":"%s","Original_Hire_Date":"%s","First_Day_of_Work":"%s","Rehire":"%s","Terminated":"%s",
                 "Termination_Date":"%s","Company":"LE-US","Company_Code":"1000","Company_Name":"Meridian Harbor Inc.",
                 "Cost_Center":"CC-1200","Cost_Center_Name":"Delivery West","Region":"AMER",
                 "Pay_Group":"US_SEMIMONTHLY","Manager_WID":"3aa5550b7fe348b98d7b5741afc60001",
                 "Effective_Date":"%s","Entry_Moment":"%s"}"""
                        .formatted(wid, number, hired, first, hired, rehire, terminated, last, hired, CLOCK.instant()));
    }

    private static void leave(String csv, String name) throws Exception {
        JsonNode receipt = product.dropAndAwait("workday", name, csv);
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);
    }

    private static ObjectNode ending(String id, int version, String what, String last) {
        return Told.ending(id, version, what, last, "VOLUNTARY", "2026-10-15T09:00:00Z");
    }

    private static void post(ObjectNode event) throws Exception {
        JsonNode answer =
                Json.tree(product.post("/api/v1/events", Json.write(event)).body());
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }

    private static JsonNode account(String id) {
        return only("scim", "User", "externalId", id);
    }

    private static JsonNode user(String id) {
        return only(
                "kantata",
                "users",
                "email_address",
                account(id).path("userName").asText());
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
