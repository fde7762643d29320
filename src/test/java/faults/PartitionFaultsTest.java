package faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The line between the node and its targets is cut, so that packets vanish; both ways, and only on the way back. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class PartitionFaultsTest {

    @Test
    void a_line_that_is_cut_loses_nothing_and_repeats_nothing() throws Exception {
        Path shore = Stage.shared().emptyFolder("island");
        try (Island island = Island.make();
                Targets targets = new Targets(shore, island.within());
                Scenario scenario = Scenario.prepared("partition")) {
            targets.reachedAt(island.reach(targets.port(), shore.resolve("relay.log")));
            scenario.talkingTo(targets).node().start();

            scenario.driver().jms(Scenario.workers(3, 2));
            island.cutOff();
            scenario.driver().jms(Scenario.workers(3, 2));
            pass(Duration.ofSeconds(5));
            island.joined();
            scenario.judge(new Oracle.Terms());

            scenario.chapter();
            island.muted();
            scenario.driver().jms(Scenario.workers(3, 2));
            pass(Duration.ofSeconds(5));
            island.joined();
            assertThat(scenario.judge(new Oracle.Terms()).duplicate).isZero();
        }
    }

    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
    }
}
