package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.FigurePolicies;
import io.throughline.money.InvoiceCycle;
import io.throughline.money.Money;
import io.throughline.money.RoundingPolicy;
import io.throughline.money.TimePricing;
import io.throughline.money.Xref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * What was agreed with a customer.
 *
 * @param contractId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param customerId opaque stable identifier, safe as an external id of every vendor
 * @param projectIds projects worked under it
 * @param billingType How a contract is billed: time and materials, the same with a cap, milestones, cost to cost, period fee, or not at all
 * @param currency the one currency of the contract
 * @param billingEntityId entity that bills
 * @param price price, for fixed price and retainer per period
 * @param cap not-to-exceed amount
 * @param signedAt day it was signed
 * @param from first day of service
 * @param to last day of service, inclusive; open when absent
 * @param poNumber purchase order of the client
 * @param poRequired whether the client pays only against a purchase order
 * @param poRemaining value left on the purchase order
 * @param retentionPct part withheld until acceptance
 * @param markupPct mark-up on expenses
 * @param expensesIncluded whether the price includes expenses; the client pays them beside it when absent
 * @param discountPct discount after the line sum, as ratio from 0 to 1
 * @param rounding what is rounded when time is priced; as its entity does when absent
 * @param invoiceCycle How often a contract is invoiced
 * @param paymentTermsDays days until due; the customer's when absent
 * @param cutOffDay day of month after which time goes to the next cycle
 * @param timeZone zone of the cut-off
 * @param rateCard prices
 * @param plannedRoleIds roles that will work on it
 * @param milestones milestones; sum to the price
 * @param performanceObligations performance obligations
 * @param eac estimates at completion, cost to cost only
 * @param status Where the contract stands
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Contract(
        String contractId,
        long version,
        String customerId,
        List<String> projectIds,
        BillingType billingType,
        String currency,
        String billingEntityId,
        Money price,
        Money cap,
        LocalDate signedAt,
        LocalDate from,
        LocalDate to,
        String poNumber,
        Boolean poRequired,
        Money poRemaining,
        BigDecimal retentionPct,
        BigDecimal markupPct,
        Boolean expensesIncluded,
        BigDecimal discountPct,
        RoundingPolicy rounding,
        InvoiceCycle invoiceCycle,
        Integer paymentTermsDays,
        Integer cutOffDay,
        ZoneId timeZone,
        List<RateRow> rateCard,
        List<String> plannedRoleIds,
        List<Milestone> milestones,
        List<Obligation> performanceObligations,
        List<Estimate> eac,
        Status status,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Contract {
        Fields.id("contractId", contractId);
        Fields.version(version);
        Fields.id("customerId", customerId);
        projectIds = Fields.list("projectIds", projectIds);
        Fields.required("billingType", billingType);
        Fields.currency("currency", currency);
        Fields.id("billingEntityId", billingEntityId);
        Fields.required("from", from);
        Fields.optionalText("poNumber", poNumber);
        retentionPct = Fields.optionalDecimal("retentionPct", retentionPct, 9, 4);
        markupPct = Fields.optionalDecimal("markupPct", markupPct, 9, 4);
        discountPct = Fields.optionalDecimal("discountPct", discountPct, 9, 4);
        Fields.required("invoiceCycle", invoiceCycle);
        rateCard = Fields.optionalList("rateCard", rateCard);
        plannedRoleIds = Fields.optionalList("plannedRoleIds", plannedRoleIds);
        milestones = Fields.optionalList("milestones", milestones);
        performanceObligations = Fields.optionalList("performanceObligations", performanceObligations);
        eac = Fields.optionalList("eac", eac);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /** How its time is priced: by itself, or else by what the entity that bills does. */
    public TimePricing pricing() {
        RoundingPolicy rounds = rounding == null ? FigurePolicies.shipped().rounding(billingEntityId) : rounding;
        return new TimePricing(rounds, discountPct);
    }

    /**
     * A milestone of a fixed price.
     *
     * @param id milestone id
     * @param name name
     * @param pct part of the price
     * @param amount amount
     * @param dueDate when it is due
     * @param acceptedAt when the client accepted it
     */
    public record Milestone(
            String id, String name, BigDecimal pct, Money amount, LocalDate dueDate, LocalDate acceptedAt) {

        public Milestone {
            Fields.id("id", id);
            Fields.text("name", name);
            pct = Fields.optionalDecimal("pct", pct, 9, 4);
        }
    }

    /**
     * A performance obligation.
     *
     * @param id obligation id
     * @param method how revenue is recognised
     * @param allocatedPrice price allocated to it
     */
    public record Obligation(String id, Method method, Money allocatedPrice) {

        public Obligation {
            Fields.id("id", id);
            Fields.required("method", method);
        }

        /** How revenue is recognised. */
        public enum Method {
            AS_INCURRED,
            COST_TO_COST,
            MILESTONE,
            STRAIGHT_LINE
        }
    }

    /**
     * An estimate of the cost at completion.
     *
     * @param asOf when it was made
     * @param totalCost cost at completion
     * @param approvedBy who approved it, needed when it changed by more than 10 %
     */
    public record Estimate(LocalDate asOf, Money totalCost, String approvedBy) {

        public Estimate {
            Fields.required("asOf", asOf);
            Fields.required("totalCost", totalCost);
            Fields.optionalId("approvedBy", approvedBy);
        }
    }

    /** Where the contract stands. */
    public enum Status {
        DRAFT,
        SIGNED,
        AMENDED,
        ENDED
    }
}
