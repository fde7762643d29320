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
 * @param standing what becomes of it when a newer version of the object is known
 * @param parted   whether what follows goes on although the event itself is held
 */
public record Plan(
        List<Step> steps,
        List<Event> emits,
        List<Violation> findings,
        String waitsFor,
        Standing standing,
        boolean parted) {

    /** How a plan stands beside newer versions of its object. */
    public enum Standing {
        /** It is dropped when the same source has told of a newer version. */
        NEWEST,
        /** It stands all the same: the flow took the newer version into account. */
        HEALS,
        /** It is dropped: the flow knows of a newer version. */
        OVERTAKEN
    }

    /** Nothing to do. */
    public static final Plan NOTHING = new Plan(List.of(), List.of(), List.of());

    /** Nothing to do, because the flow knows of a newer version of the object. */
    public static final Plan OVERTAKEN = new Plan(List.of(), List.of(), List.of(), null, Standing.OVERTAKEN, false);

    public Plan {
        steps = List.copyOf(steps);
        emits = List.copyOf(emits);
        findings = List.copyOf(findings);
    }

    public Plan(List<Step> steps, List<Event> emits, List<Violation> findings) {
        this(steps, emits, findings, null, Standing.NEWEST, false);
    }

    /** A plan that is made once something has arrived; until then the event is parked. */
    public static Plan waiting(String waitsFor, List<Violation> findings) {
        return new Plan(List.of(), List.of(), findings, waitsFor, Standing.NEWEST, false);
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
        return new Plan(steps, all, findings, waitsFor, standing, parted);
    }

    /** This plan, with remarks. */
    public Plan with(List<Violation> more) {
        List<Violation> all = new ArrayList<>(findings);
        all.addAll(more);
        return new Plan(steps, emits, all, waitsFor, standing, parted);
    }

    /** This plan, which stands although a newer version of the object is known. */
    public Plan healing() {
        return new Plan(steps, emits, findings, waitsFor, Standing.HEALS, parted);
    }

    /** A plan that keeps the event for a person and lets what may be done of it go on as events of their own. */
    public static Plan parted(List<Violation> findings, List<Event> parts) {
        return new Plan(List.of(), parts, findings, null, Standing.HEALS, true);
    }

    /** Whether it is to be carried out, given whether the source of its event has told of a newer version of the object. */
    public boolean stands(boolean newerTold) {
        return standing == Standing.HEALS || standing == Standing.NEWEST && !newerTold;
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
