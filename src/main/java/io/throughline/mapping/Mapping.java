package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One compiled mapping; safe for use by many threads. */
public interface Mapping {

    /** Its path below the mapping folder, such as {@code kantata/time-approved.in.jslt}. */
    String name();

    /** SHA-256 of its text in hexadecimal, kept with what it made. */
    String version();

    /**
     * Translates one record.
     *
     * @param row       the record, JSON for a JSLT mapping and XML for a stylesheet
     * @param variables values by name, without the {@code $}; what the mapping does not use is ignored
     * @return what the mapping makes of it
     * @throws MappingFailure when it cannot be translated at all
     */
    JsonNode apply(Row row, Map<String, JsonNode> variables);

    /**
     * Translates a JSON value, as outbound mappings do. A stylesheet receives it as parameter {@code input} and starts at
     * {@code xsl:initial-template}; what it writes must be JSON.
     *
     * @throws MappingFailure when it cannot be translated
     */
    JsonNode apply(JsonNode input, Map<String, JsonNode> variables);
}
