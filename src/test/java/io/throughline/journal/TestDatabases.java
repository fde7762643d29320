package io.throughline.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fresh databases for tests: H2 files, and databases of one real PostgreSQL server per JVM. All are copies of one that was
 * migrated from the first version to the last, because that is most of what opening an empty one takes.
 */
public final class TestDatabases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabases() {}

    /** The H2 database of a folder, a new one where there is none. */
    public static Database h2(Path folder) {
        Path file = folder.resolve(Embedded.FILE);
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(folder);
                Files.copy(Embedded.MIGRATED, file);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return Embedded.open(folder);
    }

    /** A new database of the PostgreSQL server. */
    public static Database postgres() {
        String name = "t" + COUNT.incrementAndGet();
        Server.create(Server.RUNNING, name + " template " + Server.MIGRATED);
        return Server.open(Server.RUNNING, name);
    }

    private static final class Embedded {
        static final String FILE = "throughline.mv.db";
        static final Path MIGRATED = migrated();

        private static Path migrated() {
            try {
                Path folder = Files.createTempDirectory("throughline-migrated");
                open(folder).close();
                Path file = folder.resolve(FILE);
                file.toFile().deleteOnExit();
                folder.toFile().deleteOnExit();
                return file;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        static Database open(Path folder) {
            return new Database(Database.embeddedUrl(folder.resolve("throughline")), "throughline", "", "kill");
        }
    }

    private static final class Server {
        static final String MIGRATED = "migrated";
        static final EmbeddedPostgres RUNNING = start();

        static void create(EmbeddedPostgres server, String database) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + database);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        static Database open(EmbeddedPostgres server, String name) {
            return new Database(server.getJdbcUrl("postgres", name), "postgres", "postgres", "kill");
        }

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                create(server, MIGRATED);
                open(server, MIGRATED).close();
                return server;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException alreadyGone) {
                throw new UncheckedIOException(alreadyGone);
            }
        }
    }
}
