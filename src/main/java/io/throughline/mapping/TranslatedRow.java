package io.throughline.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Violation;
import java.util.List;

/**
 * What became of one record.
 *
 * @param row        the record
 * @param candidates events in CloudEvents attributes, still holding vendor references (see {@link XrefMarkers}); empty
 *                   when the record is skipped or broken
 * @param violations why it cannot go on; empty when it can
 * @param skipped    why it makes no event though nothing is wrong with it, or null
 */
public record TranslatedRow(Row row, List<ObjectNode> candidates, List<Violation> violations, String skipped) {

    public TranslatedRow {
        candidates = List.copyOf(candidates);
        violations = List.copyOf(violations);
    }

    /** Where the record is in the document. */
    public String pointer() {
        return row.pointer();
    }
}
