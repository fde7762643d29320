package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The documents of one transaction: each is written as text once and encrypted once, however many rows and messages carry
 * it. A document is known by its identity and must not change meanwhile. Not thread-safe.
 */
public final class Bodies {

    /** From this many documents on a second processor is worth its trouble. */
    private static final int MANY = 16;

    private final Seal seal;
    private final Map<JsonNode, Body> known = new IdentityHashMap<>();
    private final Map<Long, JsonNode> ofEvents = new HashMap<>();

    private record Body(JsonNode document, byte[] plain, byte[] sealed) {}

    public Bodies(Seal seal) {
        this.seal = seal;
    }

    /** Writes and encrypts these documents beside each other, so that {@link #sealed} finds them ready. */
    public void prepare(Collection<JsonNode> documents) {
        if (documents.size() >= MANY) {
            documents.parallelStream().map(this::made).toList().forEach(body -> known.put(body.document(), body));
        }
    }

    /** Notes that a document is in the journal as the data of this event. */
    void journaled(long eventNo, JsonNode data) {
        ofEvents.put(eventNo, data);
    }

    /** Whether a document was journaled as the data of this event, so that it need not be kept again. */
    public boolean isJournaled(long eventNo, JsonNode document) {
        return ofEvents.get(eventNo) == document;
    }

    /** A document as compact JSON in UTF-8; shared, not to be changed. */
    public byte[] plain(JsonNode document) {
        return body(document).plain();
    }

    /** The same, encrypted; shared, not to be changed. */
    public byte[] sealed(JsonNode document) {
        return body(document).sealed();
    }

    private Body body(JsonNode document) {
        return known.computeIfAbsent(document, this::made);
    }

    private Body made(JsonNode document) {
        byte[] plain = Seal.plain(document);
        return new Body(document, plain, seal.close(plain));
    }
}
