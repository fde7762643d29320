package io.throughline.money;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * V-INV-04: corrections that outweigh the work of a billing cycle are no negative invoice but a credit note of its own, over
 * the same entries. It takes no invoice back as a whole: it names the one whose entries it corrects most.
 */
public final class CreditNotes {

    private CreditNotes() {}

    /**
     * The credit note in place of an invoice whose sum is below zero: what is given back has positive amounts, as in every
     * credit note.
     *
     * @param draft    the invoice; its id tells it from other documents of the cycle
     * @param corrects invoice it corrects, or null
     */
    public static Invoice of(Invoice draft, String corrects) {
        List<Invoice.Line> lines = new ArrayList<>();
        draft.lines().forEach(line -> lines.add(turned(line)));
        return new Invoice(
                "CN-" + draft.invoiceId().replaceFirst("^INV-", "") + "-C",
                draft.version(),
                null,
                Invoice.Type.CREDIT_NOTE,
                draft.customerId(),
                draft.projectIds(),
                draft.contractId(),
                draft.billingEntityId(),
                draft.issueDate(),
                draft.dueDate(),
                null,
                draft.servicePeriod(),
                draft.billingCycleId(),
                draft.currency(),
                draft.net().negate(),
                draft.tax().negate(),
                draft.gross().negate(),
                List.of(),
                null,
                draft.poNumber(),
                draft.policyId(),
                "Corrections " + draft.memo(),
                lines,
                Invoice.Status.DRAFT,
                null,
                corrects,
                null,
                null,
                null,
                List.of(),
                null);
    }

    /** Whether a document is such a credit note: it charges entries of its own. */
    public static boolean isOwn(Invoice invoice) {
        return invoice.type() == Invoice.Type.CREDIT_NOTE
                && invoice.lines().stream()
                        .anyMatch(line -> line.kind() != Invoice.Line.Kind.TRUE_UP
                                && !line.entryIds().isEmpty());
    }

    /**
     * The invoice of whose entries most is taken back; null when nothing is.
     *
     * @param entries  entries of the cycle
     * @param expenses expenses of the cycle
     * @param onTime   invoice of an entry, or null
     * @param onSpent  invoice of an expense, or null
     */
    public static String corrected(
            Collection<TimeFact> entries,
            Collection<ExpenseFact> expenses,
            Function<String, String> onTime,
            Function<String, String> onSpent) {
        Map<String, BigDecimal> given = new HashMap<>();
        for (TimeFact entry : entries) {
            if (entry.correctionOf() != null && entry.billRate() != null) {
                add(given, onTime.apply(entry.correctionOf()), entry.billRate().of(entry.minutes()));
            }
        }
        for (ExpenseFact expense : expenses) {
            if (expense.correctionOf() != null) {
                add(given, onSpent.apply(expense.correctionOf()), expense.billableAmount());
            }
        }
        return given.entrySet().stream()
                .filter(invoice -> invoice.getValue().signum() < 0)
                .min(Map.Entry.<String, BigDecimal>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static void add(Map<String, BigDecimal> given, String invoiceId, Money amount) {
        if (invoiceId != null) {
            given.merge(invoiceId, amount.amount(), BigDecimal::add);
        }
    }

    private static Invoice.Line turned(Invoice.Line line) {
        BigDecimal amount = line.amount().negate();
        BigDecimal quantity = line.quantity().abs();
        return new Invoice.Line(
                line.lineNo(),
                line.kind(),
                line.description(),
                line.projectId(),
                line.workerId(),
                line.roleId(),
                line.costCenterId(),
                amount.signum() < 0 ? quantity.negate() : quantity,
                line.unit(),
                line.unitPrice().abs(),
                amount,
                line.taxCategory(),
                line.servicePeriod(),
                line.entryIds(),
                line.entrySetHash(),
                line.timeEntryCount(),
                line.taxRate(),
                line.note());
    }
}
