package io.throughline.money;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;

/**
 * A semi-monthly pay period of the US: {@code A} is the 1st to the 15th, {@code B} the 16th to the last of the month.
 *
 * @param month month
 * @param half  {@code A} or {@code B}
 */
public record PayPeriod(YearMonth month, char half) {

    public PayPeriod {
        Fields.required("month", month);
        if (half != 'A' && half != 'B') {
            throw new IllegalArgumentException("half '" + half + "' is neither A nor B");
        }
    }

    /** The period a date falls into. */
    public static PayPeriod of(LocalDate date) {
        return new PayPeriod(YearMonth.from(date), date.getDayOfMonth() <= 15 ? 'A' : 'B');
    }

    /** A period from its id, such as {@code 2026-10A}. */
    public static PayPeriod parse(String id) {
        return new PayPeriod(YearMonth.parse(id.substring(0, id.length() - 1)), id.charAt(id.length() - 1));
    }

    /** First day. */
    public LocalDate from() {
        return month.atDay(half == 'A' ? 1 : 16);
    }

    /** Last day, inclusive. */
    public LocalDate to() {
        return half == 'A' ? month.atDay(15) : month.atDay(1).with(TemporalAdjusters.lastDayOfMonth());
    }

    /** Whether a date is in it. */
    public boolean contains(LocalDate date) {
        return !date.isBefore(from()) && !date.isAfter(to());
    }

    /** The id, such as {@code 2026-10A}. */
    public String id() {
        return month + String.valueOf(half);
    }
}
