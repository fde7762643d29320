package faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Targets fail before and after they apply, fall silent, cut answers, ask for patience, are away or slow. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class TargetFaultsTest {

    private static Scenario scenario;
    private static TcpProxy erp;
    private static TcpProxy psa;

    @BeforeAll
    static void start() throws Exception {
        scenario = Scenario.prepared("targets-misbehave");
        erp = proxied("netsuite");
        psa = proxied("kantata");
        scenario.node().withAllBeans().start();
    }

    private static TcpProxy proxied(String system) throws Exception {
        TcpProxy proxy = new TcpProxy(scenario.targets().port());
        String key = "throughline.systems." + system + ".url";
        String url =
                scenario.node().setting(key).replace(":" + scenario.targets().port(), ":" + proxy.port());
        scenario.node().set(key, url);
        return proxy;
    }

    @AfterAll
    static void stop() throws Exception {
        scenario.close();
        erp.close();
        psa.close();
    }

    @BeforeEach
    void chapter() throws Exception {
        scenario.chapter();
    }

    @AfterEach
    void heal() {
        scenario.targets().healed();
    }

    @Test
    @Fault("F23")
    void a_failure_before_it_applied_is_tried_again() {
        everywhere("{\"kind\":\"500\",\"times\":3}");
        sendAMix();
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F24")
    void a_failure_after_it_applied_is_not_applied_twice() {
        everywhere("{\"kind\":\"500-after\",\"times\":3}");
        sendAMix();
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F25")
    void a_target_that_applies_and_never_answers_is_asked_before_anything_is_sent_again() {
        everywhere("{\"kind\":\"timeout-after\",\"times\":1,\"millis\":6000}");
        sendAMix();
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F26")
    void an_answer_that_is_cut_off_leaves_no_doubt_behind() {
        erp.mood(TcpProxy.Mood.CUT, 40, 3);
        psa.mood(TcpProxy.Mood.CUT, 40, 3);
        sendAMix();
        try {
            scenario.judge(new Oracle.Terms());
        } finally {
            erp.fine();
            psa.fine();
        }
    }

    @Test
    @Fault("F27")
    void a_target_that_asks_for_patience_is_not_called_more_often_than_it_allows() {
        int before = writes("netsuite").size();
        scenario.targets().fault("netsuite", "{\"kind\":\"429\",\"times\":2,\"retryAfter\":2}");
        scenario.driver().jms(Scenario.workers(4, 1));
        scenario.judge(new Oracle.Terms());

        List<JsonNode> calls =
                writes("netsuite").subList(before, writes("netsuite").size());
        assertThat(calls.stream().filter(call -> call.path("status").asInt() == 429))
                .hasSize(2);
        assertThat(calls)
                .as("one call for each worker, and one for each refusal")
                .hasSize(4 + 2);
    }

    @Test
    @Fault("F28")
    void a_target_that_is_away_keeps_nobody_else_waiting_and_is_not_run_over_when_it_is_back() {
        scenario.targets().fault("netsuite", "{\"kind\":\"down\",\"times\":-1}");
        List<Event> events = Scenario.workers(25, 2);
        scenario.driver().jms(events);
        Patience.until(
                "the others have everybody while the ERP is away",
                () -> steps("scim").stream().allMatch("DONE"::equals)
                        && steps("adp").stream().allMatch("DONE"::equals)
                        && steps("adp").size() == 50); // everybody was hired and changed
        assertThat(steps("netsuite")).doesNotContain("DONE", "DEAD");

        scenario.targets().healed("netsuite");
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F29")
    void a_slow_target_slows_down_nobody_else() {
        scenario.targets().fault("netsuite", "{\"kind\":\"latency\",\"times\":8,\"millis\":2000}");
        scenario.driver().jms(Scenario.workers(12, 1));
        Patience.until(
                "the others have everybody",
                () -> steps("scim").stream().allMatch("DONE"::equals)
                        && steps("adp").stream().allMatch("DONE"::equals)
                        && steps("adp").size() == 12);
        assertThat(steps("netsuite")).as("while the ERP is still busy").anyMatch(state -> !state.equals("DONE"));
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F32")
    void one_of_four_targets_fails_and_the_others_have_it_exactly_once() {
        scenario.targets().fault("scim", "{\"kind\":\"500\",\"times\":-1}");
        scenario.driver().jms(Scenario.workers(3, 1));
        Patience.until("three targets have them", () -> List.of("netsuite", "kantata", "adp").stream()
                .allMatch(system ->
                        steps(system).size() == 3 && steps(system).stream().allMatch("DONE"::equals)));
        scenario.targets().healed("scim");
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F37")
    void a_slow_and_lossy_line_costs_time_and_nothing_else() {
        erp.latency(300);
        psa.latency(300);
        erp.throttle(20_000);
        erp.mood(TcpProxy.Mood.CUT, 200, 1);
        psa.mood(TcpProxy.Mood.HALF_CLOSE, 200, 1);
        sendAMix();
        try {
            scenario.judge(new Oracle.Terms());
        } finally {
            erp.fine();
            psa.fine();
        }
    }

    @Test
    @Fault("F38")
    void a_clock_that_jumps_loses_nothing_and_ends_no_attempt_early() {
        scenario.targets().fault("netsuite", "{\"kind\":\"latency\",\"times\":6,\"millis\":1000}");
        scenario.driver().jms(Scenario.workers(4, 2));
        for (long seconds : new long[] {7200, -7200, -7200, 7200, 3600, -3600}) {
            scenario.node().ask("/clock?seconds=" + seconds);
            scenario.driver().jms(Scenario.workers(1, 2));
        }
        scenario.judge(new Oracle.Terms());
    }

    private static void everywhere(String order) {
        for (String system : List.of("scim", "netsuite", "kantata", "adp")) {
            scenario.targets().fault(system, order);
        }
    }

    private static void sendAMix() {
        assertThat(scenario.driver().jms(Scenario.workers(3, 2))).isTrue();
        assertThat(scenario.driver().jms(scenario.times(3, 2))).isTrue();
    }

    private static List<JsonNode> writes(String system) {
        return StreamSupport.stream(scenario.targets().ledger(system).spliterator(), false)
                .toList();
    }

    /** States of this chapter's steps for a system. */
    private static List<String> steps(String system) {
        List<String> ours = scenario.driver().sent().stream().map(Event::id).toList();
        return StreamSupport.stream(scenario.node().ask("/steps").spliterator(), false)
                .filter(row -> ours.contains(row.path("event_id").asText()))
                .filter(row -> row.path("system").asText().equals(system))
                .map(row -> row.path("step_state").asText())
                .toList();
    }
}
