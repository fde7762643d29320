package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Kantata refuses to write. */
final class KantataCheck {

    /** The project statuses of the demo firm's account: key to message and colour. */
    static final Map<Integer, List<String>> STATUSES = Map.of(
            200, List.of("Not Started", "grey"),
            300, List.of("In Progress", "green"),
            400, List.of("On Hold", "yellow"),
            500, List.of("Closed", "red"));

    private static final int CLOSED = 500;
    private static final Set<String> DATES =
            Set.of("start_date", "due_date", "end_date", "date_performed", "requested_date", "date");
    private static final Set<String> WHOLE_NUMBERS = Set.of(
            "time_in_minutes",
            "rate_in_cents",
            "cost_rate_in_cents",
            "price_in_cents",
            "amount_in_cents",
            "weekly_minutes",
            "status_key");
    private static final Set<String> FLAGS =
            Set.of("billable", "budgeted", "open_for_time", "archived", "is_invoiced", "locked");

    private final Records records;

    KantataCheck(Records records) {
        this.records = records;
    }

    /** Refuses fields that are unknown, of the wrong kind, or missing in a new record. */
    void fields(KantataResource resource, ObjectNode body, boolean isNew) {
        body.properties().forEach(field -> {
            if (!resource.takes(field.getKey())) {
                throw KantataError.invalid(
                        field.getKey(), field.getKey() + " is not a field of " + resource.singular());
            }
            if (!field.getValue().isNull()) {
                kind(field.getKey(), field.getValue());
            }
        });
        for (String name : resource.required()) {
            JsonNode value = body.path(name);
            boolean empty =
                    value.isNull() || (value.isTextual() && value.asText().isBlank());
            if (empty || (isNew && value.isMissingNode())) {
                throw KantataError.invalid(name, words(name) + " can't be blank");
            }
        }
    }

    /** Refuses a record that does not fit to the others. */
    void fit(KantataResource resource, ObjectNode record) {
        switch (resource) {
            case USERS -> role(record);
            case WORKSPACES -> status(record);
            case TIME_ENTRIES -> timeEntry(record);
            case TIME_OFF_ENTRIES -> timeOff(record);
            case RATE_CARDS, EXPENSES -> existing(KantataResource.WORKSPACES, record, "workspace_id");
            case EXPENSE_REPORT_SUBMISSIONS -> members(KantataResource.EXPENSES, record, "expense_ids", "Expense");
            case EXTERNAL_REFERENCES -> {
                KantataResource subject =
                        KantataResource.ofSubject(record.path("subject_type").asText());
                if (subject == null) {
                    throw KantataError.invalid("subject_type", "Subject type is not included in the list");
                }
                existing(subject, record, "subject_id");
            }
            case TIMESHEET_SUBMISSIONS -> members(KantataResource.TIME_ENTRIES, record, "time_entry_ids", "Time entry");
            default -> throw KantataError.notFound();
        }
    }

    private void members(KantataResource resource, ObjectNode record, String field, String word) {
        JsonNode ids = record.path(field);
        if (!ids.isArray() || ids.isEmpty()) {
            throw KantataError.invalid(field, word + " ids can't be blank");
        }
        for (JsonNode id : ids) {
            if (!records.has(resource.key(), id.asText())) {
                throw KantataError.invalid(field, word + " " + id.asText() + " does not exist");
            }
        }
    }

    private void timeOff(ObjectNode record) {
        existing(KantataResource.USERS, record, "user_id");
        if (!record.path("hours").isNumber()
                || record.path("hours").decimalValue().signum() <= 0) {
            throw KantataError.invalid("hours", "Hours must be greater than 0");
        }
    }

    private void timeEntry(ObjectNode record) {
        if (record.path("time_in_minutes").asInt() <= 0) {
            throw KantataError.invalid("time_in_minutes", "Time in minutes must be greater than 0");
        }
        existing(KantataResource.USERS, record, "user_id");
        ObjectNode workspace = existing(KantataResource.WORKSPACES, record, "workspace_id");
        boolean open = workspace.path("open_for_time").asBoolean()
                && !workspace.path("archived").asBoolean()
                && workspace.path("status").path("key").asInt() != CLOSED;
        if (!open) {
            throw KantataError.invalid("workspace_id", "Workspace is not open for time entry");
        }
        role(record);
    }

    private void role(ObjectNode record) {
        if (record.hasNonNull("role_id")) {
            existing(KantataResource.ROLES, record, "role_id");
        }
    }

    private static void status(ObjectNode record) {
        if (record.has("status_key")
                && !STATUSES.containsKey(record.get("status_key").asInt())) {
            throw KantataError.invalid("status_key", "Status key is not included in the list");
        }
    }

    private ObjectNode existing(KantataResource resource, ObjectNode record, String field) {
        ObjectNode found = records.get(resource.key(), record.path(field).asText());
        if (found == null) {
            throw KantataError.invalid(field, words(field) + " does not exist");
        }
        return found;
    }

    private static void kind(String field, JsonNode value) {
        boolean right = true;
        if (WHOLE_NUMBERS.contains(field)) {
            right = value.isIntegralNumber();
        } else if (FLAGS.contains(field)) {
            right = value.isBoolean();
        } else if (DATES.contains(field)) {
            right = isDate(value.asText());
        }
        if (!right) {
            throw KantataError.invalid(field, words(field) + " is invalid");
        }
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String words(String field) {
        String words = field.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
