package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.people.Availability;
import io.throughline.people.Told;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of people who come: hired ahead, hired again. */
@TestMethodOrder(OrderAnnotation.class)
class EdgeCasePeopleJourneyTest {

    private static final String FUTURE = "W-0021";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(
                folder, "2026-09-25T09:00:00Z", "throughline.desk.millis", "200", "throughline.alerts.millis", "200");
        firm.hire("W-0001", "W-0010", "W-0027");
        JsonNode hired = Json.tree(Files.readString(Path.of("src/test/resources/canonical/worker_hired.json")));
        ((ObjectNode) hired.get("data")).put("payrollId", "121");
        firm.product().send("intake.canonical", Json.write(hired));
        firm.product().eventuallyDone("worker:" + FUTURE, 4);
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    @Order(1)
    void E28_workday_date_with_offset() throws Exception {
        firm.vendors().hire("0047", "Olga", "Lund", "2026-10-05");
        String document = new String(firm.vendors().recentlyEntered("210047"), StandardCharsets.UTF_8);
        assertThat(document).containsPattern("Hire_Date>2026-10-05(-\\d\\d:00)?<");
        JsonNode receipt = firm.product()
                .dropAndAwait(
                        "workday",
                        "offset.xml",
                        document.replaceAll("Hire_Date>2026-10-05[^<]*<", "Hire_Date>2026-10-05-07:00<"));
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);

