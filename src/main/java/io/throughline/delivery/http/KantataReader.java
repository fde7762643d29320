package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the time entries that Kantata's event feed says have changed. The feed may be late, out of order and repeat
 * itself: the caller asks with an overlap and is told every entry once per enquiry.
 */
public final class KantataReader {

    private static final int PAGE = 200;

    private final Ask ask;

    KantataReader(Outbound mappings, Connector connector) {
        this.ask = new Ask(mappings, connector);
    }

    /**
     * The time entries of all events created after an instant; the result is a {@code List<byte[]>}, each the page of
     * {@code GET /time_entries} with at most 200 entries and their external references.
     */
    public Enquiry changedTime(Instant since) {
        return new ChangedTime(ask, since);
    }

    private static final class ChangedTime implements Enquiry {
        private final Ask ask;
        private final Instant since;
        private final Set<String> ids = new LinkedHashSet<>();
        private final List<byte[]> pages = new ArrayList<>();
        private int eventPage = 1;
        private int eventPages = 1;
        private List<String> left;

        ChangedTime(Ask ask, Instant since) {
            this.ask = ask;
            this.since = since;
        }

        @Override
        public String system() {
            return "kantata";
        }

        @Override
        public HttpCall ask() {
            if (left == null) {
                ObjectNode payload = Json.MAPPER.createObjectNode();
                payload.put("since", since.toString()).put("page", eventPage);
                return ask.call("subscribed-events", payload);
            }
            if (left.isEmpty()) {
                return null;
            }
            ObjectNode payload = Json.MAPPER.createObjectNode();
            left.stream().limit(PAGE).forEach(payload.putArray("ids")::add);
            return ask.call("time-entries", payload);
        }

        @Override
        public void told(HttpReply reply) {
            if (left != null) {
                pages.add(reply.body());
                left = left.subList(Math.min(PAGE, left.size()), left.size());
                return;
            }
            JsonNode result = ask.result("subscribed-events", reply);
            for (JsonNode event : result.path("events")) {
                if (event.path("subject_type").asText().equals("TimeEntry")) {
                    ids.add(event.path("subject_id").asText());
                }
            }
            eventPages = result.path("pages").asInt(1);
            if (eventPage++ >= eventPages) {
                left = List.copyOf(ids);
            }
        }

        @Override
        public Object result() {
            return List.copyOf(pages);
        }
    }
}
