package io.throughline.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is to be done because of one event, decided before anything is sent.
 *
 * @param steps    what targets are asked to do
 * @param emits    further events that follow from this one; journaled and planned in the same transaction
 * @param findings broken rules; a REJECT or HOLD among them means that no step is sent
 * @param waitsFor what the event has to wait for outside the journal before it can be planned, or null
 * @param heals    whether it stands although a newer version of the object is known: the flow took that into account
 */
public record Plan(List<Step> steps, List<Event> emits, List<Violation> findings, String waitsFor, boolean heals) {

    /** Nothing to do. */
    public static final Plan NOTHING = new Plan(List.of(), List.of(), List.of());

    public Plan {
        steps = List.copyOf(steps);
        emits = List.copyOf(emits);
        findings = List.copyOf(findings);
    }

    public Plan(List<Step> steps, List<Event> emits, List<Violation> findings) {
        this(steps, emits, findings, null, false);
    }

    /** A plan that is made once something has arrived; until then the event is parked. */
    public static Plan waiting(String waitsFor, List<Violation> findings) {
        return new Plan(List.of(), List.of(), findings, waitsFor, false);
    }

    public static Plan of(Step... steps) {
        return new Plan(Arrays.asList(steps), List.of(), List.of());
    }

    public static Plan of(List<Step> steps) {
        return new Plan(steps, List.of(), List.of());
    }

    /** A plan that stops at broken rules. */
    public static Plan stopped(List<Violation> findings) {
        return new Plan(List.of(), List.of(), findings);
    }

    /** This plan, with events that follow. */
    public Plan emitting(Event... events) {
        List<Event> all = new ArrayList<>(emits);
        all.addAll(Arrays.asList(events));
        return new Plan(steps, all, findings, waitsFor, heals);
    }

    /** This plan, with remarks. */
    public Plan with(List<Violation> more) {
        List<Violation> all = new ArrayList<>(findings);
        all.addAll(more);
        return new Plan(steps, emits, all, waitsFor, heals);
    }

    /** This plan, which stands although a newer version of the object is known. */
    public Plan healing() {
        return new Plan(steps, emits, findings, waitsFor, true);
    }

    /** Whether a rule refuses the event. */
    public boolean rejected() {
        return findings.stream().anyMatch(finding -> finding.outcome() == Violation.Outcome.REJECT);
    }

    /** Whether a rule keeps the event for a person. */
    public boolean held() {
        return findings.stream().anyMatch(finding -> finding.outcome() == Violation.Outcome.HOLD);
    }
}
