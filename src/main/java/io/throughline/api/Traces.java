package io.throughline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.journal.Xrefs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The story of one worker, project, time entry or file: where it came from, what it became, where it went, what is owed.
 * {@code GET /api/v1/trace/{key}} with a key such as {@code worker:W-0002}, {@code project:P-1003}, {@code time:T-8801},
 * {@code file:<name or receipt>}. Of very many events the newest are told, and {@code olderEventsLeftOut} says so.
 */
public final class Traces {

    /** Events of one key that are told, the newest. */
    private static final int EVENTS = 1000;

    private final Database database;
    private final Journal journal;
    private final Xrefs xrefs;
    private final EventStory stories;

    /** @param attempts how many attempts at a step are allowed */
    public Traces(Database database, Journal journal, Ledger ledger, Xrefs xrefs, int attempts) {
        this.database = database;
        this.journal = journal;
        this.xrefs = xrefs;
        this.stories = new EventStory(ledger, attempts);
    }

    /** Answers {@code GET /api/v1/trace/{key}}; a key nobody knows has no events. */
    public void trace(Exchange exchange) {
        Reply.json(200, of(exchange.getMessage().getHeader("key", String.class)))
                .on(exchange);
    }

    /** Everything known of one key, in order, across systems. */
    public ObjectNode of(String key) {
        ObjectNode trace = Json.mapper().createObjectNode();
        trace.put("key", key);
        return database.read(connection -> {
            if (key.startsWith("file:")) {
                file(connection, trace, key.substring("file:".length()));
            } else {
                object(connection, trace, key);
            }
            trace.set("owed", owed(trace));
            trace.set("timeline", Timeline.of(trace));
            return trace;
        });
    }

    private void object(Connection connection, ObjectNode trace, String key) throws SQLException {
        int colon = key.indexOf(':');
        List<Xrefs.Xref> known = colon > 0 ? xrefs.of(key.substring(0, colon), key.substring(colon + 1)) : List.of();
        if (colon > 0) {
            ArrayNode ids = trace.putArray("xref");
            known.forEach(xref -> ids.addObject()
                    .put("system", xref.system())
                    .put("type", xref.idType())
                    .put("value", xref.externalId()));
        }
        String object = colon > 0 ? key.substring(0, colon) : null;
        String subject = key.substring(colon + 1);
        stories(connection, trace, journal.newest(connection, key, object, subject, EVENTS + 1));
        ArrayNode parked = parkedFacts(connection, "about = ?", key);
        if (!parked.isEmpty()) {
            trace.set("parked", parked);
        }
        ArrayNode waiting = waitingSteps(connection, key);
        if (colon > 0) {
            waiting.addAll(waitingFacts(connection, Awaited.object(object, subject)));
        }
        if (!waiting.isEmpty()) {
            trace.set("waitingForIt", waiting);
        }
    }

    private void file(Connection connection, ObjectNode trace, String wanted) throws SQLException {
        ArrayNode files = trace.putArray("files");
        List<Journal.Entry> events = new ArrayList<>();
        ArrayNode parked = Json.mapper().createArrayNode();
        for (ObjectNode receipt : receipts(connection, wanted)) {
            files.add(receipt);
            String id = receipt.path("receipt").asText();
            events.addAll(journal.findByFile(connection, id));
            parked.addAll(parkedFacts(connection, "origin like ?", "%#" + id));
        }
        stories(connection, trace, events);
        if (!parked.isEmpty()) {
            trace.set("parked", parked);
        }
    }

    /** Tells the stories of the last of these events, and says when older ones are left out. */
    private void stories(Connection connection, ObjectNode trace, List<Journal.Entry> found) throws SQLException {
        List<Journal.Entry> entries = found.subList(Math.max(0, found.size() - EVENTS), found.size());
        StoryParts parts = stories.parts(connection, entries);
        ArrayNode events = trace.putArray("events");
        entries.forEach(entry -> events.add(stories.of(entry, parts)));
        if (entries.size() < found.size()) {
            trace.put("olderEventsLeftOut", true);
        }
        if (parts.notesLeftOut()) {
            trace.put("olderNotesLeftOut", true);
        }
    }

