package io.throughline.money;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;

/**
 * CALC-08: revenue by milestones (output method of IFRS 15.41, B15). A milestone is earned whole on the day the client
 * accepts it; what is withheld of its bill is earned too.
 */
public final class MilestoneRevenue {

    private MilestoneRevenue() {}

    /**
     * A milestone.
     *
     * @param id         milestone
     * @param amount     what it is worth
     * @param acceptedOn local date of the client's acceptance, or null while there is none
     */
    public record Milestone(String id, Money amount, LocalDate acceptedOn) {

        public Milestone {
            Fields.id("id", id);
            Fields.required("amount", amount);
        }
    }

    /** Revenue of one month and up to its end. */
    public static RevenueFigure of(Collection<Milestone> milestones, YearMonth month, String currency) {
        return new RevenueFigure(
                RevenueEvent.Method.MILESTONE,
                accepted(milestones, month.atDay(1), currency),
                accepted(milestones, month.plusMonths(1).atDay(1), currency));
    }

    private static Money accepted(Collection<Milestone> milestones, LocalDate before, String currency) {
        return milestones.stream()
                .filter(milestone ->
                        milestone.acceptedOn() != null && milestone.acceptedOn().isBefore(before))
                .map(Milestone::amount)
                .reduce(Money.zero(currency), Money::plus);
    }
}
