package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a target itself says of a failure. Known shapes: NetSuite {@code o:errorDetails[]{detail, o:errorCode,
 * o:errorPath}}, Kantata {@code errors[]{type, message, field}}, Salesforce {@code [{message, errorCode, fields}]}, SCIM
 * {@code {scimType, detail, status}} (RFC 7644, 3.12), OAuth {@code {error, error_description}} (RFC 6749, 5.2) ADP
 * {@code confirmMessage{messageText}}, OData {@code error{code, message}} (V2: {@code message{value}}), plain text, and
 * BambooHR's header.
 */
final class Words {

    private static final int LONGEST = 500;
    private static final String IN_HEADER = "X-BambooHR-Error-Message";

    private Words() {}

    /** The sentence, cleaned of control characters and cut to a readable length. */
    static Optional<String> of(HttpReply reply) {
        JsonNode body = reply.json();
        List<String> sentences = new ArrayList<>();
        for (JsonNode entry : entries(body)) {
            String sentence = first(entry, "detail", "message", "error_description", "error", "title", "messageText");
            String field = first(entry, "o:errorPath", "field");
            if (sentence != null) {
                sentences.add(field == null ? sentence : field + ": " + sentence);
            }
        }
        if (sentences.isEmpty() && body.isMissingNode() && plain(reply)) {
            sentences.add(reply.text());
        }
        if (sentences.isEmpty()) {
            reply.header(IN_HEADER).filter(said -> !said.isBlank()).ifPresent(sentences::add);
        }
        return sentences.isEmpty() ? Optional.empty() : Optional.of(clean(String.join("; ", sentences)));
    }

    /** The target's own error code, when it gives one. */
    static Optional<String> code(HttpReply reply) {
        for (JsonNode entry : entries(reply.json())) {
            String code = first(entry, "o:errorCode", "errorCode", "scimType", "type");
            if (code != null && code.matches("[A-Za-z0-9_./-]{1,60}")) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** One line of at most 500 characters without control characters. */
    static String clean(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static List<JsonNode> entries(JsonNode body) {
        JsonNode list = body.isArray() ? body : body.path("o:errorDetails");
        if (list.isMissingNode()) {
            list = body.path("errors");
        }
        List<JsonNode> entries = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(entries::add);
        } else if (body.path("error").isObject()) {
            entries.add(odata(body.get("error")));
        } else if (body.path("confirmMessage").isObject()) {
            entries.add(body.get("confirmMessage"));
        } else if (body.isObject()) {
            entries.add(body);
        }
        return entries;
    }

    private static JsonNode odata(JsonNode error) {
        JsonNode message = error.path("message");
        return Json.MAPPER
                .createObjectNode()
                .put("errorCode", error.path("code").asText())
                .put("message", message.isObject() ? message.path("value").asText() : message.asText());
    }

    private static String first(JsonNode entry, String... names) {
        for (String name : names) {
            JsonNode value = entry.path(name);
            if (value.isTextual() && !value.asText().isBlank()) {
                return value.asText();
            }
        }
        return null;
    }

    private static boolean plain(HttpReply reply) {
        return reply.body().length > 0
                && reply.header("Content-Type")
                        .map(type -> type.startsWith("text/plain"))
                        .orElse(false);
    }
}
