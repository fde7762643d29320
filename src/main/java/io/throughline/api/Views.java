package io.throughline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Journal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What may be asked: events with their steps, canonical objects. */
public final class Views {

    private final Database database;
    private final Journal journal;
    private final EventStory stories;
    private final Entities entities;
    private final Clock clock;

    /** @param attempts how many attempts at a step are allowed */
    public Views(Database database, Journal journal, Ledger ledger, Entities entities, int attempts, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.journal = journal;
        this.stories = new EventStory(ledger, attempts);
        this.entities = entities;
    }

    /** {@code GET /api/v1/events/{id}}. */
    public void event(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        ArrayNode found = database.read(connection -> {
            ArrayNode events = Json.mapper().createArrayNode();
            List<Journal.Entry> entries = journal.findById(connection, id);
            StoryParts parts = stories.parts(connection, entries);
            for (Journal.Entry entry : entries) {
                events.add(stories.of(entry, parts));
            }
            return events;
        });
        if (found.isEmpty()) {
            Reply.problem(404, "Not Found", "no event has this id").on(exchange);
        } else {
            Reply.json(200, found.size() == 1 ? found.get(0) : found).on(exchange);
        }
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
        Optional<JsonNode> data = database.read(connection -> {
                    LocalDate on = date == null ? LocalDate.now(clock) : date;
                    Optional<Entities.Snapshot> then = entities.find(connection, object, id, on);
                    return then.isPresent() || date != null ? then : entities.find(connection, object, id, null);
                })
                .map(Entities.Snapshot::data);
        data.ifPresentOrElse(found -> Reply.json(200, withoutPay(found)).on(exchange), () -> Reply.problem(
                        404, "Not Found", "there is no such " + object)
                .on(exchange));
    }

    private static JsonNode withoutPay(JsonNode data) {
        if (data instanceof ObjectNode object && object.has("costRate")) {
            return object.deepCopy().without("costRate");
        }
        return data;
    }
}
