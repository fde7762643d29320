package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.BillingFacts;
import io.throughline.money.BillingTerms;
import io.throughline.money.FixedInvoice;
import io.throughline.money.Invoice;
import io.throughline.money.MilestoneCycle;
import io.throughline.money.PostingPeriods;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/** The credit note for a milestone that was billed and is not accepted any more. */
public final class MilestoneCredit {

    private final Snapshots snapshots;
    private final BillingFacts billing;
    private final BillProjectRules terms;
    private final Routing routing;
    private final PostingPeriods periods;
    private final Clock clock;

    public MilestoneCredit(
            Snapshots snapshots,
            BillingFacts billing,
            BillProjectRules terms,
            Routing routing,
            PostingPeriods periods,
            Clock clock) {
        this.snapshots = snapshots;
        this.billing = billing;
        this.terms = terms;
        this.routing = routing;
        this.periods = periods;
        this.clock = clock;
    }

    /** Step {@code credit-note} over the whole invoice of the cycle; empty when there is none. */
    Optional<Step> step(MilestoneCycle cycle, long version) {
        return billing.invoiceOf(cycle.id()).flatMap(invoice -> step(invoice, version));
    }

    /** Step {@code credit-note} over the whole of an invoice. */
    Optional<Step> step(Invoice invoice, long version) {
        String projectId = invoice.projectIds().get(0);
        Optional<BillingTerms> known = terms.terms(projectId);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String entity = invoice.billingEntityId();
        YearMonth period = periods.firstOpen(entity, YearMonth.from(invoice.issueDate()));
        LocalDate today = periods.today(entity);
        LocalDate day = YearMonth.from(today).equals(period) ? today : period.atEndOfMonth();
        Invoice note = FixedInvoice.credit(
                known.get(),
                invoice,
                "CN-" + invoice.invoiceId().substring(4) + "-" + version,
                day.isBefore(invoice.issueDate()) ? invoice.issueDate() : day,
                invoice.lines());
        String erp = routing.of(entity).erp();
        return Optional.of(Step.of("credit-note", erp, "invoice", "project:" + projectId, Json.toTree(note))
                .needing("customer:" + invoice.customerId() + "@" + erp, "project:" + projectId + "@" + erp)
                .then("bill-fixed-price.credited"));
    }

    /**
     * {@code invoice.issued.v1} with the credit note and {@code invoice.statuschanged.v1} with the invoice it takes back, which does
     * not count as billed from then on.
     */
    public Plan after(Settled settled) {
        Invoice note = InvoiceReport.issued(settled);
        Plan plan = Plan.NOTHING.emitting(event(settled, note, "-issued", "invoice.issued.v1"));
        return snapshots
                .latest("invoice", note.correctsInvoiceId(), Invoice.class)
                .map(invoice -> Json.read(
                        Json.toTree(invoice)
                                .put("version", invoice.version() + 1)
                                .put("status", Invoice.Status.VOIDED.name()),
                        Invoice.class))
                .map(invoice -> plan.emitting(
                        event(settled, invoice, "-voided-" + note.invoiceId(), "invoice.statuschanged.v1")))
                .orElse(plan);
    }

    private Event event(Settled settled, Invoice invoice, String what, String type) {
        return FollowUp.of(
                settled.event(),
                invoice.invoiceId() + what,
                type,
                invoice.invoiceId(),
                "project:" + invoice.projectIds().get(0),
                invoice.version(),
                invoice,
                clock.instant());
    }
}
