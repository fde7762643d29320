package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The attributes of a SCIM user and of the enterprise extension (RFC 7643 sections 4.1 and 4.3). */
final class ScimUser {

    static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private enum Kind {
        STRING,
        BOOLEAN,
        OBJECT,
        LIST
    }

    private static final Map<String, Kind> CORE_ATTRIBUTES = Map.ofEntries(
            Map.entry("externalId", Kind.STRING),
            Map.entry("userName", Kind.STRING),
            Map.entry("name", Kind.OBJECT),
            Map.entry("displayName", Kind.STRING),
            Map.entry("nickName", Kind.STRING),
            Map.entry("profileUrl", Kind.STRING),
            Map.entry("title", Kind.STRING),
            Map.entry("userType", Kind.STRING),
            Map.entry("preferredLanguage", Kind.STRING),
            Map.entry("locale", Kind.STRING),
            Map.entry("timezone", Kind.STRING),
            Map.entry("active", Kind.BOOLEAN),
            Map.entry("emails", Kind.LIST),
            Map.entry("phoneNumbers", Kind.LIST),
            Map.entry("addresses", Kind.LIST),
            Map.entry("roles", Kind.LIST),
            Map.entry("entitlements", Kind.LIST));

    private static final Map<String, Kind> ENTERPRISE_ATTRIBUTES = Map.of(
            "employeeNumber", Kind.STRING,
            "costCenter", Kind.STRING,
            "organization", Kind.STRING,
            "division", Kind.STRING,
            "department", Kind.STRING,
            "manager", Kind.OBJECT);

    private ScimUser() {}

    /** The names of a schema's attributes, in order. */
    static Set<String> attributes(String schema) {
        return new TreeSet<>((ENTERPRISE.equals(schema) ? ENTERPRISE_ATTRIBUTES : CORE_ATTRIBUTES).keySet());
    }

    /** The user without what no user has, every value of the right kind; refuses what is wrong. */
    static ObjectNode checked(ObjectNode user) {
        ObjectNode checked = checked(user, CORE_ATTRIBUTES);
        if (Json.text(checked, "userName") == null) {
            throw ScimError.refusal(400, "invalidValue", "Required attribute 'userName' is missing");
        }
        if (user.get(ENTERPRISE) instanceof ObjectNode extension) {
            ObjectNode enterprise = checked(extension, ENTERPRISE_ATTRIBUTES);
            if (!enterprise.isEmpty()) {
                checked.set(ENTERPRISE, enterprise);
            }
        }
        return checked;
    }

    static ArrayNode schemas(ObjectNode user) {
        ArrayNode schemas = Json.array().add(CORE);
        return user.has(ENTERPRISE) ? schemas.add(ENTERPRISE) : schemas;
    }

    private static ObjectNode checked(ObjectNode from, Map<String, Kind> attributes) {
        ObjectNode checked = Json.object();
        from.properties().forEach(field -> {
            Kind kind = attributes.get(field.getKey());
            if (kind == null || field.getValue().isNull()) {
                return;
            }
            if (!fits(kind, field.getValue())) {
                throw ScimError.refusal(
                        400,
                        "invalidValue",
                        "Attribute '" + field.getKey() + "' expected value type '"
                                + kind.name().toLowerCase(java.util.Locale.ROOT) + "' but found type '"
                                + field.getValue().getNodeType().name().toLowerCase(java.util.Locale.ROOT) + "'");
            }
            checked.set(field.getKey(), field.getValue());
        });
        return checked;
    }

    private static boolean fits(Kind kind, JsonNode value) {
        return switch (kind) {
            case STRING -> value.isTextual();
            case BOOLEAN -> value.isBoolean();
            case OBJECT -> value.isObject();
            case LIST -> value.isArray();
        };
    }
}
