package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Attribute paths of RFC 7644 section 3.10: a name, or name and sub-name, with the schema before it or not. */
final class ScimPath {

    private ScimPath() {}

    /** The value at this path, missing where there is none; of a list the first value that has it. */
    static JsonNode read(ObjectNode user, String path) {
        JsonNode at = path.startsWith(ScimUser.ENTERPRISE) ? user.path(ScimUser.ENTERPRISE) : user;
        String rest = withoutSchema(path);
        for (String name : rest.split("\\.", -1)) {
            at = at.isArray() ? first(at, name) : at.path(name);
        }
        return at;
    }

    /** The path without the schema it may begin with. */
    static String withoutSchema(String path) {
        for (String schema : new String[] {ScimUser.ENTERPRISE, ScimUser.CORE}) {
            if (path.startsWith(schema + ":")) {
                return path.substring(schema.length() + 1);
            }
        }
        return path;
    }

    private static JsonNode first(JsonNode list, String name) {
        for (JsonNode value : list) {
            if (value.has(name)) {
                return value.get(name);
            }
        }
        return MissingNode.getInstance();
    }
}
