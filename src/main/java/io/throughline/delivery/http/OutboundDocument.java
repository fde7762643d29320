package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.mapping.UblSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A file as a mapping yields it: {@code {"file": [folder, ..., name], "body": any, "reference", "result", "schema"}};
 * {@code "schema": "UBL-2.1"} has the body held against the OASIS schema before it goes anywhere (V-INV-05).
 *
 * @param path      folders and name below the system's {@code out} folder
 * @param body      its bytes and what they are
 * @param reference what the step is known by once the file is there, or null
 * @param result    what else is told of it, or null
 */
record OutboundDocument(List<String> path, BodyFormat.Body body, String reference, JsonNode result) {

    private static final UblSchemas UBL = new UblSchemas();

    /** What may be part of a file's path: nothing that leaves the folder or is hidden. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}");

    /**
     * Reads a request document.
     *
     * @throws IllegalArgumentException when a part of the path could leave the folder, or the body cannot be written or
     *     breaks its schema
     */
    static OutboundDocument of(JsonNode document) {
        List<String> path = new ArrayList<>();
        for (JsonNode part : document.path("file")) {
            if (!PART.matcher(part.asText()).matches()) {
                throw new IllegalArgumentException("'" + part.asText() + "' cannot be part of a file name");
            }
            path.add(part.asText());
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException("the file of a request document is a list of folders and a name");
        }
        JsonNode result = document.get("result");
        BodyFormat.Body body = BodyFormat.of(HttpCall.exact(document.path("body")));
        if (document.hasNonNull("schema")) {
            valid(body.bytes(), document.get("schema").asText());
        }
        return new OutboundDocument(
                List.copyOf(path),
                body,
                document.hasNonNull("reference") ? document.get("reference").asText() : null,
                result == null || result.isNull() ? null : result);
    }

    private static void valid(byte[] body, String schema) {
        if (!schema.equals("UBL-2.1")) {
            throw new IllegalArgumentException("there is no schema '" + schema + "'");
        }
        List<String> errors = UBL.errors(body);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("V-INV-05: the document breaks the schema of UBL 2.1: " + errors.get(0));
        }
    }

    String name() {
        return path.get(path.size() - 1);
    }

    /** The upload to the address of the system, under its name: the same file again takes the place of the first. */
    HttpCall upload() {
        return new HttpCall(
                false,
                "PUT",
                "/" + HttpCall.encode(name()),
                null,
                Map.of("Content-Type", body.contentType(), "Accept", "application/json"),
                body.bytes(),
                false);
    }

    /** What is answered when nobody is to be told of it. */
    Answer applied() {
        ObjectNode told = result == null ? Json.MAPPER.createObjectNode() : result.deepCopy();
        return new Answer.Applied(reference == null ? name() : reference, told.put("file", name()), false);
    }
}
