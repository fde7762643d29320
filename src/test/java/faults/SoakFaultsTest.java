package faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A random mix of faults for a while, and afterwards threads, files and memory are what they were. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class SoakFaultsTest {

    private static final List<String> ORDERS = List.of(
            "{\"kind\":\"500\",\"times\":2}",
            "{\"kind\":\"500-after\",\"times\":2}",
            "{\"kind\":\"429\",\"times\":2,\"retryAfter\":1}",
            "{\"kind\":\"latency\",\"times\":3,\"millis\":700}",
            "{\"kind\":\"timeout-after\",\"times\":1,\"millis\":4000}",
            "{\"kind\":\"down\",\"times\":3}");

    private static final List<String> SYSTEMS = List.of("scim", "netsuite", "kantata", "adp");

    @Test
    @Fault("F48")
    void a_random_mix_of_faults_leaves_everything_as_it_was() throws Exception {
        long end = System.nanoTime() + Integer.getInteger("faults.soak.seconds", 20) * 1_000_000_000L;
        try (Scenario soak = Scenario.prepared("soak")) {
            soak.node().withAllBeans().start();
            warm(soak);
            JsonNode before = soak.node().ask("/vitals");
            soak.chapter();
            int rounds = 0;
            while (System.nanoTime() < end) {
                disturb(soak, soak.random());
                soak.driver().jms(Scenario.workers(3, 2));
                soak.driver().jms(soak.times(2, 2));
                if (++rounds % 8 == 0) {
                    soak.driver().insist();
                    soak.judge(new Oracle.Terms());
                    soak.chapter();
                }
            }
            soak.targets().healed();
            Oracle.Terms terms = new Oracle.Terms();
            soak.driver().insist();
            soak.judge(terms);
            Patience.until("threads, files and memory are back", () -> {
                JsonNode now = soak.node().ask("/vitals");
                return now.path("threads").asLong() <= before.path("threads").asLong() + 15
                        && now.path("files").asLong() <= before.path("files").asLong() + 40
                        && now.path("heap").asLong() <= before.path("heap").asLong() + (40L << 20);
            });
            assertThat(soak.node().process().alive()).isTrue();
        }
    }

    private static void warm(Scenario soak) throws Exception {
        soak.driver().jms(Scenario.workers(6, 2));
        soak.driver().jms(soak.times(4, 2));
        soak.judge(new Oracle.Terms());
    }

    private static void disturb(Scenario soak, Random random) {
        String system = SYSTEMS.get(random.nextInt(SYSTEMS.size()));
        soak.targets().fault(system, ORDERS.get(random.nextInt(ORDERS.size())));
        if (random.nextInt(4) == 0) {
            // In whole steps of more than a lease: back by less puts off what is due by as much.
            int seconds = (random.nextBoolean() ? 300 : -300) * (1 + random.nextInt(2));
            soak.node().ask("/clock?seconds=" + seconds);
        }
        if (random.nextInt(5) == 0) {
            soak.node().process().freeze();
            org.awaitility.Awaitility.await()
                    .pollDelay(java.time.Duration.ofMillis(500))
                    .until(() -> true);
            soak.node().process().thaw();
        }
    }
}
