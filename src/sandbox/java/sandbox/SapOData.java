package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SAP's OData V2 services share: result envelopes, {@code $filter}, {@code $orderby}, {@code $select},
 * {@code $top} and {@code $skip}, dates as {@code /Date(ms)/}.
 */
final class SapOData {

    private static final Pattern DATE = Pattern.compile("/Date\\((-?\\d{1,15})(?:[+-]\\d{4})?\\)/");
    private static final Pattern EQUAL =
            Pattern.compile("([A-Za-z_0-9/]{1,80}) eq (?:'((?:[^']|'')*)'|datetime'(\\d{4}-\\d{2}-\\d{2})T00:00:00')");
    private static final Pattern DAYS =
            Pattern.compile("([A-Za-z_0-9/]{1,80}) (ge|le) datetime'(\\d{4}-\\d{2}-\\d{2})T00:00:00'");
    private static final Pattern STARTS =
            Pattern.compile("startswith\\(([A-Za-z_0-9/]{1,80}), ?'((?:[^']|'')*)'\\)(?: eq true)?");
    private static final long DAY = 86_400_000L;

    private SapOData() {}

    /** The records that the {@code $filter} of the call lets through, as {@code {"d": {"results": [...]}}}. */
    static Reply list(Call call, Collection<ObjectNode> records) {
        String filter = call.query("$filter");
        ArrayNode results = Json.array();
        records.stream()
                .filter(record -> filter == null || passes(record, filter))
                .sorted(order(call.query("$orderby")))
                .skip(call.number("$skip", 0))
                .limit(call.number("$top", Integer.MAX_VALUE))
                .map(record -> selected(record, call.query("$select")))
                .forEach(results::add);
        ObjectNode body = Json.object();
        body.putObject("d").set("results", results);
        return Reply.json(200, body);
    }

    private static ObjectNode selected(ObjectNode record, String select) {
        if (select == null) {
            return record;
        }
        List<String> fields = List.of(select.split(", *"));
        fields.forEach(field -> value(record, field));
        return record.deepCopy().retain(fields);
    }

    /** One entity as {@code {"d": {...}}}. */
    static Reply one(int status, ObjectNode record) {
        return Reply.json(status, Json.object().set("d", record));
    }

    /** The entity of a request. */
    static ObjectNode body(Call call) {
        try {
            if (call.json() instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw SapError.refusal(400, "CX_SXML_PARSE_ERROR", "Error while parsing a JSON stream");
        }
        throw SapError.refusal(400, "005056A509B11EE3AEB5FA24C3E3B0D1", "The request body is no entity");
    }

    /** The day of an {@code Edm.DateTime}; anything but midnight in UTC is refused. */
    static LocalDate day(JsonNode entity, String field) {
        String text = entity.path(field).asText("");
        Matcher date = DATE.matcher(text);
        if (!date.matches() || Long.parseLong(date.group(1)) % DAY != 0) {
            throw SapError.refusal(
                    400, "CX_SXML_PARSE_ERROR/001", "Invalid value for property '" + field + "': '" + text + "'");
        }
        return LocalDate.ofInstant(Instant.ofEpochMilli(Long.parseLong(date.group(1))), ZoneOffset.UTC);
    }

    /** A day as {@code Edm.DateTime}. */
    static String date(LocalDate day) {
        return "/Date(" + day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() + ")/";
    }

    /** By the properties of a comma-separated list, ascending; without one as the records came. */
    private static Comparator<ObjectNode> order(String properties) {
        Comparator<ObjectNode> order = (one, other) -> 0;
        if (properties != null) {
            for (String property : properties.split(",", -1)) {
                order = order.thenComparing(record -> value(record, property.strip()));
            }
        }
        return order;
    }

    /** Conditions joined by {@code and}; one of them may be several in brackets, joined by {@code or}. */
    private static boolean passes(ObjectNode record, String filter) {
        for (String part : filter.split(" and ")) {
            String stripped = part.strip();
            boolean group = stripped.startsWith("(") && stripped.endsWith(")");
            String[] any =
                    group ? stripped.substring(1, stripped.length() - 1).split(" or ", -1) : new String[] {stripped};
            if (Arrays.stream(any).noneMatch(condition -> condition(record, condition.strip()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean condition(ObjectNode record, String text) {
        Matcher equal = EQUAL.matcher(text);
        if (equal.matches()) {
            String wanted =
                    equal.group(3) == null ? equal.group(2).replace("''", "'") : date(LocalDate.parse(equal.group(3)));
            return value(record, equal.group(1)).equals(wanted);
        }
        Matcher days = DAYS.matcher(text);
        if (days.matches() && value(record, days.group(1)).equals("null")) {
            return false;
        }
        if (days.matches()) {
            LocalDate day = LocalDate.ofInstant(
                    Instant.ofEpochMilli(
                            Long.parseLong(value(record, days.group(1)).replaceAll("[^0-9-]", ""))),
                    ZoneOffset.UTC);
            int order = day.compareTo(LocalDate.parse(days.group(3)));
            return days.group(2).equals("ge") ? order >= 0 : order <= 0;
        }
        Matcher starts = STARTS.matcher(text);
        if (starts.matches()) {
            return value(record, starts.group(1)).startsWith(starts.group(2).replace("''", "'"));
        }
        throw SapError.refusal(
                400, "/IWBEP/CM_MGW_RT/022", "System query option '$filter' is not supported as '" + text + "'");
    }

    private static String value(JsonNode record, String path) {
        JsonNode at = record;
        for (String step : path.split("/")) {
            at = at.path(step);
        }
        if (at.isMissingNode()) {
            throw SapError.refusal(
                    400, "/IWBEP/CM_MGW_RT/021", "Property " + path + " not found in the entity of the request");
        }
        return at.asText();
    }
}
