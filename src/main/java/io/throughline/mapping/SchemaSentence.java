package io.throughline.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import io.throughline.contract.Violation;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says a schema error so that a person can correct it: the field, the value found, what is expected. */
final class SchemaSentence {

    private static final int LONGEST = 80;

    /** The schema documents by address, for the description beside a broken keyword. */
    private final Map<String, JsonNode> documents;

    SchemaSentence(Map<String, JsonNode> documents) {
        this.documents = documents;
    }

    Violation of(Error error, JsonNode data) {
        String at = pointer(error);
        String missing = "required".equals(error.getKeyword()) ? error.getProperty() : null;
        String pointer = missing == null ? at : at + "/" + missing;
        String field = pointer.isEmpty() ? "the object" : pointer.substring(1).replace('/', '.');
        String sentence = missing == null ? field + " " + complaint(error, data.at(at)) : field + " is missing" + '.';
        return Violation.reject("SCHEMA", pointer, sentence);
    }

    private static String pointer(Error error) {
        String location = error.getInstanceLocation().toString();
        return location.startsWith("$") ? location.substring(1).replace('.', '/') : location;
    }

    private String complaint(Error error, JsonNode value) {
        String found = "is " + shown(value);
        String about = describe(error);
        JsonNode wanted = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" -> found + ", but " + type(wanted) + " is expected" + about + ".";
            case "enum" -> found + ", but one of " + values(wanted) + " is expected.";
            case "const" -> found + ", but " + shown(wanted) + " is expected.";
            case "format" -> found + ", but " + format(wanted.asText()) + " is expected.";
            case "pattern" -> found + ", but " + pattern(error, wanted) + " is expected.";
            case "minLength" -> found + ", but it must not be shorter than " + wanted.asText() + " characters.";
            case "maxLength" -> found + ", but it must not be longer than " + wanted.asText() + " characters.";
            case "minimum" -> found + ", but at least " + wanted.asText() + " is expected.";
            case "maximum" -> found + ", but at most " + wanted.asText() + " is expected.";
            case "minItems" -> "has " + value.size() + " entries, but at least " + wanted.asText() + " are expected.";
            case "maxItems" -> "has " + value.size() + " entries, but at most " + wanted.asText() + " are expected.";
            case "anyOf", "oneOf" -> found + ", which is none of the forms it may have" + about + ".";
            default -> found + ": " + error.getMessage() + ".";
        };
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "missing";
        }
        String text = value.isTextual() ? "\"" + value.asText() + "\"" : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static String type(JsonNode wanted) {
        return wanted.isArray()
                ? StreamSupport.stream(wanted.spliterator(), false)
                        .filter(name -> !name.asText().equals("null"))
                        .map(SchemaSentence::type)
                        .collect(Collectors.joining(" or "))
                : switch (wanted.asText()) {
                    case "string" -> "text";
                    case "integer" -> "a whole number";
                    case "number" -> "a number";
                    case "boolean" -> "true or false";
                    case "array" -> "a list";
                    case "object" -> "an object";
                    default -> wanted.asText();
                };
    }

    private static String format(String format) {
        return switch (format) {
            case "date" -> "a date that exists, written YYYY-MM-DD,";
            case "date-time" -> "an instant in UTC, written 2026-10-16T13:31:55Z,";
            default -> "the format " + format;
        };
    }

    /** What a pattern means, taken from the description beside it. */
    private String pattern(Error error, JsonNode wanted) {
        String said = describe(error);
        return said.isEmpty() ? "text of the form " + wanted.asText() : said.substring(2);
    }

    private String describe(Error error) {
        String description = description(error);
        if (description.isEmpty()) {
            return "";
        }
        String text = description.replace("; null clears it", "");
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return ": " + (word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text);
    }

    private String description(Error error) {
        SchemaLocation location = error.getSchemaLocation();
        JsonNode document = documents.get(String.valueOf(location.getAbsoluteIri()));
        String path = location.getFragment().toString();
        int last = path.lastIndexOf('/');
        return document == null || last < 0
                ? ""
                : document.at(path.substring(0, last)).path("description").asText();
    }

    private static String values(JsonNode wanted) {
        return StreamSupport.stream(wanted.spliterator(), false)
                .filter(value -> !value.isNull())
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }
}
