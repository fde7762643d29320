package io.throughline.money;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Time and expenses that the invoice of a billing cycle is about: those of its days, and those of earlier days that came
 * after the invoice of their own cycle. What is late belongs to the first cycle after its own that has no invoice and to no
 * other, so that two cycles that are billed at the same time never take the same. A cycle whose work comes to zero has no
 * document; the next one takes it along.
 *
 * @param reach    the cycle, from the first day of what it takes along
 * @param time     the project's time on these days, in any state
 * @param expenses the project's expenses on these days, in any state
 */
public record CycleWork(BillingCycle reach, List<TimeFact> time, List<ExpenseFact> expenses) {

    /** How many days before a cycle time and expenses may be that its invoice takes along. */
    public static final int LATE_DAYS = 366;

    /**
     * The work of a cycle. It is read again once it is known which cycles have an invoice: what an invoice took that was
     * made meanwhile is seen as taken, and no cycle takes it a second time as late.
     *
     * @param time     reads the project's time, from {@link #LATE_DAYS} before the cycle on
     * @param expenses reads the project's expenses, likewise
     */
    public static CycleWork of(
            BillingTerms terms,
            BillingCycle cycle,
            Supplier<? extends Collection<TimeFact>> time,
            Supplier<? extends Collection<ExpenseFact>> expenses,
            BillingFacts billing) {
        LocalDate from =
                terms.cycle().isOfDays() ? from(terms, cycle, time.get(), expenses.get(), billing) : cycle.from();
        BillingCycle reach = new BillingCycle(cycle.projectId(), cycle.label(), from, cycle.to());
        return new CycleWork(
                reach,
                time.get().stream()
                        .filter(fact -> within(reach, fact.workDate()))
                        .toList(),
                expenses.get().stream()
                        .filter(expense -> within(reach, expense.date()))
                        .toList());
    }

    /** The entries its invoice takes. */
    public List<TimeFact> entries() {
        return InvoiceRules.entries(reach, time);
    }

    /** The expenses its invoice takes. */
    public List<ExpenseFact> toBill() {
        return ExpenseLines.toBill(reach, expenses);
    }

    /** Whether there is nothing to bill. */
    public boolean isEmpty() {
        return entries().isEmpty() && toBill().isEmpty();
    }

    /**
     * Whether nothing is left to say with a document: nothing waits to be approved or to come to the ERP, and what is there
     * comes to zero, corrections by the work they take back. It goes with the next cycle.
     */
    public boolean comesToNothing(BillingTerms terms) {
        boolean onTheWay = time.stream()
                        .anyMatch(fact -> fact.billable()
                                && fact.minutes() != 0
                                && fact.invoiceId() == null
                                && (fact.state() == TimeFact.State.SUBMITTED
                                        || fact.state() == TimeFact.State.APPROVED))
                || expenses.stream()
                        .anyMatch(expense -> expense.billable() && expense.state() == ExpenseFact.State.APPROVED);
        boolean priced = entries().stream().allMatch(fact -> fact.billRate() != null && fact.roleId() != null);
        return isEmpty() && !onTheWay
                || !onTheWay
                        && priced
                        && terms.pricing()
                                        .total(entries(), terms.currency())
                                        .plus(ExpenseLines.total(toBill(), terms.currency()))
                                        .signum()
                                == 0;
    }

    private static LocalDate oldest(BillingCycle cycle, Collection<TimeFact> time, Collection<ExpenseFact> expenses) {
        Stream<LocalDate> open = time.stream()
                .filter(fact -> fact.billable()
                        && fact.minutes() != 0
                        && fact.invoiceId() == null
                        && fact.state().approved())
                .map(TimeFact::workDate);
        Stream<LocalDate> spent = expenses.stream()
                .filter(expense -> expense.billable() && expense.invoiceId() == null)
                .map(ExpenseFact::date);
        return Stream.concat(open, spent).min(LocalDate::compareTo).orElse(cycle.from());
    }

    private static LocalDate from(
            BillingTerms terms,
            BillingCycle cycle,
            Collection<TimeFact> time,
            Collection<ExpenseFact> expenses,
            BillingFacts billing) {
        LocalDate oldest = oldest(cycle, time, expenses);
        LocalDate from = cycle.from();
        while (oldest.isBefore(from)) {
            BillingCycle before = BillingCycle.of(cycle.projectId(), terms.cycle(), from.minusDays(1));
            if (billing.invoiceOf(before.id()).isPresent()) {
                from = before.from();
                continue;
            }
            CycleWork earlier = of(terms, before, () -> time, () -> expenses, billing);
            if (!earlier.comesToNothing(terms)) {
                break;
            }
            from = earlier.reach().from();
        }
        return from;
    }

    private static boolean within(BillingCycle reach, LocalDate day) {
        return !day.isBefore(reach.from()) && !day.isAfter(reach.to());
    }
}
