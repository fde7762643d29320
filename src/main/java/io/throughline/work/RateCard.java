package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Prices of roles for one project, contract, customer or as the standard of an entity.
 *
 * @param rateCardId RC-<id of the project, contract, customer or entity>
 * @param version object version, +1 per canonical change
 * @param projectId project it is for
 * @param contractId contract it is for
 * @param customerId customer it is for
 * @param legalEntityId entity whose standard card it is
 * @param rows prices
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record RateCard(
        String rateCardId,
        long version,
        String projectId,
        String contractId,
        String customerId,
        String legalEntityId,
        List<RateRow> rows,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public RateCard {
        Fields.id("rateCardId", rateCardId);
        Fields.version(version);
        Fields.optionalId("projectId", projectId);
        Fields.optionalId("contractId", contractId);
        Fields.optionalId("customerId", customerId);
        Fields.optionalId("legalEntityId", legalEntityId);
        rows = Fields.list("rows", rows);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
