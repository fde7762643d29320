package io.throughline.money;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The form of VAT ids by the two letters they begin with: those of the European Union as its VAT Information Exchange
 * System describes them (European Commission, VIES, question 11 of its FAQ), Northern Ireland, and the registration of
 * Japan's qualified invoice issuers (National Tax Agency: T and 13 digits). Only the form is checked, not whether the id
 * was given out.
 */
public final class VatFormat {

    private static final String JAPAN = "JP";

    private static final Map<String, String> BY_PREFIX = Map.ofEntries(
            entry("AT", "U\\d{8}"),
            entry("BE", "[01]\\d{9}"),
            entry("BG", "\\d{9,10}"),
            entry("CY", "\\d{8}[A-Z]"),
            entry("CZ", "\\d{8,10}"),
            entry("DE", "\\d{9}"),
            entry("DK", "\\d{8}"),
            entry("EE", "\\d{9}"),
            entry("EL", "\\d{9}"),
            entry("ES", "[A-Z]\\d{7}[A-Z0-9]|\\d{8}[A-Z]"),
            entry("FI", "\\d{8}"),
            entry("FR", "[A-HJ-NP-Z0-9]{2}\\d{9}"),
            entry("HR", "\\d{11}"),
            entry("HU", "\\d{8}"),
            entry("IE", "\\d[A-Z0-9+*]\\d{5}[A-Z]|\\d{7}W[A-I]|\\d{7}[A-Z]{2}"),
            entry("IT", "\\d{11}"),
            entry("LT", "\\d{9}|\\d{12}"),
            entry("LU", "\\d{8}"),
            entry("LV", "\\d{11}"),
            entry("MT", "\\d{8}"),
            entry("NL", "[A-Z0-9+*]{12}"),
            entry("PL", "\\d{10}"),
            entry("PT", "\\d{9}"),
            entry("RO", "\\d{2,10}"),
            entry("SE", "\\d{12}"),
            entry("SI", "\\d{8}"),
            entry("SK", "\\d{10}"),
            entry("XI", "\\d{9}|\\d{12}|GD\\d{3}|HA\\d{3}"));

    private static final Pattern ISSUER = Pattern.compile("T\\d{13}");

    private VatFormat() {}

    /**
     * What is wrong with the VAT id of a customer, as part of a sentence, or null when it may be right. Blanks, dots and
     * hyphens do not count. An id need not be of the customer's own country, because the Union's ids are valid in all of
     * it. Ids of countries whose form is not known here are taken as they are.
     *
     * @param value   the id with its prefix
     * @param country the customer's country, ISO 3166-1 alpha-2
     */
    public static String objection(String value, String country) {
        String id = value.replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT);
        if (JAPAN.equals(country)) {
            return ISSUER.matcher(id).matches()
                    ? null
                    : "is not T and 13 digits, as Japan registers issuers of invoices";
        }
        if (!EuropeanUnion.has(country)) {
            return null;
        }
        String prefix = id.substring(0, Math.min(2, id.length()));
        String form = BY_PREFIX.get(prefix);
        if (form == null) {
            return "does not begin with the letters of a member state, such as " + EuropeanUnion.vatPrefix(country);
        }
        return id.substring(2).matches(form) ? null : "does not have the form of a VAT id of " + prefix;
    }
}
