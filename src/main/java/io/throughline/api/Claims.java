package io.throughline.api;

import io.throughline.contract.Event;
import io.throughline.journal.Audit;
import io.throughline.journal.Journal;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Hands out the data of events that were too large to travel in a message. */
public final class Claims {

    private final Journal journal;
    private final Audit audit;

    public Claims(Journal journal, Audit audit) {
        this.journal = journal;
        this.audit = audit;
    }

    /** {@code GET /api/v1/payloads/{id}}: the data behind a {@code dataref}; the look is audited. */
    public void payload(Exchange exchange) {
        String number = exchange.getMessage().getHeader("id", String.class);
        String actor = exchange.getMessage().getHeader("ThroughlineActor", "unknown", String.class);
        Optional<Event> found = !number.matches("\\d{1,18}")
                ? Optional.empty()
                : audit.inTransaction((connection, scribe) -> {
                    Optional<Event> event =
                            journal.find(connection, Long.parseLong(number)).map(Journal.Entry::event);
                    if (event.isPresent()) {
                        scribe.note(
                                actor, "payload.viewed", "event:" + event.get().id(), null);
                    }
                    return event;
                });
        if (found.isPresent() && found.get().data() != null) {
            Reply.json(200, found.get().data()).on(exchange);
        } else {
            Reply.problem(404, "Not Found", "no event has the number " + number + ", or its payload was pruned")
                    .on(exchange);
        }
    }
}
