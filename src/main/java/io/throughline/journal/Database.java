package io.throughline.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The database that holds the truth: H2 in PostgreSQL mode when embedded, or PostgreSQL.
 *
 * <p>H2 acknowledges commits before they are written unless {@code WRITE_DELAY} is 0, and loses them to a kill; the
 * database refuses to open without it.
 */
public final class Database implements AutoCloseable {

    /** Work inside one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private final HikariDataSource pool;
    private final boolean embedded;
    private final boolean powerLossSafe;

    /**
     * Opens the database and brings its schema up to date.
     *
     * @param url        JDBC url
     * @param user       database user
     * @param password   its password
     * @param durability {@code kill} (an acknowledged commit survives the death of the process) or {@code power-loss}
     *                   (H2 also forces the disk at each commit)
     * @throws IllegalStateException when H2 is configured to lose acknowledged commits
     */
    public Database(String url, String user, String password, String durability) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(12);
        config.setMinimumIdle(2);
        config.setAutoCommit(false);
        config.setConnectionTimeout(5_000);
        config.setPoolName("throughline");
        embedded = url.startsWith("jdbc:h2:");
        if (embedded) {
            // H2 calls a connection valid whose store has closed itself, for instance because the disk was full.
            config.setConnectionTestQuery("select 1");
        }
        pool = new HikariDataSource(config);
        powerLossSafe = embedded && "power-loss".equals(durability);
        try {
            if (embedded) {
                requireWriteDelayZero(url);
            }
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (RuntimeException refused) {
            pool.close();
            throw refused;
        }
    }

    /** The url of an embedded H2 database whose acknowledged commits survive a kill. */
    public static String embeddedUrl(java.nio.file.Path file) {
        return "jdbc:h2:file:" + file.toAbsolutePath()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;CACHE_SIZE=65536;QUERY_CACHE_SIZE=64;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Runs work in one transaction: committed when it returns, rolled back when it throws. */
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.run(connection);
                connection.commit();
                if (powerLossSafe) {
                    forceDisk(connection);
                }
                return result;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new StoreUnavailable(failure);
        }
    }

    /** Runs a query in a short read-only transaction. */
    public <T> T read(Work<T> work) {
        return inTransaction(work);
    }

    /** Whether the database answers. */
    public boolean answers() {
        try (Connection connection = pool.getConnection()) {
            boolean valid = connection.isValid(2) && reads(connection);
            connection.rollback();
            return valid;
        } catch (SQLException unavailable) {
            return false;
        }
    }

    private static boolean reads(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1")) {
            return rows.next();
        }
    }

    @Override
    public void close() {
        if (embedded && !pool.isClosed()) {
            try (Connection connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            } catch (SQLException alreadyClosed) {
                pool.close();
                return;
            }
        }
        pool.close();
    }

    private static void forceDisk(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
        connection.commit();
    }

    private void requireWriteDelayZero(String url) {
        String delay = inTransaction(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'")) {
                return rows.next() ? rows.getString(1) : "unset";
            }
        });
        if (!"0".equals(delay)) {
            throw new IllegalStateException("H2 would lose acknowledged commits: WRITE_DELAY is " + delay
                    + " but must be 0; add ;WRITE_DELAY=0 to throughline.db.url (now " + url.replaceAll(";.*", "")
                    + ")");
        }
    }
}
