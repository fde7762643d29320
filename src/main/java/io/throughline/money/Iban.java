package io.throughline.money;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** International bank account numbers (ISO 13616). */
public final class Iban {

    private static final Pattern FORM = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Iban() {}

    /** Whether an account is written as an IBAN, without blanks. */
    public static boolean written(String account) {
        return FORM.matcher(account).matches();
    }

    /** Whether an account is an IBAN whose check digits are right (ISO 7064 MOD 97-10). */
    public static boolean valid(String account) {
        if (!written(account)) {
            return false;
        }
        StringBuilder digits = new StringBuilder();
        (account.substring(4) + account.substring(0, 4))
                .chars()
                .forEach(letter -> digits.append(Character.getNumericValue(letter)));
        return new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE);
    }
}
