package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What fails lies on the desk with the money that waits on it, and what a person decides is done and written down. */
@TestMethodOrder(OrderAnnotation.class)
class DeskJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-28T06:05:12Z"));
    private static final String HEADER =
            "time_entry_id,version,worker_id,project_id,work_date,minutes,billable,role,status,approved_by,approved_at,note\n";
    private static final String[] DAYS = {"16", "19", "20", "21", "22", "23", "26", "27"};

    /** Cases the demo firm's customers leave: one on hold, one known twice. */
    private static final int CUSTOMERS = 2;

    private static String ben;

    @BeforeAll
    static void start() throws Exception {
        start(
                CLOCK,
                Map.of(
                        "throughline.delivery.attempts", "1",
                        "throughline.desk.millis", "200",
                        "throughline.systems.netsuite.timeout", "2000"));
        ben = new Keyring(product.product().wiring().operatorKey())
                .keyFor("ben")
                .value();
        hire("0041", "0042", "0043", "0044", "0045");
        openProject();
    }

    @Test
    @Order(1)
    void three_entries_the_erp_does_not_take_hold_the_whole_cycle_and_are_shown_as_one_problem() throws Exception {
        drop("others.csv", others());
        eventually().until(() -> vendors.records("netsuite", "timeBill").size() == 31);
        employee("W-0041", true);
        employee("W-0042", true);
        employee("W-0043", true);
        drop(
                "failing.csv",
                List.of(
                        row("T-8801", 1, "W-0041", "27", 480, "SAR"),
                        row("T-8811", 1, "W-0042", "27", 480, "SAR"),
                        row("T-8812", 1, "W-0043", "27", 450, "CON")));

        eventually()
                .until(() -> group("netsuite") != null
                        && group("netsuite").path("count").asInt() == 3
                        && vendors.records("netsuite", "timeBill").size() == 31);
        JsonNode group = group("netsuite");

        assertThat(amount(group, "direct")).isEqualTo("4565.00 USD");
        assertThat(amount(group, "blocked")).isEqualTo("64210.00 USD");
        assertThat(amount(group, "total")).isEqualTo("64210.00 USD");
        assertThat(amount(group, "groupCurrencyTotal")).isEqualTo("64210.00 USD");
        assertThat(group.at("/revenueExposure/estimated").asBoolean()).isFalse();
        assertThat(group.at("/payrollExposure/hours").asText()).isEqualTo("23.50");
        assertThat(group.path("severity").asText()).isEqualTo("CRITICAL");
        assertThat(group.at("/project/id").asText()).isEqualTo("P-1003");
        assertThat(group.at("/project/name").asText()).isEqualTo("Calder - Regulated core banking program");
        assertThat(group.at("/client/id").asText()).isEqualTo("C-02");
        assertThat(group.at("/client/name").asText()).isNotEmpty();
        assertThat(group.at("/billingCycle/id").asText()).isEqualTo("BC-P-1003-2026-10B");
        assertThat(group.at("/billingCycle/cutOff").asText()).isEqualTo("2026-10-31T23:59:59-04:00");
        assertThat(group.at("/billingCycle/daysLeft").asInt()).isEqualTo(3);
        assertThat(group.path("owner").asText()).isEqualTo("finance");
        assertThat(group.at("/action/code").asText()).isEqualTo("fix-erp-record");
        assertThat(group.path("message").asText()).contains("is inactive");
    }

    @Test
    @Order(2)
    void the_list_is_still_an_array_of_cases_with_the_most_money_first() throws Exception {
        drop("held.csv", List.of(row("T-8890", 1, "W-0044", "27", 1000, "CON")));
        eventually().until(() -> caseOf("T-8890") != null);

        JsonNode list = product.read("/api/v1/exceptions");

        assertThat(list.isArray()).isTrue();
        assertThat(list).hasSize(CUSTOMERS + 4);
        JsonNode first = list.get(0);
        assertThat(first.path("message").asText())
                .as("66 710.50 with its own worth")
                .contains("need a reason");
        first = list.get(1);
        assertThat(first.path("id").isIntegralNumber()).isTrue();
        assertThat(first.path("kind").asText()).isEqualTo("DEAD");
        assertThat(first.path("key").asText()).startsWith("time:T-88");
        assertThat(first.path("eventType").asText()).isEqualTo("time.approved.v1");
        assertThat(first.at("/technical/attempts").asInt()).isEqualTo(1);
        assertThat(first.at("/technical/attemptsLeft").asInt())
                .isEqualTo(Integer.parseInt(product.setting("throughline.delivery.attempts")) - 1);
        assertThat(first.at("/technical/code").asText())
                .isEqualTo(first.path("rule").asText());
        assertThat(product.read("/api/v1/exceptions?domain=delivery")).hasSize(1);
        assertThat(product.read("/api/v1/exceptions?system=netsuite&limit=2")).hasSize(2);
        JsonNode page = product.read("/api/v1/exceptions?limit=3");
        JsonNode rest = product.read(
                "/api/v1/exceptions?after=" + page.get(2).path("id").asText());
        assertThat(rest).hasSize(CUSTOMERS + 1);
        assertThat(product.get("/api/v1/exceptions?state=gone").statusCode()).isEqualTo(400);
    }

    @Test
    @Order(3)
    void a_payload_is_shown_before_and_after_its_mapping_and_the_look_is_written_down() throws Exception {
        String no = caseOf("T-8801").path("id").asText();
        int before = audited("payload.viewed").size();

        assertThat(product.read("/api/v1/exceptions/" + no).has("payload")).isFalse();
        assertThat(audited("payload.viewed")).hasSize(before);
        JsonNode payload =
                product.read("/api/v1/exceptions/" + no + "?view=payload").path("payload");

        assertThat(payload.at("/before/canonical/timeEntryId").asText()).isEqualTo("T-8801");
        assertThat(payload.at("/before/canonical/note").asText()).isEqualTo("********");
        assertThat(payload.at("/before").has("raw")).isFalse();
        assertThat(payload.at("/after/mapping").asText()).isEqualTo("netsuite/time.out.jslt");
        assertThat(payload.at("/after/mappingVersion").asText()).hasSize(64);
        assertThat(payload.at("/after/document/body/hours").asText()).isEqualTo("8:00");
        assertThat(payload.at("/after/document/body/department/externalId").asText())
                .isEqualTo("CC-1200");
        String eventId = caseOf("T-8801").path("eventId").asText();
        assertThat(audited("payload.viewed")).last().asString().isEqualTo("operator event:" + eventId);
        assertThat(product.read("/api/v1/exceptions/" + no + "?view=raw")
                        .at("/payload/before/raw")
                        .asText())
                .contains("T-8801");
        assertThat(audited("payload.viewed")).hasSize(before + 2);
    }

    @Test
    @Order(4)
    void a_case_can_be_given_to_a_person() throws Exception {
        String no = caseOf("T-8812").path("id").asText();

        assertThat(decide(no, "assign", "{\"person\":\"ann\"}").statusCode()).isEqualTo(200);

        assertThat(caseOf("T-8812").path("assignedTo").asText()).isEqualTo("ann");
        assertThat(audited("case.assigned")).containsExactly("operator case:" + no);
    }

    @Test
    @Order(5)
    void what_a_person_may_not_do_is_said_and_nothing_changes() throws Exception {
        String no = caseOf("T-8801").path("id").asText();

        assertThat(decide("999999", "replay", "{}").statusCode()).isEqualTo(404);
        assertThat(decide(no, "explode", "{}").statusCode()).isEqualTo(404);
        assertThat(decide(no, "discard", "{}").statusCode()).isEqualTo(422);
        assertThat(decide(no, "settle", "{\"reason\":\"seen\"}").statusCode()).isEqualTo(422);
        assertThat(decide(no, "assign", "{\"person\":\"NOT A PERSON\"}").statusCode())
                .isEqualTo(422);
        assertThat(decide(no, "replay", "{not json").statusCode()).isEqualTo(400);
        HttpResponse<String> schema = decide(no, "resubmit", "{\"patch\":{\"minutes\":\"many\"}}");
        assertThat(schema.statusCode()).isEqualTo(422);
        assertThat(Json.tree(schema.body()).at("/errors/0/pointer").asText()).isEqualTo("/minutes");
        HttpResponse<String> rule = decide(no, "resubmit", "{\"patch\":{\"minutes\":1000}}");
        assertThat(rule.statusCode()).isEqualTo(422);
        assertThat(Json.tree(rule.body()).at("/errors/0/rule").asText()).isEqualTo("V-TIM-02");
        assertThat(decide(no, "resubmit", "{\"patch\":{\"timeEntryId\":\"T-1\"}}")
                        .statusCode())
                .isEqualTo(422);

        assertThat(steps("T-8801")).containsExactly("DEAD");
        assertThat(caseOf("T-8801").path("state").asText()).isEqualTo("OPEN");
    }

    @Test
    @Order(6)
    void what_is_sent_once_more_and_taken_closes_its_case_by_itself() throws Exception {
        String no = caseOf("T-8812").path("id").asText();
        employee("W-0043", false);

        HttpResponse<String> answer = decide(no, "replay", "{}", "Idempotency-Key", "replay-" + no);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode asked = Json.tree(answer.body());
        assertThat(asked.path("message").asText()).contains("waits for a second person");
        assertThat(asked.path("events").asInt()).isEqualTo(1);
        assertThat(asked.path("payrollHours").asText()).isEqualTo("7.50");
        assertThat(asked.at("/money/amounts/0/amount").asText()).isEqualTo("1125.00");
        assertThat(steps("T-8812")).containsExactly("DEAD");
        assertThat(product.post("/api/v1/replays/" + asked.path("replay").asText() + "/approve", "{}")
                        .statusCode())
                .as("whoever asked for it")
                .isEqualTo(403);
        approve(answer);
        eventually().until(() -> state(no).equals("CLOSED"));
        assertThat(product.read("/api/v1/exceptions/" + no).path("closedBy").asText())
                .isEqualTo("the step was applied");
        assertThat(vendors.applied("netsuite", "timeBill", "T-8812")).hasSize(1);
        assertThat(decide(no, "replay", "{}", "Idempotency-Key", "replay-" + no).body())
                .isEqualTo(answer.body());
        assertThat(decide(no, "replay", "{}").statusCode()).isEqualTo(409);
        assertThat(amount(group("netsuite"), "direct")).isEqualTo("3440.00 USD");
        assertThat(audited("case.replay-asked")).containsExactly("operator case:" + no);
        assertThat(audited("replay.approve")).last().asString().startsWith("ben replay:");
    }

    @Test
    @Order(7)
    void a_case_that_fails_again_is_seen_twice_and_stays_one_case() throws Exception {
        String no = caseOf("T-8811").path("id").asText();

        approve(decide(no, "replay", "{}"));

        eventually().until(() -> caseOf("T-8811").path("timesSeen").asInt() == 2);
        assertThat(caseOf("T-8811").path("id").asText()).isEqualTo(no);
        assertThat(state(no)).isEqualTo("OPEN");
        assertThat(group("netsuite").path("count").asInt()).isEqualTo(2);
    }

    @Test
    @Order(8)
    void what_waited_behind_a_discarded_step_goes_in_its_order() throws Exception {
        String no = caseOf("T-8811").path("id").asText();
        employee("W-0042", false);
        drop("followers.csv", List.of(row("T-8811", 2, "W-0042", "27", 420, "SAR")));
        drop("followers3.csv", List.of(row("T-8811", 3, "W-0042", "27", 360, "SAR")));
        eventually().until(() -> steps("T-8811").size() == 3);
        assertThat(steps("T-8811")).containsExactly("DEAD", "PLANNED", "PLANNED");

        HttpResponse<String> answer = decide(no, "discard", "{\"reason\":\"corrected twice since\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        eventually().until(() -> steps("T-8811").equals(List.of("SKIPPED", "DONE", "DONE")));
        assertThat(vendors.applied("netsuite", "timeBill", "T-8811")).hasSize(2);
        assertThat(vendors.records("netsuite", "timeBill"))
                .filteredOn(bill -> bill.path("externalId").asText().equals("T-8811"))
                .singleElement()
                .satisfies(bill -> assertThat(bill.path("hours").asText()).isEqualTo("6:00"));
        assertThat(product.read("/api/v1/exceptions/" + no).path("closedBy").asText())
                .isEqualTo("discarded by operator: corrected twice since");
    }

    @Test
    @Order(9)
    void an_edit_becomes_a_new_version_and_the_original_stays() throws Exception {
        JsonNode open = caseOf("T-8801");
        String no = open.path("id").asText();
        String original = open.path("eventId").asText();
        employee("W-0041", false);

        HttpResponse<String> answer =
                decide(no, "resubmit", "{\"patch\":{\"minutes\":420},\"reason\":\"lunch was booked\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Json.tree(answer.body()).path("event").asText()).isEqualTo(original + ".v2");
        assertThat(Json.tree(answer.body()).path("status").asText()).isEqualTo("accepted");
        eventually().until(() -> steps("T-8801").equals(List.of("SKIPPED", "DONE")));
        JsonNode version = product.read("/api/v1/events/"
                + java.net.URLEncoder.encode(original + ".v2", java.nio.charset.StandardCharsets.UTF_8));
        assertThat(version.path("causationid").asText()).isEqualTo(original);
        assertThat(vendors.records("netsuite", "timeBill"))
                .filteredOn(bill -> bill.path("externalId").asText().equals("T-8801"))
                .singleElement()
                .satisfies(bill -> assertThat(bill.path("hours").asText()).isEqualTo("7:00"));
        assertThat(state(no)).isEqualTo("CLOSED");
        assertThat(audited("case.resubmitted")).containsExactly("operator case:" + no);
        assertThat(product.read("/api/v1/exceptions?state=CLOSED")
                        .get(0)
                        .path("closedBy")
                        .asText())
                .contains(original + ".v2");
    }

    @Test
    @Order(10)
    void a_held_event_stays_held_while_its_rule_holds_and_goes_when_it_is_put_right() throws Exception {
        JsonNode held = caseOf("T-8890");
        String no = held.path("id").asText();
        assertThat(held.path("rule").asText()).isEqualTo("V-TIM-02");
        assertThat(amount(held, "direct")).as("16.67 h at 150").isEqualTo("2500.50 USD");
        assertThat(held.path("owner").asText()).isEqualTo("delivery");

        HttpResponse<String> again = decide(no, "replay", "{}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Json.tree(again.body()).at("/errors/0/rule").asText()).isEqualTo("V-TIM-02");
        assertThat(state(no)).isEqualTo("OPEN");

        HttpResponse<String> edited = decide(no, "resubmit", "{\"patch\":{\"approverReason\":\"cut-over night\"}}");

        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        eventually()
                .until(() -> vendors.applied("netsuite", "timeBill", "T-8890").size() == 1);
        assertThat(state(no)).isEqualTo("CLOSED");
        assertThat(product.read("/api/v1/exceptions")).hasSize(CUSTOMERS);
    }

    @Test
    @Order(11)
    void what_a_person_found_in_the_target_settles_the_step_and_its_flow_goes_on() throws Exception {
        vendors.fault("netsuite", "{\"kind\":\"500-after\",\"match\":\"T-8895\"}");
        drop("doubt.csv", List.of(row("T-8895", 1, "W-0045", "27", 60, "CON")));
        eventually().until(() -> caseOf("T-8895") != null);
        JsonNode open = caseOf("T-8895");
        assertThat(open.path("kind").asText()).isEqualTo("HELD");
        assertThat(open.at("/technical/inDoubt").asBoolean()).isTrue();
        String there = vendors.records("netsuite", "timeBill").stream()
                .filter(bill -> bill.path("externalId").asText().equals("T-8895"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        HttpResponse<String> answer = decide(
                open.path("id").asText(),
                "settle",
                "{\"reference\":\"" + there + "\",\"reason\":\"seen in NetSuite\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        eventually().until(() -> steps("T-8895").equals(List.of("DONE")));
        assertThat(vendors.applied("netsuite", "timeBill", "T-8895")).hasSize(1);
        assertThat(product.trace("project:P-1003").findValuesAsText("id")).contains("T-8895-transferred-v1");
        assertThat(state(open.path("id").asText())).isEqualTo("CLOSED");
        assertThat(audited("case.settled"))
                .containsExactly("operator case:" + open.path("id").asText());
    }

    @Test
    @Order(12)
    void what_waits_is_shown_with_its_money_and_becomes_a_case_when_it_waits_too_long() throws Exception {
        drop("early.csv", List.of(row("T-7001", 1, "W-0041", "26", 120, "CON").replace("P-1003", "P-1001")));
        eventually()
                .until(() -> !product.read("/api/v1/exceptions?view=waiting").isEmpty());
        JsonNode waiting = product.read("/api/v1/exceptions?view=waiting").get(0);
        assertThat(waiting.path("waitsFor").asText()).isEqualTo("project@throughline:P-1001");
        assertThat(waiting.at("/payrollExposure/hours").asText()).isEqualTo("2.00");
        assertThat(product.read("/api/v1/exceptions")).hasSize(CUSTOMERS);

        CLOCK.set(CLOCK.instant().plusSeconds(301));

        eventually().until(() -> caseOf("T-7001") != null);
        JsonNode parked = caseOf("T-7001");
        assertThat(parked.path("kind").asText()).isEqualTo("PARKED");
        assertThat(parked.path("rule").asText()).isEqualTo("AWAITS");
        assertThat(parked.path("message").asText()).contains("project@throughline:P-1001");
        String no = parked.path("id").asText();
        assertThat(decide(no, "replay", "{}").statusCode()).isEqualTo(409);

        product.send("intake.salesforce", vendors.win("006Hs00000Q1001IAB"));

        eventually().until(() -> state(no).equals("CLOSED"));
        product.eventuallyDone("project:P-1001", 3);
    }

    private static List<String> others() {
        List<String> rows = new ArrayList<>();
        int slot = 0;
        for (String worker : List.of("W-0041", "W-0042", "W-0043", "W-0044", "W-0045")) {
            for (String day : DAYS) {
                if (!day.equals("27") && slot < 31) {
                    String role = slot < 25 ? "PM" : slot < 30 ? "CON" : "SAR";
                    rows.add(row("T-9" + (100 + slot), 1, worker, day, slot < 30 ? 480 : 180, role));
                    slot++;
                }
            }
        }
        return rows;
    }

    private static String row(String id, int version, String worker, String day, int minutes, String role) {
        return id + "," + version + "," + worker + ",P-1003,2026-10-" + day + "," + minutes + ",Y," + role
                + ",approved,W-0010,2026-10-28T05:00:00Z,private words";
    }

    private static void drop(String name, List<String> rows) throws Exception {
        JsonNode receipt = product.dropAndAwait("kantata", name, HEADER + String.join("\n", rows) + "\n");
        assertThat(receipt.path("rejected").asInt()).as(receipt.toString()).isZero();
    }

    /** Makes an employee of the ERP inactive as its own people would, or active again. */
    private static void employee(String workerId, boolean inactive) {
        ObjectNode record = vendors.records("netsuite", "employee").stream()
                .filter(one -> one.path("externalId").asText().equals(workerId))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        vendors.seed("netsuite", Json.write(record.put("isInactive", inactive)));
    }

    private static HttpResponse<String> decide(String no, String action, String body, String... headers)
            throws Exception {
        return product.post("/api/v1/exceptions/" + no + "/" + action, body, headers);
    }

    /** Another person agrees to the replay that a decision asked for. */
    private static void approve(HttpResponse<String> asked) throws Exception {
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + product.setting("throughline.http.port") + "/api/v1/replays/"
                        + Json.tree(asked.body()).path("replay").asText() + "/approve"))
                .header("X-API-Key", ben)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static String state(String no) throws Exception {
        return product.read("/api/v1/exceptions/" + no).path("state").asText();
    }

    private static JsonNode group(String system) throws Exception {
        return stream(product.read("/api/v1/exceptions?view=groups"))
                .filter(one -> one.path("system").asText().equals(system))
                .findFirst()
                .orElse(null);
    }

    private static JsonNode caseOf(String timeEntryId) throws Exception {
        return stream(product.read("/api/v1/exceptions"))
                .filter(one -> one.path("key").asText().equals("time:" + timeEntryId)
                        || one.path("eventId").asText().contains("-" + timeEntryId + "-"))
                .findFirst()
                .orElse(null);
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String amount(JsonNode one, String which) {
        JsonNode money = one.path("revenueExposure").path(which);
        return money.path("amount").asText() + " " + money.path("currency").asText();
    }

    /** States of the ERP steps of one entry, in their order. */
    private static List<String> steps(String timeEntryId) {
        return strings("select state from step where lane = 'time:" + timeEntryId + "' and system = 'netsuite' order by"
                + " step_no");
    }

    private static List<String> audited(String action) {
        return strings(
                "select actor || ' ' || subject from audit where action = '" + action + "' order by at, chain_pos");
    }

    private static List<String> strings(String sql) {
        return product.product().wiring().stores().database().read(connection -> {
            try (var statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                List<String> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
                return all;
            }
        });
    }
}
