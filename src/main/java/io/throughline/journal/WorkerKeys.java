package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.people.Worker;
import io.throughline.people.WorkerIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds workers without opening those who have nothing to do with the question: a keyed hash of each value that must be
 * unique lies beside the sealed snapshots. A hash only says whom to open; what the worker says himself decides, so a row
 * that is out of date finds nobody. Workers of the running batch are found before anything of them is stored.
 */
public final class WorkerKeys implements WorkerIndex {

    private static final String WORKER = "worker";
    private static final String LABEL = "worker-key";

    private enum Kind {
        EMAIL,
        PERSON,
        /** Who is hired ahead and has not begun; there is one value of it. */
        PREHIRE
    }

    private final Knowledge knowledge;

    public WorkerKeys(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public List<Worker> byEmail(String email) {
        String wanted = lower(email);
        return find(Kind.EMAIL, wanted, worker -> lower(worker.workEmail()).equals(wanted));
    }

    @Override
    public List<Worker> byPerson(String personId) {
        return find(Kind.PERSON, personId, worker -> worker.personId().equals(personId));
    }

    /** Workers that are hired ahead. */
    public List<Worker> prehires() {
        return find(Kind.PREHIRE, "", worker -> worker.status() == Worker.Status.PREHIRE);
    }

    /** Takes in all workers there are when none has been taken in yet, as after an upgrade. */
    public void fill() {
        knowledge.database().inTransaction(connection -> {
            if (isEmpty(connection)) {
                for (Entities.Snapshot worker : knowledge.entities().all(connection, WORKER)) {
                    store(connection, worker.id(), worker.data());
                }
            }
            return null;
        });
    }

    /** Writes by what a worker is found from now on. */
    void store(Connection connection, String workerId, JsonNode latest) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from worker_key where worker_id = ?")) {
            delete.setString(1, workerId);
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into worker_key (kind, key_hash, worker_id) values (?, ?, ?) on conflict do nothing")) {
            add(insert, Kind.EMAIL, lower(latest.path("workEmail").asText("")), workerId);
            add(insert, Kind.PERSON, latest.path("personId").asText(""), workerId);
            if (latest.path("status").asText().equals(Worker.Status.PREHIRE.name())) {
                add(insert, Kind.PREHIRE, "", workerId);
            }
            insert.executeBatch();
        }
    }

    private void add(PreparedStatement insert, Kind kind, String value, String workerId) throws SQLException {
        insert.setString(1, kind.name());
        insert.setString(2, hash(kind, value));
        insert.setString(3, workerId);
        insert.addBatch();
    }

    private List<Worker> find(Kind kind, String value, Predicate<Worker> same) {
        Set<String> ids = new TreeSet<>(knowledge.learned(WORKER));
        ids.addAll(knowledge.database().read(connection -> stored(connection, kind, value)));
        List<Worker> found = new ArrayList<>();
        for (String id : ids) {
            knowledge.latest(WORKER, id, Worker.class).filter(same).ifPresent(found::add);
        }
        return found;
    }

    private List<String> stored(Connection connection, Kind kind, String value) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select worker_id from worker_key where kind = ? and key_hash = ?")) {
            select.setString(1, kind.name());
            select.setString(2, hash(kind, value));
            try (ResultSet rows = select.executeQuery()) {
                List<String> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select 1 from worker_key fetch first 1 rows only");
                ResultSet rows = select.executeQuery()) {
            return !rows.next();
        }
    }

    private String hash(Kind kind, String value) {
        return knowledge.seal().keyedHash(LABEL, kind + " " + value);
    }

    private static String lower(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
