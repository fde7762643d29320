package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void it_refuses_to_open_when_acknowledged_commits_could_be_lost() {
        String careless = Database.embeddedUrl(folder.resolve("throughline")).replace(";WRITE_DELAY=0", "");

        assertThatThrownBy(() -> new Database(careless, "throughline", "", "kill"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("WRITE_DELAY")
                .hasMessageContaining("throughline.db.url");

        try (Database database = TestDatabases.h2(folder)) {
            assertThat(database.answers()).as("the refusal holds no lock").isTrue();
        }
    }

    @Test
    void a_server_that_does_not_answer_ends_the_wait_of_its_caller() {
        try (Database database = TestDatabases.postgres()) {
            int patience = database.read(Connection::getNetworkTimeout);

            assertThat(patience)
                    .as("milliseconds a statement may take to answer")
                    .isEqualTo(8_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "power-loss"})
    void every_acknowledged_commit_survives_kill_9(String durability) throws Exception {
        Process child = child(CommittingChild.class, folder.toString(), durability);
        long acknowledged = 0;
        try (BufferedReader lines = child.inputReader()) {
            while (acknowledged < 300) {
                String line = lines.readLine();
                assertThat(line).as("the child speaks").isNotNull();
                if (line.startsWith("committed ")) {
                    acknowledged = Long.parseLong(line.substring(10));
                }
            }
            child.toHandle().destroyForcibly();
            child.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("committed ")) {
                    acknowledged = Long.parseLong(line.substring(10));
                }
            }
        }
        try (Database database = TestDatabases.h2(folder)) {
            long[] found = database.read(connection -> {
                try (var rows = connection
                        .createStatement()
                        .executeQuery("select count(*), max(cast(position as bigint)) from watermark")) {
                    rows.next();
                    return new long[] {rows.getLong(1), rows.getLong(2)};
                }
            });
            assertThat(found[0]).isEqualTo(found[1]).isGreaterThanOrEqualTo(acknowledged);
        }
    }

    /** Commits one row after the other and says so after each. */
    static final class CommittingChild {
        private CommittingChild() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            Database database =
                    new Database(Database.embeddedUrl(folder.resolve("throughline")), "throughline", "", arguments[1]);
            for (long n = 1; ; n++) {
                long number = n;
                database.inTransaction(connection -> connection
                        .createStatement()
                        .executeUpdate("insert into watermark values ('f" + number + "', '" + number + "', now())"));
                System.out.println("committed " + n);
                System.out.flush();
            }
        }
    }

    @Test
    void writers_of_the_embedded_database_take_turns_and_readers_do_not_wait() throws Exception {
        try (Database database = TestDatabases.h2(folder)) {
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch finish = new CountDownLatch(1);
            CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> database.inTransaction(connection -> {
                insert(connection, "slow");
                first.countDown();
                awaitQuietly(finish);
                return null;
            }));
            first.await();
            Thread second = new Thread(() -> database.inTransaction(connection -> insert(connection, "second")));
            second.start();
            Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);

            assertThat(count(database)).as("what a reader sees meanwhile").isZero();
            assertThat(second.getState()).isEqualTo(Thread.State.WAITING);
            finish.countDown();
            slow.get();
            second.join();
            assertThat(count(database)).isEqualTo(2);
        }
    }

    @Test
    void who_reads_what_is_durable_waits_for_the_writer_whose_commit_may_still_fail() throws Exception {
        try (Database database = TestDatabases.h2(folder)) {
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch finish = new CountDownLatch(1);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> database.inTransaction(connection -> {
                insert(connection, "written");
                connection.commit(); // others see it from here on, and the writer's turn is not over
                written.countDown();
                awaitQuietly(finish);
                return null;
            }));
            written.await();
            assertThat(count(database)).as("what any reader sees").isOne();

            AtomicInteger durable = new AtomicInteger(-1);
            Thread reader = new Thread(() -> durable.set(database.readDurable(DatabaseTest::rows)));
            reader.start();
            Awaitility.await()
                    .until(() ->
                            reader.getState() == Thread.State.WAITING || reader.getState() == Thread.State.TERMINATED);
            assertThat(durable)
                    .as("nothing is read while a writer has its turn")
                    .hasValue(-1);

            finish.countDown();
            writer.get();
            reader.join();
            assertThat(durable).hasValue(1);
        }
    }

    @Test
    void a_kill_while_several_write_loses_nothing_acknowledged_and_leaves_no_half_of_a_transaction() throws Exception {
        Path book = folder.resolve("acknowledged");
        for (int life = 0; life < 3; life++) {
            Process child = child(WritersChild.class, folder.toString(), Integer.toString(40 + 13 * life));
            assertThat(child.waitFor()).as("a halt").isEqualTo(137);
            try (Database database = TestDatabases.h2(folder)) {
                assertThat(names(database)).containsAll(Files.readAllLines(book));
                assertThat(number(database, HALVES))
                        .as("transactions of which only a part is there")
                        .isZero();
                database.inTransaction(connection ->
                        connection.createStatement().executeUpdate("update watermark set position = position"));
            }
        }
    }

    private static final String HALVES =
            """
            select (select count(*) from watermark w where not exists
                      (select 1 from kill_switch k where k.name = w.feed))
                 + (select count(*) from kill_switch k where not exists
                      (select 1 from watermark w where w.feed = k.name))""";

    /**
     * Four threads that write the same names to two tables, in transactions of several rows. Each notes a name of every
     * transaction that was committed; the process halts with the last of them, as if killed.
     */
    static final class WritersChild {
        private WritersChild() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[1]));
            Database database = TestDatabases.h2(folder);
            FileChannel book = FileChannel.open(
                    folder.resolve("acknowledged"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            for (int i = 0; i < 4; i++) {
                new Thread(() -> write(database, book, left)).start();
            }
        }

        private static void write(Database database, FileChannel book, AtomicInteger left) {
            while (true) {
                String last = database.inTransaction(connection -> {
                    String name = "";
                    for (int row = 0; row < 5; row++) {
                        name = UUID.randomUUID().toString();
                        insert(connection, name);
                        stop(connection, name);
                    }
                    return name;
                });
                try {
                    book.write(ByteBuffer.wrap((last + "\n").getBytes(StandardCharsets.UTF_8)));
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
                if (left.decrementAndGet() == 0) {
                    Runtime.getRuntime().halt(137);
                }
            }
        }
    }

    private static int insert(Connection connection, String feed) throws SQLException {
        return connection.createStatement().executeUpdate("insert into watermark values ('" + feed + "', '1', now())");
    }

    private static int stop(Connection connection, String flow) throws SQLException {
        return connection
                .createStatement()
                .executeUpdate("insert into kill_switch values ('flow', '" + flow + "', now(), 'test', 'test')");
    }

    private static int count(Database database) {
        return database.read(DatabaseTest::rows);
    }

    private static int rows(Connection connection) throws SQLException {
        return number(connection, "select count(*) from watermark");
    }

    private static int number(Database database, String query) {
        return database.read(connection -> number(connection, query));
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (var found = connection.createStatement().executeQuery(query)) {
            found.next();
            return found.getInt(1);
        }
    }

    private static Set<String> names(Database database) {
        return database.read(connection -> {
            Set<String> names = new HashSet<>();
            try (var found = connection.createStatement().executeQuery("select feed from watermark")) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            return names;
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process child(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void what_throws_is_rolled_back_and_a_store_that_is_away_says_so() {
        Database database = TestDatabases.h2(folder);
        assertThatThrownBy(() -> database.inTransaction(connection -> {
                    connection.createStatement().executeUpdate("insert into watermark values ('f', '1', now())");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(count(database)).isZero();
        assertThatThrownBy(() -> database.read(connection -> {
                    throw new SQLException("gone");
                }))
                .isInstanceOf(StoreUnavailable.class);
        database.close();
        assertThat(database.answers()).isFalse();
        assertThat(folder.resolve("throughline.mv.db")).exists();
        assertThat(Files.exists(folder.resolve("throughline.lock.db"))).isFalse();
    }
}
