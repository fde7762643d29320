package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceChange;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-17 after its pivot: an invoice the ERP has voided charges nothing any more, so that what it charged is unbilled again
 * and the cycle can have a second invoice. When its period is closed, the ERP gets a credit note in the period of the void.
 * Revenue is left alone: the service was delivered, and the contract asset rises by what is not billed any more.
 */
public final class VoidInvoiceRules {

    private final Snapshots snapshots;
    private final InvoiceReport report;
    private final Routing routing;
    private final Clock clock;

    public VoidInvoiceRules(Snapshots snapshots, Routing routing, Clock clock) {
        this.snapshots = snapshots;
        this.report = new InvoiceReport(snapshots);
        this.routing = routing;
        this.clock = clock;
    }

    /**
     * The invoice as {@code VOIDED}, steps {@code crm} and, for a closed period, {@code credit-note}; waits for the
     * invoice; held when something was paid on it (V-INV-07) or the period of the void is closed too (V-INV-08).
     */
    public Plan plan(Event event, InvoiceChange change) {
        Optional<Invoice> known = snapshots.latest("invoice", change.invoiceId(), Invoice.class);
        if (known.isEmpty()) {
            return Plan.waiting(Awaited.object("invoice", change.invoiceId()), List.of());
        }
        Invoice invoice = known.get();
        if (invoice.status() == Invoice.Status.VOIDED || invoice.type() == Invoice.Type.CREDIT_NOTE) {
            return Plan.NOTHING;
        }
        if (invoice.paid() != null && invoice.paid().signum() > 0) {
            return held(
                    "V-INV-07",
                    invoice.paid().toPlainString() + " " + invoice.currency() + " was paid on voided invoice "
                            + invoice.invoiceId());
        }
        boolean late = closed(invoice.billingEntityId(), invoice.issueDate());
        if (late && closed(invoice.billingEntityId(), change.date())) {
            return held("V-INV-08", "the period of the void, " + YearMonth.from(change.date()) + ", is closed");
        }
        Invoice voided = InvoiceReport.with(invoice, Invoice.Status.VOIDED, null);
        List<Step> steps = new ArrayList<>(report.toCrm(voided, false, change.reason()));
        if (late) {
            String erp = routing.of(invoice.billingEntityId()).erp();
            String lane = "project:" + invoice.projectIds().get(0);
            steps.add(Step.of("credit-note", erp, "credit-note", lane, creditNote(invoice, change))
                    .needing("invoice:" + invoice.invoiceId() + "@" + erp)
                    .then("void-invoice.credit-done"));
        }
        return Plan.of(steps).emitting(InvoiceReport.changed(event, voided, "voided", clock.instant()));
    }

    /** {@code invoice.credited.v1} with the number the ERP gave the credit note. */
    public Plan afterCredit(Settled settled) {
        Invoice note = InvoiceReport.issued(settled);
        return Plan.NOTHING.emitting(FollowUp.of(
                settled.event(),
                note.invoiceId() + "-credited",
                "invoice.credited.v1",
                note.invoiceId(),
                "project:" + note.projectIds().get(0),
                note.version(),
                note,
                clock.instant()));
    }

    private static ObjectNode creditNote(Invoice invoice, InvoiceChange change) {
        ObjectNode note = Json.toTree(invoice);
        note.remove(List.of("number", "paid", "taxPointDate", "xref", "effectiveFrom", "knownAt"));
        for (JsonNode line : note.path("lines")) {
            ((ObjectNode) line).remove(List.of("entryIds", "entrySetHash", "timeEntryCount"));
        }
        return note.put("invoiceId", "CN-" + invoice.invoiceId().replaceFirst("^INV-", ""))
                .put("version", 1)
                .put("type", Invoice.Type.CREDIT_NOTE.name())
                .put("status", Invoice.Status.DRAFT.name())
                .put("issueDate", change.date().toString())
                .put("dueDate", change.date().toString())
                .put("correctsInvoiceId", invoice.invoiceId())
                .put("memo", "Credits " + invoice.invoiceId() + ", posting " + YearMonth.from(change.date()));
    }

    private boolean closed(String entity, LocalDate day) {
        return snapshots
                .latest("fiscal-period", entity + "-" + YearMonth.from(day), FiscalPeriod.class)
                .filter(period -> period.state() == FiscalPeriod.State.CLOSED)
                .isPresent();
    }

    private static Plan held(String rule, String message) {
        return Plan.stopped(List.of(Violation.hold(rule, "/invoiceId", message)));
    }
}
