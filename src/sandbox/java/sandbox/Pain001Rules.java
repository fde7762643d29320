package sandbox;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a SEPA bank refuses beyond the schema, as code and sentence: of the whole file the totals, the date, the debtor and the
 * characters, of one transfer account, currency, amount and id. Codes are those of the ISO list of status reasons.
 */
final class Pain001Rules {

    private static final Pattern SEPA = Pattern.compile("[A-Za-z0-9/\\-?:().,'+ ]*");
    private static final Pattern ID = Pattern.compile("(?!/)(?!.*//)[A-Za-z0-9/\\-?:().,'+ ]*(?<!/)");
    private static final BigDecimal LARGEST = new BigDecimal("999999999.99");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Pain001Rules() {}

    /** Why something is refused. */
    record Reason(String code, String sentence) {}

    /**
     * Why the whole file is refused.
     *
     * @param debtors accounts the bank keeps for the customer
     * @param today the bank's day
     * @return null when it is not
     */
    static Reason wrong(Pain001 message, Set<String> debtors, LocalDate today) {
        List<Pain001.Transfer> all = message.transfers();
        if (message.count() != all.size()) {
            return new Reason("AM18", "GrpHdr/NbOfTxs is " + message.count() + ", counted are " + all.size());
        }
        if (message.sum().compareTo(sum(all)) != 0) {
            return new Reason("AM10", "GrpHdr/CtrlSum is " + message.sum() + ", counted is " + sum(all));
        }
        if (!ID.matcher(message.msgId()).matches()
                || !SEPA.matcher(message.initiator()).matches()) {
            return new Reason("RR10", "GrpHdr has a character or slash that SEPA does not allow");
        }
        for (Pain001.Instruction each : message.instructions()) {
            Reason reason = wrong(each, debtors, today);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    /**
     * Why one transfer is refused.
     *
     * @param used ids of earlier transfers
     * @param closed accounts that are closed
     * @return null when it is not
     */
    static Reason wrong(Pain001.Transfer transfer, Set<String> used, Set<String> closed) {
        if (used.contains(transfer.endToEndId())) {
            return new Reason("DU04", "EndToEndId " + transfer.endToEndId() + " was used before");
        }
        if (!ID.matcher(transfer.endToEndId()).matches()
                || !SEPA.matcher(transfer.name()).matches()
                || transfer.text() != null && !SEPA.matcher(transfer.text()).matches()) {
            return new Reason("RR10", "A character outside the SEPA set");
        }
        if (!"EUR".equals(transfer.currency())) {
            return new Reason("AM03", "Currency " + transfer.currency() + " is not EUR");
        }
        if (transfer.amount().signum() <= 0) {
            return new Reason("AM01", "The amount is zero");
        }
        if (transfer.amount().compareTo(LARGEST) > 0) {
            return new Reason("AM02", "The amount is more than " + LARGEST);
        }
        if (!isIban(transfer.iban())) {
            return new Reason("AC03", "The creditor's IBAN is wrong");
        }
        return closed.contains(transfer.iban()) ? new Reason("AC04", "The creditor's account is closed") : null;
    }

    /** Whether the check digits of an IBAN are right (ISO 13616: modulus 97 leaves 1). */
    static boolean isIban(String iban) {
        StringBuilder digits = new StringBuilder();
        for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
            digits.append(Character.getNumericValue(c));
        }
        return new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE);
    }

    private static Reason wrong(Pain001.Instruction each, Set<String> debtors, LocalDate today) {
        if (each.count() != each.transfers().size()) {
            return new Reason(
                    "AM18",
                    "NbOfTxs of " + each.id() + " is " + each.count() + ", counted are "
                            + each.transfers().size());
        }
        if (each.sum().compareTo(sum(each.transfers())) != 0) {
            return new Reason(
                    "AM10", "CtrlSum of " + each.id() + " is " + each.sum() + ", counted is " + sum(each.transfers()));
        }
        if (!ID.matcher(each.id()).matches() || !SEPA.matcher(each.debtorName()).matches()) {
            return new Reason("RR10", "PmtInfId or the debtor's name has a character that SEPA does not allow");
        }
        if (!"SEPA".equals(each.serviceLevel())) {
            return new Reason("FF04", "The service level is not SEPA");
        }
        if (!"SALA".equals(each.categoryPurpose())) {
            return new Reason("FF07", "The category purpose is not SALA");
        }
        if (each.executionDate().isBefore(today)) {
            return new Reason("DT01", "ReqdExctnDt " + each.executionDate() + " is over");
        }
        if (!isIban(each.debtorIban()) || !debtors.contains(each.debtorIban())) {
            return new Reason("AC02", "The debtor's account is not known here");
        }
        return null;
    }

    static BigDecimal sum(List<Pain001.Transfer> transfers) {
        return transfers.stream().map(Pain001.Transfer::amount).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }
}
