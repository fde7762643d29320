package io.throughline.work;

import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceChange;
import io.throughline.money.InvoicePayment;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * WF-27: what the ERP says of an issued invoice (paid, overdue, disputed) becomes its status here and in the CRM. Payments
 * of an invoice add up; each counts once.
 */
public final class ReportPaymentRules {

    private final Snapshots snapshots;
    private final InvoiceReport report;
    private final Clock clock;

    public ReportPaymentRules(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.report = new InvoiceReport(snapshots);
        this.clock = clock;
    }

    /**
     * {@code PAID} or {@code PARTIALLY_PAID} with the sum of all payments, and step {@code crm}; waits for the invoice;
     * held when it is voided or billed in another currency; a remark (V-PMT-03) when more was paid than is due.
     */
    public Plan paid(Event event, InvoicePayment payment) {
        Optional<Invoice> known = snapshots.latest("invoice", payment.invoiceId(), Invoice.class);
        if (known.isEmpty()) {
            return Plan.waiting(Awaited.object("invoice", payment.invoiceId()), List.of());
        }
        Invoice invoice = known.get();
        if (invoice.status() == Invoice.Status.VOIDED) {
            return held(
                    "V-PMT-01",
                    "/invoiceId",
                    "invoice " + invoice.invoiceId() + " is voided, yet " + payment.amount() + " was paid");
        }
        if (!invoice.currency().equals(payment.amount().currency())) {
            return held("V-PMT-02", "/amount", payment.amount() + " was paid on an invoice in " + invoice.currency());
        }
        BigDecimal before =
                snapshots.all("invoice-payment", "invoiceId", payment.invoiceId(), InvoicePayment.class).stream()
                        .filter(other -> !other.paymentId().equals(payment.paymentId()))
                        .map(other -> other.amount().amount())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal paid = before.add(payment.amount().amount());
        int left = invoice.gross().compareTo(paid);
        Invoice.Status status = left <= 0
                ? Invoice.Status.PAID
                : paid.signum() > 0 ? Invoice.Status.PARTIALLY_PAID : Invoice.Status.ISSUED;
        Invoice changed = InvoiceReport.with(invoice, status, paid);
        Plan plan = Plan.of(report.toCrm(changed, false, null))
                .emitting(InvoiceReport.changed(
                        event, changed, "paid-" + payment.erpPaymentId() + "-v" + payment.version(), clock.instant()));
        return left >= 0
                ? plan
                : plan.with(List.of(Violation.warn(
                        "V-PMT-03",
                        "/amount",
                        paid.toPlainString() + " was paid on invoice " + invoice.invoiceId() + " over "
                                + invoice.gross().toPlainString() + " " + invoice.currency())));
    }

    /** {@code DISPUTED}, or the word that it is overdue, which is no status of its own; nothing once it is paid. */
    public Plan changed(Event event, InvoiceChange change) {
        Optional<Invoice> known = snapshots.latest("invoice", change.invoiceId(), Invoice.class);
        if (known.isEmpty()) {
            return Plan.waiting(Awaited.object("invoice", change.invoiceId()), List.of());
        }
        Invoice invoice = known.get();
        if (invoice.status() == Invoice.Status.PAID || invoice.status() == Invoice.Status.VOIDED) {
            return Plan.NOTHING;
        }
        if (change.kind() == InvoiceChange.Kind.OVERDUE) {
            return Plan.of(report.toCrm(invoice, true, change.reason()));
        }
        Invoice disputed = InvoiceReport.with(invoice, Invoice.Status.DISPUTED, null);
        return Plan.of(report.toCrm(disputed, false, change.reason()))
                .emitting(InvoiceReport.changed(event, disputed, "disputed-" + change.date(), clock.instant()));
    }

    private static Plan held(String rule, String pointer, String message) {
        return Plan.stopped(List.of(Violation.hold(rule, pointer, message)));
    }
}
