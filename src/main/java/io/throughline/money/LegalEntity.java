package io.throughline.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A company of the firm that employs or bills.
 *
 * @param legalEntityId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param name registered name
 * @param country iSO 3166-1 alpha-2 code
 * @param currency functional currency
 * @param timeZone zone of its periods
 * @param taxId tax id
 * @param fiscalCalendarId fiscal calendar
 * @param effectiveTo first day on which it is closed, exclusive
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record LegalEntity(
        String legalEntityId,
        long version,
        String name,
        String country,
        String currency,
        ZoneId timeZone,
        String taxId,
        String fiscalCalendarId,
        LocalDate effectiveTo,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public LegalEntity {
        Fields.id("legalEntityId", legalEntityId);
        Fields.version(version);
        Fields.text("name", name);
        Fields.country("country", country);
        Fields.currency("currency", currency);
        Fields.required("timeZone", timeZone);
        Fields.optionalText("taxId", taxId);
        Fields.optionalId("fiscalCalendarId", fiscalCalendarId);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
