package io.throughline.journal;

import io.throughline.contract.Awaited;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which of many references are known by now, with one query for those of a kind. */
public final class References {

    private static final int AT_ONCE = 1_000;

    private static final String BY_CANONICAL =
            "select canonical_id from xref where object = ? and system = ? and canonical_id = any(?) and valid_to is null";
    private static final String BY_EXTERNAL =
            "select ext_id from xref where object = ? and system = ? and ext_id = any(?)";
    private static final String KEPT = "select id from entity where object = ? and id = any(?) and known_to is null";
    private static final String RATES = "select distinct substring(id from 4 for 7) from entity where object = ? and"
            + " substring(id from 4 for 7) = any(?) and id like 'FX-%' and known_to is null";
    private static final String NEWEST =
            "select subject, max(version) from event where source = ? and subject = any(?) group by subject";

    private References() {}

    /** Those that one query answers, by the id it asks for. */
    private record Kind(String query, List<String> values) {}

    /**
     * Of these references those that are known.
     *
     * @param references what steps need, {@code <object>:<id>@<system>}, and what facts wait for, {@code
     *     <object>@<system>:<id>} or as {@link Awaited} says; another state of a worker counts as known with the worker
     */
    public static Set<String> known(Connection connection, Collection<String> references) throws SQLException {
        Map<Kind, Map<String, List<String>>> asked = new LinkedHashMap<>();
        references.forEach(reference -> sort(reference, asked));
        Set<String> known = new HashSet<>();
        for (Map.Entry<Kind, Map<String, List<String>>> kind : asked.entrySet()) {
            List<String> ids = List.copyOf(kind.getValue().keySet());
            for (int from = 0; from < ids.size(); from += AT_ONCE) {
                List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
                ask(connection, kind.getKey(), some, kind.getValue(), known);
            }
        }
        return known;
    }

    private static void sort(String reference, Map<Kind, Map<String, List<String>>> asked) {
        int at = reference.indexOf('@');
        int colon = reference.indexOf(':');
        if (Awaited.isVersion(reference)) {
            String versions = Awaited.waker(reference);
            int subject = versions.lastIndexOf(':');
            put(
                    asked,
                    new Kind(NEWEST, List.of(versions.substring(at + 1, subject))),
                    versions.substring(subject + 1),
                    reference);
        } else if (colon >= 0 && colon < at) {
            int system = reference.lastIndexOf('@');
            List<String> values = List.of(reference.substring(0, colon), reference.substring(system + 1));
            put(asked, new Kind(BY_CANONICAL, values), reference.substring(colon + 1, system), reference);
        } else if (at >= 0 && colon > at) {
            String waker = Awaited.waker(reference);
            String object = waker.substring(0, waker.indexOf('@'));
            String id = waker.substring(waker.indexOf(':') + 1);
            if (Awaited.isRate(waker)) {
                put(asked, new Kind(RATES, List.of(object)), id, reference);
            } else if (waker.equals(Awaited.object(object, id))) {
                put(asked, new Kind(KEPT, List.of(object)), id, reference);
            }
            String system = waker.substring(object.length() + 1, waker.indexOf(':'));
            put(asked, new Kind(BY_EXTERNAL, List.of(object, system)), id, reference);
        }
    }

    private static void put(Map<Kind, Map<String, List<String>>> asked, Kind kind, String id, String reference) {
        asked.computeIfAbsent(kind, each -> new HashMap<>())
                .computeIfAbsent(id, each -> new ArrayList<>())
                .add(reference);
    }

    private static void ask(
            Connection connection, Kind kind, List<String> ids, Map<String, List<String>> byId, Set<String> known)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(kind.query())) {
            int place = 1;
            for (String value : kind.values()) {
                select.setString(place++, value);
            }
            select.setArray(place, connection.createArrayOf("varchar", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    List<String> found = byId.get(rows.getString(1));
                    if (kind.query().equals(NEWEST)) {
                        long newest = rows.getLong(2);
                        found.stream()
                                .filter(reference -> versionOf(reference) <= newest)
                                .forEach(known::add);
                    } else {
                        known.addAll(found);
                    }
                }
            }
        }
    }

    private static long versionOf(String reference) {
        return Long.parseLong(reference.substring(reference.lastIndexOf('#') + 1));
    }
}
