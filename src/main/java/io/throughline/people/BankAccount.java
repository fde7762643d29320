package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The account from or to which salaries are paid; restricted, never part of the canonical worker.
 *
 * @param ownerId worker or legal entity whose account it is
 * @param version object version, +1 per canonical change
 * @param holder name of the holder; restricted
 * @param iban account number (ISO 13616) without spaces; restricted
 * @param bic bank (ISO 9362), needed of the payer only
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record BankAccount(
        String ownerId,
        long version,
        String holder,
        String iban,
        String bic,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    public BankAccount {
        Fields.id("ownerId", ownerId);
        Fields.version(version);
        Fields.text("holder", holder);
        Fields.required("iban", iban);
        if (!IBAN.matcher(iban).matches()) {
            throw new IllegalArgumentException("iban is not written as an IBAN without spaces");
        }
        Fields.optionalText("bic", bic);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** Whether the check digits are right: with letters as 10 to 35 and the first four characters last, 1 is left modulo 97. */
    public boolean hasRightCheckDigits() {
        StringBuilder digits = new StringBuilder();
        for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
            digits.append(Character.getNumericValue(c));
        }
        return new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE);
    }
}
