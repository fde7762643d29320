package io.throughline.people;

import io.throughline.contract.Snapshots;
import io.throughline.money.CostRate;
import io.throughline.money.FxRates;
import io.throughline.money.LegalEntity;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.people.PeriodHours.Missing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * About what missing hours cost: each worker's hours by the cost rate of the last day of the period, in the currency of the
 * legal entity. A cost rate has on-costs in it and no premium for overtime, so this is an order of size and no pay slip.
 *
 * @param amount           in the currency of the entity
 * @param hoursWithoutRate hours that are not in it, because no cost rate is known or none in that currency, scale 2
 */
public record GrossEstimate(Money amount, BigDecimal hoursWithoutRate) {

    static GrossEstimate of(Snapshots snapshots, LegalEntity entity, LocalDate day, List<Missing> missing) {
        List<CostRate> rates = snapshots.all("cost-rate", CostRate.class);
        FxRates exchange = new FxRates(snapshots);
        Money amount = Money.zero(entity.currency());
        BigDecimal without = BigDecimal.ZERO.setScale(2);
        for (Missing one : missing) {
            Optional<Rate> rate =
                    CostRates.of(rates, one.worker(), one.worker().job().roleId(), day);
            Optional<BigDecimal> factor = rate.flatMap(cost -> exchange.on(day, cost.currency(), entity.currency()));
            if (factor.isPresent()) {
                BigDecimal cost = rate.get().amount().multiply(one.hours());
                amount = amount.plus(Money.rounded(cost.multiply(factor.get()), entity.currency()));
            } else {
                without = without.add(one.hours());
            }
        }
        return new GrossEstimate(amount, without);
    }
}
