package io.throughline.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final String VALUES_SHARED = "h2.objectCache";
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    static {
        // H2 looks every value up in a cache of equal ones; here values rarely come again, and looking takes time.
        if (System.getProperty(VALUES_SHARED) == null) {
            System.setProperty(VALUES_SHARED, "false");
        }
    }

    // Text, because the pool hands properties of any other type to the driver in a way the driver does not see.
    private static final String CONNECT_SECONDS = "5";
    private static final String ANSWER_SECONDS = "8";

    private final HikariDataSource pool;
    private final boolean embedded;
    private final boolean powerLossSafe;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicReference<Runnable> whenLost = new AtomicReference<>();

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
        } else {
            // A server that does not answer must not keep a caller waiting for ever; the url may say otherwise.
            config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
            config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        pool = new HikariDataSource(config);
        powerLossSafe = embedded && "power-loss".equals(durability);
        try {
            if (embedded) {
                requireWriteDelayZero(url);
            }
            Flyway.configure()
                    .dataSource(url, user, password) // not of the pool: a migration may take its time
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

    /**
     * Names what is to be done when the embedded database closes itself because a write failed; it is done once, by the
     * thread that notices. Such a process cannot work any more, a new one can.
     */
    public void whenLost(Runnable action) {
        whenLost.set(action);
    }

    /**
     * Runs work in one transaction: committed when it returns, rolled back when it throws. Writers of an embedded database
     * take turns, because H2 writes parts of a transaction to the disk while another one commits, and a kill in that
     * moment leaves half of it behind.
     */
    public <T> T inTransaction(Work<T> work) {
        if (!embedded) {
            return transaction(work);
        }
        writing.lock();
        try {
            T result = transaction(work);
            if (powerLossSafe) {
                transaction(Database::forceDisk);
            }
            return result;
        } finally {
            writing.unlock();
        }
    }

    /** Runs a query in a short transaction that writes nothing. */
    public <T> T read(Work<T> work) {
        return transaction(connection -> {
            connection.setReadOnly(true);
            return work.run(connection);
        });
    }

    /**
     * Runs a query that sees only what is on the disk: in a writer's turn, for an embedded database shows a commit to
     * others before it has written it, and a full disk takes that back.
     */
    public <T> T readDurable(Work<T> work) {
        if (!embedded) {
            return read(work);
        }
        writing.lock();
        try {
            T result = read(work);
            transaction(Database::forceDisk);
            return result;
        } finally {
            writing.unlock();
        }
    }

    private <T> T transaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                noticeLoss(failure);
                connection.rollback();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new StoreUnavailable(failure);
        }
    }

    private void noticeLoss(Throwable failure) {
        if (embedded && EmbeddedStore.gaveUp(failure)) {
            Runnable action = whenLost.getAndSet(null);
            if (action != null) {
                action.run();
            }
        }
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
        whenLost.set(null);
        if (embedded && !pool.isClosed()) {
            writing.lock();
            try (Connection connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            } catch (SQLException alreadyClosed) {
                LOG.debug("the embedded database is closed already: {}", alreadyClosed.getMessage());
            } finally {
                writing.unlock();
            }
        }
        pool.close();
    }

    private static Void forceDisk(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
        return null;
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
