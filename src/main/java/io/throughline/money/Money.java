package io.throughline.money;

import java.math.BigDecimal;

/**
 * An amount of one currency, with exactly the minor units of that currency (USD 2, JPY 0, KWD 3).
 *
 * @param amount   decimal; on the wire a string
 * @param currency ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) {

    public Money {
        Fields.currency("currency", currency);
        amount = Currencies.exact("amount", Fields.decimal("amount", amount, 19, 3), currency);
    }

    /** Money from text, such as {@code 8.00}. */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    /** An amount rounded half up to the minor units of the currency. */
    public static Money rounded(BigDecimal amount, String currency) {
        return new Money(Currencies.round(amount, currency), currency);
    }

    /** Nothing of a currency. */
    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** The sum; both must be of one currency. */
    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    /** The difference; both must be of one currency. */
    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    /** The greater of two amounts of one currency. */
    public Money max(Money other) {
        return amount.compareTo(same(other).amount) >= 0 ? this : other;
    }

    /** The smaller of two amounts of one currency. */
    public Money min(Money other) {
        return amount.compareTo(same(other).amount) <= 0 ? this : other;
    }

    /** The same amount with the other sign. */
    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    /** A multiple, rounded half up to the minor units; for shares such as 0.1 and factors such as 1.10. */
    public Money times(BigDecimal factor) {
        return rounded(amount.multiply(factor), currency);
    }

    /** Whether it is more than another amount of the currency. */
    public boolean exceeds(Money other) {
        return amount.compareTo(same(other).amount) > 0;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return amount.signum();
    }

    @Override
    public String toString() {
        return currency + " " + amount.toPlainString();
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currency " + other.currency + " cannot be mixed with " + currency);
        }
        return other;
    }
}
