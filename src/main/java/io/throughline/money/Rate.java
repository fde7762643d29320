package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

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

    /**
     * The price of an hour that a row of a rate card tells; empty for a price by the piece.
     *
     * @param row {@code {rate, currency, unit}}, the unit an hour when absent
     */
    public static Optional<Rate> hourly(JsonNode row) {
        Unit unit = Unit.valueOf(row.path("unit").asText(Unit.HUR.name()));
        return unit == Unit.EA
                ? Optional.empty()
                : Optional.of(new Rate(
                                new BigDecimal(row.path("rate").asText()),
                                row.path("currency").asText(),
                                unit)
                        .perHour());
    }

    /** The unit, an hour when none is named. */
    public Unit per() {
        return unit == null ? Unit.HUR : unit;
    }

    /**
     * Time as units of the price, 2 decimals: hours, or days by the policy of the firm.
     *
     * @throws IllegalStateException when it is a price of a piece, which time does not have
     */
    public BigDecimal quantity(long minutes) {
        BigDecimal hours = Hours.of(minutes);
        return switch (per()) {
            case HUR -> hours;
            case DAY -> FigurePolicies.shipped().day().days(hours);
            case EA -> throw new IllegalStateException("time has no price by the piece");
        };
    }

    /**
     * The price of an hour: this one, or its part of the day of the firm.
     *
     * @throws IllegalStateException when it is a price of a piece
     */
    public Rate perHour() {
        return switch (per()) {
            case HUR -> this;
            case DAY -> FigurePolicies.shipped().day().hourly(this);
            case EA -> throw new IllegalStateException("time has no price by the piece");
        };
    }

    /** What time costs: its units times the price. */
    public Money of(long minutes) {
        return times(quantity(minutes));
    }

    /** The price raised by a factor, 4 decimals. */
    public Rate raised(BigDecimal factor) {
        return new Rate(amount.multiply(factor).setScale(4, RoundingMode.HALF_UP), currency, unit);
    }

    /** What a quantity costs, rounded half up to the minor units. */
    public Money times(BigDecimal quantity) {
        return Money.rounded(amount.multiply(quantity), currency);
    }
}
