package io.throughline.work;

import io.throughline.contract.Json;
import io.throughline.money.ExpenseFact;
import io.throughline.money.Money;
import io.throughline.people.Canon;

/** Expenses and exchange rates for tests. */
public final class Expenses {

    /** A hotel night in London on project P-1003, as the demo firm has it. */
    public static final Expense HOTEL = Json.read(
            """
            {"expenseId":"X-06","version":1,"workerId":"W-0007","projectId":"P-1003","date":"2026-10-22",
             "category":"HOTEL","merchant":"Savoy","amount":{"amount":"189.00","currency":"GBP"},
             "paymentMethod":"PERSONAL","billable":true,"status":"APPROVED"}""",
            Expense.class);

    private Expenses() {}

    /** The expense with another amount. */
    public static Expense of(Expense expense, String amount, String currency) {
        return Canon.with(expense, "amount", Money.of(amount, currency));
    }

    /** The expense as a fact. */
    public static ExpenseFact fact(Expense expense, ExpenseFact.State state, Money billable, String invoiceId) {
        return new ExpenseFact(
                expense.expenseId(),
                expense.version(),
                expense.workerId(),
                expense.projectId(),
                expense.date(),
                expense.category(),
                expense.merchant(),
                expense.amount(),
                expense.billable(),
                state,
                billable,
                expense.correctionOf(),
                invoiceId);
    }

    /** A closing rate as it is kept. */
    public static Object closing(String from, String to, String date, String rate) {
        return Json.tree(
                """
                {"fxRateId":"FX-%s-%s-CLOSING-%s","version":1,"from":"%s","to":"%s","type":"CLOSING","date":"%s",
                 "rate":"%s"}"""
                        .formatted(from, to, date.replace("-", ""), from, to, date, rate));
    }
}
