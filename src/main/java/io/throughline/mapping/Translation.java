package io.throughline.mapping;

import java.util.List;

/**
 * A document in canonical words.
 *
 * @param document the document
 * @param mapping  path of the mapping used
 * @param version  SHA-256 of that mapping
 * @param rows     what became of each record, in their order; each is translated when it is asked for and not kept, so
 *                 that a long file costs no memory: go through it once, and keep what is needed
 */
public record Translation(Document document, String mapping, String version, List<TranslatedRow> rows) {

    /** The same with every record translated now and kept; for documents that are short. */
    public Translation inMemory() {
        return new Translation(document, mapping, version, List.copyOf(rows));
    }

    /** The syntax it arrived in. */
    public Format format() {
        return document.type().format();
    }
}
