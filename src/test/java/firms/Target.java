package firms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All target systems of a firm, each well-behaved: a step is applied at once, the record of an external id is overwritten,
 * what is taken back is gone, and a step that comes again is recognised by its key.
 */
final class Target {

    private static final List<String> IDS = List.of(
            "postingId",
            "timeEntryId",
            "invoiceId",
            "leaveId",
            "batchId",
            "workerId",
            "opportunityId",
            "projectId",
            "rateCardId",
            "customerId");

    /** What takes the record of which operation away. */
    private static final Map<String, String> UNDOES = Map.of("time-reversed", "time", "time-off-cancelled", "time-off");

    /** How to send, not what holds: left out of what is compared. */
    private static final Set<String> MANNERS = Set.of("update", "changedFrom", "knownAt", "transferredAt");

    private final Map<String, String> records = new TreeMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<String> money = new HashSet<>();
    private final List<String> twice = new ArrayList<>();

    private final Set<String> moved;

    /** @param moved workers whose time may have been transferred before their cost centre was changed */
    Target(Set<String> moved) {
        this.moved = moved;
    }

    /** Takes a step. */
    Answer take(Delivery delivery) {
        Step step = delivery.step();
        String id = step.operation() + " " + id(step.payload());
        if (!keys.add(delivery.idempotencyKey())) {
            twice.add(step.system() + " " + delivery.idempotencyKey());
        }
        if (Set.of("invoice", "pay-data").contains(step.operation()) && !money.add(step.system() + " " + id)) {
            twice.add(step.system() + " " + id);
        }
        String undone = UNDOES.get(step.operation());
        if (undone != null) {
            records.remove(step.system() + " " + undone + " " + id(step.payload()));
            records.remove(step.system() + " time-transferred " + id(step.payload()));
        } else {
            records.put(step.system() + " " + id, content(step.payload()));
        }
        return new Answer.Applied(step.system() + "-" + id.replace(' ', '-'), null, false);
    }

    /** SQL that is true where a column names one of the moved. */
    String isMoved(String column) {
        return column + " in ('" + String.join("','", moved) + "')";
    }

    /** The records of all systems, by system, operation and external id. */
    Map<String, String> records() {
        return records;
    }

    /** Business facts that a system got more than once. */
    List<String> twice() {
        return twice;
    }

    private static String id(JsonNode payload) {
        return IDS.stream()
                .filter(payload::hasNonNull)
                .map(name -> payload.get(name).asText())
                .findFirst()
                .orElseGet(() -> payload.path("id").asText("?"));
    }

    /** What of a payload says what holds. */
    private String content(JsonNode payload) {
        ObjectNode content = payload.deepCopy();
        content.remove(MANNERS);
        if (payload.path("lent").asBoolean()) {
            return "lent " + payload.path("workerId").asText();
        }
        if (payload.has("personId")) {
            // Nobody is told of a fact that leaves today as it is, so these are those of the last one that did not.
            content.remove(List.of("version", "effectiveDate"));
        }
        return unplaced(content).toString();
    }

    /** Without the cost centre of time of the moved: it is that which was known when the time was transferred. */
    ObjectNode unplaced(ObjectNode content) {
        if (content.has("costCenterId")
                && moved.contains(content.path("workerId").asText())) {
            content.remove("costCenterId");
        }
        content.path("lines").forEach(line -> unplaced((ObjectNode) line));
        return content;
    }
}
