package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Read: records of one type by method, filters and limit, ordered by id. */
final class OpenAirReads {

    private static final Pattern LIMIT = Pattern.compile("(?:(\\d{1,9}),)?(\\d{1,9})");
    private static final int MOST = 1000;
    private static final String RETURN = "_Return";

    private final OpenAirRecords records;
    private final OpenAirTime time;

    OpenAirReads(OpenAirRecords records, OpenAirTime time) {
        this.records = records;
        this.time = time;
    }

    XmlElement read(XmlElement command) {
        OpenAirType type = OpenAirType.of(command.attribute("type"));
        Matcher limit = LIMIT.matcher(String.valueOf(command.attribute("limit")));
        if (!limit.matches() || Integer.parseInt(limit.group(2)) > MOST) {
            throw new OpenAirRefusal(OpenAirRefusal.LIMIT, "limit is offset,count with at most " + MOST);
        }
        Predicate<ObjectNode> wanted = method(command, type).and(filters(command, type));
        boolean deleted = "1".equals(command.attribute("deleted"));
        List<ObjectNode> page = (deleted ? records.deleted(type) : records.all(type))
                .stream()
                        .filter(wanted)
                        .skip(limit.group(1) == null ? 0 : Long.parseLong(limit.group(1)))
                        .limit(Long.parseLong(limit.group(2)))
                        .toList();
        if (page.isEmpty()) {
            throw new OpenAirRefusal(OpenAirRefusal.NOT_FOUND, "nothing found");
        }
        List<String> fields = returned(command, type);
        XmlElement answer = new XmlElement("Read").with("status", "0");
        page.forEach(record -> answer.with(records.write(type, shown(type, record), fields)));
        return answer;
    }

    private ObjectNode shown(OpenAirType type, ObjectNode record) {
        return type == OpenAirType.TIMESHEET
                ? record.deepCopy().put("total", time.total(record.path("id").asText()))
                : record;
    }

    private static List<String> returned(XmlElement command, OpenAirType type) {
        XmlElement wanted = command.child(RETURN);
        List<String> fields = wanted == null
                ? List.of()
                : wanted.children().stream().map(XmlElement::name).toList();
        fields.forEach(field -> known(type, field));
        return fields;
    }

    private static void known(OpenAirType type, String field) {
        if (!type.fields().containsKey(field)
                && !List.of("id", "created", "updated").contains(field)) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_FIELD, type.word() + " has no field " + field);
        }
    }

    private Predicate<ObjectNode> method(XmlElement command, OpenAirType type) {
        String method = String.valueOf(command.attribute("method"));
        return switch (method) {
            case "all" -> record -> true;
            case "equal to" -> like(command, type);
            case "not equal to" -> like(command, type).negate();
            case "user" -> by(command, "User", "userid");
            case "project" -> by(command, "Project", "projectid");
            case "not exported" -> notExported(command, type);
            default -> throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, "no method " + method);
        };
    }

    private Predicate<ObjectNode> like(XmlElement command, OpenAirType type) {
        XmlElement sample = command.child(type.word());
        if (sample == null) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, "a " + type.word() + " to compare with is missing");
        }
        sample.children().forEach(field -> known(type, field.name()));
        return record -> sample.children().stream().allMatch(field -> {
            String date = OpenAirDates.of(field);
            String value = date == null ? field.text() : date;
            return Objects.equals(value.isEmpty() ? null : value, Json.text(record, field.name()));
        });
    }

    private static Predicate<ObjectNode> by(XmlElement command, String argument, String field) {
        XmlElement id = command.at(argument, "id");
        if (id == null) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, argument + "/id is missing");
        }
        return record -> id.text().equals(Json.text(record, field));
    }

    private Predicate<ObjectNode> notExported(XmlElement command, OpenAirType type) {
        XmlElement trace = command.child("ImportExport");
        String application = trace == null ? null : trace.text("application");
        if (application == null) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, "ImportExport/application is missing");
        }
        return record -> records.all(OpenAirType.IMPORTEXPORT).stream()
                .noneMatch(known -> application.equals(Json.text(known, "application"))
                        && type.word().equals(Json.text(known, "type"))
                        && known.path("id").asText().equals(record.path("id").asText())
                        && Json.text(known, "exported") != null);
    }

    /** The filters of the comma-separated list; those by date take a field and a Date each, in their order. */
    private Predicate<ObjectNode> filters(XmlElement command, OpenAirType type) {
        Predicate<ObjectNode> all = record -> true;
        if (command.attribute("filter") == null) {
            return all;
        }
        List<XmlElement> dates = command.children().stream()
                .filter(child -> child.name().equals("Date"))
                .toList();
        String named = command.attribute("field");
        List<String> fields = named == null ? List.of() : List.of(named.split(",", -1));
        List<Predicate<ObjectNode>> found = new ArrayList<>();
        int date = 0;
        for (String filter : command.attribute("filter").split(",", -1)) {
            if (filter.equals("newer-than") || filter.equals("older-than")) {
                if (date >= dates.size() || date >= fields.size()) {
                    throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, filter + " needs a field and a Date");
                }
                known(type, fields.get(date));
                found.add(dated(filter, fields.get(date), OpenAirDates.moment(OpenAirDates.of(dates.get(date)))));
                date++;
            } else {
                found.add(sheets(filter, type));
            }
        }
        for (Predicate<ObjectNode> each : found) {
            all = all.and(each);
        }
        return all;
    }

    private static Predicate<ObjectNode> dated(String filter, String field, Instant than) {
        boolean newer = filter.equals("newer-than");
        return record -> {
            String value = Json.text(record, field);
            if (value == null) {
                return false;
            }
            int order = OpenAirDates.moment(value).compareTo(than);
            return newer ? order > 0 : order < 0;
        };
    }

    private Predicate<ObjectNode> sheets(String filter, OpenAirType type) {
        String status =
                switch (filter) {
                    case "open-timesheets" -> "O";
                    case "submitted-timesheets" -> "S";
                    case "approved-timesheets" -> "A";
                    case "rejected-timesheets" -> "R";
                    default -> throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, "no filter " + filter);
                };
        return record -> {
            ObjectNode sheet = type == OpenAirType.TIMESHEET
                    ? record
                    : records.get(OpenAirType.TIMESHEET, Json.text(record, "timesheetid"));
            return sheet != null && status.equals(Json.text(sheet, "status"));
        };
    }
}
