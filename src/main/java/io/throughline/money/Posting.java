package io.throughline.money;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/**
 * A journal as an ERP is asked to post it; the payload of the operation {@code posting}.
 *
 * @param postingId     id of the posting, its external id in every ERP: at most 40 letters, digits, hyphens
 * @param legalEntityId entity that posts
 * @param docDate       date of the document
 * @param postingDate   day of posting, within the period
 * @param period        month it is posted in
 * @param docType       document type of the ERP, or null for that of a journal
 * @param currency      ISO 4217 code of all lines
 * @param reference     what both sides of a transaction have in common, or null; unique in the entity, since ERPs find a
 *     posting again by it
 * @param lines         signed lines that sum to zero
 */
public record Posting(
        String postingId,
        String legalEntityId,
        LocalDate docDate,
        LocalDate postingDate,
        YearMonth period,
        String docType,
        String currency,
        String reference,
        List<Line> lines) {

    private static final String ID = "[A-Za-z0-9_-]{1,40}";

    /** Accounts by what they are for; the key is looked up in the account determination of each ERP. */
    public enum Account {
        REVENUE,
        /** Earned and not billed: contract asset. */
        UNBILLED,
        /** Billed and not earned: contract liability. */
        DEFERRED_REVENUE,
        INTERCOMPANY_RECEIVABLE,
        INTERCOMPANY_REVENUE,
        INTERCOMPANY_PAYABLE,
        INTERCOMPANY_COST,
        LOSS_EXPENSE,
        LOSS_PROVISION,
        /** Labour of a project, before it is earned or charged on. */
        PROJECT_LABOUR,
        /** Between payroll and what labour is charged to. */
        PAYROLL_CLEARING,
        /** Owed to workers, tax offices and insurances. */
        WAGES_PAYABLE;

        /** The key, such as {@code intercompany-receivable}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One line.
     *
     * @param account      key of an account, see {@link Account#key}, or a number of the ERP
     * @param costCenterId cost centre, or null
     * @param projectId    project, or null
     * @param amount       debit positive, credit negative
     * @param text         what the line says
     * @param taxCode      tax code of the ERP, or null
     */
    public record Line(
            String account, String costCenterId, String projectId, BigDecimal amount, String text, String taxCode) {

        public Line {
            Fields.text("account", account);
            Fields.optionalId("costCenterId", costCenterId);
            Fields.optionalId("projectId", projectId);
            amount = Fields.decimal("amount", amount, 19, 3);
        }

        /** A line of a project. */
        public static Line of(Account account, String projectId, Money amount, String text) {
            return new Line(account.key(), null, projectId, amount.amount(), text, null);
        }
    }

    public Posting {
        if (postingId == null || !postingId.matches(ID)) {
            throw new IllegalArgumentException(
                    "postingId '" + postingId + "' is not 1 to 40 letters, digits and hyphens");
        }
        Fields.id("legalEntityId", legalEntityId);
        Fields.required("postingDate", postingDate);
        Fields.required("period", period);
        Fields.currency("currency", currency);
        lines = Fields.list("lines", lines);
        BigDecimal sum = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() != 0) {
            throw new IllegalArgumentException(
                    "lines of " + postingId + " do not balance: they sum to " + sum.toPlainString());
        }
    }

    /** A posting on a day, without lines of zero. */
    public static Posting of(
            String postingId,
            String legalEntityId,
            LocalDate day,
            String currency,
            String reference,
            List<Line> lines) {
        return new Posting(
                postingId,
                legalEntityId,
                day,
                day,
                YearMonth.from(day),
                null,
                currency,
                reference,
                lines.stream().filter(line -> line.amount().signum() != 0).toList());
    }
}
