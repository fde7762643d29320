package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.Xref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Money a worker spent.
 *
 * @param expenseId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param reportId expense report
 * @param workerId opaque stable identifier, safe as an external id of every vendor
 * @param projectId opaque stable identifier, safe as an external id of every vendor
 * @param costCenterId opaque stable identifier, safe as an external id of every vendor
 * @param date day of the expense
 * @param category category
 * @param merchant merchant
 * @param amount amount in the currency of the receipt; negative for a refund
 * @param fxRate company currency per unit of the receipt currency
 * @param companyAmount amount in company currency
 * @param tax Tax in an expense
 * @param paymentMethod Who paid
 * @param billable whether the client pays it
 * @param markupPct mark-up
 * @param billableAmount what the client is asked to pay, in the currency of the contract
 * @param receiptRef receipt
 * @param status Where the expense stands
 * @param correctionOf expense this one corrects
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Expense(
        String expenseId,
        long version,
        String reportId,
        String workerId,
        String projectId,
        String costCenterId,
        LocalDate date,
        String category,
        String merchant,
        Money amount,
        BigDecimal fxRate,
        Money companyAmount,
        Tax tax,
        PaymentMethod paymentMethod,
        boolean billable,
        BigDecimal markupPct,
        Money billableAmount,
        String receiptRef,
        Status status,
        String correctionOf,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Expense {
        Fields.id("expenseId", expenseId);
        Fields.version(version);
        Fields.optionalId("reportId", reportId);
        Fields.id("workerId", workerId);
        Fields.optionalId("projectId", projectId);
        Fields.optionalId("costCenterId", costCenterId);
        Fields.required("date", date);
        Fields.text("category", category);
        Fields.optionalText("merchant", merchant);
        Fields.required("amount", amount);
        fxRate = Fields.optionalDecimal("fxRate", fxRate, 20, 10);
        markupPct = Fields.optionalDecimal("markupPct", markupPct, 9, 4);
        Fields.optionalText("receiptRef", receiptRef);
        Fields.required("status", status);
        Fields.optionalId("correctionOf", correctionOf);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /**
     * Tax in an expense.
     *
     * @param code tax code
     * @param amount tax amount
     */
    public record Tax(String code, Money amount) {

        public Tax {
            Fields.text("code", code);
            Fields.required("amount", amount);
        }
    }

    /** Who paid. */
    public enum PaymentMethod {
        PERSONAL,
        CORPORATE_CARD,
        PAYROLL
    }

    /** Where the expense stands. */
    public enum Status {
        DRAFT,
        SUBMITTED,
        APPROVED,
        REJECTED,
        POSTED,
        BILLED,
        REVERSED
    }
}
