package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The addresses every stand-in has beside its protocol: records, ledger, faults, tokens. */
final class Controls {

    private final Vendor vendor;
    private final Records records;
    private final Ledger ledger;
    private final Faults faults;
    private final OAuth oauth;
    private final Keys keys;

    Controls(Vendor vendor, Records records, Ledger ledger, Faults faults, OAuth oauth, Keys keys) {
        this.vendor = vendor;
        this.records = records;
        this.ledger = ledger;
        this.faults = faults;
        this.oauth = oauth;
        this.keys = keys;
    }

    /** The answer, or null when the address is none of these. */
    Reply answer(Call call) {
        try {
            return switch (call.method() + " " + call.path()) {
                case "GET /records" -> Reply.json(200, records.list(call.query("recordType")));
                case "POST /records" -> seeded(call.json());
                case "DELETE /records" -> {
                    vendor.reset();
                    yield Reply.empty(204);
                }
                case "GET /ledger" -> Reply.json(200, ledger.list());
                case "GET /faults" -> Reply.json(200, faults.list());
                case "POST /faults" -> {
                    faults.order(call.json());
                    yield Reply.json(201, faults.list());
                }
                case "DELETE /faults" -> {
                    faults.clear();
                    yield Reply.empty(204);
                }
                case "POST /keys" -> {
                    keys.window(call.json().path("millis").asLong());
                    yield Reply.empty(204);
                }
                case "DELETE /tokens" -> {
                    oauth.forget();
                    yield Reply.empty(204);
                }
                default -> null;
            };
        } catch (IOException | RuntimeException e) {
            return Reply.json(400, Json.object().put("error", String.valueOf(e.getMessage())));
        }
    }

    private Reply seeded(JsonNode body) {
        JsonNode list = body.isArray() ? body : Json.array().add(body);
        for (JsonNode record : list) {
            if (!record.isObject() || Json.text(record, "recordType") == null) {
                throw new IllegalArgumentException("every record is an object with a recordType");
            }
        }
        for (JsonNode record : list) {
            ObjectNode copy = record.deepCopy();
            String type = copy.remove("recordType").asText();
            vendor.seed(type, copy);
        }
        return Reply.json(200, Json.object().put("seeded", list.size()));
    }
}
