package io.throughline.people;

import io.throughline.money.FigurePolicies;
import io.throughline.money.Hours;
import io.throughline.money.TimeFact;
import io.throughline.money.Utilization;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * CALC-01: how a firm counts utilization: what is divided by what, and whether billable hours that were written off still
 * count. Vendors disagree, so every reported figure carries the id of the policy.
 *
 * @param definition what is divided by what
 * @param writtenOff whether hours written off count as billable
 */
public record UtilizationPolicy(Utilization.Definition definition, boolean writtenOff) {

    private static final String WITHOUT = "-without-written-off";

    /** The policy of the firm, from {@link FigurePolicies}. */
    public static UtilizationPolicy shipped() {
        return of(FigurePolicies.shipped().utilization());
    }

    /** The policy of an id such as {@code util_net} or {@code util_gross-without-written-off}. */
    public static UtilizationPolicy of(String id) {
        boolean without = id.endsWith(WITHOUT);
        String definition = without ? id.substring(0, id.length() - WITHOUT.length()) : id;
        return new UtilizationPolicy(Utilization.Definition.of(definition), !without);
    }

    /** The id in settings and reports. */
    public String id() {
        return definition.id() + (writtenOff ? "" : WITHOUT);
    }

    /**
     * Hours of one worker in a period. Only contracted days count; billable hours on a day off add to what is billed and not
     * to the capacity.
     *
     * @param days  capacity of the period, see {@link Capacity#days}
     * @param facts time of the worker in the period
     */
    public Utilization.Basis basis(List<Availability.Day> days, Collection<TimeFact> facts) {
        return new Utilization.Basis(
                hours(days, day -> orZero(day.patternMinutes())),
                hours(days, day -> orZero(day.holidayMinutes())),
                hours(days, day -> orZero(day.leaveMinutes())),
                hours(facts, fact -> fact.billable() && counts(fact)),
                hours(facts, this::counts));
    }

    /** The figure of one worker, or of a sum, with the id of the policy. */
    public Utilization.Figure figure(Utilization.Basis basis) {
        return new Utilization.Figure(
                id(), new Utilization(definition).of(basis).orElse(null));
    }

    private boolean counts(TimeFact fact) {
        return fact.state().approved() || (writtenOff && fact.state() == TimeFact.State.WRITTEN_OFF);
    }

    private static BigDecimal hours(List<Availability.Day> days, ToIntFunction<Availability.Day> minutes) {
        return Hours.of(days.stream().mapToInt(minutes).sum());
    }

    /** Each entry is rounded for itself, as payroll and billing show it. */
    private static BigDecimal hours(Collection<TimeFact> facts, Predicate<TimeFact> which) {
        return facts.stream()
                .filter(which)
                .map(fact -> Hours.of(fact.minutes()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int orZero(Integer minutes) {
        return minutes == null ? 0 : minutes;
    }
}
