package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A client's acceptance of a milestone, or its revocation.
 *
 * @param milestoneId milestone of the contract; {@code <contract>-RETENTION} for what was withheld until the acceptance of all
 * @param version object version, +1 per canonical change
 * @param contractId opaque stable identifier, safe as an external id of every vendor
 * @param projectId opaque stable identifier, safe as an external id of every vendor
 * @param amount what the milestone is worth, as the one who told of it knows; that of the contract when absent
 * @param acceptedOn local date of the acceptance, or of its revocation
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record MilestoneAcceptance(
        String milestoneId,
        long version,
        String contractId,
        String projectId,
        Money amount,
        LocalDate acceptedOn,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public MilestoneAcceptance {
        Fields.id("milestoneId", milestoneId);
        Fields.version(version);
        Fields.id("contractId", contractId);
        Fields.id("projectId", projectId);
        Fields.required("acceptedOn", acceptedOn);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
