package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * The labour cost of a pay month as payroll has calculated it, by cost centre.
 *
 * @param journalId number of the journal in payroll; a correction has one of its own
 * @param version object version, +1 per canonical change
 * @param legalEntityId entity that employs
 * @param period month the cost belongs to
 * @param lines labour cost, in one currency
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record PayrollJournal(
        String journalId,
        long version,
        String legalEntityId,
        YearMonth period,
        List<Line> lines,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    /**
     * The labour of one cost centre.
     *
     * @param costCenterId cost centre of the labour
     * @param amount wages and on-cost, negative in a correction
     */
    public record Line(String costCenterId, Money amount) {

        public Line {
            Fields.id("costCenterId", costCenterId);
            Fields.required("amount", amount);
        }
    }

    public PayrollJournal {
        Fields.id("journalId", journalId);
        Fields.version(version);
        Fields.id("legalEntityId", legalEntityId);
        Fields.required("period", period);
        lines = Fields.list("lines", lines);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
