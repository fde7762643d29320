package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * What BambooHR says of an employee on a day: the own fields, with those of the table rows that are in force. Every value
 * is text; a date that is not there is {@code 0000-00-00}.
 */
record BambooHrEmployee(
        ObjectNode employee, ArrayNode jobs, ArrayNode statuses, List<ObjectNode> others, LocalDate today) {

    private static final String NO_DATE = "0000-00-00";
    private static final String TERMINATED = "Terminated";
    private static final Set<String> OF_JOB = Set.of("location", "department", "division", "jobTitle");
    private static final Set<String> DATES = Set.of("hireDate", "originalHireDate", "terminationDate", "dateOfBirth");

    /** Copies a field that BambooHR knows; one that nobody has heard of is left out, as BambooHR does. */
    void copy(String field, ObjectNode answer) {
        JsonNode value = value(field);
        if (value != null) {
            answer.set(field, value);
        }
    }

    /** The text of a field, or null when there is none. */
    String text(String field) {
        JsonNode value = value(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    /** When it changed last; the coming of a row's date is a change too. */
    String lastChanged() {
        String told = employee.path("lastChanged").asText();
        String come = inForce(jobs).path("date").asText();
        String ended = inForce(statuses).path("date").asText();
        String flipped = (come.compareTo(ended) > 0 ? come : ended) + "T00:00:00+00:00";
        Instant flip = OffsetDateTime.parse(flipped).toInstant();
        boolean begun = !LocalDate.parse(flipped.substring(0, 10)).isAfter(today);
        return begun && flip.isAfter(OffsetDateTime.parse(told).toInstant()) ? flipped : told;
    }

    private JsonNode value(String field) {
        if (OF_JOB.contains(field)) {
            return inForce(jobs).get(field);
        }
        ObjectNode words = Json.object();
        switch (field) {
            case "supervisor" -> words.put(
                    field, inForce(jobs).path("reportsTo").asText());
            case "supervisorEId" -> words.put(field, supervisor());
            case "employmentHistoryStatus" -> words.put(
                    field, inForce(statuses).path("employmentStatus").asText());
            case "status" -> words.put(
                    field,
                    inForce(statuses).path("employmentStatus").asText().equals(TERMINATED) ? "Inactive" : "Active");
            case "terminationDate" -> words.put(field, terminated());
            case "displayName" -> words.put(field, name(employee));
            case "lastChanged" -> words.put(field, lastChanged());
            case "id" -> words.put(field, employee.path("id").asText());
            default -> {
                if (!employee.has(field) && !DATES.contains(field)) {
                    return null;
                }
                String text = employee.path(field).asText("");
                words.put(field, text.isEmpty() ? (DATES.contains(field) ? NO_DATE : null) : text);
            }
        }
        return words.get(field);
    }

    private String terminated() {
        JsonNode last = statuses.path(statuses.size() - 1);
        return last.path("employmentStatus").asText().equals(TERMINATED)
                ? last.path("date").asText()
                : NO_DATE;
    }

    private String supervisor() {
        String boss = inForce(jobs).path("reportsTo").asText();
        return others.stream()
                .filter(other -> name(other).equals(boss))
                .map(other -> other.path("id").asText())
                .findFirst()
                .orElse(null);
    }

    private static String name(ObjectNode someone) {
        return someone.path("firstName").asText() + " "
                + someone.path("lastName").asText();
    }

    /** The last row whose date has come, or the first when none has: a hire is shown before the first day. */
    private JsonNode inForce(ArrayNode rows) {
        JsonNode found = rows.path(0);
        for (JsonNode row : rows) {
            if (row.path("date").asText().compareTo(today.toString()) <= 0) {
                found = row;
            }
        }
        return found;
    }
}
