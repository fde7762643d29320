package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.Hours;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people do in OpenAir: they enter weekly timesheets and have them approved, sent back or still to be looked at. */
final class OpenAirTime {

    /** OpenAir's time type for work nobody pays. */
    private static final String NOT_BILLABLE = "5";

    private final Http http;
    private final Set<String> byHand = new HashSet<>();

    OpenAirTime(String sandbox) {
        this.http = new Http(sandbox);
    }

    /**
     * Enters one timesheet per worker and week.
     *
     * @param status A approved, S submitted
     * @return ids of the timesheets
     */
    List<String> enter(List<DemoData.Day> days, String status) {
        Map<String, ObjectNode> sheets = new LinkedHashMap<>();
        for (DemoData.Day day : days) {
            LocalDate monday = day.date().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            ObjectNode sheet = sheets.computeIfAbsent(day.workerId() + monday, key -> Json.mapper()
                    .createObjectNode()
                    .put("user", day.workerId())
                    .put("starts", monday.toString())
                    .put("ends", monday.plusDays(6).toString())
                    .put("status", status));
            int minutes = Hours.toMinutes(day.hours());
            ObjectNode task = sheet.withArray("tasks").addObject();
            task.put("project", day.projectId())
                    .put("date", day.date().toString())
                    .put("hours", minutes / 60)
                    .put("minutes", minutes % 60);
            if (!day.billable()) {
                task.put("timetypeid", NOT_BILLABLE);
            }
        }
        return sheets.values().stream().map(this::entered).toList();
    }

    /** Sends a submitted timesheet back to whoever entered it. */
    void reject(String timesheetId) {
        post("/reject", Json.mapper().createObjectNode().put("timesheetid", timesheetId));
    }

    /** Records that were made by hand, as {@code openair:<id>}. */
    Set<String> byHand() {
        return Set.copyOf(byHand);
    }

    private String entered(ObjectNode sheet) {
        JsonNode answer = post("/timesheet", sheet);
        byHand.add("openair:" + answer.path("timesheetid").asText());
        answer.path("taskids").forEach(id -> byHand.add("openair:" + id.asText()));
        return answer.path("timesheetid").asText();
    }

    private JsonNode post(String path, ObjectNode body) {
        return Json.tree(http.post(
                "/openair" + path, "application/json", Json.write(body).getBytes(StandardCharsets.UTF_8), Map.of()));
    }
}
