package io.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import io.throughline.http.OperatorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of the desk on the command line, and what their decisions send. */
class ExceptionsCommandTest extends CommandLineFixture {

    private static final String CASE =
            """
            {"id":7,"kind":"DEAD","state":"OPEN","key":"time:T-8801","system":"netsuite","rule":"INVALID_KEY_OR_REF",
             "message":"The employee W-0041 is inactive.","openedAt":"2026-10-28T06:05:12Z",
             "lastSeen":"2026-10-28T06:05:12Z","timesSeen":1,"eventId":"e-1","eventType":"time.approved.v1",
             "group":"0123456789abcdef","severity":"CRITICAL","owner":"finance","assignedTo":"ann",
             "action":{"code":"fix-erp-record","text":"Reactivate it."},
             "project":{"id":"P-1003","name":"Core banking"},"client":{"id":"C-02","name":"Calder Regional Bank"},
             "billingCycle":{"id":"BC-P-1003-2026-10B","cutOff":"2026-10-31T23:59:59-04:00","daysLeft":3},
             "revenueExposure":{"direct":{"amount":"1720.00","currency":"USD"},
              "blocked":{"amount":"64210.00","currency":"USD"},"total":{"amount":"64210.00","currency":"USD"},
              "groupCurrencyTotal":{"amount":"64210.00","currency":"USD"},"estimated":false},
             "payrollExposure":{"hours":"8.00"},
             "technical":{"step":"erp","operation":"time","state":"DEAD","attempts":1,"inDoubt":false}}""";
    private static final String GROUPS =
            """
            [{"group":"0123456789abcdef","count":1,"kind":"DEAD","system":"netsuite","what":"time",
             "rule":"INVALID_KEY_OR_REF","message":"The employee W-0041 is inactive.","severity":"CRITICAL",
             "owner":"finance","action":{"code":"fix-erp-record","text":"Reactivate it."},
             "project":{"id":"P-1003","name":"Core banking"},
             "billingCycle":{"id":"BC-P-1003-2026-10B","cutOff":"2026-10-31T23:59:59-04:00","daysLeft":3},
             "revenueExposure":{"total":{"amount":"64210.00","currency":"USD"},
              "groupCurrencyTotal":{"amount":"64210.00","currency":"USD"},"estimated":true},
             "cases":[%s]}]"""
                    .formatted(CASE);

    private OperatorKey operator;

