package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PATCH of RFC 7644 section 3.5.2 on a user. */
final class ScimPatch {

    private static final String MESSAGE = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private static final Set<String> OPERATIONS = Set.of("add", "replace", "remove");
    private static final Pattern CHOSEN = Pattern.compile("(\\w+)\\[(.+)](?:\\.(\\w+))?");

    private ScimPatch() {}

    /** A changed copy of the user; refuses what the message may not say. */
    static ObjectNode apply(ObjectNode user, ObjectNode message) {
        JsonNode schemas = message.path("schemas");
        if (schemas.size() != 1 || !MESSAGE.equals(schemas.path(0).asText())) {
            throw syntax("PatchOp request body messages must exclusively specify schema as '" + MESSAGE + "'");
        }
        JsonNode operations = message.path("Operations");
        if (operations.isEmpty() || !operations.isArray()) {
            throw syntax("PatchOp request body must contain 'Operations' attribute with at least one operation");
        }
        ObjectNode changed = user.deepCopy();
        for (JsonNode operation : operations) {
            String op = operation.path("op").asText().toLowerCase(Locale.ROOT);
            if (!OPERATIONS.contains(op)) {
                throw syntax("Invalid operation '" + operation.path("op").asText() + "' in PatchOp request body");
            }
            one(changed, op, Json.text(operation, "path"), operation.get("value"));
        }
        return changed;
    }

    private static void one(ObjectNode user, String op, String path, JsonNode value) {
        if (path == null) {
            if ("remove".equals(op) || !(value instanceof ObjectNode object)) {
                throw ScimError.refusal(400, "noTarget", "Missing 'path' for '" + op + "' op in PatchOp request body");
            }
            object.properties().forEach(field -> {
                if (ScimUser.ENTERPRISE.equals(field.getKey()) && field.getValue() instanceof ObjectNode extension) {
                    extension.properties().forEach(each -> enterprise(user).set(each.getKey(), each.getValue()));
                } else {
                    one(user, op, field.getKey(), field.getValue());
                }
            });
            return;
        }
        if (!"remove".equals(op) && value == null) {
            throw ScimError.refusal(400, "invalidValue", "Missing 'value' for '" + op + "' op in PatchOp request body");
        }
        Matcher chosen = CHOSEN.matcher(path);
        if (chosen.matches()) {
            chosen(user, op, chosen, value);
        } else {
            plain(user, op, path, value);
        }
    }

    private static void plain(ObjectNode user, String op, String path, JsonNode value) {
        boolean extension = path.startsWith(ScimUser.ENTERPRISE);
        String[] names = ScimPath.withoutSchema(path).split("\\.", -1);
        if (!ScimUser.attributes(extension ? ScimUser.ENTERPRISE : ScimUser.CORE)
                        .contains(names[0])
                || names.length > 2) {
            throw ScimError.refusal(400, "invalidPath", "Invalid path '" + path + "' in PatchOp request body");
        }
        if (extension && names.length == 2) {
            throw ScimError.refusal(400, "noTarget", "Filter '" + path + "' does not match any values");
        }
        ObjectNode holder = extension ? enterprise(user) : user;
        if (names.length == 2) {
            holder = holder.withObjectProperty(names[0]);
        }
        set(holder, op, names[names.length - 1], value);
    }

    private static void chosen(ObjectNode user, String op, Matcher path, JsonNode value) {
        boolean found = false;
        for (JsonNode each : user.path(path.group(1))) {
            if (each instanceof ObjectNode object
                    && ScimFilter.of(path.group(2)).test(object)
                    && path.group(3) != null) {
                set(object, op, path.group(3), value);
                found = true;
            }
        }
        if (!found) {
            throw ScimError.refusal(400, "noTarget", "Filter '" + path.group() + "' does not match any values");
        }
    }

    private static void set(ObjectNode holder, String op, String name, JsonNode value) {
        if ("remove".equals(op)) {
            holder.remove(name);
        } else {
            holder.set(name, value);
        }
    }

    private static ObjectNode enterprise(ObjectNode user) {
        if (!user.has(ScimUser.ENTERPRISE)) {
            user.putObject(ScimUser.ENTERPRISE);
        }
        return (ObjectNode) user.get(ScimUser.ENTERPRISE);
    }

    private static Refusal syntax(String detail) {
        return ScimError.refusal(400, "invalidSyntax", detail);
    }
}
