package io.throughline.money;

import java.util.List;

/**
 * Postal address.
 *
 * @param lines street lines
 * @param city city
 * @param postalCode postal code
 * @param subdivision ISO 3166-2 subdivision when tax needs it
 * @param country iSO 3166-1 alpha-2 code
 */
public record Address(List<String> lines, String city, String postalCode, String subdivision, String country) {

    public Address {
        lines = Fields.optionalList("lines", lines);
        Fields.optionalText("city", city);
        Fields.optionalText("postalCode", postalCode);
        Fields.optionalText("subdivision", subdivision);
        Fields.country("country", country);
    }
}
