package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** ISO 4217: which currencies there are and how many minor units each has. */
public final class Currencies {

    /** Codes of the JDK's table that ISO 4217 has withdrawn or that name no money in use. */
    private static final Set<String> WITHDRAWN = Set.of(
            "ADP", "AFA", "ATS", "AYM", "AZM", "BEF", "BGL", "BOV", "BYB", "BYR", "CHE", "CHW", "CLF", "COU", "CSD",
            "CYP", "DEM", "EEK", "ESP", "FIM", "FRF", "GHC", "GRD", "GWP", "HRK", "IEP", "ITL", "LTL", "LUF", "LVL",
            "MGF", "MRO", "MTL", "MXV", "MZM", "NLG", "PTE", "ROL", "RUR", "SDD", "SIT", "SKK", "SLL", "SRG", "STD",
            "TMM", "TPE", "TRL", "USN", "USS", "UYI", "VEB", "VEF", "XBA", "XBB", "XBC", "XBD", "XFO", "XFU", "XTS",
            "XXX", "YUM", "ZMK", "ZWD", "ZWL", "ZWN", "ZWR");

    private static final Set<String> KNOWN = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Currencies() {}

    /** Whether ISO 4217 has or had the code. */
    public static boolean known(String code) {
        return KNOWN.contains(code);
    }

    /** Whether money of the currency can be paid today. */
    public static boolean active(String code) {
        return known(code) && !WITHDRAWN.contains(code);
    }

    /** Digits after the point: USD 2, JPY 0, KWD 3. */
    public static int minorUnits(String code) {
        if (!known(code)) {
            throw new IllegalArgumentException("currency '" + code + "' is not in ISO 4217");
        }
        return Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
    }

    /** An amount rounded half up (away from zero) to the minor units of its currency. */
    public static BigDecimal round(BigDecimal amount, String code) {
        return amount.setScale(minorUnits(code), RoundingMode.HALF_UP);
    }

    /**
     * An amount written with exactly the minor units of its currency.
     *
     * @throws IllegalArgumentException when it has more decimals than the currency
     */
    public static BigDecimal exact(String field, BigDecimal amount, String code) {
        int digits = minorUnits(code);
        if (amount.stripTrailingZeros().scale() > digits) {
            throw new IllegalArgumentException(
                    field + " " + amount.toPlainString() + " has more than the " + digits + " decimals of " + code);
        }
        return amount.setScale(digits, RoundingMode.UNNECESSARY);
    }
}
