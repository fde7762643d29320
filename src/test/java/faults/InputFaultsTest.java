package faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What arrives is broken, doubled, out of order, or a file somebody is still at. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class InputFaultsTest {

    private static Scenario scenario;

    @BeforeAll
    static void start() throws Exception {
        scenario = Scenario.prepared("input");
        scenario.node().jvm("-Xmx320m").start();
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
    @Fault("F40")
    void poison_goes_aside_and_its_neighbours_pass_in_order() throws Exception {
        long refused = depth("rejected.canonical");
        List<byte[]> poison = new ArrayList<>(Poison.corpus().values());
        List<Event> events = Scenario.workers(20, 2);
        for (int i = 0; i < events.size(); i++) {
            if (i % 3 == 0 && i / 3 < poison.size()) {
                raw(List.of(poison.get(i / 3)));
            }
            scenario.driver().jms(List.of(events.get(i)));
        }
        Path large = scenario.node().exchange("canonical", "in").resolve("large.json");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(52L << 20);
        }
        scenario.judge(new Oracle.Terms());
        Patience.until("the poison is refused", () -> depth("rejected.canonical") == refused + poison.size());
        Path receipt = scenario.node().exchange("canonical", "rejected").resolve("large.json.receipt.json");
        Patience.until("the large file is refused", () -> Files.exists(receipt));
        Files.delete(scenario.node().exchange("canonical", "rejected").resolve("large.json"));
    }

    @Test
    @Fault("F41")
    void documents_made_to_end_the_process_are_refused_by_it() throws Exception {
        long refused = depth("rejected.canonical");
        Collection<byte[]> killers = Poison.killers().values();
        for (byte[] killer : killers) {
            raw(List.of(killer));
            scenario.driver().jms(Scenario.workers(1, 1));
        }
        scenario.judge(new Oracle.Terms());
        Patience.until("all of them are refused", () -> depth("rejected.canonical") == refused + killers.size());
        assertThat(scenario.node().process().alive()).isTrue();
        assertThat(scenario.node().starts()).isEqualTo(1);
    }

    @Test
    @Fault("F42")
    void whatever_arrives_twice_counts_once() throws Exception {
        List<Event> file = Scenario.workers(10, 1);
        scenario.driver().drop("hires.json", file);
        scenario.driver().receipt("hires.json", file);
        for (String name : List.of("hires-again.json", "renamed.json")) {
            scenario.driver().drop(name, file);
            scenario.driver().receipt(name, file);
        }
        Event one = Scenario.workers(1, 1).get(0);
        for (int i = 0; i < 3; i++) {
            assertThat(scenario.driver().http(one, "Idempotency-Key", "key-" + one.id()))
                    .isEqualTo(202);
        }
        Event other = Scenario.workers(1, 1).get(0);
        assertThat(scenario.driver().http(other, "Idempotency-Key", "key-" + one.id()))
                .as("the same key with another body")
                .isEqualTo(422);
        scenario.driver().expectNothingOf(other);
        List<Event> batch = Scenario.workers(5, 2);
        scenario.driver().jms(batch);
        scenario.driver().jms(batch);
        scenario.driver().jms(scenario.times(100, 1));
        scenario.driver().jms(batch);
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F43")
    void order_is_kept_when_versions_arrive_out_of_it() {
        int stale = Stage.worker();
        scenario.driver().jms(List.of(Workers.worker(stale, 1), Workers.worker(stale, 3)));
        Patience.until("the newest version is there", () -> scenario.node()
                .api("GET", "/api/v1/trace/worker:W-" + stale, null)
                .body()
                .contains("hire-" + stale + "-v3"));
        scenario.driver().jms(List.of(Workers.worker(stale, 2)));
        int late = Stage.entry();
        scenario.targets().timeEntry(late);
        for (int version : new int[] {2, 4, 3, 1}) {
            scenario.driver().jms(List.of(Workers.time(late, version)));
        }
        scenario.judge(new Oracle.Terms().mayOvertake());
        assertThat(state("hire-" + stale + "-v2")).isIn("SUPERSEDED", "ACCEPTED");
        assertThat(state("time-" + late + "-v1")).isEqualTo("SUPERSEDED");
    }

    @Test
    @Fault("F44")
    void files_that_are_not_whole_wait_until_they_are() throws Exception {
        Path in = scenario.node().exchange("canonical", "in");
        List<Event> growing = Scenario.workers(6, 1);
        String document = Driver.document(growing);
        growing.forEach(scenario.driver()::before);
        Path file = in.resolve("growing.json");
        int part = document.length() / 12;
        for (int i = 0; i <= 12; i++) {
            String piece = document.substring(i * part, Math.min(document.length(), (i + 1) * part));
            Files.writeString(file, piece, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            pause(100);
        }
        Files.writeString(in.resolve("nothing.json"), "");
        Files.writeString(in.resolve("data.done"), "");
        Files.writeString(in.resolve("cut.json"), document.substring(0, document.length() / 2));
        Path vanishing = in.resolve("vanishing.json");
        Files.writeString(vanishing, "{}");
        pause(150);
        Files.deleteIfExists(vanishing);
        List<Event> locked = Scenario.workers(2, 1);
        Path lockedFile = in.resolve("locked.json");
        locked.forEach(scenario.driver()::before);
        try (var channel = java.nio.channels.FileChannel.open(
                        lockedFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            channel.write(java.nio.ByteBuffer.wrap(Driver.document(locked).getBytes(StandardCharsets.UTF_8)));
            assertThat(lock.isValid()).isTrue();
        }
        List<Event> burst = Scenario.workers(40, 1);
        for (int i = 0; i < burst.size(); i++) {
            scenario.driver().drop("burst-" + i + ".json", List.of(burst.get(i)));
        }
        scenario.driver().receipt("growing.json", growing);
        scenario.driver().receipt("locked.json", locked);
        for (int i = 0; i < burst.size(); i++) {
            scenario.driver().receipt("burst-" + i + ".json", List.of(burst.get(i)));
        }
        Path rejected = scenario.node().exchange("canonical", "rejected");
        for (String name : List.of("nothing.json", "cut.json", "data.done")) {
            Patience.until(name + " is refused", () -> Files.exists(rejected.resolve(name + ".receipt.json")));
        }
        scenario.judge(new Oracle.Terms());
    }

    private static void pause(long millis) {
        org.awaitility.Awaitility.await()
                .pollDelay(java.time.Duration.ofMillis(millis))
                .until(() -> true);
    }

    private static String state(String eventId) {
        return Json.tree(scenario.node()
                        .api("GET", "/api/v1/events/" + eventId, null)
                        .body())
                .path("state")
                .asText();
    }

    private static long depth(String queue) {
        return scenario.node().ask("/depth?queue=" + queue).path("depth").asLong();
    }

    private static void raw(List<byte[]> bodies) throws Exception {
        try (ActiveMQConnectionFactory factory = scenario.node().connections();
                Connection connection = factory.createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue("intake.canonical"))) {
            for (byte[] body : bodies) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(body);
                producer.send(message);
            }
            session.commit();
        }
    }
}