    @BeforeEach
    void writeTheKey() {
        operator = OperatorKey.at(data.resolve("operator.key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "replay", "discard", "resubmit", "settle", "assign"})
    void every_verb_explains_itself(String verb) {
        assertThat(run("exceptions", verb, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: throughline exceptions " + verb);
    }

    @Test
    void causes_are_listed_in_columns_with_money_on_the_right() {
        answers.put("GET /api/v1/exceptions?view=groups", "200 " + flat(GROUPS));

        assertThat(run("exceptions", "list")).isZero();

        String[] lines = out.toString().split("\n");
        assertThat(lines[0]).isEqualTo("         AT RISK  SEVERITY OWNER      CASES  CUT-OFF     WHAT");
        assertThat(lines[1])
                .isEqualTo("  ~64,210.00 USD  CRITICAL finance        1  3 days      netsuite/time  INVALID_KEY_OR_REF "
                        + " P-1003 Core banking");
        assertThat(lines[2]).isEqualTo("                  The employee W-0041 is inactive.");
        assertThat(lines[4])
                .startsWith("   64,210.00 USD  #7")
                .contains("time:T-8801")
                .endsWith("-> ann");
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(requests).singleElement().asString().contains("Bearer " + operator.value());
    }

    @Test
    void a_long_message_is_cut_at_the_edge_of_the_page() {
        answers.put("GET /api/v1/exceptions", "200 " + flat(GROUPS).replace("is inactive", "is inactive ".repeat(40)));

        run("exceptions", "list");

        assertThat(out.toString().split("\n"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(out.toString()).contains("...");
    }

    @Test
    void json_is_the_array_of_cases_and_filters_go_along() {
        answers.put(
                "GET /api/v1/exceptions?domain=finance&system=netsuite&state=OPEN&limit=5", "200 [" + flat(CASE) + "]");

        assertThat(run(
                        "exceptions",
                        "list",
                        "--json",
                        "--domain",
                        "finance",
                        "--system",
                        "netsuite",
                        "--state",
                        "OPEN",
                        "--limit",
                        "5"))
                .isZero();

        assertThat(Json.tree(out.toString()).get(0).path("id").asInt()).isEqualTo(7);
    }

    @Test
    void what_waits_is_listed_with_its_hours() {
        answers.put(
                "GET /api/v1/exceptions?view=waiting",
                "200 [{\"waitsFor\":\"project:P-1001@netsuite\",\"count\":2,\"since\":\"2026-10-28T06:00:00Z\","
                        + "\"revenueExposure\":{\"total\":{\"amount\":\"1234.50\",\"currency\":\"EUR\"}},"
                        + "\"payrollExposure\":{\"hours\":\"2.00\"}}]");

        assertThat(run("exceptions", "list", "--waiting")).isZero();

        assertThat(out.toString()).contains("1,234.50 EUR").contains("2.00").contains("project:P-1001@netsuite");
    }

    @Test
    void one_case_is_told_in_full_and_its_payload_only_when_asked_for() {
        answers.put("GET /api/v1/exceptions/7", "200 " + flat(CASE));

        assertThat(run("exceptions", "show", "7")).isZero();

        assertThat(out.toString())
                .contains("Calder Regional Bank")
                .contains("BC-P-1003-2026-10B")
                .contains("1,720.00 USD")
                .contains("Reactivate it.")
                .contains("erp DEAD, 1 attempts");
        assertThat(requests).singleElement().asString().doesNotContain("?");
        run("exceptions", "show", "7", "--payload");
        assertThat(requests).last().asString().contains("/7?view=payload");
        run("exceptions", "show", "7", "--raw");
        assertThat(requests).last().asString().contains("/7?view=raw");
    }

    @Test
    void a_case_whose_step_is_tried_again_says_how_often_when_and_why() {
        String technical = "\"attempts\":3,\"attemptsLeft\":7,\"nextAttempt\":\"2026-10-28T06:10:00Z\","
                + "\"lastError\":\"busy\"";
        answers.put(
                "GET /api/v1/exceptions/7",
                "200 " + flat(CASE.replace("\"state\":\"DEAD\",\"attempts\":1", "\"state\":\"RETRY\"," + technical)));

        assertThat(run("exceptions", "show", "7")).isZero();

        assertThat(out.toString()).containsPattern("attempt 3 of 10, next at 10-2\\d \\d\\d:\\d\\d, because busy");
    }

    @Test
    void an_unknown_case_ends_with_1() {
        assertThat(run("exceptions", "show", "99")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing");
    }

    @Test
    void several_cases_are_decided_one_by_one_and_a_refusal_ends_with_1() {
        answers.put("POST /api/v1/exceptions/7/discard", "200 {\"id\":7,\"action\":\"discard\",\"state\":\"CLOSED\"}");
        answers.put("POST /api/v1/exceptions/8/discard", "409 {\"detail\":\"case 8 is closed\"}");

        assertThat(run("exceptions", "discard", "7", "8", "--reason", "sent twice"))
                .isEqualTo(1);

        assertThat(out.toString()).contains("case 7: discard, state CLOSED");
        assertThat(err.toString())
                .contains("case 8")
                .contains("case 8 is closed")
                .contains("409");
        assertThat(bodies).allMatch("{\"reason\":\"sent twice\"}"::equals);
    }

    @Test
    void the_steps_of_a_whole_group_are_one_replay_that_is_shown_before_it_is_asked_for() {
        String other = flat(CASE).replace("\"id\":7", "\"id\":8").replace("e-1", "e-2");
        answers.put("GET /api/v1/exceptions", "200 [" + flat(CASE) + "," + other + "]");
        answers.put(
                "POST /api/v1/replays",
                "201 {\"id\":9,\"preview\":{\"events\":2,\"steps\":2,\"payrollHours\":\"16.00\",\"money\":{\"amounts\":"
                        + "[{\"amount\":\"3440.00\",\"currency\":\"USD\"}]},\"before\":[{\"case\":7,\"events\":1,"
                        + "\"by\":\"anna\",\"at\":\"2026-10-01T00:00:00Z\"}]}}");
        answers.put(
                "POST /api/v1/replays/9/confirm",
                "200 {\"id\":9,\"state\":\"CONFIRMED\",\"taken\":0,\"events\":2,\"outcomes\":{}}");

        assertThat(run("exceptions", "replay", "0123456789abcdef")).isZero();

        assertThat(requests)
                .extracting(request -> request.split(" ")[1])
                .containsExactly("/api/v1/exceptions", "/api/v1/replays", "/api/v1/replays/9/confirm");
        assertThat(Json.tree(bodies.get(1)))
                .isEqualTo(Json.tree("{\"events\":[\"e-1\",\"e-2\"],\"steps\":[\"erp\"],\"targets\":[\"netsuite\"],"
                        + "\"absent\":false,\"reason\":\"group 0123456789abcdef\"}"));
        assertThat(out.toString())
                .contains("money: 3440.00 USD")
                .contains("payroll: 16.00 hours")
                .contains("1 of them at the desk, case 7 by anna")
                .contains("throughline replay approve 9 --as <person>");
    }

    @Test
    void what_of_a_group_is_no_step_is_decided_case_by_case() {
        String held = flat(CASE).replaceAll(",\"technical\":\\{[^}]*}", "");
        answers.put("GET /api/v1/exceptions", "200 [" + held + "]");
        answers.put("POST /api/v1/exceptions/7/replay", "200 {\"state\":\"CLOSED\"}");

        assertThat(run("exceptions", "replay", "0123456789abcdef")).isZero();

        assertThat(requests).last().asString().startsWith("POST /api/v1/exceptions/7/replay");
        assertThat(bodies).last().isEqualTo("{}");
    }

    @Test
    void a_step_that_moves_money_waits_for_a_second_person_and_it_is_said_how_they_agree() {
        answers.put(
                "POST /api/v1/exceptions/7/replay",
                "202 {\"id\":7,\"state\":\"OPEN\",\"step\":\"erp\",\"replay\":9,\"events\":1,\"payrollHours\":\"8.00\","
                        + "\"message\":\"replay 9 waits for a second person\",\"money\":{\"amounts\":[{\"amount\":\"1720.00\","
                        + "\"currency\":\"USD\"}]}}");

        assertThat(run("exceptions", "replay", "7")).isZero();

        assertThat(out.toString())
                .contains("case 7: replay 9 waits for a second person: 1 event, 1720.00 USD, 8.00 payroll hours")
                .contains("throughline replay approve 9 --as <person>");
    }

    @Test
    void a_word_that_nothing_is_there_goes_with_the_replay() {
        answers.put("POST /api/v1/exceptions/7/replay", "200 {\"state\":\"RETRYING\"}");

        assertThat(run("exceptions", "replay", "7", "--absent", "--reason", "looked"))
                .isZero();

        assertThat(bodies).last().isEqualTo("{\"absent\":true,\"reason\":\"looked\"}");
    }

    @Test
    void an_edit_is_sent_as_file_or_patch_and_each_error_is_shown_with_its_pointer() throws IOException {
        Path file = Files.writeString(data.resolve("edited.json"), "{\"minutes\":420}");
        answers.put("POST /api/v1/exceptions/7/resubmit", "200 {\"event\":\"e-1.v2\",\"status\":\"accepted\"}");

        assertThat(run("exceptions", "resubmit", "7", "--file", file.toString()))
                .isZero();
        assertThat(bodies).last().isEqualTo("{\"payload\":{\"minutes\":420}}");
        assertThat(out.toString()).contains("event e-1.v2");

        answers.put(
                "POST /api/v1/exceptions/7/resubmit",
                "422 {\"detail\":\"does not fit\",\"errors\":[{\"pointer\":\"/minutes\",\"rule\":\"SCHEMA\",\"detail\":\"is"
                        + " no number\"}]}");
        assertThat(run("exceptions", "resubmit", "7", "--patch", "{\"minutes\":\"x\"}"))
                .isEqualTo(1);
        assertThat(bodies).last().isEqualTo("{\"patch\":{\"minutes\":\"x\"}}");
        assertThat(err.toString()).contains("/minutes SCHEMA: is no number");
        assertThat(run("exceptions", "resubmit", "7")).isEqualTo(2);
        assertThat(run("exceptions", "resubmit", "7", "--file", "nowhere.json")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file nowhere.json");
    }

    @Test
    void a_case_is_settled_and_assigned() {
        answers.put("POST /api/v1/exceptions/7/settle", "200 {\"state\":\"CLOSED\"}");
        answers.put("POST /api/v1/exceptions/7/assign", "200 {\"assignedTo\":\"ann\"}");

        assertThat(run("exceptions", "settle", "7", "--reference", "4711", "--reason", "seen"))
                .isZero();
        assertThat(bodies).last().isEqualTo("{\"reference\":\"4711\",\"reason\":\"seen\"}");
        assertThat(run("exceptions", "assign", "7", "ann")).isZero();
        assertThat(bodies).last().isEqualTo("{\"person\":\"ann\"}");
        assertThat(run("exceptions", "settle", "7")).isEqualTo(2);
    }

    @Test
    void a_second_person_gets_a_key_and_decides_under_it() throws IOException {
        answers.put("GET /api/v1/exceptions", "200 []");

        assertThat(run("keys", "add", "ann")).isZero();
        Path file = data.resolve("keys/ann.key");
        assertThat(out.toString())
                .contains(file.toString())
                .doesNotContain(Files.readString(file).strip());
        assertThat(new Keyring(operator).personOf(Files.readString(file).strip()))
                .contains("ann");
        assertThat(run("keys", "list")).isZero();
        assertThat(out.toString()).contains("operator\nann\n");
        assertThat(run("keys", "list", "--json")).isZero();
        assertThat(out.toString()).contains("[\"operator\",\"ann\"]");

        assertThat(run("exceptions", "list", "--as", "ann")).isZero();
        assertThat(requests)
                .last()
                .asString()
                .contains("Bearer " + Files.readString(file).strip());
        assertThat(run("exceptions", "list", "--as", "bob")).isEqualTo(2);
        assertThat(err.toString()).contains("bob.key");
        assertThat(run("keys", "add", "Not A Name")).isEqualTo(2);
    }

    @Test
    void no_key_is_made_where_no_product_has_been() throws IOException {
        Files.delete(data.resolve("operator.key"));

        assertThat(run("keys", "add", "ann")).isEqualTo(2);

        assertThat(err.toString()).contains("start the product here first");
        assertThat(data.resolve("operator.key")).doesNotExist();
    }

    private static String flat(String json) {
        return Json.tree(json).toString();
    }
}
