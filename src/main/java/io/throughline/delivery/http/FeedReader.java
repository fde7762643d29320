package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads what changed in a system through its two mappings: {@code changes.out} makes the request of
 * {@code {since, through, cursor[, known]}}, {@code changes.answer} reads {@code {next, document?}} out of the reply, the cursor of
 * the page that follows or null when there is none, or the failure that a reply of status 200 may hold. A reply with
 * {@code "document": false} only leads on to others and is not handed on; an object is handed on in the place of the reply.
 * {@code known} are the objects of the kind that {@code feed-knows} of the system names, as they are known from it when the
 * reading begins.
 */
public final class FeedReader {

    /** Name of the operation whose mappings it uses. */
    static final String CHANGES = "changes";

    private static final int MOST_PAGES = 10_000;

    private final Ask ask;
    private final String system;
    private final Supplier<ArrayNode> known;
    private final Clock clock;

    /** @param known the objects the feed is compared with, or null when it needs none */
    FeedReader(Outbound mappings, Connector connector, Supplier<ArrayNode> known, Clock clock) {
        this.ask = new Ask(mappings, connector);
        this.system = connector.system();
        this.known = known;
        this.clock = clock;
    }

    /** What changed at or after an instant; the result is a {@code List<byte[]>}, each the body of one reply. */
    public Enquiry changes(Instant since) {
        return new Changes(since, clock.instant(), known == null ? null : known.get());
    }

    private final class Changes implements Enquiry {
        private final Instant since;
        private final Instant through;
        private final ArrayNode known;
        private final List<byte[]> pages = new ArrayList<>();
        private JsonNode cursor = NullNode.instance;
        private ObjectNode payload;
        private int calls;
        private boolean over;

        Changes(Instant since, Instant through, ArrayNode known) {
            this.since = since;
            this.through = through;
            this.known = known;
        }

        @Override
        public String system() {
            return system;
        }

        @Override
        public HttpCall ask() {
            if (over) {
                return null;
            }
            payload = Json.MAPPER.createObjectNode();
            payload.put("since", since.toString()).put("through", through.toString());
            payload.set("cursor", cursor);
            if (known != null) {
                payload.set("known", known);
            }
            return ask.call(CHANGES, payload).reading();
        }

        @Override
        public void told(HttpReply reply) {
            JsonNode read = ask.answer(CHANGES, payload, reply);
            Answers.failure(read).ifPresent(failure -> {
                throw new SourceFailure(system, failure);
            });
            JsonNode document = read.path("document");
            if (document.isObject()) {
                pages.add(Json.bytes(document));
            } else if (document.asBoolean(true)) {
                pages.add(reply.body());
            }
            cursor = read.path("next").isMissingNode() ? NullNode.instance : read.get("next");
            over = cursor.isNull();
            if (++calls >= MOST_PAGES && !over) {
                throw new SourceFailure(
                        system, new Answer.Refused("PAGES", "more than " + MOST_PAGES + " pages of changes"));
            }
        }

        @Override
        public Object result() {
            return List.copyOf(pages);
        }
    }
}
