package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Time entries, the timesheets they are submitted on, and their approval. */
final class KantataTime {

    private static final String ENTRIES = KantataResource.TIME_ENTRIES.key();
    private static final String SUBMISSIONS = KantataResource.TIMESHEET_SUBMISSIONS.key();
    private static final Set<String> AFTER_APPROVAL = Set.of("is_invoiced");
    private static final Map<String, String> SYMBOLS = Map.of("USD", "$", "EUR", "€", "JPY", "¥", "GBP", "£");
    private static final int NOT_STARTED = 200;

    private final Records records;
    private final KantataIds ids;
    private final KantataEvents events;
    private final Clock clock;

    KantataTime(Records records, KantataIds ids, KantataEvents events, Clock clock) {
        this.records = records;
        this.ids = ids;
        this.events = events;
        this.clock = clock;
    }

    /** Fills in what Kantata derives or defaults in a workspace. */
    static void completeWorkspace(ObjectNode workspace) {
        int key = workspace
                .path("status_key")
                .asInt(workspace.path("status").path("key").asInt(NOT_STARTED));
        List<String> status = KantataCheck.STATUSES.get(key);
        workspace.remove("status_key");
        workspace
                .putObject("status")
                .put("key", key)
                .put("message", status.get(0))
                .put("color", status.get(1));
        flag(workspace, "open_for_time");
        flag(workspace, "archived");
    }

    /** Fills in what Kantata derives or defaults in a time entry. */
    void complete(ObjectNode entry) {
        if (!entry.hasNonNull("currency")) {
            JsonNode workspace =
                    records.get("workspaces", entry.path("workspace_id").asText());
            entry.put(
                    "currency",
                    workspace == null ? "USD" : workspace.path("currency").asText("USD"));
        }
        String currency = entry.get("currency").asText();
        entry.put("currency_symbol", SYMBOLS.getOrDefault(currency, currency));
        entry.put("currency_base_unit", "JPY".equals(currency) ? 1 : 100);
        for (String id : List.of("workspace_id", "user_id", "role_id", "story_id")) {
            entry.put(id, Json.text(entry, id));
        }
        for (String text : List.of("notes", "location", "active_submission_id", "recent_submission_id", "invoice_id")) {
            entry.put(text, Json.text(entry, text));
        }
        for (String flag : List.of("billable", "approved", "is_invoiced", "taxable")) {
            flag(entry, flag);
        }
        entry.put("user_can_edit", !entry.get("approved").asBoolean());
    }

    /** Completes a submission that somebody hands in, and announces its entries. */
    void submit(ObjectNode submission) {
        attach(submission);
        submission.path("time_entry_ids").forEach(id -> touch(id.asText()));
    }

    private void touch(String entryId) {
        ObjectNode entry = records.get(ENTRIES, entryId);
        if (entry != null) {
            entry.put("updated_at", clock.instant().toString());
            events.add("time_entry:updated", "TimeEntry", entryId);
        }
    }

    /** Completes a submission and points its entries to it. */
    private void attach(ObjectNode submission) {
        String id = submission.get("id").asText();
        for (JsonNode entryId : submission.path("time_entry_ids")) {
            ObjectNode entry = records.get(ENTRIES, entryId.asText());
            if (entry != null) {
                entry.put("active_submission_id", id).put("recent_submission_id", id);
                submission.put("user_id", entry.path("user_id").asText());
                submission.put("workspace_id", entry.path("workspace_id").asText());
            }
        }
        if (!submission.has("status")) {
            submission.put("status", "pending");
        }
    }

    /** Whether the record is no time entry of another period than {@code from:to}. */
    boolean performedBetween(ObjectNode record, String range) {
        if (range == null || !record.has("date_performed")) {
            return true;
        }
        String[] ends = range.split(":", 2);
        String date = record.get("date_performed").asText();
        return ends.length == 2 && date.compareTo(ends[0]) >= 0 && date.compareTo(ends[1]) <= 0;
    }

    void refuseApproved(ObjectNode entry, ObjectNode change) {
        if (entry.path("approved").asBoolean()) {
            change.fieldNames().forEachRemaining(field -> {
                if (!AFTER_APPROVAL.contains(field)) {
                    throw KantataError.invalid("approved", "Approved time entries can not be changed");
                }
            });
        }
    }

