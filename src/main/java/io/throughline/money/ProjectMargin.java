package io.throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * CALC-03: what is left of a project's revenue. Expenses that the client pays as they are stand outside on both sides; a
 * mark-up on them is revenue.
 *
 * @param view    which margin it is
 * @param amounts what came in and what it cost
 */
public record ProjectMargin(View view, Amounts amounts) {

    /** What the amounts cover. */
    public enum Basis {
        /** Actuals. */
        BOOKED,
        /** Actuals and the remaining plan at current rates. */
        FORECAST
    }

    /** Whose margin it is. */
    public enum Scope {
        /** One legal entity: intercompany charges are cost, intercompany income is revenue. */
        ENTITY,
        /** The group: intercompany is left out. */
        GROUP
    }

    /** A margin as reports name it. */
    public record View(Basis basis, Scope scope) {

        /** The definition id, such as {@code margin_booked_group}. */
        public String id() {
            return ("margin_" + basis + "_" + scope).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Amounts of one currency.
     *
     * @param invoiceable        all the client owes: fees, expenses passed through, mark-up
     * @param labour             hours at cost rates
     * @param subcontract        cost of subcontractors
     * @param expenses           all expenses, those passed through too
     * @param passThrough        of these, what the client pays as it is, without mark-up
     * @param intercompanyCost   charged by other entities of the group
     * @param intercompanyIncome charged to other entities of the group
     */
    public record Amounts(
            Money invoiceable,
            Money labour,
            Money subcontract,
            Money expenses,
            Money passThrough,
            Money intercompanyCost,
            Money intercompanyIncome) {

        /** Amounts without expenses, subcontractors and intercompany. */
        public static Amounts ofLabour(Money invoiceable, Money labour) {
            Money none = Money.zero(invoiceable.currency());
            return new Amounts(invoiceable, labour, none, none, none, none, none);
        }

        /** The same with intercompany charges. */
        public Amounts charged(Money cost) {
            return new Amounts(invoiceable, labour, subcontract, expenses, passThrough, cost, intercompanyIncome);
        }

        /** The sum of two. */
        public Amounts plus(Amounts other) {
            return new Amounts(
                    invoiceable.plus(other.invoiceable),
                    labour.plus(other.labour),
                    subcontract.plus(other.subcontract),
                    expenses.plus(other.expenses),
                    passThrough.plus(other.passThrough),
                    intercompanyCost.plus(other.intercompanyCost),
                    intercompanyIncome.plus(other.intercompanyIncome));
        }
    }

    /** The margin of actuals. */
    public static ProjectMargin booked(Scope scope, Amounts actuals) {
        return new ProjectMargin(new View(Basis.BOOKED, scope), actuals);
    }

    /** The margin of actuals and what is still planned, at current rates. */
    public static ProjectMargin forecast(Scope scope, Amounts actuals, Amounts remaining) {
        return new ProjectMargin(new View(Basis.FORECAST, scope), actuals.plus(remaining));
    }

    /** Revenue without what is passed through; of an entity, with its intercompany income. */
    public Money netRevenue() {
        Money own = amounts.invoiceable().minus(amounts.passThrough());
        return view.scope() == Scope.ENTITY ? own.plus(amounts.intercompanyIncome()) : own;
    }

    /** Expenses that no client pays. */
    public Money nonBillableExpense() {
        return amounts.expenses().minus(amounts.passThrough());
    }

    /** Net revenue less labour, subcontractors, own expenses and, of an entity, intercompany charges. */
    public Money margin() {
        Money left = netRevenue()
                .minus(amounts.labour())
                .minus(amounts.subcontract())
                .minus(nonBillableExpense());
        return view.scope() == Scope.ENTITY ? left.minus(amounts.intercompanyCost()) : left;
    }

    /** Margin by net revenue, 4 decimals; empty when there is no revenue to divide by. */
    public Optional<BigDecimal> ratio() {
        if (netRevenue().signum() <= 0) {
            return Optional.empty();
        }
        return Optional.of(margin().amount().divide(netRevenue().amount(), 4, RoundingMode.HALF_UP));
    }
}
