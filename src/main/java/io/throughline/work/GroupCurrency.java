package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.FxRate;
import io.throughline.money.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Amounts in the currency in which the firm adds up, at the closing rate of the latest loaded day. */
public final class GroupCurrency {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Snapshots snapshots;
    private final String code;
    private final Clock clock;
    private volatile Loaded loaded = new Loaded(List.of(), Instant.MIN);

    private record Loaded(List<FxRate> rates, Instant until) {}

    /** @param code ISO 4217 code of the group currency */
    public GroupCurrency(Snapshots snapshots, String code, Clock clock) {
        this.snapshots = snapshots;
        this.code = code;
        this.clock = clock;
    }

    /** The group currency. */
    public String code() {
        return code;
    }

    /** The amount in group currency; empty when no closing rate into it is loaded. A rate is never inverted. */
    public Optional<Money> of(Money amount) {
        if (amount.currency().equals(code)) {
            return Optional.of(amount);
        }
        return rates().stream()
                .filter(rate -> rate.from().equals(amount.currency()))
                .max(Comparator.comparing(FxRate::date))
                .map(rate -> Money.rounded(amount.amount().multiply(rate.rate()), code));
    }

    private List<FxRate> rates() {
        Instant now = clock.instant();
        if (!now.isBefore(loaded.until())) {
            List<FxRate> closing = snapshots.all("fx-rate", FxRate.class).stream()
                    .filter(rate -> rate.type() == FxRate.Type.CLOSING && rate.date() != null)
                    .filter(rate -> rate.to().equals(code))
                    .toList();
            loaded = new Loaded(closing, now.plus(FRESH));
        }
        return loaded.rates();
    }
}
