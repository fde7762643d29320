package io.throughline.work;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingFacts;
import io.throughline.money.BillingTerms;
import io.throughline.money.CycleWork;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.ServicePeriod;
import io.throughline.money.TimeFacts;
import io.throughline.money.TrueUp;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * True-ups on the next invoice of their project: one line of kind TRUE_UP each, with the month of service of the work. The
 * line names the true-up as its entry, so that it is billed once.
 */
final class TrueUpLines {

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final BillingFacts billing;

    TrueUpLines(Snapshots snapshots, TimeFacts time, BillingFacts billing) {
        this.snapshots = snapshots;
        this.time = time;
        this.billing = billing;
    }

    /** The invoice with a line for each true-up that this cycle bills, and its totals. */
    Invoice onto(Invoice invoice, BillingTerms terms, BillingCycle cycle) {
        List<TrueUpClaim> claims = pending(terms, cycle);
        if (claims.isEmpty()) {
            return invoice;
        }
        ObjectNode tree = Json.toTree(invoice);
        ArrayNode lines = (ArrayNode) tree.get("lines");
        Money net = new Money(invoice.net(), invoice.currency());
        for (TrueUpClaim claim : claims) {
            lines.add(Json.toTree(line(lines.size() + 1, claim)));
            net = net.plus(claim.amount());
        }
        Money tax = net.times(terms.taxRate());
        tree.put("net", net.amount().toPlainString())
                .put("tax", tax.amount().toPlainString())
                .put("gross", net.plus(tax).amount().toPlainString());
        return Json.read(tree, Invoice.class);
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

    /** Whether no cycle between the day of the claim and this one still has an invoice to come. */
    private boolean isNext(TrueUpClaim claim, BillingTerms terms, BillingCycle cycle) {
        LocalDate day = claim.effectiveFrom() == null ? cycle.from() : claim.effectiveFrom();
        if (cycle.to().isBefore(day)) {
            return false;
        }
        BillingCycle earlier = BillingCycle.of(terms.projectId(), terms.cycle(), day);
        while (earlier.to().isBefore(cycle.from())) {
            String projectId = terms.projectId();
            LocalDate from = earlier.from().minusDays(CycleWork.LATE_DAYS);
            LocalDate to = earlier.to();
            boolean toCome = billing.invoiceOf(earlier.id()).isEmpty()
                    && !CycleWork.of(
                                    terms,
                                    earlier,
                                    () -> time.ofProject(projectId, from, to),
                                    () -> billing.expenses(projectId, from, to),
                                    billing)
                            .comesToNothing(terms);
            if (toCome) {
                return false;
            }
            earlier = BillingCycle.of(
                    terms.projectId(), terms.cycle(), earlier.to().plusDays(1));
        }
        return true;
    }
}
