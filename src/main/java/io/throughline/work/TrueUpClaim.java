package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.TrueUp;
import io.throughline.money.Xref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * What a price that changed afterwards adds to what a client was billed for a month of a project.
 *
 * @param trueUpId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param rateCardId prices that changed
 * @param rateCardVersion version of the prices
 * @param projectId opaque stable identifier, safe as an external id of every vendor
 * @param contractId opaque stable identifier, safe as an external id of every vendor
 * @param servicePeriod month of the work
 * @param hours hours whose price changed, 2 decimals
 * @param amount difference to what was billed and trued up before; negative when the client gets money back
 * @param document what the client gets for it
 * @param invoiceId last invoice of the work, which a credit note corrects
 * @param approvedBy who approved it, needed above a threshold
 * @param notifyClient whether the client is to be told before it is billed
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record TrueUpClaim(
        String trueUpId,
        long version,
        String rateCardId,
        long rateCardVersion,
        String projectId,
        String contractId,
        YearMonth servicePeriod,
        BigDecimal hours,
        Money amount,
        TrueUp.Document document,
        String invoiceId,
        String approvedBy,
        Boolean notifyClient,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public TrueUpClaim {
        Fields.id("trueUpId", trueUpId);
        Fields.version(version);
        Fields.id("rateCardId", rateCardId);
        Fields.id("projectId", projectId);
        Fields.id("contractId", contractId);
        Fields.required("servicePeriod", servicePeriod);
        hours = Fields.optionalDecimal("hours", hours, 9, 2);
        Fields.required("amount", amount);
        Fields.required("document", document);
        Fields.optionalId("invoiceId", invoiceId);
        Fields.optionalId("approvedBy", approvedBy);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
