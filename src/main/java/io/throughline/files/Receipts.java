package io.throughline.files;

import io.throughline.journal.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The rows that say which node has taken which file and what came of it. */
public final class Receipts {

    private final Database database;
    private final Clock clock;

    public Receipts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void claimed(String id, String system, String name, long size, String node) {
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into file_receipt (receipt_id, system, file_name, size_bytes, node, state, claimed_at,"
                            + " accepted, duplicate, held, rejected) values (?, ?, ?, ?, ?, 'CLAIMED', ?, 0, 0, 0, 0)")) {
                insert.setString(1, id);
                insert.setString(2, system);
                insert.setString(3, name.length() <= 400 ? name : name.substring(0, 400));
                insert.setLong(4, size);
                insert.setString(5, node);
                insert.setObject(6, OffsetDateTime.now(clock));
                return insert.executeUpdate();
            }
        });
    }

    void lost(String id) {
        database.inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from file_receipt where receipt_id = ?")) {
                delete.setString(1, id);
                return delete.executeUpdate();
            }
        });
    }

    Optional<String> nameOf(String id) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select file_name from file_receipt where receipt_id = ?")) {
                select.setString(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Whether a file of this name but another content was read from a system before. */
    boolean knowsOther(String system, String name, String sha256) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select 1 from file_receipt where system = ? and file_name = ? and state = 'DONE' and sha256 <> ?")) {
                select.setString(1, system);
                select.setString(2, name.length() <= 400 ? name : name.substring(0, 400));
                select.setString(3, sha256);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    void finished(String id, Receipt receipt, boolean refused) {
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update file_receipt set state = ?, sha256 = ?, finished_at = ?, accepted = ?, duplicate = ?, held ="
                            + " ?, rejected = ? where receipt_id = ?")) {
                update.setString(1, refused ? "REJECTED" : "DONE");
                update.setString(2, receipt.sha256());
                update.setObject(3, OffsetDateTime.now(clock));
                update.setInt(4, receipt.accepted());
                update.setInt(5, receipt.duplicate());
                update.setInt(6, receipt.held());
                update.setInt(7, receipt.rejected());
                update.setString(8, id);
                return update.executeUpdate();
            }
        });
    }
}
