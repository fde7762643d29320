package faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL stops at once, does not answer, or has no connection left. */
@Tag("faults")
@ExtendWith(Scoreboard.class)
class StoreFaultsTest {

    private static final int STOPS = Math.max(2, Integer.getInteger("faults.kills", 3) / 50);

    private static Scenario scenario;
    private static EmbeddedPostgres postgres;
    private static TcpProxy proxy;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        scenario = Scenario.empty("postgres");
        port = FreePort.next();
        postgres = server();
        proxy = new TcpProxy(port);
        scenario.node()
                .set("throughline.db.url", "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres")
                .set("throughline.db.user", "postgres")
                .set("throughline.db.password", "postgres")
                .start();
        Stage.shared().reference(scenario.node(), List.of("legal_entities.csv", "cost_centers.csv", "holidays.csv"));
    }

    private static EmbeddedPostgres server() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(scenario.folder().resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("max_connections", "9")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    /** Starts the server as it was started before, from what it wrote down of that. */
    private static void again() throws IOException {
        String command = Files.readString(scenario.folder().resolve("postgres/postmaster.opts"));
        List<String> start = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            start.addAll(List.of("unshare", "-U")); // PostgreSQL does not run as root
        }
        start.addAll(List.of("bash", "-c", "exec " + command.strip()));
        Process server = new ProcessBuilder(start)
                .redirectErrorStream(true)
                .redirectOutput(scenario.folder().resolve("postgres.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        Patience.until("the server is back", () -> {
            try (var connection = DriverManager.getConnection(url, "postgres", "postgres")) {
                return connection.isValid(2);
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        scenario.close();
        proxy.close();
        postgres.close();
    }

    @BeforeEach
    void chapter() throws Exception {
        scenario.chapter();
    }

    @Test
    @Fault("F16")
    void a_database_that_stops_at_once_comes_back_without_a_loss() throws Exception {
        for (int i = 0; i < STOPS; i++) {
            scenario.driver().jms(Scenario.workers(5, 2));
            String pid = Files.readAllLines(scenario.folder().resolve("postgres/postmaster.pid"))
                    .get(0);
            Commands.run("kill", "-QUIT", pid.strip());
            Scoreboard.killed();
            scenario.driver().jms(Scenario.workers(2, 1));
            Patience.until("the server has ended", () -> !Files.exists(Path.of("/proc", pid.strip())));
            again();
        }
        Oracle.Terms terms = new Oracle.Terms();
        scenario.driver().insist();
        scenario.judge(terms);
    }

    @Test
    @Fault("F17")
    void a_database_that_does_not_answer_stops_the_intake_and_leaks_no_threads() {
        long threads = scenario.node().ask("/vitals").path("threads").asLong();
        proxy.mood(TcpProxy.Mood.BLACK_HOLE, 0);
        scenario.driver().jms(Scenario.workers(5, 1));
        Event event = Scenario.workers(1, 1).get(0);
        int status = scenario.driver().http(event);
        Awaitility.await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
        proxy.fine();
        Oracle.Terms terms = new Oracle.Terms();
        scenario.driver().insist();
        scenario.judge(terms);
        assertThat(status).as("what a client is told").isEqualTo(503);
        Patience.until(
                "the threads are back",
                () -> scenario.node().ask("/vitals").path("threads").asLong() <= threads + 10);
    }

    @Test
    @Fault("F18")
    void a_pool_that_is_larger_than_the_server_allows_recovers() {
        List<Event> events = Scenario.workers(30, 2);
        events.parallelStream().forEach(event -> scenario.node().api("GET", "/api/v1/exceptions", null));
        scenario.driver().jms(events);
        scenario.judge(new Oracle.Terms());
    }
}
