package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** CALC-10, CALC-11: what it costs to wait for money; simple interest over a year of 365 days. */
public final class Financing {

    private static final BigDecimal YEAR = new BigDecimal("365");

    private Financing() {}

    /**
     * {@code amount x rate x days / 365}, rounded to the currency.
     *
     * @param yearlyRate interest as ratio, such as 0.09
     * @param days       days it is late
     */
    public static Money cost(Money amount, BigDecimal yearlyRate, long days) {
        BigDecimal interest = amount.amount().multiply(yearlyRate).multiply(BigDecimal.valueOf(days));
        int digits = Currencies.minorUnits(amount.currency());
        return new Money(interest.divide(YEAR, digits, RoundingMode.HALF_UP), amount.currency());
    }
}
