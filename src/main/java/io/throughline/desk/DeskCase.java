package io.throughline.desk;

import java.time.Instant;

/**
 * One case as the desk reads it.
 *
 * @param no         number of the case
 * @param kind       {@code HELD}, {@code DEAD} or {@code PARKED}
 * @param state      {@code OPEN}, {@code RETRYING} or {@code CLOSED}
 * @param key        ordering key or lane of what failed
 * @param system     the target, or null when a rule of ours stopped it
 * @param rule       rule id or the target's code
 * @param message    the rule's or the target's own words
 * @param findings   everything that was found, as JSON, or null
 * @param group      cases of one cause share it
 * @param times      how often it was seen
 * @param eventNo    journal number, or null for a parked fact
 * @param step       the failing step, or null
 * @param assessment business context, or null before it was first looked at
 */
public record DeskCase(
        long no,
        String kind,
        String state,
        String key,
        String system,
        String rule,
        String message,
        String findings,
        String fingerprint,
        String group,
        Instant openedAt,
        Instant lastSeen,
        int times,
        Instant closedAt,
        String closedBy,
        Long eventNo,
        String source,
        String eventId,
        String eventType,
        String origin,
        String owner,
        String action,
        String assignedTo,
        String severity,
        Instant assessedAt,
        Assessment assessment,
        StepPart step) {

    /** The step a case is about. */
    public record StepPart(
            long stepNo,
            String name,
            String operation,
            String state,
            int attempts,
            boolean inDoubt,
            Instant nextAt,
            String waitsFor) {}

    /** What failed: the operation of its step, or the type of its event. */
    String what() {
        return step == null ? eventType : step.operation();
    }

    boolean closed() {
        return state.equals("CLOSED");
    }
}
