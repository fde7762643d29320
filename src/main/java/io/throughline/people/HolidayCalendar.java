package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Public holidays of a place or entity.
 *
 * @param calendarId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param country country it belongs to
 * @param holidays public holidays
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record HolidayCalendar(
        String calendarId,
        long version,
        String country,
        List<Holiday> holidays,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public HolidayCalendar {
        Fields.id("calendarId", calendarId);
        Fields.version(version);
        Fields.optionalCountry("country", country);
        holidays = Fields.optionalList("holidays", holidays);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /**
     * One public holiday.
     *
     * @param date day
     * @param name name of the day
     * @param fraction part of the day that is free; 1.00 when absent
     */
    public record Holiday(LocalDate date, String name, BigDecimal fraction) {

        public Holiday {
            Fields.required("date", date);
            Fields.text("name", name);
            fraction = Fields.optionalDecimal("fraction", fraction, 3, 2);
        }
    }
}
