package io.throughline;

import io.throughline.money.LegalEntity;
import io.throughline.money.PayPeriod;
import io.throughline.money.TimeFact;
import io.throughline.people.PayCalendar;
import io.throughline.people.PayrollRules;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Pay periods that are over where the entity is: not exported yet, or with hours that payroll does not have. */
final class DuePayrolls {

    private final Stores stores;
    private final PayrollRules payroll;
    private final PayCalendar calendar;
    private final Clock clock;

    DuePayrolls(Stores stores, PayrollRules payroll, PayCalendar calendar, Clock clock) {
        this.stores = stores;
        this.payroll = payroll;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * Keys of periods with time on one of these days, see {@link PayrollRules#key}, each with the version of the batch that is due.
     */
    Map<String, Integer> versions(LocalDate from, LocalDate through) {
        Set<String> over = new LinkedHashSet<>();
        for (String workerId : stores.times().workers(from, through)) {
            stores.knowledge().latest("worker", workerId, Worker.class).ifPresent(newest -> stores.times()
                    .ofWorker(workerId, from, through)
                    .forEach(fact -> {
                        String entity = entity(fact, newest);
                        PayPeriod period = calendar.period(entity, fact.workDate());
                        if (period.to().isBefore(LocalDate.now(clock.withZone(zone(entity))))) {
                            over.add(PayrollRules.key(entity, period));
                        }
                    }));
        }
        Map<String, Integer> due = new LinkedHashMap<>();
        over.forEach(key -> payroll.due(key).ifPresent(version -> due.put(key, version)));
        return due;
    }

    private String entity(TimeFact fact, Worker newest) {
        return fact.legalEntityId() != null
                ? fact.legalEntityId()
                : stores.knowledge()
                        .find("worker", fact.workerId(), fact.workDate(), Worker.class)
                        .orElse(newest)
                        .employment()
                        .legalEntityId();
    }

    private ZoneId zone(String legalEntityId) {
        return stores.knowledge()
                .latest("legal-entity", legalEntityId, LegalEntity.class)
                .map(LegalEntity::timeZone)
                .orElse(ZoneId.of("UTC"));
    }
}
