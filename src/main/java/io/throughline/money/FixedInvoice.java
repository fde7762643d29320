package io.throughline.money;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Invoices of agreed amounts: milestones less what is withheld of them (CALC-05), fees of a period, and their credit notes. */
public final class FixedInvoice {

    private FixedInvoice() {}

    /**
     * An invoice.
     *
     * @param cycleId   billing cycle
     * @param invoiceId id of the document
     * @param version   1 for the first of the cycle
     * @param issued    date of the document
     * @param service   days of service
     * @param lines     lines of {@link #line}
     */
    public static Invoice of(
            BillingTerms terms,
            String cycleId,
            String invoiceId,
            long version,
            LocalDate issued,
            ServicePeriod service,
            List<Invoice.Line> lines) {
        return document(
                terms,
                Invoice.Type.INVOICE,
                cycleId,
                invoiceId,
                version,
                issued,
                service,
                terms.projectId(),
                lines,
                null);
    }

    /** A credit note: the lines of the invoice it takes back, with the same positive amounts, or some of its own. */
    public static Invoice credit(
            BillingTerms terms, Invoice corrected, String invoiceId, LocalDate issued, List<Invoice.Line> lines) {
        return document(
                terms,
                Invoice.Type.CREDIT_NOTE,
                corrected.billingCycleId(),
                invoiceId,
                1,
                issued,
                corrected.servicePeriod(),
                "Credit of " + corrected.invoiceId(),
                lines,
                corrected.invoiceId());
    }

    /** One piece at a price; a negative amount is a negative quantity. */
    public static Invoice.Line line(int number, Invoice.Line.Kind kind, String text, String projectId, Money amount) {
        BigDecimal one = BigDecimal.ONE.setScale(2);
        boolean less = amount.signum() < 0;
        return new Invoice.Line(
                number,
                kind,
                text,
                projectId,
                null,
                null,
                null,
                less ? one.negate() : one,
                Invoice.Line.Unit.EA,
                amount.amount().abs().setScale(4),
                amount.amount(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null);
    }

    /** A document: net is the sum of its lines, tax is that of the terms on it, rounded once. */
    static Invoice document(
            BillingTerms terms,
            Invoice.Type type,
            String cycleId,
            String invoiceId,
            long version,
            LocalDate issued,
            ServicePeriod service,
            String memo,
            List<Invoice.Line> lines,
            String corrects) {
        BigDecimal sum = lines.stream().map(Invoice.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        Money net = new Money(sum, terms.currency());
        Money tax = net.times(terms.taxRate());
        return new Invoice(
                invoiceId,
                version,
                null,
                type,
                terms.customerId(),
                List.of(terms.projectId()),
                terms.contractId(),
                terms.billingEntityId(),
                issued,
                issued.plusDays(terms.paymentTermsDays()),
                null,
                service,
                cycleId,
                terms.currency(),
                net.amount(),
                tax.amount(),
                net.plus(tax).amount(),
                List.of(),
                null,
                terms.poNumber(),
                policyId(terms, lines),
                memo,
                lines,
                Invoice.Status.DRAFT,
                null,
                corrects,
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** The policies by which its time is priced, or null where no line sells time. */
    private static String policyId(BillingTerms terms, List<Invoice.Line> lines) {
        List<Invoice.Line> time = lines.stream()
                .filter(line -> line.kind() == Invoice.Line.Kind.TIME
                        && !line.entryIds().isEmpty())
                .toList();
        if (time.isEmpty()) {
            return null;
        }
        boolean days = time.stream().anyMatch(line -> line.unit() == Invoice.Line.Unit.DAY);
        return terms.pricing().id()
                + (days ? "+" + FigurePolicies.shipped().day().id() : "");
    }
}
