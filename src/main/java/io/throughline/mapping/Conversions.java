package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What mappings do to single values. A value that cannot be read is handed on unchanged, so that the schema check names
 * the field, what was found and what is expected.
 */
public final class Conversions {

    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:Z|[+-]\\d{2}:?\\d{2}|T.*)?");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,18}(?:\\.\\d{1,10})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Conversions() {}

    /** The date part of a date or date-time, never shifted: {@code 2026-10-05-07:00} is {@code 2026-10-05}. */
    public static String localDate(String text) {
        Matcher matcher = DATE.matcher(text.trim());
        return matcher.matches() ? matcher.group(1) : text;
    }

    /** The UTC date of milliseconds since 1970. */
    public static String epochMillisToDate(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
    }

    /** The instant of milliseconds since 1970. */
    public static String epochMillisToInstant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** A date-time with an offset as an instant in UTC; an offset without colon is understood. */
    public static String instant(String text) {
        Instant instant = parseInstant(text);
        return instant == null ? text : instant.toString();
    }

    /** A date-time with an offset as {@code 20261016T133155Z}, for ids. */
    public static String compactInstant(String text) {
        Instant instant = parseInstant(text);
        return instant == null ? text : COMPACT.format(instant);
    }

    /** Milliseconds since 1970 of a date-time with an offset, or null when it is none. */
    public static Long epochMillis(String text) {
        Instant instant = parseInstant(text);
        return instant == null ? null : Long.valueOf(instant.toEpochMilli());
    }

    /**
     * Exact sum of decimals.
     *
     * @param values decimal strings or numbers; null counts nothing
     * @throws IllegalArgumentException when one is no decimal, or the sum has more decimals
     */
    public static String total(Iterable<JsonNode> values, int decimals) {
        BigDecimal total = BigDecimal.ZERO;
        try {
            for (JsonNode value : values) {
                total = value.isNull() ? total : total.add(new BigDecimal(value.asText()));
            }
            return total.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new IllegalArgumentException("not decimals with at most " + decimals + " digits: " + values, wrong);
        }
    }

    /**
     * An amount counted in the smallest unit as a decimal: {@code 21500} at base 100 is {@code 215.00}, at base 1 it is
     * {@code 21500}.
     *
     * @param base how many smallest units make one; a power of ten
     */
    public static String cents(BigDecimal amount, int base) {
        int decimals = BigDecimal.valueOf(base).precision() - 1;
        return amount.movePointLeft(decimals)
                .setScale(
                        Math.max(
                                decimals,
                                amount.movePointLeft(decimals)
                                        .stripTrailingZeros()
                                        .scale()),
                        RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** Minutes of decimal hours, half up: {@code 7.33} is 440. Null when it is no decimal. */
    public static Integer minutesFromHours(String hours) {
        BigDecimal value = decimal(hours);
        return value == null || value.abs().compareTo(BigDecimal.valueOf(100_000)) > 0
                ? null
                : Integer.valueOf(value.multiply(BigDecimal.valueOf(60))
                        .setScale(0, RoundingMode.HALF_UP)
                        .intValueExact());
    }

    /** A decimal with at least so many decimals; more are kept when they are not zero. */
    public static String scaled(String text, int decimals) {
        BigDecimal value = decimal(text);
        return value == null
                ? text
                : value.setScale(Math.max(decimals, value.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY)
                        .toPlainString();
    }

    /** A whole number, or null when the text is none. */
    public static Long whole(String text) {
        return WHOLE.matcher(text.trim()).matches() ? Long.valueOf(text.trim()) : null;
    }

    /** True for yes, Y, true, 1; false for no, N, false, 0; null for anything else. */
    public static Boolean truth(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "y", "yes", "true", "1" -> Boolean.TRUE;
            case "n", "no", "false", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** A Salesforce id in its 15-character form; the last three of 18 are only a check sum. */
    public static String id15(String id) {
        String text = id.trim();
        return text.length() == 18 ? text.substring(0, 15) : text;
    }

    /** Only the digits of a text, for ids made of ids. */
    public static String digits(String text) {
        return text.replaceAll("\\D", "");
    }

    /** A date a number of days later; unchanged when it is no date. */
    public static String plusDays(String date, int days) {
        try {
            return LocalDate.parse(date).plusDays(days).toString();
        } catch (DateTimeParseException e) {
            return date;
        }
    }

    private static BigDecimal decimal(String text) {
        String trimmed = text.trim();
        return DECIMAL.matcher(trimmed).matches() ? new BigDecimal(trimmed) : null;
    }

    private static Instant parseInstant(String text) {
        String trimmed = text.trim().replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
        try {
            return OffsetDateTime.parse(trimmed).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
