package io.throughline.money;

import io.throughline.contract.Snapshots;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** Closing rates: the last one published up to a day, else the first after it; a rate is never inverted. */
public final class ClosingRates {

    private final Snapshots snapshots;

    public ClosingRates(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** The translation of a currency on a day; empty when no closing rate of the pair is known. */
    public Optional<Translation> find(String from, String to, LocalDate on) {
        if (from.equals(to)) {
            return Optional.of(Translation.none(from));
        }
        var known = snapshots.all("fx-rate", FxRate.class).stream()
                .filter(rate -> rate.type() == FxRate.Type.CLOSING && rate.date() != null)
                .filter(rate -> rate.from().equals(from) && rate.to().equals(to))
                .sorted(Comparator.comparing(FxRate::date))
                .toList();
        return known.stream()
                .filter(rate -> !rate.date().isAfter(on))
                .reduce((first, second) -> second)
                .or(() -> known.stream().findFirst())
                .map(Translation::by);
    }
}
