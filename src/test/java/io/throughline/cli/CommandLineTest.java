package io.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.http.OperatorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest extends CommandLineFixture {

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo", "exceptions", "keys", "trace", "audit", "reconcile", "replay", "send"})
    void every_command_explains_itself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: throughline " + command);
    }

    @Test
    void an_unknown_command_is_wrong_use() {
        assertThat(run("fly")).isEqualTo(2);
        assertThat(err.toString()).contains("fly");
    }

    @Test
    void an_unknown_option_is_wrong_use() {
        assertThat(run("demo", "--fast")).isEqualTo(2);
        assertThat(err.toString()).contains("--fast");
    }

    @Test
    void exceptions_without_a_verb_is_wrong_use_and_names_the_verbs() {
        assertThat(run("exceptions")).isEqualTo(2);
        assertThat(err.toString()).contains("list");
    }

    @Test
    void without_an_operator_key_the_sentence_says_to_start_the_product() {
        assertThat(run("exceptions", "list")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no operator key").contains("throughline run");
        assertThat(requests).isEmpty();
    }

    @Test
    void when_nothing_runs_the_sentence_says_where_it_was_looked_for() {
        OperatorKey.at(data.resolve("operator.key"));
        server.stop(0);
        assertThat(run("trace", "worker:W-0002")).isEqualTo(2);
        assertThat(err.toString())
                .contains("nothing runs at http://127.0.0.1:" + System.getProperty(PORT))
                .contains(PORT)
                .doesNotContain("Exception");
    }

    @Test
    void a_key_that_is_not_taken_is_said_to_be_anothers() {
        OperatorKey.at(data.resolve("operator.key"));
        answers.put("GET /api/v1/exceptions", "401 {}");
        assertThat(run("exceptions", "list")).isEqualTo(2);
        assertThat(err.toString()).contains("another data folder");
    }

    @Test
    void no_open_case_is_said_in_words() {
        OperatorKey.at(data.resolve("operator.key"));
        answers.put("GET /api/v1/exceptions", "200 []");
        assertThat(run("exceptions", "list")).isZero();
        assertThat(out.toString()).contains("nothing waits for a person");
    }

    @Test
    void a_key_is_traced_with_its_events_and_steps() {
        OperatorKey.at(data.resolve("operator.key"));
        answers.put(
                "GET /api/v1/trace/worker%3AW-0002",
                "200 {\"key\":\"worker:W-0002\",\"xref\":[{\"system\":\"kantata\",\"type\":\"id\",\"value\":\"70002\"}],"
                        + "\"events\":[{\"id\":\"e-1\",\"type\":\"worker.hired.v1\",\"time\":\"2026-09-25T13:00:00Z\","
                        + "\"state\":\"ACCEPTED\",\"origin\":\"file:x\",\"steps\":[{\"step\":\"identity\","
                        + "\"system\":\"scim\",\"operation\":\"user\",\"state\":\"DONE\",\"targetReference\":\"u-1\"}]}]}");
        assertThat(run("trace", "worker:W-0002")).isZero();
        assertThat(out.toString())
                .contains("70002")
                .contains("worker.hired.v1")
                .contains("identity")
                .contains("u-1");
    }

    @Test
    void a_step_that_is_tried_again_is_told_with_its_attempts_and_the_next_one() {
        OperatorKey.at(data.resolve("operator.key"));
        String event =
                "{\"id\":\"e-1\",\"type\":\"worker.hired.v1\",\"steps\":[{\"step\":\"erp\",\"system\":\"netsuite\","
                        + "\"operation\":\"employee\",\"state\":\"RETRY\",\"attempts\":3,\"attemptsLeft\":7,"
                        + "\"nextAttempt\":\"2026-10-16T13:31:55Z\",\"lastError\":\"busy\",\"reason\":\"busy\"}]}";
        String tries = "attempt 3 of 10, next at 2026-10-16T13:31:55Z, because busy";
        answers.put("GET /api/v1/events/e-1", "200 " + event);
        assertThat(run("trace", "e-1")).isZero();
        assertThat(out.toString()).contains(tries);

        answers.put(
                "GET /api/v1/trace/worker%3AW-0002",
                "200 {\"timeline\":[],\"events\":[" + event + "],\"owed\":[{\"eventId\":\"e-1\",\"step\":\"erp\","
                        + "\"state\":\"RETRY\",\"since\":\"2026-10-16T13:30:00Z\",\"reason\":\"busy\"}]}");
        assertThat(run("trace", "worker:W-0002")).isZero();
        assertThat(out.toString()).contains("owed: erp e-1 RETRY since 2026-10-16T13:30:00Z, " + tries);
    }

    @Test
    void what_is_being_tried_again_is_listed_of_all_systems_or_of_one() {
        OperatorKey.at(data.resolve("operator.key"));
        answers.put(
                "GET /api/v1/retries",
                "200 [{\"system\":\"netsuite\",\"operation\":\"employee\",\"key\":\"worker:W-0002\",\"event\":\"e-1\","
                        + "\"state\":\"RETRY\",\"attempts\":0,\"attemptsLeft\":10,\"nextAttempt\":\"2026-10-16T13:31:55Z\","
                        + "\"lastError\":\"connection refused\"}]");
        assertThat(run("targets", "retries", "--system", "netsuite")).isZero();
        assertThat(out.toString())
                .contains("worker:W-0002")
                .contains("none of 10 attempts used, next at 2026-10-16T13:31:55Z, because connection refused");
        assertThat(requests).last().asString().contains("limit=100&system=netsuite");

        assertThat(run("targets", "retries", "--json")).isZero();
        assertThat(out.toString()).contains("\"attemptsLeft\" : 10");
        answers.put("GET /api/v1/retries", "200 []");
        assertThat(run("targets", "retries")).isZero();
        assertThat(out.toString()).contains("nothing is being tried again");
    }

    @Test
    void an_event_is_found_by_its_id_when_no_key_has_that_name() {
        OperatorKey.at(data.resolve("operator.key"));
        answers.put("GET /api/v1/trace/e-1", "200 {\"key\":\"e-1\",\"events\":[]}");
        answers.put("GET /api/v1/events/e-1", "200 {\"id\":\"e-1\",\"type\":\"time.approved.v1\",\"steps\":[]}");
        assertThat(run("trace", "e-1")).isZero();
        assertThat(out.toString()).contains("time.approved.v1");
    }

    @Test
    void what_nobody_knows_ends_with_1() {
        OperatorKey.at(data.resolve("operator.key"));
        assertThat(run("trace", "worker:W-9999")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing is known of worker:W-9999");
    }

    @Test
    void a_file_goes_to_the_hook_of_its_vendor() throws IOException {
        OperatorKey.at(data.resolve("operator.key"));
        Path file = Files.writeString(data.resolve("workers.xml"), "<a/>");
        answers.put("POST /hooks/workday", "202 {\"id\":\"e-1\",\"status\":\"accepted\"}");
        assertThat(run("send", "workday", file.toString())).isZero();
        assertThat(out.toString()).contains("\"accepted\"");
        assertThat(requests).singleElement().asString().endsWith("application/xml");
    }

    @Test
    void canonical_events_go_to_their_own_door_and_a_refusal_ends_with_1() throws IOException {
        OperatorKey.at(data.resolve("operator.key"));
        Path file = Files.writeString(data.resolve("event.json"), "{}");
        answers.put("POST /api/v1/events", "422 {\"detail\":\"nothing was accepted\"}");
        assertThat(run("send", "canonical", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("refused (422)").contains("nothing was accepted");
    }

    @Test
    void a_file_that_is_not_there_is_wrong_use() {
        assertThat(run("send", "workday", "no-such-file.xml")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file no-such-file.xml");
    }
}
