package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How an employment ends, or that it does not: a termination, a termination taken back, a hire that was cancelled before
 * the first day. The type of the event says which; only a termination has dates.
 *
 * @param workerId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param terminationDate last day of employment, inclusive
 * @param lastDayWorked last day worked, inclusive; the last day of employment when absent
 * @param reason class of the reason
 * @param employmentSequence number of the employment; the one of the last day when absent
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record WorkerEnding(
        String workerId,
        long version,
        LocalDate terminationDate,
        LocalDate lastDayWorked,
        Reason reason,
        Integer employmentSequence,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public WorkerEnding {
        Fields.id("workerId", workerId);
        Fields.version(version);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** Why an employment ends, as far as others have to act on it. */
    public enum Reason {
        VOLUNTARY,
        INVOLUNTARY,
        RETIREMENT,
        END_OF_CONTRACT,
        DEATH,
        OTHER
    }
}
