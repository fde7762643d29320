package io.throughline.contract;

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
 */
public record Delivery(
        long stepNo,
        Step step,
        String eventId,
        String idempotencyKey,
        int attempt,
        boolean inDoubt,
        Map<String, String> references) {}
