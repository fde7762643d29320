package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Decides row by row what an upsert would do, before anything is done. */
final class SalesforceRows {

    private final SalesforceObject object;
    private final BiFunction<SalesforceObject, String, List<ObjectNode>> byExternalId;

    SalesforceRows(SalesforceObject object, BiFunction<SalesforceObject, String, List<ObjectNode>> byExternalId) {
        this.object = object;
        this.byExternalId = byExternalId;
    }

    /**
     * What one row comes to.
     *
     * @param key the external id it names, or null
     * @param existing the record it changes, null when it makes a new one
     * @param fields what it sets
     * @param failure the row of the answer when it is refused, else null
     */
    record Result(String key, ObjectNode existing, ObjectNode fields, ObjectNode failure) {

        boolean fails() {
            return failure != null;
        }
    }

    List<Result> checked(JsonNode rows, boolean allOrNone) {
        List<Result> results = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean failed = false;
        for (JsonNode row : rows) {
            Result result = checked(row, seen);
            failed |= result.fails();
            results.add(result);
        }
        return failed && allOrNone ? results.stream().map(this::rolledBack).toList() : results;
    }

    /** An upsert of one row whose external id is set. */
    Result one(ObjectNode row) {
        String key = Json.text(row, object.externalIdField());
        List<ObjectNode> found = byExternalId.apply(object, key);
        return fields(key, found.isEmpty() ? null : found.get(0), row);
    }

    /** A new record; its external id, when it has one, must be free. */
    Result created(ObjectNode row) {
        String key = Json.text(row, object.externalIdField());
        if (key != null && !byExternalId.apply(object, key).isEmpty()) {
            return refused(
                    key,
                    "DUPLICATE_VALUE",
                    "duplicate value found: " + object.externalIdField(),
                    object.externalIdField());
        }
        return fields(key, null, row);
    }

    /** A change of a record known by its id. */
    Result updated(ObjectNode existing, ObjectNode row) {
        return fields(Json.text(existing, object.externalIdField()), existing, row);
    }

    private Result checked(JsonNode row, Set<String> seen) {
        String key = Json.text(row, object.externalIdField());
        String type = row.path("attributes").path("type").asText();
        if (!object.word().equals(type)) {
            return refused(
                    key, "INVALID_TYPE_ON_FIELD_IN_RECORD", "attributes.type '" + type + "' is not " + object.word());
        }
        if (key == null) {
            return refused(null, "MISSING_ARGUMENT", object.externalIdField() + " not specified");
        }
        if (!seen.add(key)) {
            return refused(key, "DUPLICATE_VALUE", "Duplicate external id specified: " + key, object.externalIdField());
        }
        if (byExternalId.apply(object, key).size() > 1) {
            return refused(
                    key, "DUPLICATE_EXTERNAL_ID", "More than one record found for external id field: [" + key + "]");
        }
        return one((ObjectNode) row);
    }

    private Result fields(String key, ObjectNode existing, ObjectNode row) {
        ObjectNode fields = row.deepCopy();
        fields.remove("attributes");
        for (java.util.Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            if (!object.fields().contains(name) || field.getValue().isContainerNode()) {
                return refused(
                        key,
                        "INVALID_FIELD",
                        "No such column '" + name + "' on sobject of type " + object.word(),
                        name);
            }
            if (object.isReadOnly(name)) {
                return refused(key, "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: " + name, name);
            }
        }
        for (String name : object.required()) {
            boolean given = Json.text(fields, name) != null;
            boolean kept = existing != null && !fields.has(name);
            if (!given && !kept) {
                return refused(key, "REQUIRED_FIELD_MISSING", "Required fields are missing: [" + name + "]", name);
            }
        }
        return new Result(key, existing, fields, null);
    }

    private Result rolledBack(Result result) {
        return result.fails()
                ? result
                : refused(
                        result.key(),
                        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                        "Record rolled back because not all records were valid and the request was using AllOrNone header");
    }

    private static Result refused(String key, String code, String message, String... fields) {
        ObjectNode row = Json.object().put("success", false);
        ObjectNode error = row.putArray("errors").addObject();
        error.put("statusCode", code).put("message", message);
        error.putArray("fields");
        for (String field : fields) {
            error.withArray("fields").add(field);
        }
        return new Result(key, null, null, row);
    }
}
