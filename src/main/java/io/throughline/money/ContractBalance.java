package io.throughline.money;

import java.util.Collection;

/**
 * CALC-09: revenue of a contract against what was billed of it (IFRS 15.105-107). More revenue is a contract asset
 * (unbilled, work in progress), more billing a contract liability (deferred). What the client withholds is billed and not
 * due, hence part of neither.
 *
 * @param contractId contract
 * @param revenue    revenue to date
 * @param due        billed to date and due
 * @param retained   billed to date and withheld until acceptance
 */
public record ContractBalance(String contractId, Money revenue, Money due, Money retained) {

    /** The balance of a contract of which nothing is withheld. */
    public static ContractBalance of(String contractId, Money revenue, Money billed) {
        return new ContractBalance(contractId, revenue, billed, Money.zero(billed.currency()));
    }

    /** All that was billed, due or not. */
    public Money billed() {
        return due.plus(retained);
    }

    /** Revenue less billed; positive is an asset, negative a liability. */
    public Money net() {
        return revenue.minus(billed());
    }

    /** What is earned and not billed, or zero. */
    public Money asset() {
        return net().max(Money.zero(revenue.currency()));
    }

    /** What is billed and not earned, as a positive amount, or zero. */
    public Money liability() {
        return net().negated().max(Money.zero(revenue.currency()));
    }

    /**
     * Assets and liabilities of several contracts, side by side.
     *
     * @param asset     sum of the assets
     * @param liability sum of the liabilities
     */
    public record Totals(Money asset, Money liability) {}

    /** Totals of contracts of one currency; one contract's liability never lowers the asset of another. */
    public static Totals totals(Collection<ContractBalance> balances, String currency) {
        Money none = Money.zero(currency);
        return new Totals(
                balances.stream().map(ContractBalance::asset).reduce(none, Money::plus),
                balances.stream().map(ContractBalance::liability).reduce(none, Money::plus));
    }
}
