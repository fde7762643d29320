package io.throughline.money;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

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
     */
    public record Blocker(String gate, String owner, String reason, Money amount) {}

    /**
     * What is known besides the time.
     *
     * @param openExceptions exceptions of the project (R4)
     * @param billedBefore   net of the project's other invoices (R6)
     * @param overCapApproved whether billing over the cap was approved (R6)
     * @param fxAvailable    whether the exchange rate to the entity's currency is known (R10)
     * @param periodOpen     whether the accounting period of the invoice is open (R11)
     */
    public record Circumstances(
            List<String> openExceptions,
            Money billedBefore,
            boolean overCapApproved,
            boolean fxAvailable,
            boolean periodOpen) {}

    public BillingReadiness {
        blockers = List.copyOf(blockers);
    }

    /** Whether nothing stands in the way. */
    public boolean ready() {
        return blockers.isEmpty();
    }

    /**
     * The state of a cycle: R1 submitted time approved, R2 approved time transferred, R4 no open exception, R5 rates
     * resolved, R6 cap, R8 purchase order, R9 customer data, R10 exchange rate, R11 period. (R3 expenses and R7
     * milestones have no part in billing by time.)
     */
    public static BillingReadiness of(
            BillingTerms terms, BillingCycle cycle, Collection<TimeFact> facts, Circumstances known) {
        List<TimeFact> inCycle = facts.stream()
                .filter(fact -> fact.billable() && fact.minutes() != 0 && fact.invoiceId() == null)
                .filter(fact -> !fact.workDate().isBefore(cycle.from())
                        && !fact.workDate().isAfter(cycle.to()))
                .toList();
        Money billable = worth(inCycle, fact -> fact.state().approved(), terms.currency());
        List<Blocker> blockers = new ArrayList<>();
        time(blockers, "R1", "project-manager", "wait for approval", inCycle, terms, TimeFact.State.SUBMITTED);
        time(blockers, "R2", "finance-ops", "are approved but not in the ERP", inCycle, terms, TimeFact.State.APPROVED);
        if (!known.openExceptions().isEmpty()) {
            String first = known.openExceptions().get(0);
            add(
                    blockers,
                    "R4",
                    "finance-ops",
                    known.openExceptions().size() + " open exceptions, first: " + first,
                    billable);
        }
        long unpriced = inCycle.stream()
                .filter(fact -> fact.state().approved() && fact.billRate() == null)
                .count();
        if (unpriced > 0) {
            add(blockers, "R5", "contract-admin", unpriced + " entries have no rate", billable);
        }
        TimeAndMaterials.Capped capped = TimeAndMaterials.capped(terms.cap(), known.billedBefore(), billable);
        if (capped.billable().signum() == 0 && capped.overCap().signum() > 0 && !known.overCapApproved()) {
            add(blockers, "R6", "account-manager", "the cap " + terms.cap() + " is used up", capped.overCap());
        }
        if (terms.poRequired() && terms.poNumber() == null) {
            add(blockers, "R8", "account-manager", "the purchase order is missing", billable);
        } else if (terms.poRemaining() != null && capped.billable().exceeds(terms.poRemaining())) {
            add(
                    blockers,
                    "R8",
                    "account-manager",
                    "only " + terms.poRemaining() + " is left on the purchase order",
                    billable);
        }
        if (!terms.missing().isEmpty()) {
            add(blockers, "R9", "finance-ops", "customer lacks " + String.join(", ", terms.missing()), billable);
        }
        if (!known.fxAvailable()) {
            add(blockers, "R10", "finance-ops", "no exchange rate for " + terms.currency(), billable);
        }
        if (!known.periodOpen()) {
            add(blockers, "R11", "finance-ops", "the accounting period is closed", billable);
        }
        return new BillingReadiness(cycle.id(), capped.billable(), blockers);
    }

    private static void time(
            List<Blocker> blockers,
            String gate,
            String owner,
            String what,
            List<TimeFact> facts,
            BillingTerms terms,
            TimeFact.State state) {
        long count = facts.stream().filter(fact -> fact.state() == state).count();
        if (count > 0) {
            Money amount = worth(facts, fact -> fact.state() == state, terms.currency());
            add(blockers, gate, owner, count + " time entries " + what, amount);
        }
    }

    private static Money worth(List<TimeFact> facts, Predicate<TimeFact> which, String currency) {
        List<TimeFact> priced = facts.stream()
                .filter(which)
                .filter(fact -> fact.billRate() != null && fact.roleId() != null)
                .toList();
        return TimeAndMaterials.total(TimeAndMaterials.lines(priced), currency);
    }

    private static void add(List<Blocker> blockers, String gate, String owner, String reason, Money amount) {
        blockers.add(new Blocker(gate, owner, reason, amount));
    }
}
