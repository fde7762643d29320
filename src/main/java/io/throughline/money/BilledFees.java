package io.throughline.money;

import java.util.Collection;
import java.util.function.Predicate;

/**
 * What was billed for work: standing invoices less what credit notes take back of them, expenses left out. A credit note of
 * an invoice that was voided takes nothing back, the invoice does not count itself; one over entries of its own always does.
 */
public final class BilledFees {

    private BilledFees() {}

    /**
     * The sum, net.
     *
     * @param invoices invoices and credit notes in one currency, voided ones may be among them
     * @param which    those that count
     */
    public static Money of(Collection<Invoice> invoices, Predicate<Invoice> which, String currency) {
        Money sum = Money.zero(currency);
        for (Invoice invoice : invoices) {
            if (invoice.status() == Invoice.Status.VOIDED || !which.test(invoice)) {
                continue;
            }
            if (invoice.type() != Invoice.Type.CREDIT_NOTE) {
                sum = sum.plus(fees(invoice));
            } else if (CreditNotes.isOwn(invoice) || stands(invoices, invoice.correctsInvoiceId())) {
                sum = sum.minus(fees(invoice));
            }
        }
        return sum;
    }

    private static boolean stands(Collection<Invoice> invoices, String invoiceId) {
        return invoices.stream()
                .anyMatch(one -> one.invoiceId().equals(invoiceId) && one.status() != Invoice.Status.VOIDED);
    }

    private static Money fees(Invoice invoice) {
        return invoice.lines().stream()
                .filter(line -> line.kind() != Invoice.Line.Kind.EXPENSE)
                .map(line -> new Money(line.amount(), invoice.currency()))
                .reduce(Money.zero(invoice.currency()), Money::plus);
    }
}