        firm.product().eventuallyDone("worker:W-0047", 4);
        JsonNode worker = firm.product().read("/api/v1/workers/W-0047");
        assertThat(worker.at("/employment/hireDate").asText()).isEqualTo("2026-10-05");
        assertThat(worker.at("/employment/originalHireDate").asText()).isEqualTo("2026-10-05");
        assertThat(worker.path("effectiveDate").asText()).isEqualTo("2026-10-05");
        assertThat(firm.records("netsuite", "employee", "externalId", "W-0047"))
                .extracting(employee -> employee.path("hireDate").asText())
                .containsExactly("2026-10-05");
    }

    @Test
    @Order(2)
    void E02_rehire() throws Exception {
        String left = "W-0016";
        ObjectNode first = EdgeFirm.hired(left);
        ObjectNode data = (ObjectNode) first.get("data");
        data.put("effectiveDate", "2023-02-01").put("workEmail", "elliot.crane@meridian-harbor.example");
        ((ObjectNode) data.get("employment")).put("hireDate", "2023-02-01").put("originalHireDate", "2023-02-01");
        data.putArray("xref")
                .addObject()
                .put("system", "workday:mha_demo")
                .put("type", "Employee_ID")
                .put("value", "210016-A")
                .put("primary", true);
        firm.post(first);
        firm.product().eventuallyDone("worker:" + left, 4);
        firm.post(Told.ending(left, 2, "terminated", "2025-06-30", "VOLUNTARY", "2026-09-25T09:00:00Z"));
        firm.until("worker:" + left, () -> !accounts().get(0).path("active").asBoolean());

        firm.clock().set(Instant.parse("2026-09-28T12:00:00Z"));
        crane("210016", "wid-0016-2", "2026-10-05", "1", "0", "");

        assertThat(known("210016")).isEqualTo(left);
        assertThat(known("210016-A")).isEqualTo(left);
        firm.clock().set(Instant.parse("2026-10-05T04:00:01Z"));
        firm.until("worker:" + left, () -> accounts().get(0).path("active").asBoolean());
        assertThat(accounts()).hasSize(1);
        JsonNode worker = firm.product().read("/api/v1/workers/" + left);
        assertThat(worker.at("/employment/sequence").asInt()).isEqualTo(2);
        assertThat(worker.at("/employment/hireDate").asText()).isEqualTo("2026-10-05");
        assertThat(worker.at("/employment/originalHireDate").asText()).isEqualTo("2023-02-01");
        assertThat(firm.product()
                        .read("/api/v1/workers/" + left + "?asOf=2025-06-30")
                        .at("/employment/sequence")
                        .asInt())
                .isEqualTo(1);
        assertThat(capacity(left).from()).isEqualTo(LocalDate.parse("2026-10-05"));
    }

    @Test
    @Order(3)
    void E01_hired_in_the_future() throws Exception {
        assertThat(firm.product()
                        .read("/api/v1/workers/" + FUTURE)
                        .path("status")
                        .asText())
                .isEqualTo("PREHIRE");
        assertThat(account(FUTURE).path("active").asBoolean()).isFalse();
        JsonNode resource =
                firm.records("openair", "User", "externalid", FUTURE).get(0);
        assertThat(firm.records(
                        "openair", "LoadedCost", "userid", resource.path("id").asText()))
                .extracting(cost -> cost.path("start").asText())
                .containsExactly("2026-10-19");
        Availability capacity = capacity(FUTURE);
        assertThat(capacity.from()).isEqualTo(LocalDate.parse("2026-10-19"));
        assertThat(capacity.days().get(0).minutes()).isEqualTo(480);
        firm.open("P-1004");
        JsonNode early = firm.post(booking("A-0101", "2026-10-12"));
        assertThat(early.path("status").asText()).as(early.toString()).isEqualTo("held");
        assertThat(firm.onlyCase("V-ASG-01", FUTURE).path("message").asText()).contains("2026-10-19");
        JsonNode inTime = firm.post(booking("A-0102", "2026-10-19"));
        assertThat(inTime.path("status").asText()).as(inTime.toString()).isEqualTo("accepted");

        firm.clock().set(Instant.parse("2026-10-18T21:59:58Z"));
        firm.hire("W-0009");
        assertThat(account(FUTURE).path("active").asBoolean())
                .as("two seconds to midnight in Berlin")
                .isFalse();
        assertThat(firm.events("worker:" + FUTURE, "worker.activated.v1")).isEmpty();

        firm.clock().set(Instant.parse("2026-10-18T22:00:01Z"));
        firm.until("worker:" + FUTURE, () -> account(FUTURE).path("active").asBoolean());
        assertThat(firm.events("worker:" + FUTURE, "worker.activated.v1")).hasSize(1);
    }

    private static void crane(String number, String wid, String hired, String rehire, String terminated, String last)
            throws Exception {
        firm.vendors()
                .seed(
                        "workday",
                        """
                        {"recordType":"worker","WID":"%s","Employee_ID":"%s","User_ID":"ucrane",
                         "Legal_First_Name":"Elliot","Legal_Last_Name":"Crane",
                         "Email_Address":"elliot.crane@meridian-harbor.example",
                         "Position_ID":"P-0016","Position_Title":"Analyst","Worker_Type":"REGULAR",
                         "Scheduled_Weekly_Hours":"40","Job_Family":"CONS","Location_ID":"US-NYC","Locale_ID":"en_US",
                         "Country_Alpha_2":"US","Country_Alpha_3":"USA","Municipality":"New York","Active":"1",
                         "Hire_Date":"%s","Original_Hire_Date":"2023-02-01","First_Day_of_Work":"%s","Rehire":"%s",
                         "Terminated":"%s","Termination_Date":"%s","Company":"LE-US","Company_Code":"1000",
                         "Company_Name":"Meridian Harbor Inc.","Cost_Center":"CC-1100",
                         "Cost_Center_Name":"Delivery East","Region":"AMER","Pay_Group":"US_SEMIMONTHLY",
                         "Manager_WID":"3aa5550b7fe348b98d7b5741afc60001","Effective_Date":"%s","Entry_Moment":"%s"}"""
                                .formatted(
                                        wid,
                                        number,
                                        hired,
                                        hired,
                                        rehire,
                                        terminated,
                                        last,
                                        hired,
                                        firm.clock().instant()));
        JsonNode receipt = firm.product()
                .dropAndAwait("workday", wid + ".xml", firm.vendors().recentlyEntered(number));
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isPositive();
        assertThat(receipt.path("rejected").asInt()).as(receipt.toString()).isZero();
    }

    private static List<JsonNode> accounts() {
        return firm.vendors().records("scim", "User").stream()
                .filter(user -> user.path("userName").asText().startsWith("elliot.crane"))
                .toList();
    }

    /** The worker behind a number of Workday. */
    private static String known(String number) throws Exception {
        JsonNode found = firm.product().read("/api/v1/workers?system=workday&id=" + number);
        assertThat(found.findValuesAsText("workerId")).as(found.toString()).isNotEmpty();
        return found.findValuesAsText("workerId").get(0);
    }

    private static JsonNode account(String workerId) {
        return firm.records("scim", "User", "externalId", workerId).get(0);
    }

    private static Availability capacity(String workerId) {
        return firm.product()
                .product()
                .wiring()
                .stores()
                .knowledge()
                .latest("availability", workerId, Availability.class)
                .orElseThrow();
    }

    private static ObjectNode booking(String id, String from) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("assignmentId", id)
                .put("version", 1)
                .put("workerId", FUTURE)
                .put("projectId", "P-1004")
                .put("roleId", "SAR")
                .put("status", "APPROVED")
                .put("from", from)
                .put("to", "2026-11-01")
                .put("billable", true)
                .put("sourceSystem", "openair");
        data.putObject("allocation").put("minutesPerDay", 240);
        return firm.event("urn:mha:psa:openair:mha", "assignment.approved.v1", id, data)
                .put("partitionkey", "worker:" + FUTURE);
    }
}
