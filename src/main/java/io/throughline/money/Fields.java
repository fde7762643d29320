package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the constructors of canonical records check, each failure naming the field, what was found and what is expected.
 * All throw {@link IllegalArgumentException}.
 */
public final class Fields {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern RECORD = Pattern.compile("[A-Za-z0-9]{15}");
    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

    private Fields() {}

    /** A mandatory value of any type. */
    public static void required(String field, Object value) {
        if (value == null) {
            throw wrong(field, "is missing");
        }
    }

    /** A mandatory identifier: 1 to 40 letters, digits, {@code _} or {@code -}. */
    public static void id(String field, String value) {
        required(field, value);
        optionalId(field, value);
    }

    /** An identifier, or null. */
    public static void optionalId(String field, String value) {
        if (value != null && !ID.matcher(value).matches()) {
            throw wrong(field, "'" + value + "' is not an id of 1 to 40 letters, digits, _ or -");
        }
    }

    /** Mandatory text that is not blank. */
    public static void text(String field, String value) {
        required(field, value);
        optionalText(field, value);
    }

    /** Text that is not blank, or null. */
    public static void optionalText(String field, String value) {
        if (value != null && value.isBlank()) {
            throw wrong(field, "is blank");
        }
    }

    /** A mandatory ISO 4217 code in capitals. */
    public static void currency(String field, String value) {
        required(field, value);
        optionalCurrency(field, value);
    }

    /** An ISO 4217 code in capitals, or null. */
    public static void optionalCurrency(String field, String value) {
        if (value != null && (!CURRENCY.matcher(value).matches() || !Currencies.known(value))) {
            throw wrong(field, "'" + value + "' is not an ISO 4217 currency such as USD");
        }
    }

    /** A mandatory ISO 3166-1 alpha-2 code. */
    public static void country(String field, String value) {
        required(field, value);
        optionalCountry(field, value);
    }

    /** An ISO 3166-1 alpha-2 code, or null. */
    public static void optionalCountry(String field, String value) {
        if (value != null && !COUNTRIES.contains(value)) {
            throw wrong(field, "'" + value + "' is not an ISO 3166-1 alpha-2 country such as US");
        }
    }

    /** A mandatory Salesforce record id of 15 characters. */
    public static void sfid(String field, String value) {
        required(field, value);
        if (!RECORD.matcher(value).matches()) {
            throw wrong(field, "'" + value + "' is not a record id of 15 letters and digits");
        }
    }

    /** An object version: 1 or more. */
    public static void version(long value) {
        if (value < 1) {
            throw wrong("version", value + " is less than 1");
        }
    }

    /**
     * A mandatory decimal.
     *
     * @param precision most digits in all
     * @param scale     most digits after the point
     * @return the value with exactly {@code scale} decimals when that many are stored, else as it came
     */
    public static BigDecimal decimal(String field, BigDecimal value, int precision, int scale) {
        required(field, value);
        return optionalDecimal(field, value, precision, scale);
    }

    /** A decimal, or null; see {@link #decimal}. */
    public static BigDecimal optionalDecimal(String field, BigDecimal value, int precision, int scale) {
        if (value == null) {
            return null;
        }
        if (value.stripTrailingZeros().scale() > scale) {
            throw wrong(field, value.toPlainString() + " has more than " + scale + " decimals");
        }
        if (value.precision() - value.scale() > precision - scale) {
            throw wrong(field, value.toPlainString() + " has more than " + (precision - scale) + " integer digits");
        }
        return value.scale() > scale ? value.setScale(scale, RoundingMode.UNNECESSARY) : value;
    }

    /** A mandatory list that is not empty, as an immutable copy. */
    public static <T> List<T> list(String field, List<T> value) {
        required(field, value);
        if (value.isEmpty()) {
            throw wrong(field, "is empty");
        }
        return optionalList(field, value);
    }

    /** A list as an immutable copy; empty when null. */
    public static <T> List<T> optionalList(String field, List<T> value) {
        if (value == null) {
            return List.of();
        }
        if (value.stream().anyMatch(Objects::isNull)) {
            throw wrong(field, "holds a null");
        }
        return List.copyOf(value);
    }

    private static IllegalArgumentException wrong(String field, String what) {
        return new IllegalArgumentException(field + " " + what);
    }
}
