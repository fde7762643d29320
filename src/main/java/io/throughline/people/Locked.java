package io.throughline.people;

import io.throughline.money.LegalEntity;
import io.throughline.money.PayPeriod;
import java.time.ZonedDateTime;

/**
 * A pay period of a legal entity with the moment from which payroll takes no more hours of it.
 *
 * @param lock in the zone of the entity
 */
public record Locked(LegalEntity entity, PayPeriod period, ZonedDateTime lock) {

    /** The key of the period, such as {@code LE-US-2026-10B}. */
    public String key() {
        return PayrollRules.key(entity.legalEntityId(), period);
    }
}
