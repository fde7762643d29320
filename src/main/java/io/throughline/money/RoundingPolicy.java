package io.throughline.money;

import java.util.Collection;
import java.util.List;

/**
 * CALC-04, CALC-16: what is rounded when time is priced. The contract decides; every priced figure names its policy. All
 * rounding is half up, away from zero.
 */
public enum RoundingPolicy {
    /** Minutes of a line are summed, rounded to hours and priced; the default. */
    ROUND_LINE,
    /** Each entry is rounded to hours and priced for itself. */
    ROUND_ENTRY;

    /**
     * A priced amount as it is reported.
     *
     * @param policyId what was rounded, such as {@code round_line}
     * @param amount   amount
     */
    public record Figure(String policyId, Money amount) {}

    /** The id in settings and reports: {@code round_line} or {@code round_entry}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The price of entries of one currency. */
    public Figure price(Collection<TimeFact> entries, String currency) {
        Money sum = this == ROUND_LINE
                ? TimeAndMaterials.total(TimeAndMaterials.lines(entries), currency)
                : entries.stream()
                        .map(entry -> TimeAndMaterials.total(TimeAndMaterials.lines(List.of(entry)), currency))
                        .reduce(Money.zero(currency), Money::plus);
        return new Figure(id(), sum);
    }
}
