package io.throughline.people;

import io.throughline.contract.Snapshots;
import io.throughline.money.CostRate;
import io.throughline.money.Hours;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Cost of many entries by the rules of {@link CostRates}; the rates are read once. */
public final class CostRateBook {

    private final List<CostRate> rates;

    private CostRateBook(List<CostRate> rates) {
        this.rates = rates;
    }

    /** All rates known now. */
    public static CostRateBook of(Snapshots snapshots) {
        return new CostRateBook(snapshots.all("cost-rate", CostRate.class));
    }

    /** The rate of an entry as of its work date; empty when there is none or its role or entity is not known. */
    public Optional<Rate> find(TimeFact entry) {
        return find(entry, entry.legalEntityId());
    }

    /** What the entry would cost if that entity employed its worker. */
    public Optional<Rate> find(TimeFact entry, String legalEntityId) {
        if (entry.roleId() == null || legalEntityId == null) {
            return Optional.empty();
        }
        return CostRates.find(rates, entry.workerId(), legalEntityId, entry.roleId(), entry.workDate());
    }

    /**
     * Hours by cost rate; minutes are summed first and then rounded to hours (as in CALC-04).
     *
     * @param hours    hours of entries of one rate, 2 decimals
     * @param unpriced what has no rate, such as {@code W-0001 SAR of LE-DE}
     */
    public record Costed(Map<Rate, BigDecimal> hours, Collection<String> unpriced) {}

    /** Entries by their cost rates. */
    public Costed by(Collection<TimeFact> entries) {
        Map<Rate, Long> minutes = new LinkedHashMap<>();
        Collection<String> unpriced = new TreeSet<>();
        for (TimeFact entry : entries) {
            Optional<Rate> rate = find(entry);
            if (rate.isPresent()) {
                minutes.merge(rate.get(), (long) entry.minutes(), Long::sum);
            } else {
                unpriced.add(entry.workerId() + " " + entry.roleId() + " of " + entry.legalEntityId());
            }
        }
        Map<Rate, BigDecimal> hours = new LinkedHashMap<>();
        minutes.forEach((rate, sum) -> hours.put(rate, Hours.of(sum)));
        return new Costed(hours, unpriced);
    }
}
