package io.throughline.money;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Everything there is of one kind of reference data; what it does not list is gone at the source.
 *
 * @param object kind, {@code cost-center}, {@code legal-entity} or {@code holiday-calendar}
 * @param version object version, +1 per canonical change
 * @param ids ids that exist
 * @param date day of the snapshot
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 */
public record ReferenceSnapshot(
        String object, long version, List<String> ids, LocalDate date, Instant knownAt, String sourceSystem) {

    public ReferenceSnapshot {
        Fields.text("object", object);
        Fields.version(version);
        ids = Fields.list("ids", ids);
        Fields.required("date", date);
        Fields.optionalText("sourceSystem", sourceSystem);
    }
}
