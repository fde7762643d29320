package io.throughline.money;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * A pay period: a month, or half of one as the US pays. Half {@code A} is the 1st to the 15th, {@code B} the 16th to the last.
 *
 * @param month month
 * @param half  {@code A}, {@code B}, or {@link #WHOLE}
 */
public record PayPeriod(YearMonth month, char half) {

    /** In the place of a half: the whole month. */
    public static final char WHOLE = '-';

    private static final Pattern ID = Pattern.compile("\\d{4}-\\d{2}[AB]?");

    /** How often people are paid. */
    public enum Frequency {
        /** Twice a month. */
        SEMI_MONTHLY,
        /** Once a month. */
        MONTHLY
    }

    public PayPeriod {
        Fields.required("month", month);
        if (half != 'A' && half != 'B' && half != WHOLE) {
            throw new IllegalArgumentException("half '" + half + "' is neither A nor B");
        }
    }

    /** The half month a date falls into. */
    public static PayPeriod of(LocalDate date) {
        return of(date, Frequency.SEMI_MONTHLY);
    }

    /** The period a date falls into. */
    public static PayPeriod of(LocalDate date, Frequency frequency) {
        YearMonth month = YearMonth.from(date);
        return switch (frequency) {
            case SEMI_MONTHLY -> new PayPeriod(month, date.getDayOfMonth() <= 15 ? 'A' : 'B');
            case MONTHLY -> new PayPeriod(month, WHOLE);
        };
    }

    /**
     * A period from its id, such as {@code 2026-10A} or {@code 2026-10}.
     *
     * @throws IllegalArgumentException when it is no such id
     */
    public static PayPeriod parse(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' is no pay period such as 2026-10 or 2026-10A");
        }
        boolean whole = Character.isDigit(id.charAt(id.length() - 1));
        return whole
                ? new PayPeriod(YearMonth.parse(id), WHOLE)
                : new PayPeriod(YearMonth.parse(id.substring(0, id.length() - 1)), id.charAt(id.length() - 1));
    }

    /** First day. */
    public LocalDate from() {
        return month.atDay(half == 'B' ? 16 : 1);
    }

    /** Last day, inclusive. */
    public LocalDate to() {
        return half == 'A' ? month.atDay(15) : month.atEndOfMonth();
    }

    /** Whether a date is in it. */
    public boolean contains(LocalDate date) {
        return !date.isBefore(from()) && !date.isAfter(to());
    }

    /** Whether it is a whole month. */
    public boolean isMonth() {
        return half == WHOLE;
    }

    /** The id, such as {@code 2026-10A} or {@code 2026-10}. */
    public String id() {
        return isMonth() ? month.toString() : month + String.valueOf(half);
    }
}
