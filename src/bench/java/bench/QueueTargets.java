package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.broker.Outgoing;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.delivery.CollectAnswers.Answered;
import io.throughline.mapping.Mappings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connector of targets that read a queue. A queue cannot be asked what it has taken, so a step that is in doubt is not sent
 * again: its answer is Unknown, and a person decides.
 */
public final class QueueTargets {

    /** Message property with the step's idempotency key. */
    public static final String KEY = "ThroughlineKey";

    private static final Set<String> AWAY = ConcurrentHashMap.newKeySet();

    private final Mappings mappings;

    QueueTargets(Mappings mappings) {
        this.mappings = mappings;
    }

    /** Makes a target unreachable, or reachable again. */
    static void away(String system, boolean away) {
        if (away) {
            AWAY.add(system);
        } else {
            AWAY.remove(system);
        }
    }

    /** The messages for those deliveries that are certainly not there yet. */
    public List<Outgoing> messages(List<Delivery> deliveries, String system) {
        return deliveries.stream()
                .filter(delivery -> !delivery.inDoubt() && !AWAY.contains(system))
                .map(delivery -> Outgoing.toQueue(
                        system,
                        null,
                        body(
                                mappings,
                                system,
                                delivery.step().operation(),
                                delivery.step().payload()),
                        Map.of(KEY, delivery.idempotencyKey())))
                .toList();
    }

    /**
     * The answers once the messages are committed.
     *
     * @param sent how many messages that were
     */
    public List<Answered> answers(List<Delivery> deliveries, int sent) {
        return deliveries.stream()
                .map(delivery -> new Answered(delivery, answer(delivery, sent)))
                .toList();
    }

    private static Answer answer(Delivery delivery, int sent) {
        if (delivery.inDoubt()) {
            return new Answer.Unknown("an earlier attempt may have been sent");
        }
        return sent == 0 ? new Answer.Down("the queue is away") : new Answer.Applied(null, null, false);
    }

    /** The vendor's words for a payload. */
    static byte[] body(Mappings mappings, String system, String operation, JsonNode payload) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().set("payload", payload);
        JsonNode words = mappings.get(system + "/" + operation + ".out.jslt").apply(input, Map.of());
        return Json.write(words).getBytes(StandardCharsets.UTF_8);
    }
}
