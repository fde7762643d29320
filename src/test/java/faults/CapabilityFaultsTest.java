package faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Targets that forget keys soon, and targets that cannot be asked at all: what is in doubt goes to a person. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class CapabilityFaultsTest {

    @Test
    @Fault("F30")
    void a_key_is_not_used_again_when_the_target_may_have_forgotten_it() throws Exception {
        try (Scenario scenario = Scenario.prepared("short-keys")) {
            scenario.node()
                    .hiding(KeyHeader.in(scenario.folder()))
                    .jvm("-Dfaults.operation=kantata/user:KEY:2000")
                    .set("throughline.delivery.first-delay-millis", "10")
                    .start();
            scenario.targets().remembersKeys("kantata", 2000);
            scenario.targets().fault("kantata", "{\"kind\":\"500-after\",\"times\":1}");
            List<Event> quick = Scenario.workers(1, 1);
            scenario.driver().jms(quick);
            scenario.judge(new Oracle.Terms());

            scenario.chapter();
            scenario.targets().fault("kantata", "{\"kind\":\"timeout-after\",\"times\":1,\"millis\":4000}");
            scenario.driver().jms(Scenario.workers(1, 1));
            scenario.judge(new Oracle.Terms().parked(1));
            scenario.targets().remembersKeys("kantata", 0);
        }
    }

    @Test
    @Fault("F31")
    void what_is_in_doubt_at_a_target_without_key_or_look_up_waits_for_a_person() throws Exception {
        try (Scenario scenario = Scenario.prepared("no-capability")) {
            scenario.node().jvm("-Dfaults.operation=kantata/user:NONE").start();
            scenario.targets().fault("kantata", "{\"kind\":\"500-after\",\"times\":2}");
            scenario.driver().jms(Scenario.workers(4, 1));
            scenario.judge(new Oracle.Terms().parked(2));

            scenario.chapter();
            scenario.targets().fault("kantata", "{\"kind\":\"500\",\"times\":1}");
            scenario.driver().jms(Scenario.workers(2, 1));
            Verdict verdict = scenario.judge(new Oracle.Terms().parked(1).mayMiss());
            assertThat(verdict.duplicate).isZero();
        }
    }
}
