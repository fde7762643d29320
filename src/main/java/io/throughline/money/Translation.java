package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * CALC-20: from one currency into another, rounded once at the end to the minor units of the target. A rate is used in its
 * own direction; a chain of rates is multiplied before it is applied, so that no amount in between is rounded.
 *
 * @param from currency translated
 * @param to   currency translated into
 * @param rate units of {@code to} for one unit of {@code from}, more than zero
 */
public record Translation(String from, String to, BigDecimal rate) {

    public Translation {
        Fields.currency("from", from);
        Fields.currency("to", to);
        Fields.required("rate", rate);
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException(
                    "rate " + from + " to " + to + " " + rate.toPlainString() + " is not more than zero");
        }
    }

    /** The translation by a published rate. */
    public static Translation by(FxRate rate) {
        return new Translation(rate.from(), rate.to(), rate.rate());
    }

    /** A currency into itself. */
    public static Translation none(String currency) {
        return new Translation(currency, currency, BigDecimal.ONE);
    }

    /** An amount in the target currency. */
    public Money of(Money amount) {
        same("amount", from, amount.currency());
        return Money.rounded(amount.amount().multiply(rate), to);
    }

    /** A price or cost per unit in the target currency, 4 decimals. */
    public Rate of(Rate price) {
        same("rate", from, price.currency());
        BigDecimal amount = price.amount().multiply(rate).setScale(4, RoundingMode.HALF_UP);
        return new Rate(amount, to, price.unit());
    }

    /** A translated amount back in the first currency, by the rate it was translated with. */
    public Money undo(Money translated) {
        same("amount", to, translated.currency());
        BigDecimal amount = translated.amount().divide(rate, Currencies.minorUnits(from), RoundingMode.HALF_UP);
        return new Money(amount, from);
    }

    /** This, then another that goes on from its target. */
    public Translation then(Translation next) {
        same("rate", to, next.from());
        return new Translation(from, next.to(), rate.multiply(next.rate()));
    }

    private static void same(String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new IllegalArgumentException(what + " is in " + found + ", expected " + expected);
        }
    }
}
