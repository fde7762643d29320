package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.people.Told;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Changed fields of a worker take effect on their date in every system, whichever comes first and through which door. */
@TestMethodOrder(OrderAnnotation.class)
class ChangeJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-20T12:00:00Z"));
    private static final String CENTER = "org.costCenterId";
    private static final String TITLE = "job.title";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static final JsonNode NOTHING = Json.mapper().createObjectNode();

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
    }

    @Test
    @Order(1)
    void a_change_reaches_identity_erp_psa_and_payroll_and_the_days_before_keep_what_they_had() throws Exception {
        product.send("intake.canonical", Json.write(Told.hire("W-0901")));
        product.eventuallyDone("worker:W-0901", 4);

        String answer = post(Told.change(
                "W-0901", 2, "2026-10-05", CENTER, "CC-1100", "CC-1200", TITLE, "Consultant", "Lead Consultant"));

        assertThat(Json.tree(answer).path("status").asText()).isEqualTo("accepted");
        awaitSystems("W-0901", "CC-1200", "Lead Consultant");
        product.eventuallyDone("worker:W-0901", 8);
        assertThat(worker("W-0901", "?asOf=2026-10-04").at("/org/costCenterId").asText())
                .isEqualTo("CC-1100");
        assertThat(worker("W-0901", "?asOf=2026-10-05").at("/org/costCenterId").asText())
                .isEqualTo("CC-1200");
        assertThat(payroll("W-0901").path("Effective Date").asText()).isEqualTo("10/05/2026");
        assertThat(vendors.records("scim", "User"))
                .filteredOn(user -> user.path("externalId").asText().equals("W-0901"))
                .hasSize(1);

        String again = post(Told.change(
                "W-0901", 2, "2026-10-05", CENTER, "CC-1100", "CC-1200", TITLE, "Consultant", "Lead Consultant"));
        assertThat(Json.tree(again).path("status").asText()).isEqualTo("duplicate");
    }

    @Test
    @Order(2)
    void a_report_of_changes_dropped_as_a_file_takes_the_same_way() throws Exception {
        vendors.hire("0044", "Ivo", "Lund", "2026-10-01");
        product.dropAndAwait("workday", "hire.xml", vendors.recentlyEntered("210044"));
        product.eventuallyDone("worker:W-0044", 4);
        CLOCK.set(CLOCK.instant().plusSeconds(600));

        JsonNode receipt = product.dropAndAwait(
                "workday",
                "changes.xml",
                """
                <wd:Report_Data xmlns:wd="urn:com.workday.report/MHA_Worker_Changes"><wd:Report_Entry>
                 <wd:Employee_ID>210044</wd:Employee_ID><wd:Effective_Date>2026-10-12-07:00</wd:Effective_Date>
                 <wd:Entry_Moment>%s</wd:Entry_Moment>
                 <wd:Cost_Center_Prior>CC-1200</wd:Cost_Center_Prior>
                 <wd:Cost_Center_Proposed>CC-1900</wd:Cost_Center_Proposed>
                 <wd:Weekly_Hours_Prior>40</wd:Weekly_Hours_Prior><wd:Weekly_Hours_Proposed>32</wd:Weekly_Hours_Proposed>
                 <wd:FTE_Prior>1</wd:FTE_Prior><wd:FTE_Proposed>0.8</wd:FTE_Proposed>
                </wd:Report_Entry></wd:Report_Data>"""
                        .formatted(CLOCK.instant().minusSeconds(60)));

        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);
        awaitSystems("W-0044", "CC-1900", "Consultant");
        assertThat(payroll("W-0044").path("Standard Hours").asText()).isEqualTo("32.00");
        assertThat(user("W-0044").path("weekly_minutes").asInt()).isEqualTo(1920);
        assertThat(worker("W-0044", "").at("/employment/workPattern/fri").asText())
                .isEqualTo("6.40");
    }

    @Test
    @Order(3)
    void a_change_waits_for_a_worker_nobody_has_hired_yet() throws Exception {
        String answer = post(Told.change("W-0902", 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        assertThat(Json.tree(answer).path("status").asText()).isEqualTo("parked");
        assertThat(waiting()).contains("worker@throughline:W-0902");

        product.send("intake.canonical", Json.write(Told.hire("W-0902")));

        awaitSystems("W-0902", "CC-1200", "Consultant");
        assertThat(waiting()).doesNotContain("W-0902");
    }

    @Test
    @Order(4)
    void a_change_made_to_another_state_is_not_applied_until_the_one_before_it_has_come() throws Exception {
        post(Told.hire("W-0903"));
        product.eventuallyDone("worker:W-0903", 4);
        String answer = post(Told.change("W-0903", 3, "2026-10-12", CENTER, "CC-1200", "CC-1900"));
        assertThat(Json.tree(answer).path("status").asText()).isEqualTo("parked");
        assertThat(waiting()).contains("worker-state@throughline:W-0903");
        post(Told.change("W-0903", 4, "2026-10-13", TITLE, "Consultant", "Principal"));
        awaitSystems("W-0903", "CC-1100", "Principal");

        post(Told.change("W-0903", 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"));

        awaitSystems("W-0903", "CC-1900", "Principal");
    }

    @Test
    @Order(5)
    void an_older_worker_as_a_whole_changes_nothing_after_a_newer_change() throws Exception {
        post(Told.hire("W-0904"));
        post(Told.change("W-0904", 5, "2026-10-05", CENTER, "CC-1100", "CC-1200"));
        awaitSystems("W-0904", "CC-1200", "Consultant");
        product.eventuallyDone("worker:W-0904", 8);

        post(Told.whole("W-0904", 3, "CC-1100", "Consultant", "2026-10-04T10:00:00Z"));
        assertThat(steps("W-0904")).isEqualTo(8);

        post(Told.whole("W-0904", 9, "CC-1900", "Partner", "2026-10-20T10:00:00Z"));
        awaitSystems("W-0904", "CC-1900", "Partner");
        assertThat(worker("W-0904", "?asOf=2026-10-04").at("/org/costCenterId").asText())
                .isEqualTo("CC-1100");
    }

    /** Every order of five changes, each for a worker of its own, then the day on which the last of them takes effect. */
    @Test
    @Order(6)
    void orders_of_all_kinds_end_in_the_same_days_and_the_same_records_everywhere() throws Exception {
        List<String> ids = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        List<List<Integer>> orders = Told.orders(List.of(0, 1, 2, 3, 4));
        for (int i = 0; i < orders.size(); i += 3) { // all of them are tried by ChangeRulesTest
            String id = "W-%04d".formatted(2000 + i);
            ids.add(id);
            List<ObjectNode> events = List.of(
                    Told.hire(id),
                    Told.change(id, 2, "2026-10-05", CENTER, "CC-1100", "CC-1200"),
                    Told.change(id, 3, "2026-10-12", TITLE, "Consultant", "Lead"),
                    Told.change(id, 4, "2026-10-05", CENTER, "CC-1200", "CC-1900"),
                    Told.change(id, 5, "2026-12-01", CENTER, "CC-1900", "CC-1100"));
            for (int next : orders.get(i)) {
                messages.add(Json.write(events.get(next)));
            }
            messages.add(Json.write(events.get(orders.get(i).get(0))));
        }
        send(messages);
        awaitSystems(ids, "CC-1900", "Lead");
        for (String id : ids) {
            eventually(() -> days(id), "CC-1100 Consultant, CC-1900 Consultant, CC-1900 Lead, CC-1100 Lead"::equals);
            assertThat(worker(id, "").at("/org/costCenterId").asText()).as(id).isEqualTo("CC-1900");
        }

        CLOCK.set(Instant.parse("2026-12-01T04:58:00Z"));
        post(Told.hire("W-0905"));
        product.eventuallyDone("worker:W-0905", 4);
        assertThat(held().get(ids.get(0)))
                .as("two minutes to midnight in New York")
                .startsWith("CC-1900 CC-1900 CC1900");

        CLOCK.set(Instant.parse("2026-12-01T05:00:01Z"));
        awaitSystems(ids, "CC-1100", "Lead");
        assertThat(payroll(ids.get(0)).path("Effective Date").asText()).isEqualTo("12/01/2026");
    }

    private static void send(List<String> messages) {
        try (ActiveMQConnectionFactory factory = product.connections();
                JMSContext context = factory.createContext("operator", product.operatorKey())) {
            Queue queue = context.createQueue("intake.canonical");
            messages.forEach(message -> context.createProducer().send(queue, message.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String post(ObjectNode event) throws Exception {
        return product.post("/api/v1/events", Json.write(event)).body();
    }

    private static JsonNode worker(String id, String query) throws Exception {
        return product.read("/api/v1/workers/" + id + query);
    }

    private static String days(String id) throws Exception {
        List<String> days = new ArrayList<>();
        for (String day : List.of("2026-10-04", "2026-10-05", "2026-10-12", "2026-12-01")) {
            JsonNode worker = worker(id, "?asOf=" + day);
            days.add(worker.at("/org/costCenterId").asText() + " "
                    + worker.at("/job/title").asText());
        }
        return String.join(", ", days);
    }

    private static String waiting() throws Exception {
        return product.get("/api/v1/exceptions?view=waiting").body();
    }

    private static int steps(String id) throws Exception {
        return product.trace("worker:" + id).path("events").findValues("steps").stream()
                .mapToInt(steps -> ((ArrayNode) steps).size())
                .sum();
    }

    /** Waits until identity, ERP, PSA and payroll hold this cost centre and title, each where it has a place for it. */
    private static void awaitSystems(String id, String costCenter, String title) throws Exception {
        awaitSystems(List.of(id), costCenter, title);
    }

    private static void awaitSystems(List<String> ids, String costCenter, String title) throws Exception {
        String centers = costCenter + " " + costCenter + " " + costCenter.replace("-", "");
        String wanted = centers + " " + title + " " + title + " " + title;
        Map<String, String> last = new TreeMap<>();
        try {
            eventually().until(() -> {
                Map<String, String> held = held();
                last.clear();
                ids.forEach(id -> last.put(id, held.getOrDefault(id, "nothing")));
                last.values().removeIf(wanted::equals);
                return last.isEmpty();
            });
        } catch (ConditionTimeoutException late) {
            String id = last.keySet().iterator().next();
            throw new AssertionError(
                    last + " instead of " + wanted + "\n"
                            + product.trace("worker:" + id).toPrettyString(),
                    late);
        }
    }

    /** Cost centres in identity, ERP and payroll and titles in identity, ERP and PSA, by worker. */
    private static Map<String, String> held() {
        Map<String, JsonNode> employees = byField("netsuite", "employee", "externalId");
        Map<String, JsonNode> departments = byField("netsuite", "department", "id");
        Map<String, JsonNode> paid = byField("adp", "employee", "Associate ID");
        Map<String, JsonNode> users = byField("kantata", "users", "email_address");
        Map<String, String> held = new TreeMap<>();
        byField("scim", "User", "externalId").forEach((id, account) -> {
            JsonNode employee = employees.getOrDefault(id, NOTHING);
            JsonNode department = employee.path("department");
            String center = department.hasNonNull("externalId")
                    ? department.path("externalId").asText()
                    : departments
                            .getOrDefault(department.path("id").asText(), NOTHING)
                            .path("externalId")
                            .asText();
            held.put(
                    id,
                    account.path(ENTERPRISE).path("costCenter").asText() + " " + center + " "
                            + paid.getOrDefault(id, NOTHING)
                                    .path("Home Department")
                                    .asText()
                            + " " + account.path("title").asText() + " "
                            + employee.path("title").asText() + " "
                            + users.getOrDefault(account.path("userName").asText(), NOTHING)
                                    .path("headline")
                                    .asText());
        });
        return held;
    }

    private static JsonNode user(String id) {
        String mail = byField("scim", "User", "externalId")
                .getOrDefault(id, NOTHING)
                .path("userName")
                .asText();
        return byField("kantata", "users", "email_address").getOrDefault(mail, NOTHING);
    }

    private static JsonNode payroll(String id) {
        return byField("adp", "employee", "Associate ID").getOrDefault(id, NOTHING);
    }

    private static Map<String, JsonNode> byField(String vendor, String type, String field) {
        Map<String, JsonNode> records = new TreeMap<>();
        vendors.records(vendor, type)
                .forEach(record -> records.put(record.path(field).asText(), record));
        return records;
    }
}
