package io.throughline;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.CostRate;
import io.throughline.money.LegalEntity;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** WF-25: {@code costrate.begun.v1} for each cost rate that was known ahead, once its first day has begun in its entity. */
final class BegunRates {

    /** How long after its first day a rate is still looked for. */
    private static final Duration LOOK_BACK = Duration.ofDays(62);

    private final Stores stores;
    private final Clock clock;

    BegunRates(Stores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /** One for each version of a rate; finding it again is the same event. */
    List<Event> due() {
        Instant now = clock.instant();
        List<Event> due = new ArrayList<>();
        for (CostRate rate : stores.knowledge().all("cost-rate", CostRate.class)) {
            ZoneId zone = stores.knowledge()
                    .latest("legal-entity", rate.legalEntityId(), LegalEntity.class)
                    .map(LegalEntity::timeZone)
                    .orElse(ZoneOffset.UTC);
            Instant begins = rate.from().atStartOfDay(zone).toInstant();
            boolean begun = !begins.isAfter(now) && !begins.isBefore(now.minus(LOOK_BACK));
            if (begun && rate.knownAt() != null && rate.knownAt().isBefore(begins)) {
                due.add(event(rate, now));
            }
        }
        return due;
    }

    private static Event event(CostRate rate, Instant now) {
        String about = rate.workerId() == null ? rate.legalEntityId() + "-" + rate.roleId() : rate.workerId();
        String id = rate.costRateId() + "-v" + rate.version() + "-begun";
        return new Event(
                FollowUp.SOURCE,
                id,
                "costrate.begun.v1",
                rate.costRateId(),
                now,
                "cost-rate:" + about,
                rate.version(),
                null,
                null,
                id,
                rate.legalEntityId(),
                rate.from(),
                Json.toTree(rate),
                null);
    }
}
