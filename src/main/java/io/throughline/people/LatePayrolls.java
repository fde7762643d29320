package io.throughline.people;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.LegalEntity;
import io.throughline.money.PayPeriod;
import io.throughline.money.TimeFacts;
import io.throughline.people.LatePayroll.Reason;
import io.throughline.people.PayrollExports.Exported;
import io.throughline.people.PeriodHours.Missing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * WF-22: pay periods of which payroll does not have everything 24 hours before it is locked, or later. Looked at is the last
 * period of each entity that is over; locks are such that no older one can be near its own.
 */
public final class LatePayrolls {

    private static final Duration AHEAD = Duration.ofHours(24);

    private final Snapshots snapshots;
    private final PeriodHours hours;
    private final PayrollExports exports;
    private final PayCalendar calendar;
    private final Clock clock;

    public LatePayrolls(
            Snapshots snapshots,
            TimeFacts time,
            LeaveFacts leave,
            PayrollExports exports,
            PayCalendar calendar,
            Clock clock) {
        this.snapshots = snapshots;
        this.hours = new PeriodHours(snapshots, time, leave, calendar);
        this.exports = exports;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * The last period that is over, of each entity that has a lock, when its lock is past or at most 24 hours ahead; those are
     * hours of a clock, also where the day of the lock has 23 or 25. Ordered by id of the entity; no worker is read.
     */
    public List<Locked> near() {
        Instant now = clock.instant();
        List<Locked> near = new ArrayList<>();
        for (LegalEntity entity : snapshots.all("legal-entity", LegalEntity.class)) {
            String id = entity.legalEntityId();
            PayPeriod running = calendar.period(id, LocalDate.ofInstant(now, entity.timeZone()));
            PayPeriod over = calendar.period(id, running.from().minusDays(1));
            boolean closed =
                    entity.effectiveTo() != null && !entity.effectiveTo().isAfter(over.from());
            calendar.lock(entity, over)
                    .filter(lock -> !closed && !now.isBefore(lock.toInstant().minus(AHEAD)))
                    .ifPresent(lock -> near.add(new Locked(entity, over, lock)));
        }
        return near;
    }

    /**
     * A period of an entity with its lock; empty when the entity is not known or has no lock.
     *
     * @param period id such as {@code 2026-10B}
     */
    public Optional<Locked> locked(String legalEntityId, String period) {
        return snapshots
                .latest("legal-entity", legalEntityId, LegalEntity.class)
                .flatMap(entity -> calendar.lock(entity, PayPeriod.parse(period))
                        .map(lock -> new Locked(entity, PayPeriod.parse(period), lock)));
    }

    /**
     * What payroll does not have of a period; empty when it has everything. Hours of an exported period that come in after the
     * lock are not late: a later batch brings them.
     *
     * @param told whether people were told of it already, so that it stays late until payroll has everything
     */
    public Optional<LatePayroll> late(Locked one, boolean told) {
        Optional<Exported> known = exports.of(one.key());
        boolean past = !clock.instant().isBefore(one.lock().toInstant());
        PayPeriod period = one.period();
        if (known.isPresent() && (past && !told || !exports.touched(one.key(), period.from(), period.to()))) {
            return Optional.empty();
        }
        List<Missing> missing = hours.missing(
                one.entity().legalEntityId(), period, known.map(Exported::hours).orElse(Map.of()));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new LatePayroll(
                        one,
                        missing.size(),
                        sum(missing, Missing::hours),
                        reasons(missing, known.isPresent()),
                        missing.stream()
                                .flatMap(worker -> worker.waiting().stream())
                                .toList(),
                        GrossEstimate.of(snapshots, one.entity(), period.to(), missing)));
    }

    private static List<Reason> reasons(List<Missing> missing, boolean exported) {
        List<Reason> reasons = new ArrayList<>();
        reason(missing, Missing::unapproved, Missing::waitingHours).ifPresent(reasons::add);
        boolean held = !reasons.isEmpty() && !exported;
        Optional<Reason> unknown = reason(missing, Missing::unknown, Missing::hours);
        unknown.ifPresent(reasons::add);
        List<Missing> ready =
                missing.stream().filter(one -> !one.rows().isEmpty()).toList();
        if (!held && unknown.isEmpty() && !ready.isEmpty()) {
            reasons.add(new Reason(
                    LatePayroll.NOT_EXPORTED,
                    "approved hours are in no batch that payroll has taken; one that was held waits at the desk for its replay",
                    ids(ready),
                    sum(ready, one -> one.hours().subtract(one.waitingHours()))));
        }
        return reasons;
    }

    private static Optional<Reason> reason(
            List<Missing> missing, Function<Missing, Optional<Violation>> rule, Function<Missing, BigDecimal> hours) {
        List<Missing> concerned =
                missing.stream().filter(one -> rule.apply(one).isPresent()).toList();
        return concerned.stream()
                .findFirst()
                .flatMap(rule)
                .map(first -> new Reason(
                        first.rule(),
                        first.message() + and(concerned.size() - 1),
                        ids(concerned),
                        sum(concerned, hours)));
    }

    private static String and(int more) {
        return more == 0 ? "" : "; so it is with " + more + (more == 1 ? " more worker" : " more workers");
    }

    private static List<String> ids(List<Missing> missing) {
        return missing.stream().map(one -> one.worker().workerId()).toList();
    }

    private static BigDecimal sum(List<Missing> missing, Function<Missing, BigDecimal> hours) {
        return missing.stream().map(hours).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }
}
