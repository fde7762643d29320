package faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators replay twice, replay what is done, and replay while the node is killed. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class OperatorFaultsTest {

    private static Scenario scenario;

    @BeforeAll
    static void start() throws Exception {
        scenario = Scenario.prepared("operator");
        scenario.node()
                .set("throughline.delivery.attempts", "2")
                .set("throughline.circuit.failures", "100")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        scenario.close();
    }

    @BeforeEach
    void chapter() throws Exception {
        scenario.chapter();
    }

    @Test
    @Fault("F46")
    void a_replay_is_done_once_however_often_it_is_asked_for() throws Exception {
        Assumptions.assumeTrue(
                scenario.node()
                                        .api("POST", "/api/v1/exceptions/999999/replay", "{}")
                                        .statusCode()
                                != 405
                        && scenario.node()
                                .api("POST", "/api/v1/exceptions/999999/replay", "{}")
                                .body()
                                .contains("case"),
                "this build has no desk to replay from");
        scenario.targets().fault("netsuite", "{\"kind\":\"500\",\"times\":-1}");
        scenario.driver().jms(Scenario.workers(3, 1));
        Patience.until("three steps are out of attempts", () -> cases().size() == 3);
        scenario.targets().healed("netsuite");

        List<JsonNode> cases = cases();
        String first = "/api/v1/exceptions/" + cases.get(0).path("id").asText() + "/replay";
        scenario.driver().jms(Scenario.workers(2, 2));
        assertThat(replayed(first).statusCode()).isLessThan(300);
        assertThat(replayed(first).statusCode()).as("the same replay again").isLessThan(500);
        Patience.until("the first case is closed", () -> cases().size() == 2);
        assertThat(replayed(first).statusCode()).as("a replay of what is done").isBetween(200, 499);

        String second = "/api/v1/exceptions/" + cases.get(1).path("id").asText() + "/replay";
        assertThat(replayed(second).statusCode()).isLessThan(300);
        scenario.node().killAndRestart();
        Scoreboard.killed();
        String third = "/api/v1/exceptions/" + cases.get(2).path("id").asText() + "/replay";
        assertThat(replayed(third).statusCode()).isLessThan(300);
        scenario.judge(new Oracle.Terms());
        assertThat(scenario.node()
                        .sql("select actor from audit where actor = 'operator'")
                        .size())
                .as("audit rows that name who replayed")
                .isPositive();
    }

    private static HttpResponse<String> replayed(String path) {
        return scenario.node().api("POST", path, "{\"reason\":\"the ERP is back\"}");
    }

    /** Open cases of this chapter's workers. */
    private static List<JsonNode> cases() {
        JsonNode answer =
                Json.tree(scenario.node().api("GET", "/api/v1/exceptions", null).body());
        List<String> keys = scenario.driver().sent().stream()
                .map(event -> "worker:" + event.entity())
                .toList();
        List<JsonNode> ours = new ArrayList<>();
        answer.findParents("key").forEach(one -> {
            if (keys.contains(one.path("key").asText()) && one.has("id")) {
                ours.add(one);
            }
        });
        return ours;
    }
}
