package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Violation;
import io.throughline.money.ExpenseFact;
import io.throughline.money.ExpenseFacts;
import io.throughline.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * V-EXP-01 and V-EXP-03 to V-EXP-06 for one expense. A limit or a likeness that a person has accepted is named in the
 * expense's {@code ext.accepted}, a list of rule ids, and is not held again.
 */
final class ExpenseRules {

    private final ExpenseFacts facts;
    private final ExpensePolicy policy;

    ExpenseRules(ExpenseFacts facts, ExpensePolicy policy) {
        this.facts = facts;
        this.policy = policy;
    }

    /**
     * What can be said before any conversion.
     *
     * @param contract contract of the project, or null
     */
    List<Violation> check(Expense expense, String legalEntityId, Project project, Contract contract) {
        List<Violation> found = new ArrayList<>();
        if (policy.account(legalEntityId, expense.category()).isEmpty()) {
            found.add(Violation.hold(
                    "V-EXP-01", "/category", "category " + expense.category() + " has no account in " + legalEntityId));
        }
        if (!accepted(expense, "V-EXP-04")) {
            alike(expense)
                    .ifPresent(other -> found.add(Violation.hold(
                            "V-EXP-04",
                            "/expenseId",
                            "expense " + other.expenseId() + " has the same worker, day, amount and merchant")));
        }
        if (charged(expense, contract)) {
            billable(expense, project, contract).ifPresent(found::add);
        }
        refund(expense).ifPresent(found::add);
        return found;
    }

    /**
     * Whether the client is asked to pay it. It is posted as cost of the project instead when the price of the contract
     * includes expenses, or when a person accepts V-EXP-05.
     *
     * @param contract contract of the project, or null
     */
    static boolean charged(Expense expense, Contract contract) {
        boolean included = contract != null && Boolean.TRUE.equals(contract.expensesIncluded());
        return expense.billable() && !included && !accepted(expense, "V-EXP-05");
    }

    /** V-EXP-03, on the amount in company currency. */
    Optional<Violation> limit(Expense expense, String legalEntityId, Money companyAmount) {
        return policy.limit(legalEntityId, expense.category())
                .filter(limit -> limit.currency().equals(companyAmount.currency()) && companyAmount.exceeds(limit))
                .filter(limit -> !accepted(expense, "V-EXP-03"))
                .map(limit -> Violation.hold(
                        "V-EXP-03",
                        "/amount",
                        companyAmount + " is more than " + limit + ", the limit of " + legalEntityId + " for "
                                + expense.category()));
    }

    private Optional<ExpenseFact> alike(Expense expense) {
        if (expense.correctionOf() != null) {
            return Optional.empty();
        }
        return facts.ofWorker(expense.workerId(), expense.date()).stream()
                .filter(other -> !other.expenseId().equals(expense.expenseId())
                        && other.state() != ExpenseFact.State.REVERSED
                        && other.correctionOf() == null)
                .filter(other -> other.amount().equals(expense.amount())
                        && java.util.Objects.equals(other.merchant(), expense.merchant()))
                .findFirst();
    }

    private static Optional<Violation> billable(Expense expense, Project project, Contract contract) {
        if (project == null || project.billingType() == BillingType.INTERNAL) {
            return Optional.of(Violation.hold(
                    "V-EXP-05",
                    "/billable",
                    "no client pays for " + (project == null ? "a cost centre" : "internal work")));
        }
        if (contract == null) {
            return Optional.of(Violation.hold(
                    "V-EXP-05", "/billable", "the contract of project " + project.projectId() + " is not known"));
        }
        BigDecimal markup = expense.markupPct();
        if (markup != null && contract.markupPct() != null && markup.compareTo(contract.markupPct()) > 0) {
            return Optional.of(Violation.hold(
                    "V-EXP-05",
                    "/markupPct",
                    "mark-up " + markup.toPlainString() + " is more than the "
                            + contract.markupPct().toPlainString() + " of contract " + contract.contractId()));
        }
        return Optional.empty();
    }

    private Optional<Violation> refund(Expense expense) {
        if (expense.amount().signum() >= 0) {
            return Optional.empty();
        }
        if (expense.correctionOf() == null) {
            return Optional.of(Violation.hold(
                    "V-EXP-06", "/correctionOf", "a refund of " + expense.amount() + " names no expense it corrects"));
        }
        Optional<ExpenseFact> original = facts.latest(expense.correctionOf());
        if (original.isEmpty()
                || !original.get().workerId().equals(expense.workerId())
                || !original.get().amount().currency().equals(expense.amount().currency())) {
            return Optional.of(Violation.hold(
                    "V-EXP-06",
                    "/correctionOf",
                    "no expense " + expense.correctionOf() + " of " + expense.workerId() + " in "
                            + expense.amount().currency() + " is known"));
        }
        Money left = facts.correctionsOf(expense.correctionOf()).stream()
                .filter(other ->
                        !other.expenseId().equals(expense.expenseId()) && other.state() != ExpenseFact.State.REVERSED)
                .map(ExpenseFact::amount)
                .reduce(original.get().amount(), Money::plus)
                .plus(expense.amount());
        return left.signum() >= 0
                ? Optional.empty()
                : Optional.of(Violation.hold(
                        "V-EXP-06",
                        "/amount",
                        "refunds of " + expense.correctionOf() + " come to more than was spent, by "
                                + Money.zero(left.currency()).minus(left)));
    }

    private static boolean accepted(Expense expense, String rule) {
        if (expense.ext() != null) {
            for (JsonNode one : expense.ext().path("accepted")) {
                if (one.asText().equals(rule)) {
                    return true;
                }
            }
        }
        return false;
    }
}
