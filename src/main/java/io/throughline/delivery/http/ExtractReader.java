package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Extraction;

/**
 * Reads a table of a system for one entity and period through two mappings: {@code extract-<table>.out} makes the request of
 * {@code {entity, from, to, cursor}}, or null when the system has nothing of the entity; {@code extract-<table>.answer} reads
 * {@code {next, rows?, document?}} out of the reply: rows of the table, or {@code "document": true} when the reply itself is to
 * be translated. Pages are handed over as they come, so that their number takes no memory.
 */
public final class ExtractReader {

    /** What the operations are called before the name of the table. */
    private static final String EXTRACT = "extract-";

    private static final int MOST_PAGES = 100_000;

    private final Outbound mappings;
    private final Connectors connectors;

    ExtractReader(Outbound mappings, Connectors connectors) {
        this.mappings = mappings;
        this.connectors = connectors;
    }

    /** Whether a table can be read from a system. */
    public boolean reads(String system, String input) {
        return mappings.has(system + "/" + EXTRACT + input + ".out");
    }

    /** The reading of a table; its result is how many calls it took. */
    public Enquiry read(Extraction extraction) {
        return new Pages(extraction, new Ask(mappings, connectors.get(extraction.system())));
    }

    private static final class Pages implements Enquiry {
        private final Extraction extraction;
        private final Ask ask;
        private final String operation;
        private JsonNode cursor = NullNode.instance;
        private ObjectNode payload;
        private int calls;
        private boolean over;

        Pages(Extraction extraction, Ask ask) {
            this.extraction = extraction;
            this.ask = ask;
            this.operation = EXTRACT + extraction.input();
        }

        @Override
        public String system() {
            return extraction.system();
        }

        @Override
        public HttpCall ask() {
            if (over) {
                return null;
            }
            payload = Json.MAPPER.createObjectNode();
            payload.put("entity", extraction.entity())
                    .put("from", extraction.from().toString())
                    .put("to", extraction.to().toString())
                    .set("cursor", cursor);
            return ask.callIfAny(operation, payload);
        }

        @Override
        public void told(HttpReply reply) {
            JsonNode read = ask.answer(operation, payload, reply);
            Answers.failure(read).ifPresent(failure -> {
                throw new SourceFailure(system(), failure);
            });
            if (read.path("document").asBoolean(false)) {
                extraction.document(reply.body());
            }
            extraction.rows(read.path("rows"));
            cursor = read.path("next").isMissingNode() ? NullNode.instance : read.get("next");
            over = cursor.isNull();
            if (++calls >= MOST_PAGES && !over) {
                throw new SourceFailure(
                        system(), new Answer.Refused("PAGES", "more than " + MOST_PAGES + " pages of " + operation));
            }
        }

        @Override
        public Object result() {
            return calls;
        }
    }
}
