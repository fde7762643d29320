package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the objects that name another one in a field without opening all of their kind. A row only says whom to open: what
 * the object says itself decides, so a row that is out of date finds nothing.
 */
public final class EntityRefs {

    /** Fields with the id, or a list of ids, of another object; ids only, because these rows are not sealed. */
    private static final Map<String, List<String>> FIELDS = Map.of(
            "invoice", List.of("billingCycleId", "projectIds", "contractId"),
            "invoice-payment", List.of("invoiceId"),
            "intercompany-charge", List.of("projectId", "fromEntityId"),
            "true-up", List.of("projectId", "contractId"),
            "assignment", List.of("workerId", "projectId"),
            "project", List.of("opportunityId"),
            "leave", List.of("workerId"));

    private EntityRefs() {}

    /** Takes in the objects of each kind with a field by which none has been taken in yet, as after an upgrade. */
    public static void fill(Knowledge knowledge) {
        knowledge.database().inTransaction(connection -> {
            for (String object : FIELDS.keySet()) {
                if (lacks(connection, object)) {
                    for (Entities.Snapshot one : knowledge.entities().all(connection, object)) {
                        store(connection, object, one.id(), one.data());
                    }
                }
            }
            return null;
        });
    }

    /** Writes what an object names from now on. */
    static void store(Connection connection, String object, String id, JsonNode data) throws SQLException {
        if (!FIELDS.containsKey(object)) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into entity_ref (object, field, named_id, id) values (?, ?, ?, ?) on conflict do nothing")) {
            for (String field : FIELDS.get(object)) {
                for (String named : named(data, field)) {
                    insert.setString(1, object);
                    insert.setString(2, field);
                    insert.setString(3, named);
                    insert.setString(4, id);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /**
     * Ids of the objects of a kind that may name another one in a field.
     *
     * @throws IllegalArgumentException when objects are not found by this field
     */
    static Set<String> find(Connection connection, String object, String field, String named) throws SQLException {
        if (!FIELDS.getOrDefault(object, List.of()).contains(field)) {
            throw new IllegalArgumentException("objects " + object + " are not found by " + field);
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select id from entity_ref where object = ? and field = ? and named_id = ?")) {
            select.setString(1, object);
            select.setString(2, field);
            select.setString(3, named);
            try (ResultSet rows = select.executeQuery()) {
                Set<String> ids = new TreeSet<>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        }
    }

    private static List<String> named(JsonNode data, String field) {
        List<String> named = new ArrayList<>();
        JsonNode value = data.path(field);
        if (value.isTextual()) {
            named.add(value.asText());
        }
        value.forEach(one -> named.add(one.asText()));
        return named;
    }

    private static boolean lacks(Connection connection, String object) throws SQLException {
        for (String field : FIELDS.get(object)) {
            try (PreparedStatement select = connection.prepareStatement(
                    "select 1 from entity_ref where object = ? and field = ? fetch first 1 rows only")) {
                select.setString(1, object);
                select.setString(2, field);
                try (ResultSet rows = select.executeQuery()) {
                    if (!rows.next()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
