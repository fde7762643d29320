package io.throughline.money;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * WF-16: whether a project and billing cycle can be billed, and if not who must do what.
 *
 * @param billingCycleId cycle
 * @param billable       what would be billed now
 * @param blockers       what stands in the way, in the order of the gates; empty when ready
 */
public record BillingReadiness(String billingCycleId, Money billable, List<Blocker> blockers) {

    /**
     * One gate that is shut.
     *
     * @param gate   {@code R1} to {@code R11}
     * @param owner  team that can open it
     * @param reason a sentence
     * @param amount money it holds
     * @param since  day of the oldest work it waits for or holds, or null when it holds none
     */
    public record Blocker(String gate, String owner, String reason, Money amount, LocalDate since) {}

    /**
     * What is known besides the time.
     *
     * @param openExceptions exceptions of the project (R4)
     * @param billedBefore   net of the contract's other invoices (R6)
     * @param overCapApproved whether billing over the cap was approved (R6)
     * @param missingRate    rate that is not known (R10), such as {@code EUR to USD on 2026-10-31}, or null
     * @param periodOpen     whether an accounting period is open for the invoice, its own or a later one (R11)
     */
    public record Circumstances(
            List<String> openExceptions,
            Money billedBefore,
            boolean overCapApproved,
            String missingRate,
            boolean periodOpen) {}

    public BillingReadiness {
        blockers = List.copyOf(blockers);
    }

    /** Whether nothing stands in the way. */
    public boolean ready() {
        return blockers.isEmpty();
    }

    /**
     * The state of a cycle: R1 submitted time approved, R2 approved time transferred, R3 approved expenses
     * posted, R4 no open exception, R5 rates resolved, R6 cap, R8 purchase order, R9 customer data, R10 exchange rate, R11
     * period. (R7 milestones have no part in billing by time.)
     */
    public static BillingReadiness of(
            BillingTerms terms, BillingCycle cycle, Collection<TimeFact> facts, Circumstances known) {
        return of(terms, cycle, facts, List.of(), known);
    }

    /** The same with the project's expenses, in any state. */
    public static BillingReadiness of(
            BillingTerms terms,
            BillingCycle cycle,
            Collection<TimeFact> facts,
            Collection<ExpenseFact> expenses,
            Circumstances known) {
        List<TimeFact> inCycle = facts.stream()
                .filter(fact -> fact.billable() && fact.minutes() != 0 && fact.invoiceId() == null)
                .filter(fact -> !fact.workDate().isBefore(cycle.from())
                        && !fact.workDate().isAfter(cycle.to()))
                .toList();
        Money billable = worth(inCycle, fact -> fact.state().approved(), terms.currency());
        Money charged = ExpenseLines.total(ExpenseLines.toBill(cycle, expenses), terms.currency());
        Money waiting = billable.plus(charged);
        LocalDate since = Stream.concat(
                        inCycle.stream().map(TimeFact::workDate),
                        ExpenseLines.toBill(cycle, expenses).stream().map(ExpenseFact::date))
                .min(LocalDate::compareTo)
                .orElse(null);
        List<Blocker> blockers = new ArrayList<>();
        time(blockers, "R1", "project-manager", "wait for approval", inCycle, terms, TimeFact.State.SUBMITTED);
        time(blockers, "R2", "finance-ops", "are approved but not in the ERP", inCycle, terms, TimeFact.State.APPROVED);
        expenses(blockers, cycle, expenses, terms);
        if (!known.openExceptions().isEmpty()) {
            String first = known.openExceptions().get(0);
            add(
                    blockers,
                    "R4",
                    "finance-ops",
                    known.openExceptions().size() + " open exceptions, first: " + first,
                    waiting,
                    since);
        }
        List<TimeFact> unpriced = inCycle.stream()
                .filter(fact -> fact.state().approved() && fact.billRate() == null)
                .toList();
        if (!unpriced.isEmpty()) {
            String reason = unpriced.size() + " entries have no rate";
            blockers.add(new Blocker("R5", "contract-admin", reason, waiting, oldest(unpriced)));
        }
        TimeAndMaterials.Capped capped = TimeAndMaterials.capped(terms.cap(), known.billedBefore(), billable);
        if (capped.billable().signum() == 0 && capped.overCap().signum() > 0 && !known.overCapApproved()) {
            add(blockers, "R6", "account-manager", "the cap " + terms.cap() + " is used up", capped.overCap(), since);
        }
        if (terms.poRequired() && terms.poNumber() == null) {
            add(blockers, "R8", "account-manager", "the purchase order is missing", waiting, since);
        } else if (terms.poRemaining() != null && capped.billable().exceeds(terms.poRemaining())) {
            add(
                    blockers,
                    "R8",
                    "account-manager",
                    "only " + terms.poRemaining() + " is left on the purchase order",
                    waiting,
                    since);
        }
        if (!terms.missing().isEmpty()) {
            add(blockers, "R9", "finance-ops", "customer lacks " + String.join(", ", terms.missing()), waiting, since);
        }
        if (known.missingRate() != null) {
            add(blockers, "R10", "finance-ops", "no exchange rate from " + known.missingRate(), waiting, since);
        }
        if (!known.periodOpen()) {
            add(blockers, "R11", "finance-ops", "no accounting period is open for it", waiting, since);
        }
        return new BillingReadiness(cycle.id(), capped.billable().plus(charged), blockers);
    }

    /** What an expense that is not posted holds is known where its currency is that of the contract. */
    private static void expenses(
            List<Blocker> blockers, BillingCycle cycle, Collection<ExpenseFact> expenses, BillingTerms terms) {
        List<ExpenseFact> waiting = expenses.stream()
                .filter(expense -> expense.billable()
                        && expense.state() == ExpenseFact.State.APPROVED
                        && !expense.date().isAfter(cycle.to()))
                .toList();
        if (!waiting.isEmpty()) {
            Money held = waiting.stream()
                    .map(ExpenseFact::amount)
                    .filter(amount -> amount.currency().equals(terms.currency()))
                    .reduce(Money.zero(terms.currency()), Money::plus);
            LocalDate since = waiting.stream()
                    .map(ExpenseFact::date)
                    .min(LocalDate::compareTo)
                    .orElse(null);
            String reason = waiting.size() + " expenses are approved but not in the ERP";
            blockers.add(new Blocker("R3", "finance-ops", reason, held, since));
        }
    }

    private static LocalDate oldest(List<TimeFact> facts) {
        return facts.stream().map(TimeFact::workDate).min(LocalDate::compareTo).orElse(null);
    }

    private static void time(
            List<Blocker> blockers,
            String gate,
            String owner,
            String what,
            List<TimeFact> facts,
            BillingTerms terms,
            TimeFact.State state) {
        List<TimeFact> found =
                facts.stream().filter(fact -> fact.state() == state).toList();
        if (!found.isEmpty()) {
            Money amount = worth(facts, fact -> fact.state() == state, terms.currency());
            String reason = found.size() + " time entries " + what;
            blockers.add(new Blocker(gate, owner, reason, amount, oldest(found)));
        }
    }

    private static Money worth(List<TimeFact> facts, Predicate<TimeFact> which, String currency) {
        List<TimeFact> priced = facts.stream()
                .filter(which)
                .filter(fact -> fact.billRate() != null && fact.roleId() != null)
                .toList();
        return TimeAndMaterials.total(TimeAndMaterials.lines(priced), currency);
    }

    private static void add(
            List<Blocker> blockers, String gate, String owner, String reason, Money amount, LocalDate since) {
        blockers.add(new Blocker(gate, owner, reason, amount, since));
    }
}
