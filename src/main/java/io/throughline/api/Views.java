package io.throughline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import io.throughline.journal.Xrefs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What may be asked: events with their steps, everything of one key, canonical objects. */
public final class Views {

    private final Database database;
    private final Journal journal;
    private final Ledger ledger;
    private final Entities entities;
    private final Xrefs xrefs;

    public Views(Database database, Journal journal, Ledger ledger, Entities entities, Xrefs xrefs) {
        this.database = database;
        this.journal = journal;
        this.ledger = ledger;
        this.entities = entities;
        this.xrefs = xrefs;
    }

    /** {@code GET /api/v1/events/{id}}. */
    public void event(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        ArrayNode found = database.read(connection -> {
            ArrayNode events = Json.mapper().createArrayNode();
            for (Journal.Entry entry : journal.findById(connection, id)) {
                events.add(entry(connection, entry));
            }
            return events;
        });
        if (found.isEmpty()) {
            Reply.problem(404, "Not Found", "no event has this id").on(exchange);
        } else {
            Reply.json(200, found.size() == 1 ? found.get(0) : found).on(exchange);
        }
    }

    /** {@code GET /api/v1/trace/{key}}. */
    public void trace(Exchange exchange) {
        Reply.json(200, trace(exchange.getMessage().getHeader("key", String.class)))
                .on(exchange);
    }

    /** Everything known of one key such as {@code worker:W-0002}, in order, across systems. */
    public ObjectNode trace(String key) {
        ObjectNode trace = Json.mapper().createObjectNode();
        trace.put("key", key);
        int colon = key.indexOf(':');
        if (colon > 0) {
            ArrayNode ids = trace.putArray("xref");
            xrefs.of(key.substring(0, colon), key.substring(colon + 1)).forEach(xref -> ids.addObject()
                    .put("system", xref.system())
                    .put("type", xref.idType())
                    .put("value", xref.externalId()));
        }
        ArrayNode events = trace.putArray("events");
        database.read(connection -> {
            for (Journal.Entry entry : journal.findByKey(connection, key)) {
                events.add(entry(connection, entry));
            }
            return null;
        });
        return trace;
    }

    /** {@code GET /api/v1/<objects>/{id}?asOf=}: the canonical object as it holds on a local date. */
    public void object(Exchange exchange) {
        String object = exchange.getVariable("object", String.class);
        String id = exchange.getMessage().getHeader("id", String.class);
        LocalDate asOf;
        try {
            String text = exchange.getMessage().getHeader("asOf", String.class);
            asOf = text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            Reply.problem(400, "Bad Request", "asOf must be a date such as 2026-10-31")
                    .on(exchange);
            return;
        }
        LocalDate date = asOf;
        Optional<JsonNode> data = database.read(connection -> entities.find(connection, object, id, date))
                .map(Entities.Snapshot::data);
        data.ifPresentOrElse(found -> Reply.json(200, withoutPay(found)).on(exchange), () -> Reply.problem(
                        404, "Not Found", "there is no such " + object)
                .on(exchange));
    }

    private ObjectNode entry(Connection connection, Journal.Entry entry) throws SQLException {
        Event event = entry.event();
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("id", event.id())
                .put("source", event.source())
                .put("type", event.type())
                .put("subject", event.subject())
                .put("time", event.time().toString())
                .put("partitionkey", event.key())
                .put("sequence", event.version())
                .put("state", entry.state().name())
                .put("origin", entry.origin());
        if (event.causationId() != null) {
            node.put("causationid", event.causationId());
        }
        if (entry.findings() != null) {
            node.set("findings", Json.tree(entry.findings()));
        }
        ArrayNode steps = node.putArray("steps");
        for (Ledger.Row row : ledger.ofEvent(connection, entry.eventNo())) {
            ObjectNode step = steps.addObject()
                    .put("step", row.step().name())
                    .put("system", row.step().system())
                    .put("operation", row.step().operation())
                    .put("state", row.state().name())
                    .put("attempts", row.attempts());
            putIfKnown(step, "waitsFor", row.waitsFor());
            putIfKnown(step, "reason", row.reason());
            putIfKnown(step, "targetReference", row.targetReference());
            putIfKnown(
                    step,
                    "nextAttempt",
                    row.nextAt() == null ? null : row.nextAt().toString());
        }
        return node;
    }

    private static JsonNode withoutPay(JsonNode data) {
        if (data instanceof ObjectNode object && object.has("costRate")) {
            return object.deepCopy().without("costRate");
        }
        return data;
    }

    private static void putIfKnown(ObjectNode node, String field, String value) {
        if (value != null) {
            node.put(field, value);
        }
    }
}
