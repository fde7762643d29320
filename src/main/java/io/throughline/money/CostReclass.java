package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * What is posted because the labour of a month turned out to belong to another entity or cost centre; a later run posts the
 * difference.
 *
 * @param reclassId opaque stable identifier; the postings of all entities refer to it
 * @param version object version, +1 per canonical change
 * @param workerId whose labour it is
 * @param projectId project worked on
 * @param servicePeriod month of the work
 * @param period month it is posted in, by every entity
 * @param run number of the run for worker, project and month of the work, from 1
 * @param minutes minutes that belong elsewhere, all runs together
 * @param lines what this run posts; those of each entity sum to zero
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record CostReclass(
        String reclassId,
        long version,
        String workerId,
        String projectId,
        YearMonth servicePeriod,
        YearMonth period,
        int run,
        Integer minutes,
        List<Line> lines,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    /**
     * One line in the books of an entity.
     *
     * @param legalEntityId entity that posts
     * @param account what it posts to
     * @param partnerId the other entity of a receivable or payable
     * @param costCenterId cost centre of labour
     * @param amount debit positive, credit negative
     */
    public record Line(
            String legalEntityId, Journal.Account account, String partnerId, String costCenterId, Money amount) {

        public Line {
            Fields.id("legalEntityId", legalEntityId);
            Fields.required("account", account);
            Fields.optionalId("partnerId", partnerId);
            Fields.optionalId("costCenterId", costCenterId);
            Fields.required("amount", amount);
        }
    }

    public CostReclass {
        Fields.id("reclassId", reclassId);
        Fields.version(version);
        Fields.id("workerId", workerId);
        Fields.id("projectId", projectId);
        Fields.required("servicePeriod", servicePeriod);
        Fields.required("period", period);
        lines = Fields.list("lines", lines);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
