package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import java.util.List;
import org.apache.camel.Exchange;

/** What may be asked of events: each with its steps. */
public final class Views {

    private final Database database;
    private final Journal journal;
    private final EventStory stories;

    /** @param attempts how many attempts at a step are allowed */
    public Views(Database database, Journal journal, Ledger ledger, int attempts) {
        this.database = database;
        this.journal = journal;
        this.stories = new EventStory(ledger, attempts);
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
}