    private static List<ObjectNode> receipts(Connection connection, String wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select receipt_id, system, file_name, sha256, size_bytes, node, state, claimed_at, finished_at, accepted,"
                        + " duplicate, held, rejected from file_receipt where receipt_id = ? or file_name = ? order by"
                        + " claimed_at")) {
            select.setString(1, wanted);
            select.setString(2, wanted);
            try (ResultSet rows = select.executeQuery()) {
                List<ObjectNode> receipts = new ArrayList<>();
                while (rows.next()) {
                    ObjectNode receipt = Json.mapper()
                            .createObjectNode()
                            .put("receipt", rows.getString(1))
                            .put("system", rows.getString(2))
                            .put("file", rows.getString(3))
                            .put("sha256", rows.getString(4))
                            .put("bytes", rows.getLong(5))
                            .put("node", rows.getString(6))
                            .put("state", rows.getString(7))
                            .put("taken", text(rows, 8))
                            .put("accepted", rows.getInt(10))
                            .put("duplicate", rows.getInt(11))
                            .put("held", rows.getInt(12))
                            .put("rejected", rows.getInt(13));
                    EventStory.putIfKnown(receipt, "finished", text(rows, 9));
                    receipts.add(receipt);
                }
                return receipts;
            }
        }
    }

    /** Facts that wait outside of the journal until this object is known. */
    private static ArrayNode waitingFacts(Connection connection, String reference) throws SQLException {
        ArrayNode waiting = Json.mapper().createArrayNode();
        parkedFacts(connection, "waker = ? and about is not null", reference).forEach(fact -> waiting.addObject()
                .put("eventId", fact.path("id").asText())
                .put("key", fact.path("about").asText())
                .put("awaits", fact.path("waitsFor").asText())
                .put("since", fact.path("since").asText()));
        return waiting;
    }

    /** Facts that wait outside of the journal for something they refer to. */
    private static ArrayNode parkedFacts(Connection connection, String condition, String value) throws SQLException {
        ArrayNode parked = Json.mapper().createArrayNode();
        try (PreparedStatement select = connection.prepareStatement(
                "select event_id, waits_for, parked_at, origin, origin_row, about from parked_fact where " + condition
                        + " order by parked_at, event_id fetch first 500 rows only")) {
            select.setString(1, value);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ObjectNode fact = parked.addObject()
                            .put("id", rows.getString(1))
                            .put("waitsFor", rows.getString(2))
                            .put("since", text(rows, 3))
                            .put("origin", rows.getString(4))
                            .put("row", rows.getInt(5));
                    EventStory.putIfKnown(fact, "about", rows.getString(6));
                }
            }
        }
        return parked;
    }

    /** Steps of others that wait until some system knows this object. */
    private static ArrayNode waitingSteps(Connection connection, String key) throws SQLException {
        ArrayNode waiting = Json.mapper().createArrayNode();
        try (PreparedStatement select = connection.prepareStatement(
                "select e.event_id, e.event_key, s.name, s.system, s.waits_for, e.recorded_at from step s join event e on"
                        + " e.event_no = s.event_no where s.is_open and s.state = 'PARKED' and left(s.waits_for, ?) ="
                        + " ?"
                        + " order by s.step_no fetch first 500 rows only")) {
            select.setInt(1, key.length() + 1);
            select.setString(2, key + "@");
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    waiting.addObject()
                            .put("eventId", rows.getString(1))
                            .put("key", rows.getString(2))
                            .put("step", rows.getString(3))
                            .put("system", rows.getString(4))
                            .put("awaits", rows.getString(5))
                            .put("since", text(rows, 6));
                }
            }
        }
        return waiting;
    }

    /** What has not come to its end: open steps, and facts that are held by a rule. */
    private static ArrayNode owed(ObjectNode trace) {
        ArrayNode owed = Json.mapper().createArrayNode();
        for (JsonNode event : trace.path("events")) {
            for (JsonNode step : event.path("steps")) {
                if (step.has("since")) {
                    ObjectNode one = owed.addObject()
                            .put("eventId", event.path("id").asText())
                            .put("step", step.path("step").asText())
                            .put("system", step.path("system").asText())
                            .put("state", step.path("state").asText())
                            .put("since", step.path("since").asText());
                    EventStory.putIfKnown(one, "awaits", step.path("waitsFor").textValue());
                    EventStory.putIfKnown(one, "reason", step.path("reason").textValue());
                }
            }
            for (JsonNode one : event.path("cases")) {
                if (!one.has("closedAt") && event.path("state").asText().equals("HELD")) {
                    owed.addObject()
                            .put("eventId", event.path("id").asText())
                            .put("state", "HELD")
                            .put("since", one.path("openedAt").asText())
                            .put(
                                    "reason",
                                    one.path("rule").asText() + " "
                                            + one.path("message").asText());
                }
            }
        }
        trace.path("parked").forEach(fact -> owed.addObject()
                .put("eventId", fact.path("id").asText())
                .put("state", "PARKED")
                .put("since", fact.path("since").asText())
                .put("awaits", fact.path("waitsFor").asText()));
        return owed;
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant().toString();
    }
}
