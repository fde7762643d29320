package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reads what changed in Salesforce by query, so that nothing depends on every notice of its change feed coming through. */
public final class SalesforceReader {

    private static final String QUERY = "query-opportunities";

    private final Ask ask;

    SalesforceReader(Outbound mappings, Connector connector) {
        this.ask = new Ask(mappings, connector);
    }

    /**
     * The opportunities that were modified at or after an instant, which is taken in whole seconds; the result is a
     * {@code List<byte[]>}, each a page of {@code GET /query} that holds at least one record.
     */
    public Enquiry changedOpportunities(Instant since) {
        return new Changed(ask, since.truncatedTo(ChronoUnit.SECONDS));
    }

    private static final class Changed implements Enquiry {
        private final Ask ask;
        private final Instant since;
        private final List<byte[]> pages = new ArrayList<>();
        private String locator;
        private boolean over;

        Changed(Ask ask, Instant since) {
            this.ask = ask;
            this.since = since;
        }

        @Override
        public String system() {
            return "salesforce";
        }

        @Override
        public HttpCall ask() {
            if (over) {
                return null;
            }
            ObjectNode payload = Json.MAPPER.createObjectNode().put("since", since.toString());
            return ask.call(QUERY, locator == null ? payload : payload.put("locator", locator));
        }

        @Override
        public void told(HttpReply reply) {
            JsonNode page = ask.result(QUERY, reply);
            if (page.path("records").asInt() > 0) {
                pages.add(reply.body());
            }
            locator = page.hasNonNull("locator") ? page.get("locator").asText() : null;
            over = locator == null;
        }

        @Override
        public Object result() {
            return List.copyOf(pages);
        }
    }
}
