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
import java.util.function.Function;

/**
 * Reads what changed in a system through its two mappings: {@code changes.out} makes the request of
 * {@code {since, through, cursor}}, {@code changes.answer} reads {@code {next, document?}} out of the reply, the cursor of
 * the page that follows or null when there is none, or the failure that a reply of status 200 may hold. A reply with
 * {@code "document": false} only leads on to others and is not handed on; an object is handed on in the place of the reply.
 * Where {@code feed-knows} of the system says what its feed is compared with, a reply may be read as {@code {about: [ids]}}: it is
 * read once more with the objects that are known about these as {@code known} in the payload.
 */
public final class FeedReader {

    /** Name of the operation whose mappings it uses. */
    static final String CHANGES = "changes";

    private static final int MOST_PAGES = 10_000;

    private final Ask ask;
    private final String system;
    private final Function<List<String>, ArrayNode> known;
    private final Clock clock;

    /** @param known finds what is known about ids of the system, or null when the feed needs nothing */
    FeedReader(Outbound mappings, Connector connector, Function<List<String>, ArrayNode> known, Clock clock) {
        this.ask = new Ask(mappings, connector);
        this.system = connector.system();
        this.known = known;
        this.clock = clock;
    }

    /** What changed at or after an instant; the result is a {@code List<byte[]>}, each the body of one reply. */
    public Enquiry changes(Instant since) {
        return new Changes(since, clock.instant());
    }

    private final class Changes implements Enquiry {
        private final Instant since;
        private final Instant through;
        private final List<byte[]> pages = new ArrayList<>();
        private JsonNode cursor = NullNode.instance;
        private ObjectNode payload;
        private int calls;
        private boolean over;

        Changes(Instant since, Instant through) {
            this.since = since;
            this.through = through;
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
            return ask.call(CHANGES, payload).reading();
        }

        @Override
        public void told(HttpReply reply) {
            JsonNode read = ask.answer(CHANGES, payload, reply);
            if (known != null && read.has("about")) {
                List<String> about = new ArrayList<>();
                read.get("about").forEach(id -> about.add(id.asText()));
                payload.set("known", known.apply(about));
                read = ask.answer(CHANGES, payload, reply);
            }
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
