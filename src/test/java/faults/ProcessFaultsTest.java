package faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The process runs out of memory, is asked to end in the middle of a call, or comes back with another configuration. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class ProcessFaultsTest {

    private static Scenario scenario;

    @BeforeAll
    static void start() throws Exception {
        scenario = Scenario.prepared("process");
        scenario.node().jvm("-XX:+ExitOnOutOfMemoryError").start();
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
    @Fault("F39")
    void a_process_without_memory_ends_and_the_next_one_goes_on() throws Exception {
        scenario.driver().jms(Scenario.workers(6, 2));
        scenario.driver().jms(scenario.times(4, 2));
        Patience.until("the memory is used up", () -> {
            if (scenario.node().process().alive()) {
                scenario.node().ask("/allocate?megabytes=16");
            }
            return !scenario.node().process().alive();
        });
        assertThat(scenario.node().process().awaitExit(10)).isEqualTo(3);
        Scoreboard.killed();
        scenario.node().start();
        scenario.driver().insist();
        scenario.judge(new Oracle.Terms().mayLog("OutOfMemory"));
    }

    @Test
    @Fault("F47")
    void an_orderly_end_in_the_middle_of_slow_calls_and_a_start_with_other_settings_and_keys() throws Exception {
        scenario.targets().fault("netsuite", "{\"kind\":\"latency\",\"times\":4,\"millis\":2500}");
        scenario.driver().jms(Scenario.workers(6, 2));
        Patience.until("a slow call is under way", () -> {
            for (var row : scenario.node().ask("/steps")) {
                if (row.path("system").asText().equals("netsuite")
                        && row.path("step_state").asText().equals("SENT")) {
                    return true;
                }
            }
            return false;
        });
        scenario.node().process().terminate();
        scenario.node().process().awaitExit(60);

        scenario.node().set("throughline.delivery.consumers", "3").set("throughline.intake.batch", "7");
        Path key = Path.of(scenario.node().setting("throughline.data.dir"), "operator.key");
        String old = Files.readString(key);
        Files.delete(key);
        scenario.node().start();
        assertThat(Files.readString(key)).as("a new key").isNotEqualTo(old);
        scenario.driver().jms(Scenario.workers(2, 1));
        scenario.judge(new Oracle.Terms());
        assertThat(scenario.node()
                        .ask("/depth?queue=DLQ.unroutable")
                        .path("depth")
                        .asInt())
                .isZero();
    }
}
