package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Salesforce's REST API as far as opportunities and accounts are read and written back. */
final class SalesforceSandbox extends Vendor {

    private static final String TOKEN = "/services/oauth2/token";
    private static final String BASE = "/services/data/v62.0/";
    private static final int DEPTH = 3;
    private static final int LARGEST_BATCH = 200;
    private static final Duration AGE_OF_SEEDS = Duration.ofDays(30);

    private final SalesforceEvents events = new SalesforceEvents();
    private final SalesforceQuery query = new SalesforceQuery(records);
    private int lastId;

    SalesforceSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "salesforce";
    }

    @Override
    boolean isToken(Call call) {
        return call.path().equals(TOKEN);
    }

    @Override
    Reply answer(Call call) throws IOException {
        if (isToken(call) && call.is("POST")) {
            return token(call);
        }
        if (!oauth.admits(call)) {
            return error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        List<String> path = call.segments();
        if (call.path().startsWith(BASE + "query") && "query".equals(call.segment(DEPTH)) && call.is("GET")) {
            return query.answer(call, this::shownOf);
        }
        boolean composite = "composite".equals(call.segment(DEPTH));
        List<String> rest = path.subList(Math.min(path.size(), DEPTH + (composite ? 2 : 1)), path.size());
        boolean known = call.path().startsWith(BASE)
                && "sobjects".equals(call.segment(composite ? DEPTH + 1 : DEPTH))
                && !rest.isEmpty()
                && SalesforceObject.of(rest.get(0)) != null;
        if (!known) {
            throw notFound();
        }
        SalesforceObject object = SalesforceObject.of(rest.get(0));
        if (composite) {
            return collection(call, object, rest);
        }
        return switch (call.method() + " " + rest.size()) {
            case "POST 1" -> create(call, object);
            case "GET 2" -> shown(call, object, byId(object, rest.get(1)));
            case "PATCH 2" -> updateOne(call, object, rest.get(1));
            case "GET 3" -> readByExternalId(call, object, rest.get(1), rest.get(2));
            case "PATCH 3" -> upsertOne(call, object, rest.get(1), rest.get(2));
            default -> error(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + call.method() + "' not allowed");
        };
    }

    @Override
    Reply failure(int status, String message) {
        return error(status, status == 429 ? "REQUEST_LIMIT_EXCEEDED" : "UNKNOWN_EXCEPTION", message);
    }

    @Override
    Reply control(Call call) {
        if (!call.is("POST") || call.segments().size() != 2 || !SalesforceEvents.STAGES.containsKey(call.segment(0))) {
            return null;
        }
        try {
            ObjectNode opportunity = byId(SalesforceObject.OPPORTUNITY, call.segment(1));
            return Reply.json(200, events.moved(opportunity, call.segment(0), clock.instant()));
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        String id = Json.text(record, "Id");
        SalesforceObject object = SalesforceObject.of(recordType);
        if (object == null) {
            throw new IllegalArgumentException("recordType is Opportunity or Account");
        }
        store(object, id == null ? nextId(object) : id, record);
    }

    /** What the vendor has when it starts was last modified a while ago. */
    @Override
    void seedAll() {
        lastId = 0;
        query.forget();
        Csv.rows("salesforce-accounts.csv").forEach(row -> seed("Account", SalesforceObject.ACCOUNT.typed(row)));
        Csv.rows("salesforce-opportunities.csv")
                .forEach(row -> seed("Opportunity", SalesforceObject.OPPORTUNITY.typed(row)));
        String modified = SalesforceEvents.timestamp(clock.instant().minus(AGE_OF_SEEDS));
        for (SalesforceObject object : SalesforceObject.values()) {
            records.all(object.word()).forEach(record -> record.put("LastModifiedDate", modified));
        }
    }

    private Reply token(Call call) {
        String token = oauth.grant(call);
        if (token == null) {
            return OAuth.wrongClient(400);
        }
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", token)
                        .put("signature", Integer.toHexString(token.hashCode()))
                        .put("instance_url", call.base())
                        .put("id", call.base() + "/id/00DHs000000AbCdEAK/005Hs000001AbCdIAK")
                        .put("token_type", "Bearer")
                        .put("issued_at", Long.toString(clock.millis())));
    }

    private Reply collection(Call call, SalesforceObject object, List<String> rest) {
        JsonNode body = body(call);
        JsonNode rows = body.path("records");
        if (!call.is("PATCH") || rest.size() != 2 || !rest.get(1).equals(object.externalIdField())) {
            throw notFound();
        }
        if (!rows.isArray() || rows.isEmpty() || rows.size() > LARGEST_BATCH) {
            throw new Refusal(error(
                    400,
                    "INVALID_INPUT",
                    "The request has " + rows.size() + " records, allowed are 1 to " + LARGEST_BATCH));
        }
        SalesforceRows upsert = new SalesforceRows(object, this::byExternalId);
        List<SalesforceRows.Result> results =
                upsert.checked(rows, body.path("allOrNone").asBoolean());
        ArrayNode answer = Json.array();
        for (SalesforceRows.Result result : results) {
            if (result.fails()) {
                call.wrote(Write.refused(object.word(), result.key(), 200, keys(object, result.key())));
                answer.add(result.failure());
            } else {
                answer.add(kept(call, object, result, 200));
            }
        }
        return Reply.json(200, answer);
    }

    private ObjectNode kept(Call call, SalesforceObject object, SalesforceRows.Result result, int status) {
        boolean created = result.existing() == null;
        ObjectNode record = created ? Json.object() : result.existing().deepCopy();
        record.setAll(result.fields());
        object.derive(record);
        String id = created ? nextId(object) : record.get("Id").asText();
        store(object, id, record);
        call.wrote(Write.applied(object.word(), result.key(), id, status, keys(object, result.key())));
        ObjectNode row = Json.object().put("id", id).put("success", true);
        row.putArray("errors");
        return row.put("created", created);
    }

    private Reply create(Call call, SalesforceObject object) {
        return written(call, object, new SalesforceRows(object, this::byExternalId).created(body(call)));
    }

    private Reply upsertOne(Call call, SalesforceObject object, String field, String value) {
        if (!field.equals(object.externalIdField())) {
            throw notFound();
        }
        refuseAmbiguous(call, object, value);
        ObjectNode row = body(call).deepCopy();
        row.put(field, value);
        return written(call, object, new SalesforceRows(object, this::byExternalId).one(row));
    }

    private Reply updateOne(Call call, SalesforceObject object, String id) {
        ObjectNode existing = byId(object, id);
        return written(call, object, new SalesforceRows(object, this::byExternalId).updated(existing, body(call)));
    }

    private Reply written(Call call, SalesforceObject object, SalesforceRows.Result result) {
        if (result.fails()) {
            call.wrote(Write.refused(object.word(), result.key(), 400, keys(object, result.key())));
            ArrayNode errors = Json.array();
            result.failure().path("errors").forEach(error -> errors.addObject()
                    .put("message", error.path("message").asText())
                    .put("errorCode", error.path("statusCode").asText())
                    .set("fields", error.path("fields")));
            return Reply.json(400, errors);
        }
        boolean created = result.existing() == null;
        ObjectNode row = kept(call, object, result, created ? 201 : 204);
        return created ? Reply.json(201, row) : Reply.empty(204);
    }

    private Reply readByExternalId(Call call, SalesforceObject object, String field, String value) {
        List<ObjectNode> found = field.equals(object.externalIdField()) ? byExternalId(object, value) : List.of();
        if (found.isEmpty()) {
            throw notFound();
        }
        refuseAmbiguous(call, object, value);
        return shown(call, object, found.get(0));
    }

    private void refuseAmbiguous(Call call, SalesforceObject object, String value) {
        List<ObjectNode> found = byExternalId(object, value);
        if (found.size() > 1) {
            ArrayNode addresses = Json.array();
            found.forEach(record -> addresses.add(url(object, record)));
            if (isWrite(call)) {
                call.wrote(Write.refused(object.word(), value, 300, keys(object, value)));
            }
            throw new Refusal(Reply.json(300, addresses));
        }
    }

    private Reply shown(Call call, SalesforceObject object, ObjectNode record) {
        String only = call.query("fields");
        Set<String> fields = only == null ? object.fields() : new HashSet<>(Arrays.asList(only.split(",")));
        ObjectNode shown = shownOf(object, record, fields);
        shown.set("Id", record.get("Id"));
        return Reply.json(200, shown);
    }

    private ObjectNode shownOf(SalesforceObject object, ObjectNode record, Collection<String> fields) {
        ObjectNode shown = Json.object();
        shown.putObject("attributes").put("type", object.word()).put("url", url(object, record));
        for (String field : fields) {
            if (!object.fields().contains(field)) {
                throw new Refusal(error(
                        400, "INVALID_FIELD", "No such column '" + field + "' on entity '" + object.word() + "'."));
            }
            shown.set(field, record.get(field));
        }
        return shown;
    }

    private ObjectNode byId(SalesforceObject object, String id) {
        boolean wellFormed = id.length() == 15 || id.length() == 18;
        ObjectNode record = wellFormed ? records.get(object.word(), id.substring(0, 15)) : null;
        if (record == null) {
            throw notFound();
        }
        return record;
    }

    private List<ObjectNode> byExternalId(SalesforceObject object, String value) {
        return records.byExternal(object.word(), value);
    }

    /** Kept under the first 15 characters of the id; the three behind them only guard against lost letter case. */
    private void store(SalesforceObject object, String id, ObjectNode record) {
        ObjectNode stored = Json.object().put("Id", SalesforceObject.longId(id));
        record.remove("Id");
        stored.setAll(record);
        stored.put("LastModifiedDate", SalesforceEvents.timestamp(clock.instant()));
        records.put(object.word(), id.substring(0, 15), Json.text(stored, object.externalIdField()), stored);
    }

    private String nextId(SalesforceObject object) {
        return SalesforceObject.longId(object.prefix() + "Hs00000T" + String.format("%04d", ++lastId));
    }

    private static String url(SalesforceObject object, ObjectNode record) {
        return BASE + "sobjects/" + object.word() + "/" + record.get("Id").asText();
    }

    private static Map<String, String> keys(SalesforceObject object, String key) {
        Map<String, String> keys = new HashMap<>();
        keys.put(object.externalIdField(), key);
        return keys;
    }

    private static ObjectNode body(Call call) {
        try {
            if (call.json() instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new Refusal(error(400, "JSON_PARSER_ERROR", "The request body is no JSON"));
        }
        throw new Refusal(error(400, "JSON_PARSER_ERROR", "The request body is no JSON object"));
    }

    private static Refusal notFound() {
        return new Refusal(error(404, "NOT_FOUND", "The requested resource does not exist"));
    }

    static Reply error(int status, String code, String message) {
        ArrayNode errors = Json.array();
        errors.addObject().put("message", message).put("errorCode", code);
        return Reply.json(status, errors);
    }
}
