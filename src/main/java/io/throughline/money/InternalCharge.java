package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * What one entity charges another for its people on a project in a month; a later run charges the difference.
 *
 * @param chargeId opaque stable identifier; both postings refer to it, so that they eliminate as a pair
 * @param version object version, +1 per canonical change
 * @param fromEntityId entity that employs and charges
 * @param toEntityId entity that bills the client and is charged
 * @param projectId project worked on
 * @param servicePeriod month of the work
 * @param period month it is posted in, by both
 * @param run number of the run for the month of the work, from 1
 * @param minutes approved minutes of the month, all runs together
 * @param policyId how it is priced, such as cost_plus_10
 * @param cost what the hours of this run cost the provider
 * @param charge what the provider books, in its currency
 * @param received what the receiver books, in its currency
 * @param fxRate units of the receiver's currency for one of the provider's
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record InternalCharge(
        String chargeId,
        long version,
        String fromEntityId,
        String toEntityId,
        String projectId,
        YearMonth servicePeriod,
        YearMonth period,
        int run,
        Integer minutes,
        String policyId,
        Money cost,
        Money charge,
        Money received,
        BigDecimal fxRate,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public InternalCharge {
        Fields.id("chargeId", chargeId);
        Fields.version(version);
        Fields.id("fromEntityId", fromEntityId);
        Fields.id("toEntityId", toEntityId);
        Fields.id("projectId", projectId);
        Fields.required("servicePeriod", servicePeriod);
        Fields.required("period", period);
        Fields.text("policyId", policyId);
        Fields.required("charge", charge);
        Fields.required("received", received);
        fxRate = Fields.decimal("fxRate", fxRate, 20, 10);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
