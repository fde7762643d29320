package io.throughline.money;

import java.util.Set;

/** The member states of the European Union, which tax business across their borders by one directive (2006/112/EC). */
public final class EuropeanUnion {

    private static final Set<String> MEMBERS = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    private EuropeanUnion() {}

    /** Whether a country, as ISO 3166-1 alpha-2 code, is a member state. */
    public static boolean has(String country) {
        return MEMBERS.contains(country);
    }

    /** The two letters with which VAT ids of a country begin: its ISO code, and {@code EL} for Greece. */
    public static String vatPrefix(String country) {
        return "GR".equals(country) ? "EL" : country;
    }
}
