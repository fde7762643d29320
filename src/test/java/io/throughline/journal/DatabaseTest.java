package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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

    @ParameterizedTest
    @ValueSource(strings = {"kill", "power-loss"})
    void every_acknowledged_commit_survives_kill_9(String durability) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingChild.class.getName(),
                        folder.toString(),
                        durability)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
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
    void what_throws_is_rolled_back_and_a_store_that_is_away_says_so() {
        Database database = TestDatabases.h2(folder);
        assertThatThrownBy(() -> database.inTransaction(connection -> {
                    connection.createStatement().executeUpdate("insert into watermark values ('f', '1', now())");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        int rows = database.read(connection -> {
            try (var found = connection.createStatement().executeQuery("select count(*) from watermark")) {
                found.next();
                return found.getInt(1);
            }
        });
        assertThat(rows).isZero();
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
