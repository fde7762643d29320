package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a customer is asked to pay, or credited.
 *
 * @param invoiceId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param number number of the ERP, after issue
 * @param type invoice when absent
 * @param customerId opaque stable identifier, safe as an external id of every vendor
 * @param projectIds projects billed
 * @param contractId opaque stable identifier, safe as an external id of every vendor
 * @param billingEntityId entity that bills
 * @param issueDate date of the document
 * @param dueDate date on which it is due
 * @param taxPointDate date that decides the tax
 * @param servicePeriod Days on which a service was rendered
 * @param billingCycleId BC-<project>-<cycle>
 * @param currency currency of all amounts
 * @param net sum of the lines
 * @param tax tax of the document
 * @param gross net and tax
 * @param taxBreakdown tax per category
 * @param fxToCompany company currency per unit of the document currency
 * @param poNumber purchase order of the client
 * @param policyId how its time was priced, such as round_line
 * @param memo remark on the document
 * @param lines lines
 * @param status Where the document stands
 * @param paid what the customer has paid of the gross amount
 * @param correctsInvoiceId invoice it corrects
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Invoice(
        String invoiceId,
        long version,
        String number,
        Type type,
        String customerId,
        List<String> projectIds,
        String contractId,
        String billingEntityId,
        LocalDate issueDate,
        LocalDate dueDate,
        LocalDate taxPointDate,
        ServicePeriod servicePeriod,
        String billingCycleId,
        String currency,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal gross,
        List<TaxShare> taxBreakdown,
        BigDecimal fxToCompany,
        String poNumber,
        String policyId,
        String memo,
        List<Line> lines,
        Status status,
        BigDecimal paid,
        String correctsInvoiceId,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Invoice {
        Fields.id("invoiceId", invoiceId);
        Fields.version(version);
        Fields.optionalText("number", number);
        Fields.id("customerId", customerId);
        projectIds = Fields.list("projectIds", projectIds);
        Fields.id("contractId", contractId);
        Fields.id("billingEntityId", billingEntityId);
        Fields.required("issueDate", issueDate);
        Fields.required("dueDate", dueDate);
        Fields.required("servicePeriod", servicePeriod);
        Fields.id("billingCycleId", billingCycleId);
        Fields.currency("currency", currency);
        net = Fields.decimal("net", net, 19, 3);
        tax = Fields.decimal("tax", tax, 19, 3);
        gross = Fields.decimal("gross", gross, 19, 3);
        taxBreakdown = Fields.optionalList("taxBreakdown", taxBreakdown);
        fxToCompany = Fields.optionalDecimal("fxToCompany", fxToCompany, 20, 10);
        Fields.optionalText("poNumber", poNumber);
        Fields.optionalText("policyId", policyId);
        Fields.optionalText("memo", memo);
        lines = Fields.list("lines", lines);
        Fields.optionalId("correctsInvoiceId", correctsInvoiceId);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
        net = Currencies.exact("net", net, currency);
        tax = Currencies.exact("tax", tax, currency);
        gross = Currencies.exact("gross", gross, currency);
        paid = Fields.optionalDecimal("paid", paid, 19, 3);
        paid = paid == null ? null : Currencies.exact("paid", paid, currency);
    }

    /** What kind of document it is. */
    public enum Type {
        INVOICE,
        CREDIT_NOTE
    }

    /**
     * Tax of one category.
     *
     * @param category tax category
     * @param rate tax rate
     * @param base taxed amount
     * @param amount tax
     */
    public record TaxShare(String category, BigDecimal rate, BigDecimal base, BigDecimal amount) {

        public TaxShare {
            Fields.text("category", category);
            rate = Fields.decimal("rate", rate, 9, 4);
            base = Fields.decimal("base", base, 19, 3);
            amount = Fields.decimal("amount", amount, 19, 3);
        }
    }

    /**
     * One line of an invoice.
     *
     * @param lineNo number of the line, from 1
     * @param kind time when absent
     * @param description text for the client
     * @param projectId opaque stable identifier, safe as an external id of every vendor
     * @param workerId opaque stable identifier, safe as an external id of every vendor
     * @param roleId opaque stable identifier, safe as an external id of every vendor
     * @param costCenterId opaque stable identifier, safe as an external id of every vendor
     * @param quantity units, 2 decimals
     * @param unit hour, day or piece
     * @param unitPrice price per unit, 4 decimals
     * @param amount quantity times price, rounded
     * @param taxCategory tax category
     * @param servicePeriod days on which a service was rendered
     * @param entryIds time entries billed
     * @param entrySetHash SHA-256 over the entry ids and versions, hex
     * @param timeEntryCount number of time entries billed
     * @param taxRate tax rate of the category
     * @param note remark on the line
     */
    public record Line(
            int lineNo,
            Kind kind,
            String description,
            String projectId,
            String workerId,
            String roleId,
            String costCenterId,
            BigDecimal quantity,
            Unit unit,
            BigDecimal unitPrice,
            BigDecimal amount,
            String taxCategory,
            ServicePeriod servicePeriod,
            List<String> entryIds,
            String entrySetHash,
            Integer timeEntryCount,
            BigDecimal taxRate,
            String note) {

        public Line {
            Fields.optionalText("description", description);
            Fields.optionalId("projectId", projectId);
            Fields.optionalId("workerId", workerId);
            Fields.optionalId("roleId", roleId);
            Fields.optionalId("costCenterId", costCenterId);
            quantity = Fields.decimal("quantity", quantity, 9, 2);
            Fields.required("unit", unit);
            unitPrice = Fields.decimal("unitPrice", unitPrice, 13, 4);
            amount = Fields.decimal("amount", amount, 19, 3);
            Fields.optionalText("taxCategory", taxCategory);
            entryIds = Fields.optionalList("entryIds", entryIds);
            Fields.optionalText("entrySetHash", entrySetHash);
            taxRate = Fields.optionalDecimal("taxRate", taxRate, 9, 4);
            Fields.optionalText("note", note);
        }

        /** What a line charges. */
        public enum Kind {
            TIME,
            EXPENSE,
            MILESTONE,
            RETAINER,
            TRUE_UP
        }

        /** Hour, day or piece. */
        public enum Unit {
            HUR,
            DAY,
            EA
        }
    }

    /** Where the document stands. */
    public enum Status {
        DRAFT,
        ISSUED,
        SENT,
        PAID,
        PARTIALLY_PAID,
        DISPUTED,
        VOIDED
    }
}
