package io.throughline.money;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What one payment of a customer settles of one invoice.
 *
 * @param paymentId opaque stable identifier of payment and invoice together
 * @param version object version, +1 per canonical change
 * @param invoiceId invoice that is paid
 * @param erpPaymentId payment in the ERP
 * @param date day on which it was received
 * @param amount part of it for this invoice; negative when it was taken back
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 */
public record InvoicePayment(
        String paymentId,
        long version,
        String invoiceId,
        String erpPaymentId,
        LocalDate date,
        Money amount,
        Instant knownAt,
        String sourceSystem) {

    public InvoicePayment {
        Fields.id("paymentId", paymentId);
        Fields.version(version);
        Fields.id("invoiceId", invoiceId);
        Fields.text("erpPaymentId", erpPaymentId);
        Fields.required("date", date);
        Fields.required("amount", amount);
        Fields.optionalText("sourceSystem", sourceSystem);
    }
}
