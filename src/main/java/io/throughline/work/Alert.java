package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Something whose money waits for a person.
 *
 * @param alertId opaque stable identifier, safe as an external id of every vendor
 * @param version version of the alert
 * @param severity How urgent it is
 * @param workflow workflow
 * @param reason reason code
 * @param summary one sentence
 * @param project id and name of the project
 * @param client id and name of the client
 * @param billingCycle id, cut-off and days left
 * @param revenueExposure direct, blocked, total and group currency
 * @param payrollExposure hours
 * @param failedItems what failed
 * @param technical endpoint, route, attempts, last error
 * @param owner team and escalation
 * @param actions what to do
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Alert(
        String alertId,
        Long version,
        Severity severity,
        String workflow,
        String reason,
        String summary,
        JsonNode project,
        JsonNode client,
        JsonNode billingCycle,
        JsonNode revenueExposure,
        JsonNode payrollExposure,
        List<String> failedItems,
        JsonNode technical,
        JsonNode owner,
        List<String> actions,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Alert {
        Fields.id("alertId", alertId);
        Fields.required("severity", severity);
        Fields.text("workflow", workflow);
        Fields.text("reason", reason);
        Fields.text("summary", summary);
        failedItems = Fields.optionalList("failedItems", failedItems);
        actions = Fields.optionalList("actions", actions);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** How urgent it is. */
    public enum Severity {
        CRITICAL,
        HIGH,
        MEDIUM
    }
}
