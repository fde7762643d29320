package io.throughline.money;

import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * CALC-14: what a price or cost that changed afterwards adds to what was billed or booked. What earlier true-ups added counts
 * as billed, so that a second run adds nothing. It is posted in an open period and keeps the period of service.
 *
 * @param newTotal      total at the new rate, rounded
 * @param settled       what was billed or booked, earlier true-ups included
 * @param servicePeriod month of the work
 * @param postingPeriod month it is posted in, not before the work
 */
public record TrueUp(Money newTotal, Money settled, YearMonth servicePeriod, YearMonth postingPeriod) {

    /** What the client gets for it. */
    public enum Document {
        /** Nothing: there is no difference. */
        NONE,
        /** A line of kind TRUE_UP on the next invoice. */
        TRUE_UP_LINE,
        /** A credit note; never a negative invoice. */
        CREDIT_NOTE
    }

    public TrueUp {
        if (postingPeriod.isBefore(servicePeriod)) {
            throw new IllegalArgumentException(
                    "postingPeriod " + postingPeriod + " is before servicePeriod " + servicePeriod);
        }
    }

    /**
     * The true-up of hours at a new rate, of a price or of a cost.
     *
     * @param hours   hours settled in the service period, 2 decimals
     * @param rate    new rate
     * @param settled what was billed or booked for them before any true-up
     * @param earlier what earlier true-ups of them added, negative where they took back
     */
    public static TrueUp of(
            BigDecimal hours,
            Rate rate,
            Money settled,
            Money earlier,
            YearMonth servicePeriod,
            YearMonth postingPeriod) {
        return new TrueUp(rate.times(hours), settled.plus(earlier), servicePeriod, postingPeriod);
    }

    /** The difference; negative when the new total is less. */
    public Money amount() {
        return newTotal.minus(settled);
    }

    /** What the client gets for it; a true-up of cost needs no document. */
    public Document document() {
        return switch (amount().signum()) {
            case 1 -> Document.TRUE_UP_LINE;
            case -1 -> Document.CREDIT_NOTE;
            default -> Document.NONE;
        };
    }
}
