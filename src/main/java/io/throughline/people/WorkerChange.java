package io.throughline.people;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Fields;
import io.throughline.money.Xref;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What changed about a worker.
 *
 * @param workerId opaque stable identifier, safe as an external id of every vendor
 * @param version object version, +1 per canonical change
 * @param effectiveDate first local date on which the change holds
 * @param retroactive whether it was known after it took effect
 * @param changes what changed
 * @param impact consequences for entries, cost, intercompany and periods
 * @param effectiveFrom first local date on which this state holds
 * @param knownAt when this state became known
 * @param sourceSystem system that owns the object
 * @param xref ids other systems use for it
 * @param ext namespaced extras, ignored by the core
 */
public record WorkerChange(
        String workerId,
        long version,
        LocalDate effectiveDate,
        Boolean retroactive,
        List<Change> changes,
        JsonNode impact,
        LocalDate effectiveFrom,
        Instant knownAt,
        String sourceSystem,
        List<Xref> xref,
        JsonNode ext) {

    public WorkerChange {
        Fields.id("workerId", workerId);
        Fields.version(version);
        Fields.required("effectiveDate", effectiveDate);
        changes = Fields.list("changes", changes);
        Fields.optionalText("sourceSystem", sourceSystem);
        xref = Fields.optionalList("xref", xref);
    }

    /**
     * One changed field.
     *
     * @param field dotted path of the field
     * @param old value before
     * @param after value after
     */
    public record Change(String field, String old, @JsonProperty("new") String after) {

        public Change {
            Fields.text("field", field);
            Fields.optionalText("old", old);
            Fields.optionalText("new", after);
        }
    }
}
