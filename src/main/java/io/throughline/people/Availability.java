package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The whole capacity of a worker over the horizon, as state and not as change.
 *
 * @param workerId opaque stable identifier, safe as an external id of every vendor
 * @param version version of the publication
 * @param from first day published
 * @param to last day published, inclusive
 * @param legalEntityId employing entity
 * @param timeZone zone in which the days are
 * @param days one entry per day
 * @param contentHash SHA-256 of the days in hex; the same hash is the same publication
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Availability(
        String workerId,
        long version,
        LocalDate from,
        LocalDate to,
        String legalEntityId,
        ZoneId timeZone,
        List<Day> days,
        String contentHash,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Availability {
        Fields.id("workerId", workerId);
        Fields.version(version);
        Fields.required("from", from);
        Fields.required("to", to);
        Fields.optionalId("legalEntityId", legalEntityId);
        days = Fields.list("days", days);
        Fields.optionalText("contentHash", contentHash);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /**
     * Capacity of one day, in minutes.
     *
     * @param date local date
     * @param minutes capacity: pattern less holiday less leave
     * @param patternMinutes minutes contracted
     * @param holidayMinutes of these on public holiday
     * @param leaveMinutes of these on leave
     */
    public record Day(
            LocalDate date, int minutes, Integer patternMinutes, Integer holidayMinutes, Integer leaveMinutes) {

        public Day {
            Fields.required("date", date);
        }
    }
}
