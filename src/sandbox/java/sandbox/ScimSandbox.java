package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A SCIM 2.0 service provider for users (RFC 7643, RFC 7644). Where the standard leaves room it does as SCIMMY 1.3
 * does: {@code itemsPerPage} is the page size asked for, string filters mind the letter case while uniqueness of
 * {@code userName} does not, unknown attributes are ignored in resources and refused in PATCH paths.
 */
final class ScimSandbox extends Vendor {

    private static final String TYPE = "User";
    private static final String BASE = "/v2/";
    private static final String SCHEMAS = "schemas";
    private static final String USER_NAME = "userName";
    private static final String EXTERNAL_ID = "externalId";
    private static final String MEDIA_TYPE = "application/scim+json; charset=utf-8";
    private static final int DEFAULT_COUNT = 20;

    ScimSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "scim";
    }

    @Override
    Reply answer(Call call) throws IOException {
        if (!Credentials.SCIM_TOKEN.equals(call.bearer())) {
            throw ScimError.refusal(401, null, "Authorization not detected!");
        }
        String resource = call.path().startsWith(BASE) ? call.segment(1) : "";
        boolean one = call.segments().size() == 3;
        boolean all = call.segments().size() == 2;
        if ("Users".equals(resource) && (one || all)) {
            return switch (call.method() + (one ? " one" : "")) {
                case "GET" -> list(call);
                case "POST" -> create(call);
                case "GET one" -> ok(200, user(call));
                case "PUT one" -> replace(call);
                case "PATCH one" -> patch(call);
                case "DELETE one" -> delete(call);
                default -> throw ScimError.refusal(404, null, "Endpoint Not Found");
            };
        }
        if (call.is("GET") && all && ScimDiscovery.knows(resource)) {
            return ok(200, ScimDiscovery.document(resource));
        }
        throw ScimError.refusal(404, null, "Endpoint Not Found");
    }

    @Override
    Reply failure(int status, String message) {
        return ScimError.reply(status, null, message);
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        String id = Json.text(record, "id");
        store(id == null ? UUID.randomUUID().toString() : id, record);
    }

    @Override
    void seedAll() {
        // An identity service starts without the firm's people: they come through Throughline.
    }

    private Reply list(Call call) {
        Predicate<ObjectNode> filter = ScimFilter.of(call.query("filter"));
        List<ObjectNode> found = candidates(call.query("filter")).filter(filter).toList();
        int start = Math.max(1, call.number("startIndex", 1));
        int count = call.number("count", DEFAULT_COUNT);
        ArrayNode page = Json.array();
        found.stream().skip(start - 1L).limit(count).forEach(page::add);
        ObjectNode list = Json.object();
        list.putArray(SCHEMAS).add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        list.set("Resources", page);
        list.put("startIndex", start).put("itemsPerPage", count).put("totalResults", found.size());
        return ok(200, list);
    }

    /** The look-up by external id is what a connector does all day, so it does not read every user. */
    private Stream<ObjectNode> candidates(String filter) {
        String externalId = ScimFilter.externalId(filter);
        return externalId == null ? records.all(TYPE).stream() : records.byExternal(TYPE, externalId).stream();
    }

    private Reply create(Call call) throws IOException {
        ObjectNode user = ScimUser.checked(body(call));
        refuseTaken(call, user, null);
        String id = UUID.randomUUID().toString();
        store(id, user);
        call.wrote(Write.applied(TYPE, Json.text(user, EXTERNAL_ID), id, 201, keys(user)));
        return ok(201, records.get(TYPE, id));
    }

    private Reply replace(Call call) throws IOException {
        ObjectNode old = user(call);
        ObjectNode user = ScimUser.checked(body(call));
        return changed(call, old, user);
    }

    private Reply patch(Call call) throws IOException {
        ObjectNode old = user(call);
        return changed(call, old, ScimUser.checked(ScimPatch.apply(old, body(call))));
    }

    private Reply changed(Call call, ObjectNode old, ObjectNode user) {
        String id = old.get("id").asText();
        refuseTaken(call, user, id);
        user.set("meta", old.get("meta"));
        store(id, user);
        call.wrote(Write.applied(TYPE, Json.text(user, EXTERNAL_ID), id, 200, keys(user)));
        return ok(200, records.get(TYPE, id));
    }

    private Reply delete(Call call) {
        ObjectNode old = user(call);
        String id = old.get("id").asText();
        records.remove(TYPE, id);
        call.wrote(Write.applied(TYPE, Json.text(old, EXTERNAL_ID), id, 204, keys(old)));
        return Reply.empty(204);
    }

    private ObjectNode user(Call call) {
        ObjectNode user = records.get(TYPE, call.segment(2));
        if (user == null) {
            throw ScimError.refusal(404, null, "Resource " + call.segment(2) + " not found");
        }
        return user;
    }

    private void refuseTaken(Call call, ObjectNode user, String id) {
        String wanted = user.get(USER_NAME).asText();
        for (ObjectNode other : records.all(TYPE)) {
            boolean same = other.get("id").asText().equals(id);
            if (!same && lower(other.get(USER_NAME).asText()).equals(lower(wanted))) {
                call.wrote(Write.refused(TYPE, Json.text(user, EXTERNAL_ID), 409, keys(user)));
                throw ScimError.refusal(409, "uniqueness", "userName '" + wanted + "' is taken");
            }
        }
    }

    private void store(String id, ObjectNode user) {
        String now = clock.instant().toString();
        JsonNode created = user.path("meta").path("created");
        ObjectNode resource = Json.object();
        resource.set(SCHEMAS, ScimUser.schemas(user));
        resource.put("id", id);
        resource.set(
                "meta",
                Json.object()
                        .put("resourceType", TYPE)
                        .put("created", created.asText(now))
                        .put("lastModified", now)
                        .put("location", "/sandbox/scim/v2/Users/" + id));
        user.properties().stream()
                .filter(field -> !resource.has(field.getKey()))
                .forEach(field -> resource.set(field.getKey(), field.getValue()));
        records.put(TYPE, id, Json.text(resource, EXTERNAL_ID), resource);
    }

    private static ObjectNode body(Call call) {
        try {
            if (call.json() instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new Refusal(
                    ScimError.reply(400, null, "Request body is not JSON").as("application/json; charset=utf-8"));
        }
        throw ScimError.refusal(400, "invalidSyntax", "Request body expected to be a single complex value");
    }

    private static Map<String, String> keys(ObjectNode user) {
        return Map.of(USER_NAME, user.get(USER_NAME).asText());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Reply ok(int status, JsonNode body) {
        return Reply.json(status, body).as(MEDIA_TYPE);
    }
}
