package io.throughline.money;

import java.math.BigDecimal;
import java.util.List;

/**
 * What billing one project needs to know of its contract and customer.
 *
 * @param projectId        project
 * @param customerId       customer
 * @param contractId       contract
 * @param billingEntityId  entity that bills
 * @param currency         currency of the contract
 * @param byTime           whether time is billed (time and materials, with or without cap)
 * @param cycle            how often
 * @param cap              not-to-exceed amount, or null
 * @param paymentTermsDays days until due
 * @param poNumber         purchase order, or null
 * @param poRequired       whether the client pays only against one
 * @param poRemaining      value left on it, or null when unlimited
 * @param pricing          how its time is priced
 * @param taxRate          tax rate of the document as ratio; zero for none
 * @param missing          customer data that is missing for an invoice, empty when complete
 */
public record BillingTerms(
        String projectId,
        String customerId,
        String contractId,
        String billingEntityId,
        String currency,
        boolean byTime,
        InvoiceCycle cycle,
        Money cap,
        int paymentTermsDays,
        String poNumber,
        boolean poRequired,
        Money poRemaining,
        TimePricing pricing,
        BigDecimal taxRate,
        List<String> missing) {

    public BillingTerms {
        Fields.id("projectId", projectId);
        Fields.id("customerId", customerId);
        Fields.id("contractId", contractId);
        Fields.id("billingEntityId", billingEntityId);
        Fields.currency("currency", currency);
        Fields.required("cycle", cycle);
        Fields.required("pricing", pricing);
        taxRate = taxRate == null ? BigDecimal.ZERO : taxRate;
        missing = Fields.optionalList("missing", missing);
    }

    /** The same with documents by the month, as expenses beside a fixed price or a fee have them. */
    public BillingTerms byMonth() {
        return new BillingTerms(
                projectId,
                customerId,
                contractId,
                billingEntityId,
                currency,
                byTime,
                InvoiceCycle.MONTHLY,
                cap,
                paymentTermsDays,
                poNumber,
                poRequired,
                poRemaining,
                pricing,
                taxRate,
                missing);
    }
}
