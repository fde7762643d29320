package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of a worker that may change from a date on, by their dotted path such as {@code org.costCenterId}. */
final class WorkerFields {

    private static final Set<String> FLAGS = Set.of("overtimeEligible");

    private static final Pattern CHANGEABLE =
            Pattern.compile("org\\.(costCenterId|managerId|region|location|country|timeZone)"
                    + "|job\\.(roleFamily|roleId|grade|title)"
                    + "|employment\\.(legalEntityId|fte|weeklyHours|holidayCalendarId|patternId)"
                    + "|employment\\.workPattern\\.(mon|tue|wed|thu|fri|sat|sun)"
                    + "|name\\.(preferred|latin|legal\\.(given|family|full))"
                    + "|costRate\\.(amount|currency|unit)"
                    + "|workerType|workEmail|status|payrollId|overtimeEligible");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,10})?");

    private WorkerFields() {}

    /** Whether a change may name the field; who the worker is and when the employment began are no changes. */
    static boolean changeable(String field) {
        return CHANGEABLE.matcher(field).matches();
    }

    /** The value of a field; null where it has none. */
    static JsonNode get(ObjectNode state, String field) {
        JsonNode at = state;
        for (String name : field.split("\\.", -1)) {
            at = at.path(name);
        }
        return at.isMissingNode() ? NullNode.getInstance() : at;
    }

    /** Sets a field, or takes it away when the value is null. */
    static void set(ObjectNode state, String field, JsonNode value) {
        String[] names = field.split("\\.", -1);
        ObjectNode at = state;
        for (int i = 0; i < names.length - 1; i++) {
            JsonNode next = at.get(names[i]);
            if (next instanceof ObjectNode inner) {
                at = inner;
            } else if (value.isNull()) {
                return;
            } else {
                at = at.putObject(names[i]);
            }
        }
        String last = names[names.length - 1];
        if (value.isNull()) {
            at.remove(last);
        } else {
            at.set(last, value);
        }
    }

    /** A value as the canonical worker writes it. */
    static JsonNode value(String field, String text) {
        if (text == null) {
            return NullNode.getInstance();
        }
        return FLAGS.contains(field) ? BooleanNode.valueOf(Boolean.parseBoolean(text)) : TextNode.valueOf(text);
    }

    /** Whether a field has a value; numbers are compared as numbers. */
    static boolean has(ObjectNode state, String field, String text) {
        String known = get(state, field).asText("");
        if (NUMBER.matcher(known).matches() && NUMBER.matcher(text).matches()) {
            return new BigDecimal(known).compareTo(new BigDecimal(text)) == 0;
        }
        return known.equals(text);
    }
}
