package io.throughline.people;

import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * CALC-10: what a change of a worker does to work that was done already. Money is in group currency.
 *
 * @param minutes       affected minutes by where the entries stand
 * @param revenue       price of the affected entries
 * @param clientDelta   what changes for the client; zero when only entity or cost centre change
 * @param costBefore    cost at the old rates
 * @param costAfter     cost at the new rates
 * @param marginBefore  margin as ratio with 4 decimals, null where nothing is billed
 * @param marginAfter   the same at the new rates
 * @param entityMarginBefore margin of those who bill the work, which pay what another entity charges; null where nothing is
 *                      billed
 * @param entityMarginAfter the same at the new rates
 * @param intercompany  what the new entity charges those who bill the work
 * @param closedPeriods closed periods the change reaches into, such as {@code LE-US-2026-09}
 * @param invoices      invoices that bill affected entries
 * @param timing        billing cycles whose invoice waits for affected entries, the next cut-off first
 * @param projects      projects affected
 * @param regulated     regulated projects of the days to come, where the country of the worker changes
 * @param payrollRetro  whether the old entity has paid days that are the new one's
 * @param missing       what could not be valued, such as a cost rate; empty when all could
 */
public record Impact(
        Map<TimeFact.State, Long> minutes,
        Money revenue,
        Money clientDelta,
        Money costBefore,
        Money costAfter,
        BigDecimal marginBefore,
        BigDecimal marginAfter,
        BigDecimal entityMarginBefore,
        BigDecimal entityMarginAfter,
        Money intercompany,
        List<String> closedPeriods,
        List<String> invoices,
        List<InvoiceAtRisk> timing,
        List<String> projects,
        List<String> regulated,
        boolean payrollRetro,
        List<String> missing) {

    public Impact {
        minutes = minutes == null ? Map.of() : Map.copyOf(minutes);
        closedPeriods = Fields.optionalList("closedPeriods", closedPeriods);
        timing = Fields.optionalList("timing", timing);
        invoices = Fields.optionalList("invoices", invoices);
        projects = Fields.optionalList("projects", projects);
        regulated = Fields.optionalList("regulated", regulated);
        missing = Fields.optionalList("missing", missing);
    }

    /**
     * Affected entries that a billing cycle has not billed yet. While the change waits for somebody's word they may miss the
     * cut-off, and are billed with the next cycle.
     *
     * @param billingCycleId cycle of the work, such as {@code BC-P-1003-2026-10B}
     * @param projectId      project
     * @param amount         price of the entries, in group currency
     * @param cutOff         last local day of the cycle
     * @param daysLeft       days from today to the cut-off; negative when it is past
     * @param nextCutOff     last day of the cycle that bills them when this one does not
     * @param daysAtRisk     days by which the invoice is later then
     * @param financing      interest on the amount for those days
     */
    public record InvoiceAtRisk(
            String billingCycleId,
            String projectId,
            Money amount,
            LocalDate cutOff,
            long daysLeft,
            LocalDate nextCutOff,
            long daysAtRisk,
            Money financing) {}

    /** New less old cost; negative when the work became cheaper. */
    public Money costDelta() {
        return costAfter.minus(costBefore);
    }

    /** What the margin gains or loses: less cost, more from the client. */
    public Money marginDelta() {
        return clientDelta.minus(costDelta());
    }

    /** Whether no work that was done is affected. */
    public boolean nothing() {
        return minutes.isEmpty();
    }
}
