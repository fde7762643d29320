package io.throughline.money;

import io.throughline.contract.Snapshots;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The exchange rate on a day: the closing rate of the day, or of the latest day up to a week before it, or the average
 * rate of its month. A rate is never inverted and never carried further.
 */
public final class FxRates {

    private static final int WEEK = 7;

    private final Snapshots snapshots;

    public FxRates(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Units of one currency for one unit of another; 1 within a currency, empty when no rate is loaded. */
    public Optional<BigDecimal> on(LocalDate day, String from, String to) {
        if (from.equals(to)) {
            return Optional.of(BigDecimal.ONE);
        }
        List<FxRate> pair = snapshots.all("fx-rate", FxRate.class).stream()
                .filter(rate -> rate.from().equals(from) && rate.to().equals(to))
                .toList();
        return pair.stream()
                .filter(rate -> rate.type() == FxRate.Type.CLOSING && rate.date() != null)
                .filter(rate -> !rate.date().isAfter(day) && !rate.date().isBefore(day.minusDays(WEEK)))
                .max(Comparator.comparing(FxRate::date))
                .or(() -> pair.stream()
                        .filter(rate -> rate.type() == FxRate.Type.AVERAGE
                                && YearMonth.from(day).equals(rate.month()))
                        .findFirst())
                .map(FxRate::rate);
    }
}
