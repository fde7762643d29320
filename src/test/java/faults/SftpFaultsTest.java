package faults;

import static org.assertj.core.api.Assertions.assertThat;

import faults.TcpProxy.Mood;
import io.throughline.files.sftp.PartnerServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A partner's SFTP server that cuts, restarts, lies about names and is slow; and a node that dies between two steps. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class SftpFaultsTest {

    /** More than the handshake of SSH needs, less than the handshake and the file. */
    private static final int PADDING = 60_000;

    private static Scenario scenario;
    private static PartnerServer partner;
    private static TcpProxy line;

    @BeforeAll
    static void start() throws Exception {
        scenario = Scenario.prepared("sftp");
        partner = new PartnerServer(scenario.folder().resolve("partner"));
        line = new TcpProxy(partner.port());
        partner.settings("canonical", line.port()).forEach(scenario.node()::set);
        scenario.node().set("throughline.sftp.poll-millis", "200").start();
    }

    @AfterAll
    static void stop() throws Exception {
        scenario.close();
        line.close();
        partner.close();
    }

    @BeforeEach
    void chapter() throws Exception {
        line.fine();
        partner.beforeMove(move -> {});
        scenario.chapter();
    }

    @Test
    @Fault("F45")
    void a_transfer_that_is_cut_at_any_byte_is_done_again() throws Exception {
        List<Event> events = Scenario.workers(8, 1);
        String document = padded(events);
        int cuts = 6;
        for (int i = 0; i < cuts; i++) {
            line.mood(Mood.CUT, 500 + scenario.random().nextInt(PADDING));
            line.cutAll();
            if (i == 0) {
                drop("cut.json", document, events);
                out("pay/PRMHUEPI.csv", "x".repeat(PADDING));
            }
            pause(700);
        }
        line.fine();
        receipt("cut.json", events);
        Path sent = partner.files().resolve("out/pay/PRMHUEPI.csv");
        Patience.until("the upload is marked", () -> Files.exists(marker(sent)));
        assertThat(sent).hasSize(PADDING);
        assertThat(names("out/pay")).containsExactlyInAnyOrder("PRMHUEPI.csv", "PRMHUEPI.csv.done");
        assertThat(count("done", "cut")).as("the file and one receipt").isEqualTo(2);
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F45")
    void a_server_that_restarts_while_files_come_and_go_loses_and_doubles_nothing() throws Exception {
        List<List<Event>> files =
                Stream.generate(() -> Scenario.workers(2, 1)).limit(15).toList();
        for (int i = 0; i < files.size(); i++) {
            drop("restart-" + i + ".json", Driver.document(files.get(i)), files.get(i));
            out("restart-" + i + ".csv", "rows of " + i);
            if (i % 5 == 2) {
                pause(300 + scenario.random().nextInt(400));
                partner.stop();
                pause(400);
                partner.start();
            }
        }
        for (int i = 0; i < files.size(); i++) {
            receipt("restart-" + i + ".json", files.get(i));
            Path sent = partner.files().resolve("out/restart-" + i + ".csv");
            Patience.until("the upload is marked", () -> Files.exists(marker(sent)));
            assertThat(sent).hasContent("rows of " + i);
        }
        assertThat(names("out")).hasSize(2 * files.size());
        assertThat(count("done", "restart-")).isEqualTo(2L * files.size());
        scenario.judge(new Oracle.Terms());
        assertThat(Files.readAllLines(scenario.node().log(), StandardCharsets.ISO_8859_1))
                .as("away and back, not one line per look")
                .filteredOn(text -> text.contains("sftp://") && text.contains(" is away: "))
                .hasSizeBetween(1, 30);
    }

    @Test
    @Fault("F45")
    void a_node_killed_between_download_and_rename_takes_the_file_once() throws Exception {
        List<Event> events = Scenario.workers(5, 1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch dead = new CountDownLatch(1);
        partner.beforeMove(move -> {
            asked.countDown();
            await(dead);
            throw new IllegalStateException("the client is gone");
        });
        drop("killed.json", Driver.document(events), events);
        assertThat(asked.await(60, TimeUnit.SECONDS))
                .as("the rename is asked for")
                .isTrue();
        Scoreboard.killed();
        scenario.node().process().kill();
        dead.countDown();
        partner.beforeMove(move -> {});
        scenario.node().start();
        receipt("killed.json", events);
        assertThat(count("done", "killed")).as("the file and one receipt").isEqualTo(2);
        assertThat(names("in")).isEmpty();
        scenario.judge(new Oracle.Terms());
    }

    @Test
    @Fault("F45")
    void hostile_names_on_a_slow_line_harm_nothing_and_their_neighbours_pass() throws Exception {
        String[] hostile = {
            "../../../../escaped.json", "/etc/passwd", "a/../b.json", "bell\u0007.json", "..\\escaped.json"
        };
        for (int i = 0; i < hostile.length; i++) {
            partner.drop("evil-" + i + ".json", "{}");
            partner.show("evil-" + i + ".json", hostile[i]);
        }
        Files.createSymbolicLink(partner.files().resolve("in/link.json"), Path.of("/etc/passwd"));
        Files.createDirectory(partner.files().resolve("in/folder.json"));
        for (int i = 0; i < 200; i++) {
            Files.writeString(partner.files().resolve("in/unfinished-" + i + ".json.part"), "{");
        }
        line.latency(20);
        line.throttle(200_000);
        List<String> names =
                List.of("ä ö.json", "A.json", "a.json", "a*.json", "$(id).json", "n".repeat(240) + ".json");
        List<List<Event>> files =
                names.stream().map(name -> Scenario.workers(1, 1)).toList();
        for (int i = 0; i < names.size(); i++) {
            drop(names.get(i), Driver.document(files.get(i)), files.get(i));
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            receipt(name.length() <= 200 ? name : name.substring(name.length() - 200), files.get(i));
        }
        try (Stream<Path> all = Files.walk(scenario.folder())) {
            assertThat(all.filter(file -> !file.startsWith(partner.files())))
                    .noneMatch(file -> file.getFileName().toString().matches(".*(escaped|passwd|evil|link).*"));
        }
        scenario.judge(new Oracle.Terms());
    }

    private static String padded(List<Event> events) {
        return Driver.document(events) + " ".repeat(PADDING);
    }

    private static void drop(String name, String document, List<Event> events) throws IOException {
        events.forEach(scenario.driver()::before);
        partner.drop(name, document);
    }

    /** The receipt beside the file at the partner's is the acknowledgement. */
    private static void receipt(String name, List<Event> events) {
        Path receipt = partner.files().resolve("done").resolve(name + ".receipt.json");
        Patience.until("receipt of " + name, () -> Files.exists(receipt));
        events.forEach(scenario.driver()::acknowledged);
    }

    private static void out(String name, String content) throws IOException {
        Path file = scenario.node().exchange("canonical", "out").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.createFile(marker(file));
    }

    private static Path marker(Path file) {
        return file.resolveSibling(file.getFileName() + ".done");
    }

    private static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(partner.files().resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static long count(String folder, String prefix) throws IOException {
        return names(folder).stream().filter(name -> name.startsWith(prefix)).count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        org.awaitility.Awaitility.await()
                .pollDelay(java.time.Duration.ofMillis(millis))
                .until(() -> true);
    }
}
