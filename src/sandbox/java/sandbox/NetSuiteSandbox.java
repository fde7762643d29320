package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Oracle NetSuite's SuiteTalk REST record service: upsert by external id, references that must exist, sublists
 * that grow unless they are told to be replaced.
 */
final class NetSuiteSandbox extends Vendor {

    private static final String TOKEN = "/services/rest/auth/oauth2/v1/token";
    private static final String EXTERNAL_ID = "externalId";
    private static final int DEPTH = 4;
    private static final Pattern LEGAL_EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Set<String> TABLES = Set.of(
            "subsidiary",
            "department",
            "serviceSaleItem",
            "currency",
            "term",
            "accountingPeriod",
            "expenseCategory",
            "account",
            "customerPayment");
    private static final YearMonth FIRST_PERIOD = YearMonth.of(2025, 1);
    private static final YearMonth LAST_CLOSED = YearMonth.of(2026, 9);
    private static final YearMonth LAST_PERIOD = YearMonth.of(2027, 12);

    private final NetSuiteCheck check = new NetSuiteCheck(records);
    private final NetSuiteQuery query = new NetSuiteQuery(records);
    private int lastId;

    NetSuiteSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "netsuite";
    }

    @Override
    boolean isToken(Call call) {
        return call.path().equals(TOKEN);
    }

    @Override
    Reply answer(Call call) throws IOException {
        if (isToken(call) && call.is("POST")) {
            return oauth.answer(call);
        }
        if (!oauth.admits(call)) {
            throw new Refusal(NetSuiteError.reply(
                            401,
                            "INVALID_LOGIN",
                            null,
                            "Invalid login attempt. For more details, see the Login Audit Trail.")
                    .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        }
        if (call.path().equals(NetSuiteQuery.PATH) && call.is("POST")) {
            return query.answer(call);
        }
        String type = call.segment(DEPTH);
        boolean known = NetSuiteType.of(type) != null || (TABLES.contains(type) && call.is("GET"));
        int depth = call.segments().size() - DEPTH;
        if (!call.path().startsWith(NetSuiteView.BASE) || !known || depth < 1 || depth > 2) {
            throw NetSuiteError.refusal(404, "NONEXISTENT_ID", null, "Record type '" + type + "' does not exist.");
        }
        return switch (call.method() + (depth == 2 ? " one" : "")) {
            case "GET" -> NetSuiteView.list(call, type, records.all(type));
            case "POST" -> create(call, NetSuiteType.of(type));
            case "GET one" -> Reply.json(200, NetSuiteView.shown(call, type, existing(call, type)));
            case "PUT one" -> upsert(call, NetSuiteType.of(type));
            case "PATCH one" -> update(call, NetSuiteType.of(type));
            case "DELETE one" -> delete(call, type);
            default -> throw NetSuiteError.refusal(405, "METHOD_NOT_ALLOWED", null, "Method not allowed.");
        };
    }

    /** A query changes nothing although it is a POST. */
    @Override
    boolean isWrite(Call call) {
        return !call.path().equals(NetSuiteQuery.PATH) && super.isWrite(call);
    }

    @Override
    Reply failure(int status, String message) {
        return NetSuiteError.reply(
                status, status == 429 ? "CONCURRENCY_LIMIT_EXCEEDED" : "UNEXPECTED_ERROR", null, message);
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        String id = Json.text(record, "id");
        store(recordType, id == null ? nextId() : id, record);
    }

    @Override
    void seedAll() {
        lastId = 4400;
        for (Map<String, String> row : Csv.rows("netsuite-reference.csv")) {
            ObjectNode record =
                    Json.object().put(EXTERNAL_ID, row.get(EXTERNAL_ID)).put("name", row.get("name"));
            if (!row.get("subsidiary").isEmpty()) {
                record.putObject("subsidiary").put("id", row.get("subsidiary"));
            }
            store(row.get("recordType"), row.get("id"), record);
        }
        int period = 200;
        for (YearMonth month = FIRST_PERIOD; !month.isAfter(LAST_PERIOD); month = month.plusMonths(1)) {
            ObjectNode record =
                    Json.object().put(EXTERNAL_ID, month.toString()).put("closed", !month.isAfter(LAST_CLOSED));
            store("accountingPeriod", Integer.toString(period++), record);
        }
    }

    private Reply create(Call call, NetSuiteType type) {
        ObjectNode body = body(call);
        String externalId = Json.text(body, EXTERNAL_ID);
        return noted(call, type, externalId, () -> {
            if (externalId != null) {
                refuseIllegal(externalId);
                if (!records.byExternal(type.word(), externalId).isEmpty()) {
                    throw NetSuiteError.refusal(
                            400,
                            "USER_ERROR",
                            EXTERNAL_ID,
                            "A record with external id " + externalId + " already exists.");
                }
            }
            return keep(type, nextId(), externalId, check.checked(type, body, ""));
        });
    }

    private Reply upsert(Call call, NetSuiteType type) {
        if (!call.segment(DEPTH + 1).startsWith("eid:")) {
            throw NetSuiteError.refusal(
                    400, "INVALID_REQUEST", null, "Upsert is only supported with an external id (eid:).");
        }
        String externalId = call.segment(DEPTH + 1).substring(4);
        return noted(call, type, externalId, () -> {
            refuseIllegal(externalId);
            ObjectNode body = body(call);
            String inBody = Json.text(body, EXTERNAL_ID);
            if (inBody != null && !inBody.equals(externalId)) {
                throw NetSuiteError.refusal(
                        400, "USER_ERROR", EXTERNAL_ID, "External id in the body is not that of the address.");
            }
            List<ObjectNode> found = records.byExternal(type.word(), externalId);
            if (found.isEmpty()) {
                return keep(type, nextId(), externalId, check.checked(type, body, ""));
            }
            ObjectNode merged = merged(call, type, found.get(0), body);
            return keep(type, found.get(0).get("id").asText(), externalId, merged);
        });
    }

    private Reply update(Call call, NetSuiteType type) {
        ObjectNode old = existing(call, type.word());
        String externalId = Json.text(old, EXTERNAL_ID);
        return noted(
                call,
                type,
                externalId,
                () -> keep(type, old.get("id").asText(), externalId, merged(call, type, old, body(call))));
    }

    private Reply delete(Call call, String type) {
        ObjectNode old = existing(call, type);
        String id = old.get("id").asText();
        records.remove(type, id);
        String externalId = Json.text(old, EXTERNAL_ID);
        call.wrote(Write.applied(type, externalId, id, 204, keys(externalId)));
        return Reply.empty(204);
    }

    /** Checked fields over the old ones; lines behind the old lines unless the query replaces their sublist. */
    private ObjectNode merged(Call call, NetSuiteType type, ObjectNode old, ObjectNode body) {
        ObjectNode all = old.deepCopy();
        all.retain(type.kinds().keySet());
        ObjectNode patch = body.deepCopy();
        List<String> replaced = List.of((call.query("replace") == null ? "" : call.query("replace")).split(","));
        type.kinds().forEach((field, kind) -> {
            if ("lines".equals(kind) && body.path(field).path("items").isArray() && !replaced.contains(field)) {
                ArrayNode lines = Json.array();
                NetSuiteCheck.lines(old, field).forEach(lines::add);
                body.path(field).path("items").forEach(lines::add);
                patch.set(field, Json.object().set("items", lines));
            }
        });
        all.setAll(patch);
        return check.checked(type, all, "");
    }

    private String keep(NetSuiteType type, String id, String externalId, ObjectNode record) {
        check.whole(type, record);
        if (externalId != null) {
            record.put(EXTERNAL_ID, externalId);
        }
        if (type == NetSuiteType.INVOICE || type == NetSuiteType.CREDIT_MEMO) {
            record.put("tranId", (type == NetSuiteType.INVOICE ? "INV" : "CM") + id)
                    .put("total", total(record));
        }
        store(type.word(), id, record);
        return id;
    }

    private static BigDecimal total(ObjectNode invoice) {
        BigDecimal total = BigDecimal.ZERO;
        for (JsonNode line : NetSuiteCheck.lines(invoice, "item")) {
            total = total.add(
                    line.has("amount")
                            ? line.get("amount").decimalValue()
                            : line.path("quantity")
                                    .decimalValue()
                                    .multiply(line.path("rate").decimalValue()));
        }
        return total;
    }

    private void store(String type, String id, ObjectNode record) {
        ObjectNode stored = Json.object().put("id", id);
        stored.setAll(record);
        stored.put("lastModifiedDate", clock.instant().toString());
        records.put(type, id, Json.text(stored, EXTERNAL_ID), stored);
    }

    /** Writes and notes it in the ledger, whichever way it ends. */
    private Reply noted(Call call, NetSuiteType type, String externalId, java.util.function.Supplier<String> write) {
        try {
            String id = write.get();
            call.wrote(Write.applied(type.word(), externalId, id, 204, keys(externalId)));
            return Reply.empty(204).with("Location", NetSuiteView.href(call, type.word(), id));
        } catch (Refusal refusal) {
            call.wrote(Write.refused(type.word(), externalId, refusal.reply().status(), keys(externalId)));
            throw refusal;
        }
    }

    private ObjectNode existing(Call call, String type) {
        String key = call.segment(DEPTH + 1);
        ObjectNode found = key.startsWith("eid:")
                ? records.byExternal(type, key.substring(4)).stream()
                        .findFirst()
                        .orElse(null)
                : records.get(type, key);
        if (found == null) {
            throw NetSuiteError.refusal(
                    404,
                    "NONEXISTENT_ID",
                    null,
                    "The record instance does not exist. Provide a valid record instance ID.");
        }
        return found;
    }

    private static ObjectNode body(Call call) {
        try {
            if (call.json() instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw NetSuiteError.refusal(400, "INVALID_CONTENT", null, "Invalid content in the request body.");
        }
        throw NetSuiteError.refusal(400, "INVALID_CONTENT", null, "The request body is no JSON object.");
    }

    private static void refuseIllegal(String externalId) {
        if (!LEGAL_EXTERNAL_ID.matcher(externalId).matches()) {
            throw NetSuiteError.refusal(
                    400,
                    "INVALID_EXTERNAL_ID",
                    EXTERNAL_ID,
                    "External id '" + externalId + "' has characters that are not allowed.");
        }
    }

    private static Map<String, String> keys(String externalId) {
        return externalId == null ? Map.of() : Map.of(EXTERNAL_ID, externalId);
    }

    private String nextId() {
        return Integer.toString(++lastId);
    }
}
