package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one vendor holds, by record type and id, with the callers' external ids. Guarded by its vendor's lock. */
final class Records {

    private final Map<String, Map<String, ObjectNode>> byType = new LinkedHashMap<>();
    private final Map<String, Set<String>> idsByExternal = new HashMap<>();
    private final Map<String, String> externals = new HashMap<>();

    void put(String type, String id, String externalId, ObjectNode record) {
        forget(type, id);
        byType.computeIfAbsent(type, any -> new LinkedHashMap<>()).put(id, record);
        if (externalId != null) {
            externals.put(key(type, id), externalId);
            idsByExternal
                    .computeIfAbsent(key(type, externalId), any -> new LinkedHashSet<>())
                    .add(id);
        }
    }

    /** The record, or null. */
    ObjectNode get(String type, String id) {
        return byType.getOrDefault(type, Map.of()).get(id);
    }

    boolean has(String type, String id) {
        return get(type, id) != null;
    }

    /** The records with this external id: none, one, or more where the vendor does not keep it unique. */
    List<ObjectNode> byExternal(String type, String externalId) {
        return idsByExternal.getOrDefault(key(type, externalId), Set.of()).stream()
                .map(id -> get(type, id))
                .toList();
    }

    Collection<ObjectNode> all(String type) {
        return byType.getOrDefault(type, Map.of()).values();
    }

    void remove(String type, String id) {
        forget(type, id);
        byType.getOrDefault(type, new HashMap<>()).remove(id);
    }

    void clear() {
        byType.clear();
        idsByExternal.clear();
        externals.clear();
    }

    /** All records of a type, or of all when it is null, each with its {@code recordType}. */
    ArrayNode list(String onlyType) {
        ArrayNode list = Json.array();
        byType.forEach((type, records) -> {
            if (onlyType == null || onlyType.equals(type)) {
                records.values()
                        .forEach(record ->
                                list.add(Json.object().put("recordType", type).setAll(record)));
            }
        });
        return list;
    }

    private void forget(String type, String id) {
        String externalId = externals.remove(key(type, id));
        if (externalId != null) {
            idsByExternal.get(key(type, externalId)).remove(id);
        }
    }

    private static String key(String type, String value) {
        return type + '|' + value;
    }
}
