package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A price or cost per unit, with 4 decimals.
 *
 * @param amount   decimal; on the wire a string
 * @param currency ISO 4217 code
 * @param unit     what it is for; an hour when null
 */
public record Rate(BigDecimal amount, String currency, Unit unit) {

    public Rate {
        amount = Fields.decimal("amount", amount, 13, 4).setScale(4, RoundingMode.UNNECESSARY);
        Fields.currency("currency", currency);
    }

    /** What a rate is for. */
    public enum Unit {
        /** One hour. */
        HUR,
        /** One day. */
        DAY,
        /** One piece. */
        EA
    }

    /** A rate per hour from text, such as {@code 215.0000}. */
    public static Rate hourly(String amount, String currency) {
        return new Rate(new BigDecimal(amount), currency, Unit.HUR);
    }

    /** The unit, an hour when none is named. */
    public Unit per() {
        return unit == null ? Unit.HUR : unit;
    }

    /** What a quantity costs, rounded half up to the minor units. */
    public Money times(BigDecimal quantity) {
        return Money.rounded(amount.multiply(quantity), currency);
    }
}
