package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Time entries (Task) on timesheets and the approval of the latter. A change of a timesheet's status does not touch its
 * entries, and entries of a timesheet that was submitted or approved cannot be changed.
 */
final class OpenAirTime {

    private static final BigDecimal SIXTY = BigDecimal.valueOf(60);
    private static final String STATUS = "status";
    private static final String TIMESHEET_ID = "timesheetid";

    private final OpenAirRecords records;

    OpenAirTime(OpenAirRecords records) {
        this.records = records;
    }

    /**
     * The record as it may be kept: an entry fits its timesheet, its project is open and its hours are given in all forms.
     *
     * @param known the record before, or null for a new one
     */
    ObjectNode checked(OpenAirType type, ObjectNode record, ObjectNode known) {
        if (type == OpenAirType.TIMESHEET) {
            return sheet(record, known);
        }
        return type == OpenAirType.TASK ? entry(record, known) : record;
    }

    private static ObjectNode sheet(ObjectNode record, ObjectNode known) {
        String before = known == null ? "O" : known.path(STATUS).asText();
        if (record.hasNonNull(STATUS) && !record.path(STATUS).asText().equals(before)) {
            throw OpenAirRefusal.failure("Timesheet/status is changed by Submit, Approve, Reject and Unapprove");
        }
        return record.put(STATUS, before);
    }

    private ObjectNode entry(ObjectNode record, ObjectNode known) {
        if (known != null) {
            open(records.existing(OpenAirType.TIMESHEET, Json.text(known, TIMESHEET_ID)));
        }
        ObjectNode sheet = records.existing(OpenAirType.TIMESHEET, Json.text(record, TIMESHEET_ID));
        open(sheet);
        String date = record.path("date").asText().substring(0, 10);
        if (!sheet.path("userid").asText().equals(record.path("userid").asText())) {
            throw OpenAirRefusal.failure("Task/userid is not the user of the timesheet");
        }
        if (date.compareTo(sheet.path("starts").asText()) < 0
                || date.compareTo(sheet.path("ends").asText()) > 0) {
            throw OpenAirRefusal.failure("Task/date " + date + " is not in the timesheet");
        }
        ObjectNode project = records.existing(OpenAirType.PROJECT, Json.text(record, "projectid"));
        if (!"1".equals(Json.text(project, "active"))) {
            throw OpenAirRefusal.failure(
                    "Task/projectid: project " + project.path("id").asText() + " is not active");
        }
        hours(record);
        return record;
    }

    private static void open(ObjectNode sheet) {
        if (!"OR".contains(sheet.path(STATUS).asText())) {
            throw OpenAirRefusal.failure("timesheet " + sheet.path("id").asText() + " is not open");
        }
    }

    /** Hours and minutes win over decimal hours, which are answered with two decimals. */
    private static void hours(ObjectNode record) {
        BigDecimal minutes;
        if (Json.text(record, "hours") != null || Json.text(record, "minutes") != null) {
            minutes = number(record, "hours").multiply(SIXTY).add(number(record, "minutes"));
        } else {
            minutes = number(record, "decimal_hours").multiply(SIXTY).setScale(0, RoundingMode.HALF_UP);
        }
        if (minutes.stripTrailingZeros().scale() > 0 || minutes.signum() < 0) {
            throw OpenAirRefusal.failure("Task/minutes are whole and not negative");
        }
        BigDecimal[] parts = minutes.divideAndRemainder(SIXTY);
        record.put("hours", parts[0].toBigInteger().toString())
                .put("minutes", parts[1].toBigInteger().toString())
                .put(
                        "decimal_hours",
                        minutes.divide(SIXTY, 2, RoundingMode.HALF_UP).toPlainString());
    }

    private static BigDecimal number(ObjectNode record, String field) {
        String text = Json.text(record, field);
        try {
            return text == null ? BigDecimal.ZERO : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw OpenAirRefusal.failure("Task/" + field + " cannot be " + text);
        }
    }

