package io.throughline.money;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;

/**
 * CALC-04, CALC-16: what is rounded when time is priced. The contract decides, or else the entity that bills
 * ({@link FigurePolicies}); every priced figure names its policy. All rounding is half up, away from zero.
 */
public enum RoundingPolicy {
    /** Minutes of a line are summed and rounded to units. */
    ROUND_LINE,
    /** Each entry is rounded to units; a line is their sum. */
    ROUND_ENTRY;

    /**
     * The policy of an id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static RoundingPolicy of(String id) {
        for (RoundingPolicy policy : values()) {
            if (policy.id().equals(id)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("rounding " + id + " is neither round_line nor round_entry");
    }

    /** The id in tables and reports: {@code round_line} or {@code round_entry}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The units of a line at a price, 2 decimals: hours, or days of the firm ({@link Rate#quantity}). */
    BigDecimal quantity(Rate rate, Collection<TimeFact> members) {
        return this == ROUND_LINE
                ? rate.quantity(members.stream().mapToLong(TimeFact::minutes).sum())
                : members.stream()
                        .map(member -> rate.quantity(member.minutes()))
                        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }
}
