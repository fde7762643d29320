package io.throughline.api;

import io.throughline.contract.ObjectTypes;
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

    /**
     * {@code GET /api/v1/payloads/{id}}: the data behind a {@code dataref}; the look is audited. 404 when there is no such
     * event, 410 when its payload was taken away by the retention.
     */
    public void payload(Exchange exchange) {
        String number = exchange.getMessage().getHeader("id", String.class);
        String actor = exchange.getMessage().getHeader("ThroughlineActor", "unknown", String.class);
        Optional<Journal.Entry> found = !number.matches("\\d{1,18}")
                ? Optional.empty()
                : audit.inTransaction((connection, scribe) -> {
                    Optional<Journal.Entry> entry = journal.find(connection, Long.parseLong(number));
                    if (entry.isPresent() && !entry.get().pruned()) {
                        scribe.note(
                                actor,
                                "payload.viewed",
                                "event:" + entry.get().event().id(),
                                null);
                    }
                    return entry;
                });
        Reply reply;
        if (found.isEmpty() || ObjectTypes.isRestricted(found.get().event().type())) {
            reply = Reply.problem(404, "Not Found", "no event has the number " + number);
        } else if (found.get().pruned()) {
            reply = Reply.problem(
                    410, "Gone", "the payload of event " + number + " is older than the retention and was taken away");
        } else {
            reply = Reply.json(200, found.get().event().data());
        }
        reply.on(exchange);
    }
}
