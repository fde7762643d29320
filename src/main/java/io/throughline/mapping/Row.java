package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Violation;
import java.util.List;
import net.sf.saxon.s9api.XdmNode;

/**
 * One record of a document.
 *
 * @param number   1 for the first record; the header of a CSV is not counted
 * @param pointer  where it is in the document: {@code /2} (CSV), {@code /time_entries/880100} (JSON pointer) or
 *                 {@code /Report_Data/Report_Entry[2]} (XML)
 * @param json     the record as JSON, or null when it is XML
 * @param xml      the record as a document of its own, or null when it is JSON or CSV
 * @param original its text as it arrived (CSV only, else null)
 * @param problems why it cannot be read as a record at all, such as a wrong number of cells
 */
public record Row(int number, String pointer, JsonNode json, XdmNode xml, String original, List<Violation> problems) {

    public Row {
        problems = List.copyOf(problems);
    }

    static Row ofJson(int number, String pointer, JsonNode json) {
        return new Row(number, pointer, json, null, null, List.of());
    }

    static Row ofXml(int number, String pointer, XdmNode xml) {
        return new Row(number, pointer, null, xml, null, List.of());
    }
}
