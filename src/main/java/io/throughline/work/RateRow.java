package io.throughline.work;

import io.throughline.money.Fields;
import io.throughline.money.Rate;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One price of a role in a half-open range of work dates.
 *
 * @param scope level of the price; the carrier of the row decides when absent
 * @param roleId role the price is for
 * @param workerId the only worker the price is for
 * @param unit hour when absent
 * @param rate price per unit, 4 decimals
 * @param currency iSO 4217 alpha-3 code
 * @param from first work date, inclusive
 * @param to first work date after it, exclusive; open when absent
 * @param overtimeMultiplier factor for overtime, only if the contract has one
 * @param weekendMultiplier factor for weekends, only if the contract has one
 */
public record RateRow(
        Scope scope,
        String roleId,
        String workerId,
        Unit unit,
        BigDecimal rate,
        String currency,
        LocalDate from,
        LocalDate to,
        BigDecimal overtimeMultiplier,
        BigDecimal weekendMultiplier) {

    public RateRow {
        Fields.id("roleId", roleId);
        Fields.optionalId("workerId", workerId);
        rate = Fields.decimal("rate", rate, 13, 4);
        Fields.currency("currency", currency);
        Fields.required("from", from);
        overtimeMultiplier = Fields.optionalDecimal("overtimeMultiplier", overtimeMultiplier, 9, 4);
        weekendMultiplier = Fields.optionalDecimal("weekendMultiplier", weekendMultiplier, 9, 4);
        if (to != null && !to.isAfter(from)) {
            throw new IllegalArgumentException("to " + to + " is not after from " + from);
        }
    }

    /** The row with the price of one hour where it has one of a day, for systems that know hours alone. */
    RateRow perHour() {
        if (unit != Unit.DAY) {
            return this;
        }
        BigDecimal hour = new Rate(rate, currency, Rate.Unit.DAY).perHour().amount();
        return new RateRow(
                scope, roleId, workerId, Unit.HUR, hour, currency, from, to, overtimeMultiplier, weekendMultiplier);
    }

    /** The price of a day, raised for overtime or a weekend when the row says so; the greater factor counts. */
    Rate price(LocalDate workDate, boolean overtime) {
        Rate.Unit per = unit == null ? Rate.Unit.HUR : Rate.Unit.valueOf(unit.name());
        Rate plain = new Rate(rate, currency, per);
        boolean weekend = workDate.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return Stream.of(overtime ? overtimeMultiplier : null, weekend ? weekendMultiplier : null)
                .filter(Objects::nonNull)
                .max(BigDecimal::compareTo)
                .map(plain::raised)
                .orElse(plain);
    }

    /** Whether the price holds on a work date. */
    public boolean covers(LocalDate workDate) {
        return !workDate.isBefore(from) && (to == null || workDate.isBefore(to));
    }

    /** Level a price belongs to; the most specific level wins. */
    public enum Scope {
        ASSIGNMENT,
        PROJECT,
        CONTRACT,
        CUSTOMER,
        STANDARD
    }

    /** What the price is for: hour, day or piece. */
    public enum Unit {
        HUR,
        DAY,
        EA
    }
}
