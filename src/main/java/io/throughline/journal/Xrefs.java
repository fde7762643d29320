package io.throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The cross-reference: which id each system uses for a canonical object. One external id means one object at a time. */
public final class Xrefs {

    private static final int CACHE_LIMIT = 200_000;

    private final Database database;
    private final Clock clock;
    private final Map<String, String> byCanonical = new ConcurrentHashMap<>();
    private final Map<String, String> byExternal = new ConcurrentHashMap<>();

    /**
     * One row of the cross-reference.
     *
     * @param object      canonical object name
     * @param canonicalId canonical id
     * @param system      system name
     * @param idType      the system's name for this kind of id, such as {@code Employee_ID}
     * @param externalId  the id there
     */
    public record Xref(String object, String canonicalId, String system, String idType, String externalId) {

        /** {@code <object>:<canonical id>@<system>}, as steps name what they need. */
        public String reference() {
            return object + ":" + canonicalId + "@" + system;
        }

        /** {@code <object>@<system>:<external id>}, as events name what they wait for. */
        public String externalReference() {
            return object + "@" + system + ":" + externalId;
        }
    }

    public Xrefs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The id a system uses, if the object is known there. */
    public Optional<String> externalId(String object, String canonicalId, String system) {
        String key = object + ":" + canonicalId + "@" + system;
        String cached = byCanonical.get(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<String> found = one(
                "select ext_id from xref where object = ? and canonical_id = ? and system = ? and valid_to is null order"
                        + " by valid_from desc",
                object,
                canonicalId,
                system);
        found.ifPresent(id -> remember(byCanonical, key, id));
        return found;
    }

    /** The canonical id behind a system's id, if known. */
    public Optional<String> canonicalId(String object, String system, String externalId) {
        String key = object + "@" + system + ":" + externalId;
        String cached = byExternal.get(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<String> found = one(
                "select canonical_id from xref where object = ? and system = ? and ext_id = ?",
                object,
                system,
                externalId);
        found.ifPresent(id -> remember(byExternal, key, id));
        return found;
    }

    /** The canonical ids behind an id of a system, or of any system when none is named; ordered, each once. */
    public List<String> canonicalIds(String object, String system, String externalId) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select distinct canonical_id from xref where object = ? and ext_id = ?"
                            + (system == null ? "" : " and system = ?") + " order by canonical_id")) {
                select.setString(1, object);
                select.setString(2, externalId);
                if (system != null) {
                    select.setString(3, system);
                }
                try (ResultSet rows = select.executeQuery()) {
                    List<String> ids = new java.util.ArrayList<>();
                    while (rows.next()) {
                        ids.add(rows.getString(1));
                    }
                    return ids;
                }
            }
        });
    }

    /** Whether any system knows an object under this canonical id. */
    public boolean taken(String object, String canonicalId) {
        return one("select ext_id from xref where object = ? and canonical_id = ?", object, canonicalId)
                .isPresent();
    }

    /** Writes references; an external id that is known already keeps its meaning. */
    public void add(Connection connection, Collection<Xref> xrefs, Long eventNo) throws SQLException {
        if (xrefs.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into xref (object, canonical_id, system, id_type, ext_id, valid_from, event_no) values (?, ?,"
                        + " ?, ?, ?, ?, ?) on conflict do nothing")) {
            for (Xref xref : xrefs) {
                insert.setString(1, xref.object());
                insert.setString(2, xref.canonicalId());
                insert.setString(3, xref.system());
                insert.setString(4, xref.idType());
                insert.setString(5, xref.externalId());
                insert.setObject(6, OffsetDateTime.now(clock));
                insert.setObject(7, eventNo, java.sql.Types.BIGINT);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Closes the references that others of the same kind have replaced: a worker who is hired again has a new number in the
     * HRIS, and the old one still leads to him.
     */
    public void replace(Connection connection, Collection<Xref> xrefs) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update xref set valid_to = ? where object = ? and canonical_id = ? and system = ? and id_type = ? and"
                        + " ext_id <> ? and valid_to is null")) {
            for (Xref xref : xrefs) {
                update.setObject(1, OffsetDateTime.now(clock));
                update.setString(2, xref.object());
                update.setString(3, xref.canonicalId());
                update.setString(4, xref.system());
                update.setString(5, xref.idType());
                update.setString(6, xref.externalId());
                update.executeUpdate();
                byCanonical.remove(xref.object() + ":" + xref.canonicalId() + "@" + xref.system());
            }
        }
    }

    /** All references of one canonical object. */
    public List<Xref> of(String object, String canonicalId) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select system, id_type, ext_id from xref where object = ? and canonical_id = ? order by system,"
                            + " ext_id")) {
                select.setString(1, object);
                select.setString(2, canonicalId);
                try (ResultSet rows = select.executeQuery()) {
                    List<Xref> xrefs = new java.util.ArrayList<>();
                    while (rows.next()) {
                        xrefs.add(
                                new Xref(object, canonicalId, rows.getString(1), rows.getString(2), rows.getString(3)));
                    }
                    return xrefs;
                }
            }
        });
    }

    private Optional<String> one(String sql, String... values) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    select.setString(i + 1, values[i]);
                }
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private static void remember(Map<String, String> cache, String key, String id) {
        if (cache.size() >= CACHE_LIMIT) {
            cache.clear();
        }
        cache.put(key, id);
    }
}
