package io.throughline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;

/** One table that is read from a system for the close; whatever is read is handed over page by page and kept by nobody else. */
public interface Extraction {

    /** The system that is read. */
    String system();

    /** The table, as {@code close/inputs.csv} calls it. */
    String input();

    /** The legal entity whose rows are wanted. */
    String entity();

    /** First local date of the period. */
    LocalDate from();

    /** Last local date of the period. */
    LocalDate to();

    /** Takes rows of the table; vendor ids in them are still references ({@code $xref}). */
    void rows(JsonNode rows);

    /** Takes a page in the vendor's own words, which the vendor's inbound mappings understand. */
    void document(byte[] page);
}
