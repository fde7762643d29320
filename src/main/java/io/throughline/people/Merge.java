package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Two canonical objects that turned out to be one; the id that was given up leads to the other for good.
 *
 * @param mergedId canonical id that was given up
 * @param version object version, +1 per canonical change
 * @param object name of the canonical object, such as {@code worker}
 * @param into canonical id of the object that stays
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record Merge(
        String mergedId,
        long version,
        String object,
        String into,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public Merge {
        Fields.id("mergedId", mergedId);
        Fields.version(version);
        Fields.text("object", object);
        Fields.id("into", into);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }
}
