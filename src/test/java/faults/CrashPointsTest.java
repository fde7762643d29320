package faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Waypoint;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The node ends without a word at every numbered point of the delivery recipe, and at moments nobody chose. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class CrashPointsTest {

    /** How many kills the loop of random kills makes. */
    private static final int KILLS = Integer.getInteger("faults.kills", 3);

    /** After so many the next node starts with a small journal, so that the last kill takes no longer than the first. */
    private static final int STRETCH = 50;

    private static Scenario scenario;

    @BeforeAll
    static void start() throws Exception {
        scenario = Scenario.prepared("crash-points");
        scenario.node().start();
    }

    @AfterAll
    static void stop() throws Exception {
        scenario.close();
    }

    /** F01 to F09 in the order of the waypoints. */
    @ParameterizedTest
    @EnumSource(Waypoint.class)
    void a_halt_at_a_point_of_the_recipe_loses_nothing_and_does_nothing_twice(Waypoint point) throws Exception {
        Scoreboard.injects("F0" + (point.ordinal() + 1));
        scenario.chapter();
        List<Event> first = Scenario.workers(2, 1);
        scenario.node().arm(point, 1 + scenario.random().nextInt(6));
        while (scenario.node().process().alive()) {
            scenario.driver().jms(first);
            scenario.driver().jms(scenario.times(2, 2));
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(300))
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> true);
            first = Scenario.workers(2, 2);
        }
        assertThat(scenario.node().process().awaitExit(10)).isEqualTo(137);
        Scoreboard.killed();

        scenario.node().start();
        Oracle.Terms terms = new Oracle.Terms();
        scenario.driver().insist();
        scenario.judge(terms);
        assertThat(attempts()).as("attempts per step").allMatch(attempts -> attempts <= 2);
    }

    @Test
    @Fault({"F10", "F15"})
    void kills_at_random_moments_lose_nothing_and_bring_nothing_to_the_dead_letters() throws Exception {
        killed(scenario, Math.min(KILLS, STRETCH));
        for (int kills = STRETCH; kills < KILLS; kills += STRETCH) {
            try (Scenario fresh = Scenario.prepared("kills-" + kills)) {
                fresh.node().start();
                killed(fresh, Math.min(STRETCH, KILLS - kills));
            }
        }
    }

    /** So many kills of one node, judged after every ten or so. */
    private static void killed(Scenario scenario, int kills) throws Exception {
        scenario.chapter();
        int judgedAt = 0;
        for (int kill = 1; kill <= kills; kill++) {
            long millis = 300 + scenario.random().nextInt(1200);
            scenario.driver().jms(Scenario.workers(6, 2));
            scenario.driver().jms(scenario.times(3, 2));
            Awaitility.await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
            scenario.node().process().kill();
            Scoreboard.killed();
            while (kill < kills && scenario.random().nextInt(3) > 0) {
                kill++;
                killInRecovery(scenario);
            }
            scenario.node().start();
            if (kill - judgedAt >= 10) {
                judgedAt = kill;
                scenario.driver().insist();
                scenario.judge(new Oracle.Terms());
                scenario.chapter();
            }
        }
        Oracle.Terms terms = new Oracle.Terms();
        scenario.driver().insist();
        scenario.judge(terms);
        for (String dead : List.of("DLQ.unroutable", "rejected.canonical")) {
            assertThat(scenario.node().ask("/depth?queue=" + dead).path("depth").asInt())
                    .as(dead)
                    .isZero();
        }
    }

    /** A process that is still busy with what the one before left behind ends the same way. */
    private static void killInRecovery(Scenario scenario) throws Exception {
        scenario.node().launch();
        long millis = 300 + scenario.random().nextInt(4000);
        Awaitility.await()
                .pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofSeconds(30))
                .until(() -> true);
        scenario.node().process().kill();
        Scoreboard.killed();
    }

    @Test
    @Fault("F15")
    void a_database_that_would_lose_commits_is_refused() throws Exception {
        try (Scenario refused = Scenario.empty("write-delay")) {
            refused.node()
                    .set(
                            "throughline.db.url",
                            "jdbc:h2:file:" + refused.folder().resolve("lossy") + ";MODE=PostgreSQL")
                    .launch();
            assertThat(refused.node().process().awaitExit(60)).isEqualTo(2);
            assertThat(refused.node().log()).content().contains("WRITE_DELAY");
        }
    }

    private static List<Integer> attempts() {
        List<String> ours = scenario.driver().acked().stream().map(Event::id).toList();
        List<Integer> attempts = new java.util.ArrayList<>();
        for (JsonNode row : scenario.node().ask("/steps")) {
            if (ours.contains(row.path("event_id").asText())) {
                attempts.add(row.path("attempts").asInt());
            }
        }
        return attempts;
    }
}
