package io.throughline.work;

import io.throughline.money.Fields;
import io.throughline.money.Money;
import io.throughline.money.ProjectMargin;
import io.throughline.money.Rate;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** CALC-21: what a piece of work would leave, staffed with one worker or another. Rates are in one currency. */
public final class StaffingWhatIf {

    private StaffingWhatIf() {}

    /**
     * Who could do it.
     *
     * @param workerId worker or role
     * @param cost     cost of one hour, see {@link io.throughline.money.Translation#of(Rate)} for one of another entity
     */
    public record Candidate(String workerId, Rate cost) {

        public Candidate {
            Fields.id("workerId", workerId);
            Fields.required("cost", cost);
        }
    }

    /**
     * What it would leave.
     *
     * @param workerId worker or role
     * @param margin   group margin of the plan
     */
    public record Outcome(String workerId, ProjectMargin margin) {}

    /**
     * Outcomes, the best margin first; of equal ones by worker.
     *
     * @param hours hours planned, 2 decimals
     * @param bill  price of one hour, the same for all
     */
    public static List<Outcome> of(BigDecimal hours, Rate bill, Collection<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> outcome(hours, bill, candidate))
                .sorted(Comparator.comparing(
                                (Outcome outcome) -> outcome.margin().margin().amount())
                        .reversed()
                        .thenComparing(Outcome::workerId))
                .toList();
    }

    private static Outcome outcome(BigDecimal hours, Rate bill, Candidate candidate) {
        Money none = Money.zero(bill.currency());
        return new Outcome(
                candidate.workerId(),
                ProjectMargin.forecast(
                        ProjectMargin.Scope.GROUP,
                        ProjectMargin.Amounts.ofLabour(none, none),
                        ProjectMargin.Amounts.ofLabour(
                                bill.times(hours), candidate.cost().times(hours))));
    }
}
