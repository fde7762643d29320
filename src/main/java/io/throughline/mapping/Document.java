package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A document that was recognised and split into its records. */
public interface Document {

    /** What it was recognised as. */
    DocumentType type();

    /** Its records in their order; those of a CSV are made when asked for and not kept. */
    List<Row> rows();

    /** The document as JSON (XML: without the records), for mappings that look things up beside the record; null for CSV. */
    JsonNode around();

    /**
     * A document of the same kind that holds only some of the records, as they arrived, to be corrected and sent again.
     *
     * @param kept records of this document
     * @return bytes in UTF-8
     */
    byte[] rejectedDocument(List<Row> kept);
}
