package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The misbehaviour ordered for one vendor, in the order in which it was ordered. */
final class Faults {

    /** What can go wrong. */
    enum Kind {
        LATENCY("latency"),
        FOREIGN_HEADER("header"),
        TOO_MANY_REQUESTS("429"),
        UNAVAILABLE("503"),
        REFUSED("400"),
        SERVER_ERROR("500"),
        SERVER_ERROR_AFTER("500-after"),
        TIMEOUT_AFTER("timeout-after"),
        DOWN("down");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        boolean onlyOnWrites() {
            return this == SERVER_ERROR_AFTER || this == TIMEOUT_AFTER;
        }

        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "kind is one of latency, header, 429, 400, 503, 500, 500-after, timeout-after, down");
        }
    }

    /**
     * One order.
     *
     * @param times how often still, -1 for always
     * @param millis how long a latency or time-out lasts
     * @param retryAfter seconds for the Retry-After header, or null
     * @param header {@code name: value} of a header that does not belong into the answer, or null
     * @param match part of the path it is meant for, or null for all
     */
    record Fault(Kind kind, int times, long millis, Integer retryAfter, String header, String match) {

        private boolean fits(String path, boolean write, boolean token) {
            if (match != null) {
                return path.contains(match) && (write || token || !kind.onlyOnWrites());
            }
            return token ? kind == Kind.DOWN : write || !kind.onlyOnWrites();
        }

        private Fault usedOnce() {
            return new Fault(kind, times < 0 ? times : times - 1, millis, retryAfter, header, match);
        }
    }

    private static final long DEFAULT_MILLIS = 60_000;

    private final List<Fault> waiting = new ArrayList<>();

    synchronized void order(JsonNode order) {
        int times = order.path("times").asInt(1);
        if (times == 0 || times < -1) {
            throw new IllegalArgumentException("times is 1 or more, or -1 for always");
        }
        Kind kind = Kind.of(order.path("kind").asText());
        String header = Json.text(order, "header");
        if (kind == Kind.FOREIGN_HEADER && (header == null || header.indexOf(':') < 1)) {
            throw new IllegalArgumentException("header is a name, a colon and a value");
        }
        waiting.add(new Fault(
                kind,
                times,
                order.path("millis").asLong(DEFAULT_MILLIS),
                order.hasNonNull("retryAfter") ? order.get("retryAfter").asInt() : null,
                header,
                Json.text(order, "match")));
    }

    /** The fault this call meets, used up by one; null when it meets none. */
    synchronized Fault meet(String path, boolean write, boolean token) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (fault.fits(path, write, token)) {
                waiting.set(i, fault.usedOnce());
                drop(waiting.iterator());
                return fault;
            }
        }
        return null;
    }

    synchronized void clear() {
        waiting.clear();
    }

    synchronized ArrayNode list() {
        ArrayNode list = Json.array();
        for (Fault fault : waiting) {
            list.add(Json.object(Map.of("kind", fault.kind().word))
                    .put("times", fault.times())
                    .put("millis", fault.millis())
                    .put("retryAfter", fault.retryAfter())
                    .put("header", fault.header())
                    .put("match", fault.match()));
        }
        return list;
    }

    private static void drop(Iterator<Fault> faults) {
        while (faults.hasNext()) {
            if (faults.next().times() == 0) {
                faults.remove();
            }
        }
    }
}
