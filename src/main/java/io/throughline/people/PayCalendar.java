package io.throughline.people;

import io.throughline.money.LegalEntity;
import io.throughline.money.OvertimeRule;
import io.throughline.money.PayPeriod;
import io.throughline.money.WorkingDays;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * How often a legal entity pays, what it counts as overtime and when its payroll is locked, from
 * {@code mappings/codes/pay-calendar.csv} with the columns {@code legal_entity,frequency,overtime,lock_days,lock_time}; the row
 * {@code *} holds for every entity without a row of its own. A table without the last two columns has no locks.
 */
public final class PayCalendar {

    private final Map<String, Terms> byEntity;

    /**
     * The terms of one entity.
     *
     * @param lock when payroll is locked, or null when nobody has said
     */
    public record Terms(PayPeriod.Frequency frequency, OvertimeRule overtime, Lock lock) {}

    /**
     * When payroll takes no more hours of a period.
     *
     * @param days working days after the last day of the period, see {@link WorkingDays}
     * @param time at that time where the entity is
     */
    public record Lock(int days, LocalTime time) {}

    PayCalendar(Map<String, Terms> byEntity) {
        this.byEntity = Map.copyOf(byEntity);
    }

    /**
     * The table as shipped, from the class path.
     *
     * @throws IllegalArgumentException when it is missing or broken
     */
    public static PayCalendar shipped() {
        try (InputStream in = PayCalendar.class.getResourceAsStream("/mappings/codes/pay-calendar.csv")) {
            if (in == null) {
                throw new IllegalArgumentException("mappings/codes/pay-calendar.csv is not on the class path");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table.
     *
     * @throws IllegalArgumentException when header or a cell is wrong, a row is short or the row {@code *} is missing
     */
    public static PayCalendar read(Reader table) {
        return new PayCalendar(PayCalendarTable.rows(table));
    }

    /** The terms of an entity. */
    public Terms of(String legalEntityId) {
        return byEntity.getOrDefault(String.valueOf(legalEntityId), byEntity.get(PayCalendarTable.EVERY));
    }

    /** The pay period of an entity into which a date falls. */
    public PayPeriod period(String legalEntityId, LocalDate date) {
        return PayPeriod.of(date, of(legalEntityId).frequency());
    }

    /** When payroll of a period is locked, in the zone of the entity; empty when the table does not say. */
    public Optional<ZonedDateTime> lock(LegalEntity entity, PayPeriod period) {
        return Optional.ofNullable(of(entity.legalEntityId()).lock())
                .map(lock -> WorkingDays.after(period.to(), lock.days())
                        .atTime(lock.time())
                        .atZone(entity.timeZone()));
    }
}
