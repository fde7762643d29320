package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Filters of RFC 7644 section 3.4.2.2, as far as clients that provision use them: comparisons ({@code eq ne co sw
 * ew pr}) joined by {@code and}.
 */
final class ScimFilter {

    private static final Pattern TERM = Pattern.compile(
            "\\s*(\\S+)\\s+(?:(?i:(eq|ne|co|sw|ew))\\s+(\"(?:[^\"\\\\]|\\\\.)*\"|true|false|null|-?\\d+)|(?i:(pr)))(?=\\s|$)");
    private static final Pattern AND = Pattern.compile("\\s+(?i:and)(?=\\s)");
    private static final Pattern ONLY_EXTERNAL_ID =
            Pattern.compile("\\s*externalId\\s+(?i:eq)\\s+\"([^\"\\\\]*)\"\\s*");

    private ScimFilter() {}

    /** Which users a filter keeps; all when there is none. */
    static Predicate<ObjectNode> of(String filter) {
        Predicate<ObjectNode> kept = any -> true;
        if (filter == null || filter.isBlank()) {
            return kept;
        }
        Matcher term = TERM.matcher(filter);
        Matcher and = AND.matcher(filter);
        int at = 0;
        while (true) {
            if (!term.find(at) || term.start() != at) {
                throw refused(filter.substring(at));
            }
            kept = kept.and(comparison(term));
            at = term.end();
            if (filter.substring(at).isBlank()) {
                return kept;
            }
            if (!and.find(at) || and.start() != at) {
                throw refused(filter.substring(at));
            }
            at = and.end();
        }
    }

    /** The external id of a filter that asks for nothing else, or null. */
    static String externalId(String filter) {
        Matcher matcher = ONLY_EXTERNAL_ID.matcher(filter == null ? "" : filter);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static Predicate<ObjectNode> comparison(Matcher term) {
        String path = term.group(1);
        if (term.group(4) != null) {
            return user -> !ScimPath.read(user, path).isMissingNode();
        }
        String operator = term.group(2).toLowerCase(Locale.ROOT);
        String value = unquoted(term.group(3));
        return user -> holds(operator, ScimPath.read(user, path), value);
    }

    private static boolean holds(String operator, JsonNode found, String value) {
        String text = found.isValueNode() ? found.asText() : null;
        return switch (operator) {
            case "eq" -> value.equals(text);
            case "ne" -> !value.equals(text);
            case "co" -> text != null && text.contains(value);
            case "sw" -> text != null && text.startsWith(value);
            default -> text != null && text.endsWith(value);
        };
    }

    private static String unquoted(String literal) {
        return literal.startsWith("\"")
                ? literal.substring(1, literal.length() - 1)
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\")
                : literal;
    }

    private static Refusal refused(String rest) {
        return ScimError.refusal(400, "invalidFilter", "Unexpected token '" + rest.trim() + "' in filter");
    }
}
