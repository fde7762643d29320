package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * CALC-01: how much of their capacity workers bill. The denominator is a definition of the firm, so that every figure is
 * reported with the definition it follows.
 */
public record Utilization(Definition definition) {

    /** What is divided by what. */
    public enum Definition {
        /** Billable by available hours (standard less leave); the default. */
        UTIL_NET,
        /** Billable by standard hours; leave counts against the worker. */
        UTIL_GROSS,
        /** Billable by logged hours. */
        BILLABLE_SHARE;

        /** The id in settings and reports: {@code util_net}, {@code util_gross} or {@code billable_share}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The definition of an id.
         *
         * @throws IllegalArgumentException when no definition has the id
         */
        public static Definition of(String id) {
            for (Definition definition : values()) {
                if (definition.id().equals(id)) {
                    return definition;
                }
            }
            throw new IllegalArgumentException(
                    "utilization definition '" + id + "' is none of util_net, util_gross, billable_share");
        }
    }

    /**
     * A utilization as it is reported.
     *
     * @param definitionId definition it follows, such as {@code util_net}
     * @param ratio        4 decimals, or null when undefined
     */
    public record Figure(String definitionId, BigDecimal ratio) {}

    /**
     * Hours of one worker, or summed over several, in a period.
     *
     * @param gross    contracted hours on days employed
     * @param holiday  of these on public holidays
     * @param leave    approved leave
     * @param billable approved billable hours, also those on days off
     * @param logged   all approved hours
     */
    public record Basis(
            BigDecimal gross, BigDecimal holiday, BigDecimal leave, BigDecimal billable, BigDecimal logged) {

        /** No hours at all. */
        public static final Basis NONE =
                new Basis(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        /** Gross less holidays. */
        public BigDecimal standard() {
            return gross.subtract(holiday);
        }

        /** Standard less leave. */
        public BigDecimal available() {
            return standard().subtract(leave);
        }

        /** The sum of two. */
        public Basis plus(Basis other) {
            return new Basis(
                    gross.add(other.gross),
                    holiday.add(other.holiday),
                    leave.add(other.leave),
                    billable.add(other.billable),
                    logged.add(other.logged));
        }
    }

    /** The ratio with 4 decimals; empty when the denominator is zero, never 0 or infinity. */
    public Optional<BigDecimal> of(Basis basis) {
        BigDecimal denominator =
                switch (definition) {
                    case UTIL_NET -> basis.available();
                    case UTIL_GROSS -> basis.standard();
                    case BILLABLE_SHARE -> basis.logged();
                };
        if (denominator.signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(basis.billable().divide(denominator, 4, RoundingMode.HALF_UP));
    }

    /** The ratio of a team: the ratio of the sums, never the mean of the ratios. */
    public Optional<BigDecimal> ofTeam(Collection<Basis> members) {
        return of(members.stream().reduce(Basis.NONE, Basis::plus));
    }

    /** The ratio of one worker or a sum, with the id of the definition. */
    public Figure figure(Basis basis) {
        return new Figure(definition.id(), of(basis).orElse(null));
    }

    /** Hours missing to the target: {@code target x available - billable}, 2 decimals; negative when above it. */
    public static BigDecimal gapToTarget(BigDecimal target, Basis basis) {
        return target.multiply(basis.available()).subtract(basis.billable()).setScale(2, RoundingMode.HALF_UP);
    }
}
