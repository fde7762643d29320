package io.throughline.money;

import io.throughline.contract.Snapshots;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;

/**
 * The months an entity may post in. A month of which nobody told counts as open until the month after it is over, where the
 * entity is; that is when the books of it are closed at the latest.
 */
public final class PostingPeriods {

    private final Snapshots snapshots;
    private final Clock clock;

    public PostingPeriods(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Whether the entity may post in the month. */
    public boolean open(String legalEntityId, YearMonth month) {
        return snapshots
                .latest("fiscal-period", legalEntityId + "-" + month, FiscalPeriod.class)
                .map(period -> period.state() != FiscalPeriod.State.CLOSED)
                .orElseGet(() -> !month.plusMonths(1).isBefore(YearMonth.from(today(legalEntityId))));
    }

    /** The first month that is open, not before the given one; the current one at the latest. */
    public YearMonth firstOpen(String legalEntityId, YearMonth from) {
        YearMonth current = YearMonth.from(today(legalEntityId));
        YearMonth month = from;
        while (month.isBefore(current) && !open(legalEntityId, month)) {
            month = month.plusMonths(1);
        }
        return month;
    }

    /**
     * The date of a document over service that ended on a day: that day while its month is open, else the day of a posting
     * in the first month after it that is; the service keeps its own days.
     */
    public LocalDate documentDay(String legalEntityId, LocalDate day) {
        YearMonth served = YearMonth.from(day);
        YearMonth month = firstOpen(legalEntityId, served);
        return month.equals(served) ? day : day(legalEntityId, month);
    }

    /** Whether somebody told that the month is closed for the entity. */
    public boolean closed(String legalEntityId, YearMonth month) {
        return told(legalEntityId, month)
                .filter(state -> state == FiscalPeriod.State.CLOSED)
                .isPresent();
    }

    /**
     * The first month, not before the given one, in which entities take new time: nobody told that it is soft-closed or closed
     * for one of them (V-TIM-06); the current one at the latest. Time from finance is taken while a month is soft-closed.
     */
    public YearMonth firstForTime(Collection<String> legalEntityIds, YearMonth from, boolean fromFinance) {
        YearMonth month = from;
        for (String entity : legalEntityIds) {
            YearMonth current = YearMonth.from(today(entity));
            while (month.isBefore(current)
                    && told(entity, month)
                            .filter(state -> !state.takesTime(fromFinance))
                            .isPresent()) {
                month = month.plusMonths(1);
            }
        }
        return month;
    }

    private Optional<FiscalPeriod.State> told(String legalEntityId, YearMonth month) {
        return snapshots
                .latest("fiscal-period", legalEntityId + "-" + month, FiscalPeriod.class)
                .map(FiscalPeriod::state);
    }

    /** The day of a posting in the month: its last, or today while it is not over. */
    public LocalDate day(String legalEntityId, YearMonth month) {
        LocalDate today = today(legalEntityId);
        return YearMonth.from(today).equals(month) ? today : month.atEndOfMonth();
    }

    /** Today where the entity is. */
    public LocalDate today(String legalEntityId) {
        return LocalDate.now(clock.withZone(zone(legalEntityId)));
    }

    /** Where the entity is, UTC when nobody told. */
    public ZoneId zone(String legalEntityId) {
        return snapshots
                .latest("legal-entity", legalEntityId, LegalEntity.class)
                .map(LegalEntity::timeZone)
                .orElse(ZoneId.of("UTC"));
    }

    /** The last month that is over where the entity is. */
    public YearMonth lastEnded(String legalEntityId) {
        return YearMonth.from(today(legalEntityId)).minusMonths(1);
    }
}
