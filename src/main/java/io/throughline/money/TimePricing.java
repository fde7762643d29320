package io.throughline.money;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/**
 * CALC-04: what a contract says of how its time is priced, beside the prices themselves.
 *
 * @param rounding    what is rounded
 * @param discountPct part of the sum of the lines that the client does not pay, as ratio from 0 to 1; tax comes after it
 */
public record TimePricing(RoundingPolicy rounding, BigDecimal discountPct) {

    /** Lines are rounded and nothing is let off. */
    public static final TimePricing PLAIN = new TimePricing(RoundingPolicy.ROUND_LINE, BigDecimal.ZERO);

    public TimePricing {
        Fields.required("rounding", rounding);
        discountPct = discountPct == null ? BigDecimal.ZERO : discountPct;
        if (discountPct.signum() < 0 || discountPct.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("discountPct " + discountPct.toPlainString() + " is not from 0 to 1");
        }
    }

    /** Entries as priced lines, see {@link TimeAndMaterials#lines}. */
    public List<PricedLine> lines(Collection<TimeFact> entries) {
        return TimeAndMaterials.lines(entries, rounding);
    }

    /** What the client pays for entries of one currency, the discount taken off. */
    public Money total(Collection<TimeFact> entries, String currency) {
        Money sum = TimeAndMaterials.total(lines(entries), currency);
        return sum.minus(discount(sum));
    }

    /** What is let off a sum of lines, rounded to the currency; negative of a negative sum. */
    public Money discount(Money lines) {
        return lines.times(discountPct);
    }

    /** The policies a figure follows, such as {@code round_line} or {@code round_entry+discount_0.0500}. */
    public String id() {
        return rounding.id() + (discountPct.signum() == 0 ? "" : "+discount_" + discountPct.toPlainString());
    }
}
