package io.throughline.contract;

import java.time.Instant;
import java.util.Map;

/**
 * One attempt at one step, as a connector receives it. The ledger has written SENT before the connector sees it.
 *
 * @param stepNo     the step's number in the ledger
 * @param step       what is to be done
 * @param eventId    id of the event it belongs to
 * @param idempotencyKey stable for ever: {@code <event id>/<step name>}
 * @param attempt    1 for the first attempt
 * @param inDoubt    whether an earlier attempt may have taken effect: ask the target before writing again
 * @param references external ids the payload refers to, keyed {@code <object>:<canonical id>@<system>}
 * @param epoch      rises with every attempt, also of those that do not count; an answer to an older one changes nothing
 * @param firstSentAt when an attempt at the step began first; an idempotency key lives from then on
 * @param callBefore when it is too late to call: another process may have taken the step over soon after; null for never
 * @param flow       the flow that planned the step, or null when it is not known
 */
public record Delivery(
        long stepNo,
        Step step,
        String eventId,
        String idempotencyKey,
        int attempt,
        boolean inDoubt,
        Map<String, String> references,
        long epoch,
        Instant firstSentAt,
        Instant callBefore,
        String flow) {

    /** An attempt of which no earlier one went uncounted and whose first beginning is not known. */
    public Delivery(
            long stepNo,
            Step step,
            String eventId,
            String idempotencyKey,
            int attempt,
            boolean inDoubt,
            Map<String, String> references) {
        this(stepNo, step, eventId, idempotencyKey, attempt, inDoubt, references, attempt, null, null, null);
    }
}
