package io.throughline.people;

import io.throughline.contract.Snapshots;
import io.throughline.money.FiscalPeriod;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * How far back a change may take effect without a person (V-WRK-13), counted in closed periods of the employing entity. A
 * month whose period nobody told of counts as closed once it is over.
 *
 * @param snapshots what is known of fiscal periods
 * @param most      most closed periods a change may reach into
 */
public record RetroPolicy(Snapshots snapshots, int most) {

    /** How many closed periods lie between a date and today, that of the date included; at most one more than allowed. */
    int closedSince(String legalEntityId, LocalDate from, LocalDate today) {
        int closed = 0;
        YearMonth last = YearMonth.from(today);
        for (YearMonth month = YearMonth.from(from);
                !month.isAfter(last) && closed <= most;
                month = month.plusMonths(1)) {
            if (closed(legalEntityId + "-" + month, month.isBefore(last))) {
                closed++;
            }
        }
        return closed;
    }

    /** The period of a work date, such as {@code LE-US-2026-09}, when it is closed. */
    public Optional<String> closed(String legalEntityId, LocalDate workDate, LocalDate today) {
        YearMonth month = YearMonth.from(workDate);
        String id = legalEntityId + "-" + month;
        return closed(id, month.isBefore(YearMonth.from(today))) ? Optional.of(id) : Optional.empty();
    }

    private boolean closed(String periodId, boolean over) {
        return snapshots
                .latest("fiscal-period", periodId, FiscalPeriod.class)
                .map(period -> period.state() == FiscalPeriod.State.CLOSED)
                .orElse(over);
    }
}
