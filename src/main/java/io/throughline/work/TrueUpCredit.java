package io.throughline.work;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.BillingTerms;
import io.throughline.money.FixedInvoice;
import io.throughline.money.Invoice;
import io.throughline.money.PostingPeriods;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** The credit note for a price that was lowered afterwards; the invoice it corrects stands. */
public final class TrueUpCredit {

    private final Snapshots snapshots;
    private final BillProjectRules terms;
    private final Routing routing;
    private final PostingPeriods periods;
    private final Clock clock;

    public TrueUpCredit(
            Snapshots snapshots, BillProjectRules terms, Routing routing, PostingPeriods periods, Clock clock) {
        this.snapshots = snapshots;
        this.terms = terms;
        this.routing = routing;
        this.periods = periods;
        this.clock = clock;
    }

    /** Step {@code credit-note} over what the client gets back; empty when its invoice is not known. */
    Optional<Step> step(TrueUpClaim claim) {
        Optional<BillingTerms> known = terms.terms(claim.projectId());
        Optional<Invoice> corrected = snapshots.latest("invoice", claim.invoiceId(), Invoice.class);
        if (known.isEmpty() || corrected.isEmpty()) {
            return Optional.empty();
        }
        String entity = corrected.get().billingEntityId();
        YearMonth period = periods.firstOpen(entity, YearMonth.from(periods.today(entity)));
        Invoice note = FixedInvoice.credit(
                known.get(),
                corrected.get(),
                "CN-" + claim.trueUpId(),
                periods.day(entity, period),
                List.of(TrueUpLines.line(1, claim)));
        String erp = routing.of(entity).erp();
        String lane = "project:" + claim.projectId();
        return Optional.of(Step.of("credit-note", erp, "invoice", lane, Json.toTree(note))
                .needing("customer:" + note.customerId() + "@" + erp, lane + "@" + erp)
                .then("true-up.credited"));
    }

    /** {@code invoice.issued.v1} with the credit note. */
    public Plan after(Settled settled) {
        Invoice note = InvoiceReport.issued(settled);
        return Plan.NOTHING.emitting(FollowUp.of(
                settled.event(),
                note.invoiceId() + "-issued",
                "invoice.issued.v1",
                note.invoiceId(),
                settled.step().lane(),
                note.version(),
                note,
                clock.instant()));
    }
}
