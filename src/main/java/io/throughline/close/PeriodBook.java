package io.throughline.close;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.FiscalPeriod.State;
import io.throughline.money.LegalEntity;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Where the periods of all entities stand, and the event by which one of them moves on. */
public final class PeriodBook {

    /** How many months before the current one are shown although nobody told of them. */
    private static final int MONTHS = 3;

    private static final String OBJECT = "fiscal-period";

    private final Snapshots snapshots;
    private final Clock clock;

    public PeriodBook(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** A way a period moves. */
    public enum Move {
        /** New time from finance only. */
        SOFT_CLOSE("period.softclosed.v1"),
        /** Nothing is posted in it any more. */
        CLOSE("period.closed.v1"),
        /** It is open again. */
        REOPEN("period.reopened.v1");

        private final String type;

        Move(String type) {
            this.type = type;
        }

        /** What the audit calls it, such as {@code period.closed}. */
        public String action() {
            return type.substring(0, type.lastIndexOf('.'));
        }
    }

    /**
     * Every period of the last months and every other one that somebody told of, by entity and month.
     *
     * @param entity only those of this entity; null or empty for all
     */
    public List<ClosePeriod> list(String entity) {
        TreeMap<String, ClosePeriod> periods = new TreeMap<>();
        for (LegalEntity each : snapshots.all("legal-entity", LegalEntity.class)) {
            if (entity == null || entity.isEmpty() || entity.equals(each.legalEntityId())) {
                YearMonth current = YearMonth.from(LocalDate.now(clock.withZone(each.timeZone())));
                for (int back = MONTHS; back >= 0; back--) {
                    ClosePeriod period =
                            ClosePeriod.open(each.legalEntityId(), current.minusMonths(back), each.timeZone());
                    periods.put(id(period), period);
                }
            }
        }
        for (FiscalPeriod told : snapshots.all(OBJECT, FiscalPeriod.class)) {
            if (entity == null || entity.isEmpty() || entity.equals(told.legalEntityId())) {
                ClosePeriod period = ClosePeriod.of(told, zone(told.legalEntityId()));
                periods.put(id(period), period);
            }
        }
        return List.copyOf(periods.values());
    }

    /**
     * One period; open when nobody told of it.
     *
     * @throws IllegalArgumentException when the entity is not known
     */
    public ClosePeriod find(String entity, YearMonth month) {
        ZoneId zone = snapshots
                .latest("legal-entity", entity, LegalEntity.class)
                .map(LegalEntity::timeZone)
                .orElseThrow(() -> new IllegalArgumentException("no legal entity " + entity + " is known"));
        return snapshots
                .latest(OBJECT, entity + "-" + month, FiscalPeriod.class)
                .map(told -> ClosePeriod.of(told, zone))
                .orElseGet(() -> ClosePeriod.open(entity, month, zone));
    }

    /** The same month of every other entity. */
    public List<ClosePeriod> others(ClosePeriod period) {
        return snapshots.all("legal-entity", LegalEntity.class).stream()
                .filter(entity -> !entity.legalEntityId().equals(period.entity()))
                .map(entity -> find(entity.legalEntityId(), period.period()))
                .toList();
    }

    /** Later months of the same entity that are not open, the earliest first. */
    public List<ClosePeriod> laterNotOpen(ClosePeriod period) {
        return list(period.entity()).stream()
                .filter(other -> other.period().isAfter(period.period()) && other.state() != State.OPEN)
                .sorted(Comparator.comparing(ClosePeriod::period))
                .toList();
    }

    /** The event that says where a period stands from now on. */
    public Event event(ClosePeriod moved, Move move) {
        String id = id(moved);
        long version = snapshots
                        .latest(OBJECT, id, FiscalPeriod.class)
                        .map(FiscalPeriod::version)
                        .orElse(0L)
                + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FiscalPeriod period = new FiscalPeriod(
                id,
                version,
                moved.entity(),
                moved.period().atDay(1),
                moved.period().atEndOfMonth(),
                moved.state(),
                moved.closesAt(),
                moved.period().atDay(1),
                now,
                "throughline",
                new ArrayList<>(),
                null);
        return new Event(
                FollowUp.SOURCE,
                id + "-" + move.action().replace('.', '-') + "-v" + version,
                move.type,
                id,
                now,
                "period:" + id,
                version,
                null,
                null,
                null,
                moved.entity(),
                moved.period().atDay(1),
                Json.toTree(period),
                null);
    }

    /** How a period is called: {@code LE-US-2026-10}. */
    public static String id(ClosePeriod period) {
        return period.entity() + "-" + period.period();
    }

    private ZoneId zone(String entity) {
        return snapshots
                .latest("legal-entity", entity, LegalEntity.class)
                .map(LegalEntity::timeZone)
                .orElse(ZoneId.of("UTC"));
    }
}
