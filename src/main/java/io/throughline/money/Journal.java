package io.throughline.money;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/**
 * A posting of one entity whose debits equal its credits (CALC-10).
 *
 * @param legalEntityId entity that posts
 * @param posting       month it is posted in
 * @param service       month of the work
 * @param lines         debits and credits of one currency
 */
public record Journal(String legalEntityId, YearMonth posting, YearMonth service, List<Line> lines) {

    /** Debit or credit. */
    public enum Side {
        DR,
        CR
    }

    /** What is posted to. */
    public enum Account {
        PAYROLL_CLEARING,
        PROJECT_LABOUR_COST,
        INTERCOMPANY_LABOUR_COST,
        INTERCOMPANY_PAYABLE,
        INTERCOMPANY_RECEIVABLE,
        INTERCOMPANY_REVENUE;

        private String named(String partnerId) {
            return this == INTERCOMPANY_PAYABLE || this == INTERCOMPANY_RECEIVABLE ? partnerId : null;
        }

        private String placed(String costCenterId) {
            return this == PROJECT_LABOUR_COST ? costCenterId : null;
        }
    }

    /**
     * One line.
     *
     * @param partnerId    the other entity of a receivable or payable, or null
     * @param costCenterId cost centre of labour, or null
     * @param amount       not negative
     */
    public record Line(Side side, Account account, String partnerId, String costCenterId, Money amount) {

        public Line {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("amount " + amount + " of " + account + " is negative");
            }
        }

        /** In words, such as {@code Cr intercompany payable LE-DE}. */
        public String text() {
            String name = account.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return (side == Side.DR ? "Dr " : "Cr ") + name + (partnerId == null ? "" : " " + partnerId);
        }
    }

    public Journal {
        Fields.id("legalEntityId", legalEntityId);
        lines = Fields.list("lines", lines);
        Money debit = sum(lines, Side.DR);
        Money credit = sum(lines, Side.CR);
        if (!debit.equals(credit)) {
            throw new IllegalArgumentException(
                    "journal of " + legalEntityId + " does not balance: debit " + debit + ", credit " + credit);
        }
    }

    /**
     * A posting of one amount from one account to another; a negative amount goes the other way round.
     *
     * @param debit        account debited
     * @param credit       account credited
     * @param partnerId    the other entity, named on receivables and payables, or null
     * @param costCenterId cost centre, named on labour, or null
     */
    public static Journal of(
            String entityId,
            YearMonth posting,
            YearMonth service,
            Account debit,
            Account credit,
            String partnerId,
            String costCenterId,
            Money amount) {
        if (amount.signum() < 0) {
            return of(entityId, posting, service, credit, debit, partnerId, costCenterId, amount.negated());
        }
        return new Journal(
                entityId,
                posting,
                service,
                List.of(
                        new Line(Side.DR, debit, debit.named(partnerId), debit.placed(costCenterId), amount),
                        new Line(Side.CR, credit, credit.named(partnerId), credit.placed(costCenterId), amount)));
    }

    private static Money sum(List<Line> lines, Side side) {
        return lines.stream()
                .filter(line -> line.side() == side)
                .map(Line::amount)
                .reduce(Money.zero(lines.get(0).amount().currency()), Money::plus);
    }
}
