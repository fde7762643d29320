package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Revenue earned, as a fact that the ERP posts.
 *
 * @param revenueEventId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param contractId opaque stable identifier, safe as an external id of every vendor
 * @param performanceObligationId opaque stable identifier, safe as an external id of every vendor
 * @param projectId opaque stable identifier, safe as an external id of every vendor
 * @param method How revenue is recognised
 * @param policyId how it is counted, such as revenue_as_incurred+round_line
 * @param period period it is posted in
 * @param servicePeriod Days on which a service was rendered
 * @param amount revenue of the event
 * @param cumulative revenue to date
 * @param measure What the revenue is measured by
 * @param costRecognised cost recognised with it
 * @param provision provision for an expected loss
 * @param reversalOf event it reverses
 * @param postingDate day of posting
 * @param billingEntityId entity that bills
 * @param status Whether the ERP has posted it
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record RevenueEvent(
        String revenueEventId,
        long version,
        String contractId,
        String performanceObligationId,
        String projectId,
        Method method,
        String policyId,
        YearMonth period,
        ServicePeriod servicePeriod,
        Money amount,
        Money cumulative,
        Measure measure,
        Money costRecognised,
        Money provision,
        String reversalOf,
        LocalDate postingDate,
        String billingEntityId,
        Status status,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public RevenueEvent {
        Fields.id("revenueEventId", revenueEventId);
        Fields.version(version);
        Fields.id("contractId", contractId);
        Fields.optionalId("performanceObligationId", performanceObligationId);
        Fields.id("projectId", projectId);
        Fields.required("method", method);
        Fields.optionalText("policyId", policyId);
        Fields.required("period", period);
        Fields.required("amount", amount);
        Fields.optionalId("reversalOf", reversalOf);
        Fields.optionalId("billingEntityId", billingEntityId);
        Fields.required("status", status);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** How revenue is recognised. */
    public enum Method {
        AS_INCURRED,
        COST_TO_COST,
        MILESTONE,
        STRAIGHT_LINE
    }

    /**
     * What the revenue is measured by.
     *
     * @param minutes minutes worked
     * @param costToDate cost to date
     * @param eac estimated cost at completion
     * @param milestoneId milestone
     * @param fraction part of the period
     */
    public record Measure(Integer minutes, Money costToDate, Money eac, String milestoneId, BigDecimal fraction) {

        public Measure {
            Fields.optionalId("milestoneId", milestoneId);
            fraction = Fields.optionalDecimal("fraction", fraction, 9, 4);
        }
    }

    /** Whether the ERP has posted it. */
    public enum Status {
        PROPOSED,
        POSTED
    }
}