    /**
     * Approves entries, or those of one submission.
     *
     * @param request {@code time_entry_ids} or {@code timesheet_submission_id}
     */
    ObjectNode approve(JsonNode request) {
        Map<String, List<ObjectNode>> bySubmission = new LinkedHashMap<>();
        for (ObjectNode entry : asked(request)) {
            if (!entry.path("approved").asBoolean()) {
                bySubmission
                        .computeIfAbsent(submissionOf(entry), any -> new ArrayList<>())
                        .add(entry);
            }
        }
        int approved = 0;
        ObjectNode answer = Json.object();
        ArrayNode submissions = answer.putArray("timesheet_submission_ids");
        for (Map.Entry<String, List<ObjectNode>> each : bySubmission.entrySet()) {
            String now = clock.instant().toString();
            records.get(SUBMISSIONS, each.getKey()).put("status", "approved").put("updated_at", now);
            events.add("timesheet_submission:approved", "TimesheetSubmission", each.getKey());
            for (ObjectNode entry : each.getValue()) {
                entry.put("approved", true).put("user_can_edit", false).put("updated_at", now);
                events.add("time_entry:updated", "TimeEntry", entry.get("id").asText());
                approved++;
            }
            submissions.add(each.getKey());
        }
        return answer.put("approved", approved);
    }

    /**
     * Rejects the submissions that entries are on: none of their entries is approved or submitted any more.
     *
     * @param request {@code time_entry_ids} or {@code timesheet_submission_id}
     */
    ObjectNode reject(JsonNode request) {
        ArrayNode rejected = Json.array();
        for (ObjectNode entry : asked(request)) {
            ObjectNode submission =
                    records.get(SUBMISSIONS, entry.path("active_submission_id").asText());
            if (submission == null
                    || "rejected".equals(submission.path("status").asText())) {
                continue;
            }
            submission
                    .put("status", "rejected")
                    .put("updated_at", clock.instant().toString());
            events.add("timesheet_submission:rejected", "TimesheetSubmission", Json.text(submission, "id"));
            for (JsonNode id : submission.path("time_entry_ids")) {
                ObjectNode one = records.get(ENTRIES, id.asText());
                if (one != null) {
                    one.putNull("active_submission_id").put("approved", false).put("user_can_edit", true);
                    touch(id.asText());
                }
            }
            rejected.add(Json.text(submission, "id"));
        }
        return Json.object().set("timesheet_submission_ids", rejected);
    }

    private List<ObjectNode> asked(JsonNode request) {
        JsonNode wanted = request.path("time_entry_ids");
        String submissionId = Json.text(request, "timesheet_submission_id");
        if (submissionId != null) {
            ObjectNode submission = records.get(SUBMISSIONS, submissionId);
            wanted = submission == null ? Json.array().add("none") : submission.path("time_entry_ids");
        }
        List<ObjectNode> entries = new ArrayList<>();
        for (JsonNode id : wanted) {
            ObjectNode entry = records.get(ENTRIES, id.asText());
            if (entry == null) {
                throw KantataError.notFound();
            }
            entries.add(entry);
        }
        return entries;
    }

    /** The submission an entry is on; without one, that of its user and workspace that this approval makes. */
    private String submissionOf(ObjectNode entry) {
        String active = Json.text(entry, "active_submission_id");
        if (active != null && records.has(SUBMISSIONS, active)) {
            return active;
        }
        for (ObjectNode submission : records.all(SUBMISSIONS)) {
            boolean same = "pending".equals(submission.path("status").asText())
                    && submission.path("user_id").equals(entry.path("user_id"))
                    && submission.path("workspace_id").equals(entry.path("workspace_id"));
            if (same) {
                submission.withArray("time_entry_ids").add(entry.get("id").asText());
                attach(submission);
                return submission.get("id").asText();
            }
        }
        String id = ids.next(KantataResource.TIMESHEET_SUBMISSIONS, Json.object());
        ObjectNode submission =
                Json.object().put("id", id).put("created_at", clock.instant().toString());
        submission.putArray("time_entry_ids").add(entry.get("id").asText());
        attach(submission);
        records.put(SUBMISSIONS, id, null, submission);
        return id;
    }

    private static void flag(ObjectNode record, String name) {
        record.put(name, record.path(name).asBoolean());
    }
}
