package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.FxRate;
import io.throughline.money.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;

/** Rates in group currency: at the closing rate of the latest loaded day, with 4 decimals, half up. */
final class GroupRates {

    private final Snapshots snapshots;
    private final String currency;

    GroupRates(Snapshots snapshots, String currency) {
        this.snapshots = snapshots;
        this.currency = currency;
    }

    /** The rate in group currency; empty when no closing rate into it is loaded. */
    Optional<Rate> of(Rate rate) {
        if (rate.currency().equals(currency)) {
            return Optional.of(rate);
        }
        return snapshots.all("fx-rate", FxRate.class).stream()
                .filter(one -> one.type() == FxRate.Type.CLOSING && one.date() != null)
                .filter(one -> one.from().equals(rate.currency()) && one.to().equals(currency))
                .max(Comparator.comparing(FxRate::date))
                .map(FxRate::rate)
                .map(factor -> new Rate(converted(rate, factor), currency, rate.unit()));
    }

    private static BigDecimal converted(Rate rate, BigDecimal factor) {
        return rate.amount().multiply(factor).setScale(4, RoundingMode.HALF_UP);
    }
}
