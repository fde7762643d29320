package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.Invoice;
import io.throughline.people.FollowUp;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** How an invoice stands, as it is kept here and told to the CRM of its deal. */
final class InvoiceReport {

    private static final String CRM = "salesforce";

    private final Snapshots snapshots;

    InvoiceReport(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** The invoice or credit note of a step that is done, with the number that the ERP gave it. */
    static Invoice issued(Settled settled) {
        ObjectNode issued = settled.step().payload().deepCopy();
        issued.put("status", Invoice.Status.ISSUED.name());
        if (settled.reference() != null) {
            issued.put("number", settled.reference());
        }
        return Json.read(issued, Invoice.class);
    }

    /** The invoice in another state. */
    static Invoice with(Invoice invoice, Invoice.Status status, BigDecimal paid) {
        ObjectNode changed = Json.toTree(invoice).put("status", status.name());
        if (paid != null) {
            changed.put("paid", paid.toPlainString());
        }
        return Json.read(changed, Invoice.class);
    }

    /** {@code invoice.statuschanged.v1}, which replaces what is known of the invoice. */
    static Event changed(Event cause, Invoice invoice, String what, Instant at) {
        return FollowUp.of(
                cause,
                invoice.invoiceId() + "-" + what,
                "invoice.statuschanged.v1",
                invoice.invoiceId(),
                "project:" + invoice.projectIds().get(0),
                invoice.version(),
                invoice,
                at);
    }

    /** Step {@code crm} in lane {@code invoice:<id>}; none for a project that came from no deal. */
    List<Step> toCrm(Invoice invoice, boolean overdue, String reason) {
        String deal = snapshots
                .latest("project", invoice.projectIds().get(0), Project.class)
                .map(Project::opportunityId)
                .orElse(null);
        if (deal == null) {
            return List.of();
        }
        Invoice.Status status = invoice.status() == null ? Invoice.Status.ISSUED : invoice.status();
        BigDecimal paid = invoice.paid() == null ? BigDecimal.ZERO : invoice.paid();
        ObjectNode told = Json.mapper().createObjectNode();
        told.put("invoiceId", invoice.invoiceId())
                .put("number", invoice.number())
                .put("opportunityId", deal)
                .put("status", status.name())
                .put("overdue", overdue)
                .put("reason", reason)
                .put("currency", invoice.currency())
                .put("gross", invoice.gross().toPlainString())
                .put("paid", paid.toPlainString())
                .put("outstanding", invoice.gross().subtract(paid).toPlainString())
                .put("dueDate", invoice.dueDate().toString());
        return List.of(Step.of("crm", CRM, "invoice-status", "invoice:" + invoice.invoiceId(), told));
    }
}
