package io.throughline.close;

import io.throughline.money.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What is reconciled, and how exactly.
 *
 * @param entity        legal entity
 * @param period        calendar month; days in it are local work dates
 * @param zone          zone of the entity, in which the period ends
 * @param groupCurrency ISO 4217 code in which money at risk is added up
 * @param tolerances    differences that do not matter
 */
public record Scope(String entity, YearMonth period, ZoneId zone, String groupCurrency, Tolerances tolerances) {

    /**
     * Differences up to these are within tolerance.
     *
     * @param hours  hours of one row; CALC-15 sets 0.05
     * @param money  amount of one row in its currency
     * @param labour share of the payroll journal by which absorbed labour cost may differ
     */
    public record Tolerances(BigDecimal hours, BigDecimal money, BigDecimal labour) {

        /** 0.05 hours, 0.01 of a currency, two hundredths of the labour cost. */
        public static final Tolerances STANDARD =
                new Tolerances(new BigDecimal("0.05"), new BigDecimal("0.01"), new BigDecimal("0.02"));
    }

    public Scope {
        Fields.id("entity", entity);
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(zone, "zone");
        Fields.currency("groupCurrency", groupCurrency);
        Objects.requireNonNull(tolerances, "tolerances");
    }

    /** With standard tolerances. */
    public static Scope of(String entity, YearMonth period, ZoneId zone, String groupCurrency) {
        return new Scope(entity, period, zone, groupCurrency, Tolerances.STANDARD);
    }

    LocalDate firstDay() {
        return period.atDay(1);
    }

    LocalDate lastDay() {
        return period.atEndOfMonth();
    }

    /** The instant at which the period closes (CALC-19). */
    public Instant cutOff() {
        return ClosePeriod.closesAt(period, zone);
    }

    /** As people say it: {@code LE-US 2026-10}. */
    @Override
    public String toString() {
        return entity + " " + period;
    }
}
