package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the SCIM service says of itself: RFC 7643 sections 5 to 7. */
final class ScimDiscovery {

    private static final String SCHEMA_ROOT = "urn:ietf:params:scim:schemas:core:2.0:";

    private ScimDiscovery() {}

    static boolean knows(String resource) {
        return "ServiceProviderConfig".equals(resource)
                || "ResourceTypes".equals(resource)
                || "Schemas".equals(resource);
    }

    static ObjectNode document(String resource) {
        return switch (resource) {
            case "ServiceProviderConfig" -> serviceProviderConfig();
            case "ResourceTypes" -> list(userType());
            default -> list(schema(ScimUser.CORE, "User"), schema(ScimUser.ENTERPRISE, "EnterpriseUser"));
        };
    }

    private static ObjectNode serviceProviderConfig() {
        ObjectNode config = Json.object();
        config.putArray("schemas").add(SCHEMA_ROOT + "ServiceProviderConfig");
        config.putObject("meta")
                .put("resourceType", "ServiceProviderConfig")
                .put("location", "/sandbox/scim/v2/ServiceProviderConfig");
        config.putObject("patch").put("supported", true);
        config.putObject("bulk").put("supported", false).put("maxOperations", 0).put("maxPayloadSize", 0);
        config.putObject("filter").put("supported", true).put("maxResults", 200);
        config.putObject("changePassword").put("supported", false);
        config.putObject("sort").put("supported", false);
        config.putObject("etag").put("supported", false);
        config.putArray("authenticationSchemes")
                .addObject()
                .put("type", "oauthbearertoken")
                .put("name", "OAuth Bearer Token")
                .put("description", "Authentication scheme using the OAuth Bearer Token Standard")
                .put("specUri", "https://datatracker.ietf.org/doc/html/rfc6750");
        return config;
    }

    private static ObjectNode userType() {
        ObjectNode type = Json.object();
        type.putArray("schemas").add(SCHEMA_ROOT + "ResourceType");
        type.put("id", "User").put("name", "User").put("endpoint", "/Users").put("schema", ScimUser.CORE);
        type.putArray("schemaExtensions")
                .addObject()
                .put("schema", ScimUser.ENTERPRISE)
                .put("required", false);
        return type;
    }

    private static ObjectNode schema(String id, String name) {
        ObjectNode schema = Json.object();
        schema.putArray("schemas").add(SCHEMA_ROOT + "Schema");
        schema.put("id", id).put("name", name);
        ScimUser.attributes(id).forEach(attribute -> schema.withArray("attributes")
                .addObject()
                .put("name", attribute)
                .put("required", "userName".equals(attribute)));
        return schema;
    }

    private static ObjectNode list(ObjectNode... resources) {
        ObjectNode list = Json.object();
        list.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        for (ObjectNode resource : resources) {
            list.withArray("Resources").add(resource);
        }
        return list.put("startIndex", 1).put("itemsPerPage", resources.length).put("totalResults", resources.length);
    }
}
