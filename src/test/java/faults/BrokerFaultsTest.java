package faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker of its own ends without a word: alone, with the node, while it pages, and in the middle of a large message. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class BrokerFaultsTest {

    private static final int KILLS = Math.max(2, Integer.getInteger("faults.kills", 3) / 25);

    private static Scenario scenario;
    private static ExternalBroker broker;

    @BeforeAll
    static void start() throws Exception {
        scenario = Scenario.prepared("external-broker");
        broker = new ExternalBroker(scenario.folder().resolve("external")).start();
        scenario.node()
                .brokerAt(broker.port(), BrokerMain.USER, BrokerMain.PASSWORD)
                .jvm("-Xmx512m")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        scenario.close();
        broker.close();
    }

    @BeforeEach
    void chapter() throws Exception {
        scenario.chapter();
    }

    @Test
    @Fault("F11")
    void kills_of_the_broker_lose_nothing_and_double_nothing() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            scenario.driver().jms(Scenario.workers(5, 2));
            rest(200 + scenario.random().nextInt(600));
            broker.kill();
            scenario.driver().http(Scenario.workers(1, 1).get(0));
            broker.start();
        }
        judge();
    }

    @Test
    @Fault("F12")
    void broker_and_node_end_at_the_same_moment() throws Exception {
        scenario.driver().jms(Scenario.workers(5, 2));
        scenario.driver().jms(scenario.times(4, 2));
        rest(200 + scenario.random().nextInt(400));
        broker.kill();
        scenario.node().process().kill();
        Scoreboard.killed();
        broker.start();
        scenario.node().start();
        judge();
    }

    @Test
    @Fault("F13")
    void a_kill_while_messages_are_paged() throws Exception {
        scenario.node().process().freeze();
        List<Event> padded =
                scenario.times(20, 1).stream().map(event -> padded(event, 40)).toList();
        for (int i = 0; i < 18; i++) {
            scenario.driver().jms(padded);
        }
        assertThat(files("paging")).as("what is paged").isNotEmpty();
        broker.kill();
        broker.start();
        scenario.node().process().thaw();
        judge();
    }

    @Test
    @Fault("F14")
    void a_kill_in_the_middle_of_a_large_message_leaves_no_part_of_it_behind() throws Exception {
        List<Event> large = Scenario.workers(3, 1).stream()
                .map(event -> padded(event, 5_000))
                .toList();
        Thread sender =
                new Thread(() -> large.forEach(event -> scenario.driver().jms(List.of(event))));
        sender.start();
        Patience.until(
                "a large message is under way", () -> !files("large-messages").isEmpty() || !sender.isAlive());
        broker.kill();
        sender.join();
        broker.start();
        judge();
        Patience.until("no part of a large message is left", () -> files("large-messages")
                .isEmpty());
    }

    private static void judge() {
        Oracle.Terms terms = new Oracle.Terms().mayLog("AMQ2[12]\\d{4}");
        scenario.driver().insist();
        scenario.judge(terms);
    }

    private static Event padded(Event event, int kilobytes) {
        ObjectNode document = event.document().deepCopy();
        ArrayNode padding = ((ObjectNode) document.path("data")).putArray("padding");
        for (int i = 0; i < kilobytes; i++) {
            padding.add("p".repeat(1024));
        }
        return new Event(event.id(), event.entity(), event.sequence(), document, event.expected());
    }

    private static List<Path> files(String kind) {
        Path folder = broker.folder().resolve(kind);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.(page|msg)"))
                    .toList();
        } catch (IOException moving) {
            throw new UncheckedIOException(moving);
        }
    }

    private static void rest(long millis) {
        Awaitility.await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }
}
