package io.throughline.money;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What the ERP says of an invoice besides payments.
 *
 * @param invoiceId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param kind what happened
 * @param date day on which it happened
 * @param reason reason
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 */
public record InvoiceChange(
        String invoiceId,
        long version,
        Kind kind,
        LocalDate date,
        String reason,
        Instant knownAt,
        String sourceSystem) {

    public InvoiceChange {
        Fields.id("invoiceId", invoiceId);
        Fields.version(version);
        Fields.required("kind", kind);
        Fields.required("date", date);
        Fields.optionalText("reason", reason);
        Fields.optionalText("sourceSystem", sourceSystem);
    }

    /** What can happen to an issued invoice. */
    public enum Kind {
        OVERDUE,
        DISPUTED,
        VOIDED
    }
}
