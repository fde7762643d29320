package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Labour cost of one hour, by entity and role or by worker.
 *
 * @param costRateId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param legalEntityId employing entity
 * @param roleId role
 * @param workerId the only worker it is for
 * @param rate cost of one hour
 * @param from first work date, inclusive
 * @param to first work date after it, exclusive
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record CostRate(
        String costRateId,
        long version,
        String legalEntityId,
        String roleId,
        String workerId,
        Rate rate,
        LocalDate from,
        LocalDate to,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public CostRate {
        Fields.id("costRateId", costRateId);
        Fields.version(version);
        Fields.id("legalEntityId", legalEntityId);
        Fields.id("roleId", roleId);
        Fields.optionalId("workerId", workerId);
        Fields.required("rate", rate);
        Fields.required("from", from);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** Whether it holds on a work date. */
    public boolean covers(LocalDate workDate) {
        return !workDate.isBefore(from) && (to == null || workDate.isBefore(to));
    }
}
