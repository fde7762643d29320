package io.throughline.money;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * CALC-04 for expenses: {@code R(R(amount x fx, minor) x (1 + markup), minor)} in the currency of the contract; one line
 * per expense.
 */
public final class ExpenseLines {

    private static final BigDecimal ONE_PIECE = new BigDecimal("1.00");

    private ExpenseLines() {}

    /**
     * What the client is asked to pay.
     *
     * @param amount   amount of the receipt
     * @param fx       units of the contract's currency for one unit of the receipt's
     * @param markup   mark-up as ratio, or null for none
     * @param currency currency of the contract
     */
    public static Money billable(Money amount, BigDecimal fx, BigDecimal markup, String currency) {
        Money converted = Money.rounded(amount.amount().multiply(fx), currency);
        return markup == null
                ? converted
                : Money.rounded(converted.amount().multiply(BigDecimal.ONE.add(markup)), currency);
    }

    /** What of a project's expenses the invoice of a cycle takes: everything posted and unbilled on its days. */
    public static List<ExpenseFact> toBill(BillingCycle cycle, Collection<ExpenseFact> expenses) {
        return expenses.stream()
                .filter(expense -> cycle.projectId().equals(expense.projectId()) && expense.toBill())
                .filter(expense -> !expense.date().isBefore(cycle.from())
                        && !expense.date().isAfter(cycle.to()))
                .toList();
    }

    /** The sum of what clients are asked to pay. */
    public static Money total(Collection<ExpenseFact> expenses, String currency) {
        return expenses.stream().map(ExpenseFact::billableAmount).reduce(Money.zero(currency), Money::plus);
    }

    /** The lines, numbered after those that are there. */
    public static List<Invoice.Line> lines(int after, Collection<ExpenseFact> expenses) {
        List<Invoice.Line> lines = new ArrayList<>();
        for (ExpenseFact expense : expenses) {
            lines.add(new Invoice.Line(
                    after + lines.size() + 1,
                    Invoice.Line.Kind.EXPENSE,
                    expense.category() + " " + expense.date() + " " + expense.workerId(),
                    expense.projectId(),
                    expense.workerId(),
                    null,
                    null,
                    ONE_PIECE,
                    Invoice.Line.Unit.EA,
                    expense.billableAmount().amount().setScale(4),
                    expense.billableAmount().amount(),
                    null,
                    new ServicePeriod(expense.date(), expense.date()),
                    List.of(expense.expenseId()),
                    hash(expense),
                    null,
                    null,
                    null));
        }
        return lines;
    }

    /** What an invoice charges besides expenses; the cap of a contract is a cap on that. */
    public static Money fees(Invoice invoice) {
        BigDecimal expenses = invoice.lines().stream()
                .filter(line -> line.kind() == Invoice.Line.Kind.EXPENSE)
                .map(Invoice.Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Money(invoice.net().subtract(expenses), invoice.currency());
    }

    private static String hash(ExpenseFact expense) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((expense.expenseId() + ":" + expense.version() + "\n")
                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
