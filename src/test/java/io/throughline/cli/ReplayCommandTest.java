package io.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.http.OperatorKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replay on the command line shows first what it is about, and does nothing without a yes. */
class ReplayCommandTest extends CommandLineFixture {

    private static final String PREVIEW = "{\"events\":3,\"steps\":2,\"targets\":[{\"target\":\"netsuite/time\","
            + "\"state\":\"DEAD\",\"steps\":2}],\"finished\":1,\"money\":{\"amounts\":[{\"amount\":\"4565.00\","
            + "\"currency\":\"USD\"}],\"unknown\":[{\"what\":\"time without a price\",\"count\":1}]},"
            + "\"before\":[{\"id\":3,\"events\":2,\"by\":\"anna\",\"at\":\"2026-10-01T00:00:00Z\",\"state\":\"DONE\"}],"
            + "\"approvalBecause\":[\"steps that move money are among them\"],\"id\":7}";

    @BeforeEach
    void answers() {
        OperatorKey.at(data.resolve("operator.key"));
        answers.put("POST /api/v1/replays", "201 " + PREVIEW);
        answers.put(
                "POST /api/v1/replays/7/confirm",
                "200 {\"id\":7,\"state\":\"CONFIRMED\",\"taken\":0,\"events\":3,\"outcomes\":{}}");
        answers.put(
                "POST /api/v1/replays/7/approve",
                "200 {\"id\":7,\"state\":\"RUNNING\",\"taken\":1,\"events\":3,\"outcomes\":{\"REPLAYED\":1}}");
    }

    @Test
    void a_dry_run_shows_how_many_how_much_and_what_was_replayed_before_and_does_nothing() {
        assertThat(run("replay", "--key", "project:P-1003", "--target", "netsuite", "--dry-run"))
                .isZero();

        assertThat(out.toString())
                .contains("3 events, 2 steps not finished")
                .contains("netsuite/time")
                .contains("money: 4565.00 USD")
                .contains("money not known: 1 of time without a price")
                .contains("replayed before: 2 of them in replay 3 by anna")
                .contains("needs a second person: steps that move money");
        assertThat(bodies).hasSize(1);
        assertThat(Json.tree(bodies.get(0)).path("dryRun").asBoolean()).isTrue();
        assertThat(Json.tree(bodies.get(0)).path("targets").get(0).asText()).isEqualTo("netsuite");
    }

    @Test
    void without_a_yes_nothing_is_asked_for() {
        assertThat(run("replay", "--key", "project:P-1003", "--reason", "why")).isEqualTo(1);

        assertThat(err.toString()).contains("nothing was done").contains("--yes");
        assertThat(bodies).hasSize(1);
    }

    @Test
    void with_a_yes_it_is_proposed_with_its_reason_and_confirmed_and_says_who_is_awaited() {
        assertThat(run("replay", "--event", "e1", "--event", "e2", "--reason", "the ERP is back", "--yes"))
                .isZero();

        assertThat(requests)
                .extracting(request -> request.split(" ")[1])
                .containsExactly("/api/v1/replays", "/api/v1/replays", "/api/v1/replays/7/confirm");
        assertThat(Json.tree(bodies.get(1)).path("reason").asText()).isEqualTo("the ERP is back");
        assertThat(Json.tree(bodies.get(1)).path("events")).hasSize(2);
        assertThat(out.toString()).contains("throughline replay approve 7");
    }

    @Test
    void a_second_person_approves_with_a_key_of_their_own() {
        String key = OperatorKey.at(data.resolve("keys").resolve("ben.key")).value();

        assertThat(run("replay", "approve", "7", "--as", "ben")).isZero();

        assertThat(requests.get(0)).contains("POST /api/v1/replays/7/approve").contains(key);
        assertThat(out.toString()).contains("replay 7 is RUNNING: 1 of 3");
    }

    @Test
    void a_refusal_is_said_in_the_words_of_the_product() {
        answers.put("POST /api/v1/replays/7/approve", "403 {\"detail\":\"a second person has to approve\"}");

        assertThat(run("replay", "approve", "7")).isEqualTo(1);
        assertThat(err.toString()).contains("a second person has to approve");
    }
}
