package faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Waypoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite can fail: with each protection switched off in turn, the line of the scoreboard goes red. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class ProtectionsTest {

    /** The PSA counts as a target that cannot be asked and remembers keys. */
    private static final String KEYED = "-Dfaults.operation=kantata/user:KEY:60000";

    @Test
    void without_the_jms_transaction_messages_are_lost() throws Exception {
        try (Scenario broken = Scenario.prepared("no-transaction")) {
            broken.node().without(Breakage.TRANSACTION).start();
            broken.node().arm(Waypoint.RECEIVED, 1);
            assertThat(broken.driver().jms(Scenario.workers(4, 1))).isTrue();
            broken.node().process().awaitExit(60);
            broken.node().start();
            assertThat(red(broken).lost).isPositive();
        }
    }

    @Test
    void without_immediate_writes_commits_are_lost() throws Exception {
        try (Scenario broken = Scenario.prepared("no-write-delay")) {
            broken.node().without(Breakage.WRITE_DELAY).start();
            for (Event event : Scenario.workers(3, 1)) {
                assertThat(broken.driver().http(event)).isEqualTo(202);
            }
            broken.node().process().kill();
            broken.node().without(Breakage.NONE).start();
            Verdict verdict = red(broken);
            assertThat(verdict.audited).isLessThan(verdict.acked);
        }
    }

    @Test
    void without_the_ledger_attempts_are_made_of_which_nothing_is_known() throws Exception {
        try (Scenario broken = Scenario.prepared("no-ledger")) {
            broken.node().without(Breakage.LEDGER).start();
            broken.targets().fault("netsuite", "{\"kind\":\"timeout-after\",\"times\":1,\"millis\":1500}");
            long before = EffectLog.size(broken.targets().effects());
            broken.driver().http(Scenario.workers(1, 1).get(0));
            Patience.until("the ERP has it", () -> appliedInErp(broken, before) > 0);
            broken.node().killAndRestart();
            assertThat(red(broken).unrecorded).isPositive();
        }
    }

    @Test
    void without_lanes_an_older_version_overwrites_a_newer_one() throws Exception {
        try (Scenario broken = Scenario.prepared("no-lanes")) {
            long before = EffectLog.size(broken.targets().effects());
            broken.node()
                    .without(Breakage.LANE)
                    .set("throughline.delivery.first-delay-millis", "8000")
                    .set("throughline.delivery.max-delay-millis", "16000")
                    .start();
            broken.targets().fault("netsuite", "{\"kind\":\"500\",\"times\":2}");
            List<Integer> workers = List.of(Stage.worker(), Stage.worker());
            for (int worker : workers) {
                broken.driver().http(Workers.worker(worker, 1));
                Patience.until("the first version waits for another attempt", () -> attempted(broken, "W-" + worker));
            }
            for (int worker : workers) {
                broken.driver().http(Workers.worker(worker, 2));
                broken.driver().http(Workers.worker(worker, 3));
            }
            Patience.until("all are applied", () -> appliedInErp(broken, before) == 6);
            assertThat(red(broken).outOfOrder).isPositive();
        }
    }

    private static long appliedInErp(Scenario scenario, long since) throws IOException {
        return EffectLog.read(scenario.targets().effects(), since).stream()
                .filter(line -> line.type().equals("employee") && line.system().equals("netsuite"))
                .count();
    }

    private static boolean attempted(Scenario scenario, String worker) {
        for (JsonNode step : scenario.node().ask("/steps")) {
            if (step.path("subject").asText().equals(worker)
                    && step.path("system").asText().equals("netsuite")
                    && step.path("attempts").asInt() > 0
                    && !step.path("step_state").asText().equals("SENT")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void without_the_look_up_what_was_applied_is_applied_again() throws Exception {
        try (Scenario broken = Scenario.prepared("no-look-up")) {
            Path blind = broken.folder().resolve("blind/mappings");
            for (String found : List.of("scim/user", "kantata/user", "kantata/time-transferred")) {
                Path mapping = blind.resolve(found + ".found.jslt");
                Files.createDirectories(mapping.getParent());
                Files.writeString(mapping, "null\n");
            }
            broken.node().hiding(blind.getParent()).start();
            broken.targets().fault("kantata", "{\"kind\":\"500-after\",\"times\":2}");
            broken.driver().jms(Scenario.workers(2, 1));
            assertThat(red(broken).duplicate).isPositive();
        }
    }

    @Test
    void without_the_idempotency_key_what_was_applied_is_applied_again() throws Exception {
        try (Scenario broken = Scenario.prepared("no-idempotency-key")) {
            broken.node().jvm(KEYED).start();
            appliedAndNotAnswered(broken);
            assertThat(red(broken).duplicate).isPositive();
        }
        try (Scenario whole = Scenario.prepared("idempotency-key")) {
            whole.node().hiding(KeyHeader.in(whole.folder())).jvm(KEYED).start();
            appliedAndNotAnswered(whole);
            assertThat(whole.verdict(new Oracle.Terms()).broken).isEmpty();
        }
    }

    private static void appliedAndNotAnswered(Scenario scenario) {
        scenario.targets().remembersKeys("kantata", 60_000);
        scenario.targets().fault("kantata", "{\"kind\":\"500-after\",\"times\":1}");
        scenario.driver().jms(Scenario.workers(1, 1));
    }

    @Test
    void without_the_sweeper_what_must_be_tried_again_never_is() throws Exception {
        try (Scenario broken = Scenario.prepared("no-sweeper")) {
            broken.node().without(Breakage.SWEEPER).start();
            broken.targets().fault("netsuite", "{\"kind\":\"500\",\"times\":1}");
            broken.driver().jms(Scenario.workers(2, 1));
            assertThat(red(broken).lost).isPositive();
        }
    }

    @Test
    void without_the_claim_of_files_that_are_whole_half_a_file_is_read() throws Exception {
        try (Scenario broken = Scenario.prepared("no-claim")) {
            broken.node().set("throughline.files.stable-millis", "0").start();
            List<Event> events = Scenario.workers(6, 1);
            String document = Driver.document(events);
            Path file = broken.node().exchange("canonical", "in").resolve("growing.json");
            events.forEach(broken.driver()::before);
            append(file, document.substring(0, document.length() / 2));
            Patience.until("the half file is taken", () -> !Files.exists(file));
            append(file, document.substring(document.length() / 2));
            events.forEach(broken.driver()::acknowledged);
            assertThat(red(broken).lost).isPositive();
        }
    }

    @Test
    void without_the_header_filter_a_target_chooses_what_status_is_read() throws Exception {
        String forged = "{\"kind\":\"header\",\"times\":-1,\"header\":\"CamelHttpResponseCode: 200\"}";
        try (Scenario broken = Scenario.prepared("no-header-filter")) {
            broken.node().without(Breakage.HEADER_FILTER).start();
            broken.targets().fault("netsuite", forged);
            broken.driver().jms(Scenario.workers(1, 1));
            assertThat(red(broken).green()).isFalse();
        }
        try (Scenario whole = Scenario.prepared("header-filter")) {
            whole.node().start();
            whole.targets().fault("netsuite", forged);
            whole.driver().jms(Scenario.workers(1, 1));
            assertThat(whole.verdict(new Oracle.Terms()).broken).isEmpty();
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Verdict red(Scenario broken) {
        Verdict verdict = broken.verdict(new Oracle.Terms().within(Duration.ofSeconds(5)));
        assertThat(verdict.green()).as("the line must be red: " + verdict).isFalse();
        return verdict;
    }
}
