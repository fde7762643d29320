package sandbox;

import java.math.BigDecimal;
import java.util.Map;

/** Amounts as IDocs have them. */
final class SapAmount {

    private static final Map<String, Integer> DIGITS = Map.of("EUR", 2, "USD", 2, "JPY", 0);

    private SapAmount() {}

    /**
     * Reads {@code AMT_DOCCUR}. SAP writes the sign behind the number; a leading one is no number to it.
     *
     * @throws SapError when it is no amount or has more decimals than the currency
     */
    static BigDecimal read(String text, String currency) {
        Integer digits = DIGITS.get(currency);
        if (digits == null) {
            throw SapError.application("SG 105 Currency " + currency + " is not defined");
        }
        if (!text.matches("\\d{1,15}(\\.\\d{1,4})?-?")) {
            throw SapError.idoc("60", "E0 078 AMT_DOCCUR '" + text + "' is no amount");
        }
        boolean credit = text.endsWith("-");
        BigDecimal amount = new BigDecimal(credit ? text.substring(0, text.length() - 1) : text);
        if (amount.scale() > digits) {
            throw SapError.application(
                    "F5 114 Amount " + text + " has more decimals than " + currency + ", which has " + digits);
        }
        return credit ? amount.negate() : amount;
    }
}
