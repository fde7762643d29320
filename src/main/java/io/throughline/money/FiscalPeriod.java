package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One accounting period of a legal entity.
 *
 * @param periodId <legal entity>-<yyyy>-<mm>
 * @param version object version, +1 per canonical change
 * @param legalEntityId opaque stable identifier, safe as an external id of every vendor
 * @param from first day
 * @param to last day, inclusive
 * @param state Who may still post
 * @param closesAt when it closes
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record FiscalPeriod(
        String periodId,
        long version,
        String legalEntityId,
        LocalDate from,
        LocalDate to,
        State state,
        Instant closesAt,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public FiscalPeriod {
        Fields.id("periodId", periodId);
        Fields.version(version);
        Fields.id("legalEntityId", legalEntityId);
        Fields.required("from", from);
        Fields.required("to", to);
        Fields.required("state", state);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** Who may still post. */
    public enum State {
        OPEN,
        SOFT_CLOSED,
        CLOSED;

        /** Whether new time of the period is taken: from everybody while open, then from finance, then from nobody (WF-23). */
        public boolean takesTime(boolean fromFinance) {
            return this == OPEN || this == SOFT_CLOSED && fromFinance;
        }
    }
}
