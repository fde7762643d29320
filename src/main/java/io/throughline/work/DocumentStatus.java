package io.throughline.work;

import io.throughline.money.Fields;
import java.time.Instant;

/**
 * What became of a document that a system had only taken when it was sent.
 *
 * @param documentId   canonical id of what was sent, or the reference it was sent with
 * @param version      grows with the time of the status
 * @param kind         what was sent, or null
 * @param system       the system that says so
 * @param transmission the system's number of what was sent, such as an IDoc number, or null
 * @param state        whether it took effect
 * @param code         the system's code of the status, such as {@code SAP-51}
 * @param reason       the system's own words
 * @param number       number of the document in the system once it is posted, or null
 * @param knownAt      when the status was reached, or null
 * @param sourceSystem the system that sent it, or null
 */
public record DocumentStatus(
        String documentId,
        long version,
        Kind kind,
        String system,
        String transmission,
        State state,
        String code,
        String reason,
        String number,
        Instant knownAt,
        String sourceSystem) {

    /** What was sent. */
    public enum Kind {
        INVOICE,
        CUSTOMER,
        OTHER
    }

    /** Whether it took effect. */
    public enum State {
        POSTED,
        REFUSED
    }

    public DocumentStatus {
        Fields.id("documentId", documentId);
        Fields.version(version);
        Fields.text("system", system);
        Fields.optionalText("transmission", transmission);
        Fields.required("state", state);
        Fields.text("code", code);
        Fields.text("reason", reason);
        Fields.optionalText("number", number);
        Fields.optionalText("sourceSystem", sourceSystem);
    }
}
