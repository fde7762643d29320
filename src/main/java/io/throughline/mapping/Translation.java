package io.throughline.mapping;

import java.util.List;

/**
 * A document in canonical words.
 *
 * @param document the document
 * @param mapping  path of the mapping used
 * @param version  SHA-256 of that mapping
 * @param rows     what became of each record, in their order
 */
public record Translation(Document document, String mapping, String version, List<TranslatedRow> rows) {

    public Translation {
        rows = List.copyOf(rows);
    }

    /** The syntax it arrived in. */
    public Format format() {
        return document.type().format();
    }
}
