package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Violation;
import io.throughline.money.ExpenseFact;
import io.throughline.money.ExpenseFacts;
import io.throughline.money.Money;
import io.throughline.people.FollowUp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;

/** An expense on an invoice is not edited: what a newer version changes becomes an expense of the difference. */
final class BilledExpense {

    private final ExpenseFacts facts;
    private final Clock clock;

    BilledExpense(ExpenseFacts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /** {@code expense.approved.v1} with the difference; nothing when there is none; held when the currency changed. */
    Plan plan(Event event, ExpenseFact billed, Expense expense) {
        if (expense.version() == billed.version()) {
            return Plan.NOTHING;
        }
        if (!expense.amount().currency().equals(billed.amount().currency())) {
            return Plan.stopped(List.of(Violation.hold(
                    "V-EXP-06",
                    "/amount",
                    expense.expenseId() + " is on invoice " + billed.invoiceId() + " in "
                            + billed.amount().currency() + "; another currency needs a correction by hand")));
        }
        Money due = expense.status() == Expense.Status.APPROVED
                ? expense.amount()
                : Money.zero(expense.amount().currency());
        Money standing = facts.correctionsOf(expense.expenseId()).stream()
                .filter(correction -> correction.state() != ExpenseFact.State.REVERSED)
                .map(ExpenseFact::amount)
                .reduce(billed.amount(), Money::plus);
        Money difference = due.minus(standing);
        if (difference.signum() == 0) {
            return Plan.NOTHING;
        }
        String id = expense.expenseId() + "-v" + expense.version();
        ObjectNode correction = Json.toTree(expense)
                .put("expenseId", id)
                .put("version", 1)
                .put("status", Expense.Status.APPROVED.name())
                .put("correctionOf", expense.expenseId());
        correction.set("amount", Json.toTree(difference));
        if (expense.tax() != null) {
            correction.withObject("/tax").set("amount", Json.toTree(share(expense, difference)));
        }
        correction.remove("xref");
        return Plan.NOTHING.emitting(FollowUp.of(
                event,
                id + "-corrected",
                "expense.approved.v1",
                id,
                event.key(),
                1,
                Json.read(correction, Expense.class),
                clock.instant()));
    }

    /** The tax of the difference at the rate of the receipt, half up to its minor unit. */
    private static Money share(Expense expense, Money difference) {
        Money tax = expense.tax().amount();
        BigDecimal whole = expense.amount().amount();
        return whole.signum() == 0
                ? Money.zero(tax.currency())
                : new Money(
                        tax.amount()
                                .multiply(difference.amount())
                                .divide(whole, tax.amount().scale(), RoundingMode.HALF_UP),
                        tax.currency());
    }
}
