package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Absence of a worker on one day.
 *
 * @param leaveId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param workerId opaque stable identifier, safe as an external id of every vendor
 * @param date day of absence
 * @param hours hours of absence on the day
 * @param type kind, such as PTO or PARENTAL
 * @param status Where the request stands
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Leave(
        String leaveId,
        long version,
        String workerId,
        LocalDate date,
        BigDecimal hours,
        String type,
        Status status,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Leave {
        Fields.id("leaveId", leaveId);
        Fields.version(version);
        Fields.id("workerId", workerId);
        Fields.required("date", date);
        hours = Fields.decimal("hours", hours, 4, 2);
        Fields.text("type", type);
        Fields.required("status", status);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** Where the request stands. */
    public enum Status {
        REQUESTED,
        APPROVED,
        CANCELLED
    }
}
