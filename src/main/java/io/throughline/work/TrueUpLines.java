package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingFacts;
import io.throughline.money.BillingTerms;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.ServicePeriod;
import io.throughline.money.TrueUp;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * True-ups on the next invoice of their project: one line of kind TRUE_UP each, with the month of service of the work. The
 * line names the true-up as its entry, so that it is billed once. A cycle without work has an invoice of its true-ups alone.
 */
final class TrueUpLines {

    private final Snapshots snapshots;
    private final BillingFacts billing;

    TrueUpLines(Snapshots snapshots, BillingFacts billing) {
        this.snapshots = snapshots;
        this.billing = billing;
    }

    /** Whether a true-up is to be billed with this cycle, also where there is nothing else to bill. */
    boolean waitFor(BillingTerms terms, BillingCycle cycle) {
        return !pending(terms, cycle).isEmpty();
    }

    /**
     * A line for each true-up that this cycle bills.
     *
     * @param before how many lines the invoice has before them
     */
    List<Invoice.Line> lines(int before, BillingTerms terms, BillingCycle cycle) {
        List<Invoice.Line> lines = new ArrayList<>();
        pending(terms, cycle).forEach(claim -> lines.add(line(before + lines.size() + 1, claim)));
        return lines;
    }

    /** The line of a claim; also that of a credit note, where the amount is positive. */
    static Invoice.Line line(int number, TrueUpClaim claim) {
        Money amount = claim.amount().signum() < 0 ? claim.amount().negated() : claim.amount();
        ServicePeriod service = new ServicePeriod(
                claim.servicePeriod().atDay(1), claim.servicePeriod().atEndOfMonth());
        return new Invoice.Line(
                number,
                Invoice.Line.Kind.TRUE_UP,
                "Price change for " + claim.servicePeriod()
                        + (claim.hours() == null ? "" : ", " + claim.hours().toPlainString() + " h"),
                claim.projectId(),
                null,
                null,
                null,
                BigDecimal.ONE.setScale(2),
                Invoice.Line.Unit.EA,
                amount.amount().setScale(4),
                amount.amount(),
                null,
                service,
                List.of(claim.trueUpId()),
                null,
                null,
                null,
                null);
    }

    private List<TrueUpClaim> pending(BillingTerms terms, BillingCycle cycle) {
        List<Invoice> standing = snapshots.all("invoice", "projectIds", terms.projectId(), Invoice.class).stream()
                .filter(invoice -> invoice.status() != Invoice.Status.VOIDED)
                .filter(invoice -> !invoice.billingCycleId().equals(cycle.id()))
                .toList();
        return snapshots.all("true-up", "projectId", terms.projectId(), TrueUpClaim.class).stream()
                .filter(claim -> claim.document() == TrueUp.Document.TRUE_UP_LINE)
                .filter(claim -> standing.stream()
                        .flatMap(invoice -> invoice.lines().stream())
                        .noneMatch(line -> line.entryIds().contains(claim.trueUpId())))
                .filter(claim -> isNext(claim, terms, cycle))
                .toList();
    }

    /** Whether this is the first cycle from the day of the claim on that has no invoice. */
    private boolean isNext(TrueUpClaim claim, BillingTerms terms, BillingCycle cycle) {
        LocalDate day = claim.effectiveFrom() == null ? cycle.from() : claim.effectiveFrom();
        BillingCycle first = BillingCycle.of(terms.projectId(), terms.cycle(), day);
        while (first.to().isBefore(cycle.from())
                && billing.invoiceOf(first.id()).isPresent()) {
            first = BillingCycle.of(terms.projectId(), terms.cycle(), first.to().plusDays(1));
        }
        return first.equals(cycle);
    }
}
