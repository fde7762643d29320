package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Every write a vendor applied or refused, in order, so that duplicates show. */
final class Ledger {

    private final Clock clock;
    private final List<ObjectNode> entries = new ArrayList<>();

    Ledger(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds one write.
     *
     * @param seen the status the caller saw, 0 when the connection was cut
     */
    synchronized void add(Call call, Write write, int seen) {
        ObjectNode entry = Json.object();
        entry.put("seq", entries.size() + 1);
        entry.put("at", clock.instant().toString());
        entry.put("method", call.method());
        entry.put("path", call.path());
        entry.put("recordType", write.recordType());
        entry.put("externalId", write.externalId());
        entry.put("id", write.id());
        entry.put("status", seen);
        entry.put("applied", write.applied());
        entry.set("keys", Json.object(write.keys()));
        entries.add(entry);
    }

    synchronized ArrayNode list() {
        return Json.array().addAll(entries);
    }

    synchronized void clear() {
        entries.clear();
    }
}