    /** The hours of all entries of a timesheet, two decimals. */
    String total(String sheetId) {
        BigDecimal minutes = BigDecimal.ZERO;
        for (ObjectNode entry : records.all(OpenAirType.TASK)) {
            if (sheetId.equals(Json.text(entry, TIMESHEET_ID))) {
                minutes = minutes.add(number(entry, "hours").multiply(SIXTY)).add(number(entry, "minutes"));
            }
        }
        return minutes.divide(SIXTY, 2, RoundingMode.HALF_UP).toPlainString();
    }

    /** Submit, Approve, Reject or Unapprove of one timesheet, with the record of the Approval beside it. */
    XmlElement act(XmlElement command, Consumer<Write> ledger) {
        if (OpenAirType.of(command.attribute("type")) != OpenAirType.TIMESHEET) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, "only timesheets are approved here");
        }
        if (command.child("Approval") == null) {
            throw OpenAirRefusal.failure(command.name() + " needs an Approval");
        }
        XmlElement sheet = command.child("Timesheet");
        String id = sheet == null ? null : sheet.text("id");
        try {
            ObjectNode stored = act(command.name(), id);
            ledger.accept(Write.applied(
                    "Timesheet",
                    null,
                    id,
                    200,
                    Map.of(STATUS, stored.path(STATUS).asText())));
            return new XmlElement(command.name()).with(STATUS, "0");
        } catch (OpenAirRefusal refusal) {
            ledger.accept(Write.refused("Timesheet", null, 422, Map.of("id", String.valueOf(id))));
            throw refusal;
        }
    }

    private ObjectNode act(String action, String id) {
        ObjectNode sheet = records.existing(OpenAirType.TIMESHEET, id).deepCopy();
        String from =
                switch (action) {
                    case "Submit" -> "OR";
                    case "Unapprove" -> "A";
                    default -> "S";
                };
        if (!from.contains(sheet.path(STATUS).asText())) {
            throw OpenAirRefusal.failure(action + ": timesheet " + id + " has the status "
                    + sheet.path(STATUS).asText());
        }
        switch (action) {
            case "Submit" -> sheet.put(STATUS, "S").put("submitted", records.today());
            case "Approve" -> sheet.put(STATUS, "A").put("approved", records.today());
            case "Reject" -> sheet.put(STATUS, "R");
            default -> sheet.put(STATUS, "O").putNull("approved");
        }
        return records.put(OpenAirType.TIMESHEET, sheet);
    }

    /**
     * A timesheet with its entries, as a person would enter it.
     *
     * @param request {@code {user, starts, ends, status: O, S, A or R, tasks: [{project, date, hours, minutes, ...}]}}; user
     *                and project by external id, the rest in the fields of Task
     */
    ObjectNode enter(JsonNode request) {
        String user = idOf(OpenAirType.USER, request.path("user").asText());
        ObjectNode sheet = Json.object()
                .put("userid", user)
                .put("starts", request.path("starts").asText())
                .put("ends", request.path("ends").asText())
                .put(
                        "name",
                        request.path("starts").asText() + " to "
                                + request.path("ends").asText());
        sheet = records.put(OpenAirType.TIMESHEET, sheet(sheet, null));
        String id = sheet.path("id").asText();
        ObjectNode answer = Json.object().put("timesheetid", id);
        for (JsonNode task : request.path("tasks")) {
            ObjectNode entry = Json.object().put("userid", user).put(TIMESHEET_ID, id);
            task.properties()
                    .forEach(field -> entry.put(field.getKey(), field.getValue().asText()));
            entry.remove("project");
            entry.put(
                    "projectid", idOf(OpenAirType.PROJECT, task.path("project").asText()));
            answer.withArray("taskids")
                    .add(records.put(OpenAirType.TASK, entry(entry, null))
                            .path("id")
                            .asText());
        }
        String wanted = request.path(STATUS).asText("O");
        if (!wanted.equals("O")) {
            act("Submit", id);
        }
        if (wanted.equals("A") || wanted.equals("R")) {
            act(wanted.equals("A") ? "Approve" : "Reject", id);
        }
        return answer;
    }

    private String idOf(OpenAirType type, String externalId) {
        ObjectNode found = records.ofExternal(type, externalId);
        if (found == null) {
            throw OpenAirRefusal.failure("there is no " + type.word() + " " + externalId);
        }
        return found.path("id").asText();
    }
}
