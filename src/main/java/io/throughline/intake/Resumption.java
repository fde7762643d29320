package io.throughline.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.journal.Parking;
import io.throughline.journal.StoreUnavailable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a parked fact up again. Nobody is left to whom it could be refused: one that would have been refused at the door is
 * held for a person, and so is one that cannot be read.
 */
final class Resumption {

    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private static final String UNREADABLE = "fact.unreadable.v1";
    private static final String UNRESOLVED = "unresolved";

    private final Content content;

    Resumption(Content content) {
        this.content = content;
    }

    /**
     * Adds the fact to the batch when it misses nothing any more, and when it misses something else than it waits for.
     *
     * @return whether it misses nothing
     * @throws StoreUnavailable when the database is away
     */
    boolean resume(Resolver resolver, Parking.Parked fact, Batch batch) {
        try {
            return add(resolver.resolve((ObjectNode) fact.fact(), null), fact, batch);
        } catch (StoreUnavailable away) {
            throw away;
        } catch (RuntimeException unreadable) {
            LOG.warn("the parked fact {} of {} cannot be taken up", fact.eventId(), fact.source(), unreadable);
            String reason =
                    "The fact that waited for " + fact.waitsFor() + " cannot be read: " + unreadable.getMessage();
            hold(unresolved(fact), fact, batch, List.of(Violation.hold("ENVELOPE", "", reason)));
            return true;
        }
    }

    private boolean add(Resolver.Resolution resolution, Parking.Parked fact, Batch batch) {
        List<String> missing = resolution.missing();
        if (!missing.isEmpty()) {
            if (!missing.get(0).equals(fact.waitsFor())) {
                batch.arrive(resolution.event(), List.of(), missing, 0)
                        .cameFrom(fact.origin())
                        .madeBy(fact.provenance());
            }
            return false;
        }
        List<Violation> envelope = Envelope.check(resolution.event(), resolution.xrefs());
        List<Violation> broken = envelope.isEmpty() ? content.check(resolution.event()) : envelope;
        if (!broken.isEmpty()) {
            hold(envelope.isEmpty() ? resolution.event() : unresolved(fact), fact, batch, broken);
            return true;
        }
        batch.arrive(resolution.event(), resolution.xrefs(), List.of(), 0)
                .cameFrom(fact.origin())
                .madeBy(fact.provenance());
        return true;
    }

    private static void hold(Event event, Parking.Parked fact, Batch batch, List<Violation> reasons) {
        batch.arrive(event, List.of(), List.of(), 0)
                .cameFrom(fact.origin())
                .madeBy(fact.provenance())
                .stopped(reasons);
    }

    /** The event under the names by which the fact was parked; the journal has room for these. */
    private static Event unresolved(Parking.Parked fact) {
        return new Event(
                fact.source(),
                fact.eventId(),
                typeOf(fact),
                UNRESOLVED,
                fact.since(),
                UNRESOLVED,
                1,
                null,
                null,
                null,
                null,
                null,
                fact.fact(),
                null);
    }

    private static String typeOf(Parking.Parked fact) {
        String type = fact.fact().path("type").asText();
        try {
            ObjectTypes.of(type);
            return type;
        } catch (IllegalArgumentException malformed) {
            return UNREADABLE;
        }
    }
}
