package io.throughline.work;

import io.throughline.money.Journal;
import io.throughline.money.Money;
import io.throughline.money.ProjectMargin;
import io.throughline.money.TimeFact;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CALC-10: what a change of entity or cost centre in the middle of an engagement does to client, cost, margin, intercompany
 * and books. Money is in the group currency.
 *
 * @param days           work days affected
 * @param minutes        minutes affected
 * @param entriesByState number of affected entries by where they stand
 * @param billed         price of the affected entries as they are
 * @param clientDelta    what changes for the client, zero when entity, role and contract stay
 * @param oldCost        cost at the old rates
 * @param newCost        cost at the new rates
 * @param margins        margins before and after
 * @param intercompany   what the new entity charges the billing one, zero when it is the billing one or nothing is agreed
 * @param journals       postings, each balanced, by month of service
 * @param closedPeriods  closed months the change reaches into
 * @param invoices       invoices that bill affected entries
 * @param daysAtRisk     days the invoice of the cycle waits
 * @param flags          what a person has to look at
 */
public record ChangeImpact(
        int days,
        long minutes,
        Map<TimeFact.State, Long> entriesByState,
        Money billed,
        Money clientDelta,
        Money oldCost,
        Money newCost,
        Margins margins,
        Money intercompany,
        List<Journal> journals,
        List<YearMonth> closedPeriods,
        List<String> invoices,
        long daysAtRisk,
        Set<Flag> flags) {

    /** What a person has to look at. */
    public enum Flag {
        /** The old entity paid wages of affected days: a retro case that is never automatic. */
        PAYROLL_RETRO_BY_HAND,
        /** Entity and billing entity differ and nothing is agreed between them (V-IC-01). */
        AGREEMENT_MISSING,
        /** Closed months are affected; what belongs to them is posted in the open one. */
        CLOSED_PERIOD,
        /** The client's price changes for entries already invoiced. */
        CLIENT_BILLED_DIFFERENTLY
    }

    /**
     * Margins of the affected work.
     *
     * @param groupBefore  of the group at the old cost
     * @param groupAfter   of the group at the new cost
     * @param entityBefore of the billing entity before
     * @param entityAfter  of the billing entity from the change on, with the intercompany charge
     */
    public record Margins(
            ProjectMargin groupBefore,
            ProjectMargin groupAfter,
            ProjectMargin entityBefore,
            ProjectMargin entityAfter) {}

    /** New less old cost; negative when the work became cheaper. */
    public Money costDelta() {
        return newCost.minus(oldCost);
    }
}
