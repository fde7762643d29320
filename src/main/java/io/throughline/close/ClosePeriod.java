package io.throughline.close;

import io.throughline.money.FiscalPeriod;
import io.throughline.money.FiscalPeriod.State;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One period of one entity on its way OPEN, SOFT_CLOSED (new time by finance only), CLOSED (WF-23). Entities close in the
 * order of the instants at which their periods end: Tokyo before Berlin before New York (CALC-19).
 *
 * @param entity legal entity
 * @param period calendar month
 * @param zone   zone of the entity
 * @param state  where it stands
 */
public record ClosePeriod(String entity, YearMonth period, ZoneId zone, State state) {

    /**
     * A difference that somebody answers for.
     *
     * @param check   check whose verdict is accepted
     * @param outside rows outside tolerance that were seen; more of them are not accepted
     * @param note    why it is right to close nevertheless
     * @param by      person
     */
    public record Acceptance(String check, long outside, String note, String by) {

        public Acceptance {
            if (note == null || note.isBlank() || by == null || by.isBlank()) {
                throw new IllegalArgumentException(
                        "a difference of " + check + " is accepted by a person with a note, not without");
            }
        }
    }

    /**
     * What a wish to move on came to.
     *
     * @param period   the period afterwards, unchanged when refused
     * @param refusals why not; empty when it moved
     */
    public record Decision(ClosePeriod period, List<String> refusals) {

        /** Whether the period moved on. */
        public boolean granted() {
            return refusals.isEmpty();
        }
    }

    /** An open period. */
    public static ClosePeriod open(String entity, YearMonth period, ZoneId zone) {
        return new ClosePeriod(entity, period, zone, State.OPEN);
    }

    /** A period in the state in which the ERP or finance last told it. */
    public static ClosePeriod of(FiscalPeriod told, ZoneId zone) {
        return new ClosePeriod(told.legalEntityId(), YearMonth.from(told.from()), zone, told.state());
    }

    /** The end of the month in a zone: the first instant of the next. */
    public static Instant closesAt(YearMonth period, ZoneId zone) {
        return period.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    }

    /** The instant at which this period ends. */
    public Instant closesAt() {
        return closesAt(period, zone);
    }

    /** New time goes to the next open month from now on; not before the period is over. */
    public Decision softClose(Instant now) {
        List<String> refusals = new ArrayList<>();
        if (state != State.OPEN) {
            refusals.add(name() + " is " + state + ", only an open period can be soft-closed");
        } else if (now.isBefore(closesAt())) {
            refusals.add(name() + " ends at " + closesAt() + ", it is " + now);
        }
        return decide(refusals, State.SOFT_CLOSED);
    }

    /**
     * The sign-off gate: every check of WF-23 has run and is within tolerance or accepted, and every entity whose period
     * ended earlier is closed.
     *
     * @param verdicts one verdict of each check
     * @param accepted differences that somebody answers for
     * @param others   the same period of the other entities; other periods are ignored
     */
    public Decision close(List<Verdict> verdicts, Collection<Acceptance> accepted, Collection<ClosePeriod> others) {
        return close(objections(verdicts, accepted), others);
    }

    /**
     * The same with what else stands in the way.
     *
     * @param objections what of the checks and the close pack stands in the way
     * @param others     the same period of the other entities; other periods are ignored
     */
    public Decision close(List<String> objections, Collection<ClosePeriod> others) {
        List<String> refusals = new ArrayList<>();
        if (state != State.SOFT_CLOSED) {
            refusals.add(name() + " is " + state + ", only a soft-closed period can be closed");
        }
        refusals.addAll(objections);
        others.stream()
                .filter(other -> other.period.equals(period) && !other.entity.equals(entity))
                .filter(other -> other.closesAt().isBefore(closesAt()) && other.state != State.CLOSED)
                .sorted(Comparator.comparing((ClosePeriod other) -> other.closesAt())
                        .thenComparing(ClosePeriod::entity))
                .forEach(other ->
                        refusals.add(other.name() + " ended earlier and is " + other.state + ", it closes first"));
        return decide(refusals, State.CLOSED);
    }

    /**
     * Opens the period again; the latest one of an entity first, so that no open period lies before a closed one.
     *
     * @param later later periods of the entity that are not open
     */
    public Decision reopen(Collection<ClosePeriod> later) {
        List<String> refusals = new ArrayList<>();
        if (state == State.OPEN) {
            refusals.add(name() + " is open");
        }
        later.forEach(other -> refusals.add(other.name() + " is " + other.state + ", it is reopened first"));
        return decide(refusals, State.OPEN);
    }

    /** What of the checks stands in the way of signing off; empty when nothing does. */
    public static List<String> objections(List<Verdict> verdicts, Collection<Acceptance> accepted) {
        Map<String, Verdict> byCheck = verdicts.stream()
                .collect(Collectors.toMap(Verdict::check, Function.identity(), (first, later) -> later));
        List<String> objections = new ArrayList<>();
        for (String check : Reconciliation.checks()) {
            Verdict verdict = byCheck.get(check);
            if (verdict == null) {
                objections.add(check + " has not run");
            } else if (!verdict.withinTolerance()) {
                objection(verdict, accepted).ifPresent(objections::add);
            }
        }
        return objections;
    }

    private static Optional<String> objection(Verdict verdict, Collection<Acceptance> accepted) {
        String what = verdict.check()
                + (verdict.outcome() == Verdict.Outcome.NOT_CHECKED
                        ? " is not checked: " + String.join("; ", verdict.notes())
                        : " has " + verdict.outside() + " rows outside tolerance");
        List<Acceptance> own = accepted.stream()
                .filter(one -> one.check().equals(verdict.check()))
                .toList();
        if (own.isEmpty()) {
            return Optional.of(what);
        }
        long seen = own.stream().mapToLong(Acceptance::outside).max().orElse(0);
        return seen >= verdict.outside() ? Optional.empty() : Optional.of(what + ", " + seen + " were accepted");
    }

    private Decision decide(List<String> refusals, State next) {
        return refusals.isEmpty()
                ? new Decision(new ClosePeriod(entity, period, zone, next), List.of())
                : new Decision(this, List.copyOf(refusals));
    }

    private String name() {
        return entity + " " + period;
    }
}
