package io.throughline.api;

import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import io.throughline.journal.Audit;
import io.throughline.journal.Audit.Scribe;
import io.throughline.replay.KeyHistory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of people in the order in which they were seen first, each written down in the audit when it is new. Keys are
 * files that anybody with the data folder can add, so they are looked for, and known by their digest: a key that replaces
 * another is a new one.
 */
public final class KeyBook implements KeyHistory {

    private static final int SHOWN = 12;

    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Keyring keyring;
    private final Audit audit;
    private final Clock clock;

    public KeyBook(Keyring keyring, Audit audit, Clock clock) {
        this.keyring = keyring;
        this.audit = audit;
        this.clock = clock;
    }

    /** Writes down the keys that are new. */
    public void look() {
        Map<String, String> keys = keyring.digests();
        if (keys.entrySet().stream().anyMatch(key -> !written.contains(name(key)))) {
            audit.inTransaction((connection, scribe) -> noted(connection, scribe, keys));
            keys.entrySet().forEach(key -> written.add(name(key)));
        }
    }

    @Override
    public long noted(Connection connection, Scribe scribe) throws SQLException {
        return noted(connection, scribe, keyring.digests());
    }

    @Override
    public OptionalLong keyOf(Connection connection, String person) throws SQLException {
        String digest = keyring.digests().get(person);
        try (PreparedStatement select =
                connection.prepareStatement("select key_no from person_key where person = ? and key_sha256 = ?")) {
            select.setString(1, person);
            select.setString(2, digest);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private long noted(Connection connection, Scribe scribe, Map<String, String> keys) throws SQLException {
        for (Map.Entry<String, String> key : keys.entrySet()) {
            if (insert(connection, key.getKey(), key.getValue())) {
                scribe.note(
                        audit.self(),
                        "key.added",
                        "person:" + key.getKey(),
                        Json.mapper()
                                .createObjectNode()
                                .put("key", key.getValue().substring(0, SHOWN)));
            }
        }
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(key_no), 0) from person_key");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private boolean insert(Connection connection, String person, String digest) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into person_key (person, key_sha256, seen_at) values (?, ?, ?) on conflict do nothing")) {
            insert.setString(1, person);
            insert.setString(2, digest);
            insert.setObject(3, OffsetDateTime.now(clock));
            return insert.executeUpdate() > 0;
        }
    }

    private static String name(Map.Entry<String, String> key) {
        return key.getKey() + ':' + key.getValue();
    }
}
