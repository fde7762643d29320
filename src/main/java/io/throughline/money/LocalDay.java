package io.throughline.money;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * CALC-19: local dates and instants. A work date belongs to its period by itself, whatever the instant of its stamp; a
 * period ends when its last day ends in the zone of the entity.
 */
public final class LocalDay {

    private static final long MILLIS_OF_DAY = Duration.ofDays(1).toMillis();

    private LocalDay() {}

    /** Minutes of a local day: 1440, and 1500 or 1380 where clocks go back or forward by an hour. */
    public static long minutes(LocalDate date, ZoneId zone) {
        return Duration.between(date.atStartOfDay(zone), date.plusDays(1).atStartOfDay(zone))
                .toMinutes();
    }

    /** The instant at which a month is over in a zone, exclusive. */
    public static Instant monthEnd(YearMonth month, ZoneId zone) {
        return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    }

    /** Entities in the order in which they close a month; of the same instant by id. */
    public static List<LegalEntity> inOrderOfClose(Collection<LegalEntity> entities, YearMonth month) {
        return entities.stream()
                .sorted(Comparator.comparing((LegalEntity entity) -> monthEnd(month, entity.timeZone()))
                        .thenComparing(LegalEntity::legalEntityId))
                .toList();
    }

    /**
     * A date that a system sends as milliseconds since 1970 at midnight UTC; the zone of the reader plays no part.
     *
     * @throws IllegalArgumentException when it is no midnight in UTC, hence an instant and no date
     */
    public static LocalDate ofEpochMillis(long millis) {
        if (Math.floorMod(millis, MILLIS_OF_DAY) != 0) {
            throw new IllegalArgumentException("epoch milliseconds " + millis + " are not midnight in UTC: "
                    + Instant.ofEpochMilli(millis) + " is no date");
        }
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
    }
}
