package io.throughline.work;

import io.throughline.contract.Violation;
import io.throughline.money.ClosingRates;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.Translation;
import io.throughline.people.CostRateBook;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cost of approved time up to a day, at the rates of its work dates, in the currency of a contract. */
final class CostToDate {

    private final CostRateBook costs;
    private final ClosingRates fx;

    CostToDate(CostRateBook costs, ClosingRates fx) {
        this.costs = costs;
        this.fx = fx;
    }

    /**
     * The cost; what has no cost rate or no closing rate of the day is a finding that holds.
     *
     * @param found gets the findings
     */
    Money of(Collection<TimeFact> entries, LocalDate through, String currency, List<Violation> found) {
        CostRateBook.Costed costed = costs.by(entries.stream()
                .filter(entry -> entry.state().approved() && !entry.workDate().isAfter(through))
                .toList());
        costed.unpriced().forEach(who -> found.add(Violation.hold("V-REV-02", "", "no cost rate for " + who)));
        Money sum = Money.zero(currency);
        for (Map.Entry<Rate, BigDecimal> one : costed.hours().entrySet()) {
            Money cost = one.getKey().times(one.getValue());
            Optional<Translation> rate = fx.find(cost.currency(), currency, through);
            if (rate.isEmpty()) {
                found.add(
                        Violation.hold("V-REV-02", "", "no closing rate from " + cost.currency() + " to " + currency));
            } else {
                sum = sum.plus(rate.get().of(cost));
            }
        }
        return sum;
    }
}
