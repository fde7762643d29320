package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Where cost is collected.
 *
 * @param costCenterId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param legalEntityId entity it belongs to
 * @param name name
 * @param managerId worker id of its manager
 * @param effectiveTo first day on which it is closed, exclusive
 * @param successorId cost centre that takes over
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record CostCenter(
        String costCenterId,
        long version,
        String legalEntityId,
        String name,
        String managerId,
        LocalDate effectiveTo,
        String successorId,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public CostCenter {
        Fields.id("costCenterId", costCenterId);
        Fields.version(version);
        Fields.id("legalEntityId", legalEntityId);
        Fields.text("name", name);
        Fields.optionalId("managerId", managerId);
        Fields.optionalId("successorId", successorId);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
