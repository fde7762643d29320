package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * BambooHR's REST API as far as the product reads it: employees by chosen fields, the directory, what changed since an
 * instant, and tables whose rows hold from their dates. Read only; changes come through the control addresses and are
 * announced to the webhook, if one is set.
 */
final class BambooHrSandbox extends Vendor {

    static final String EMPLOYEE = "employee";

    private static final String COMPANY = "mha";
    private static final Set<String> TABLES = Set.of("jobInfo", "employmentStatus", "compensation");
    private static final List<String> IN_DIRECTORY = List.of(
            "displayName",
            "firstName",
            "lastName",
            "preferredName",
            "jobTitle",
            "department",
            "division",
            "location",
            "workEmail",
            "supervisor");

    private final BambooHrWebhooks webhooks;

    BambooHrSandbox(Clock clock) {
        super(clock);
        webhooks = new BambooHrWebhooks(clock);
    }

    @Override
    String name() {
        return "bamboohr";
    }

    @Override
    boolean isWrite(Call call) {
        return false;
    }

    @Override
    Reply answer(Call call) {
        List<String> path = call.segments();
        if (path.size() < 5
                || !path.subList(0, 2).equals(List.of("api", "gateway.php"))
                || !path.get(3).equals("v1")) {
            return failure(404, "No such resource");
        }
        String[] user = call.basic();
        if (user == null || !Credentials.BAMBOOHR_KEY.equals(user[0])) {
            return failure(401, "Invalid API key");
        }
        if (!path.get(2).equals(COMPANY)) {
            return failure(403, "The API key is not one of this company");
        }
        if (!path.get(4).equals("employees") || path.size() < 6) {
            return failure(404, "No such resource");
        }
        if (!call.is("GET")) {
            return failure(403, "The API key may only read");
        }
        boolean one = path.size() == 6;
        if (one && path.get(5).equals("directory")) {
            return Reply.json(200, directory());
        }
        if (one && path.get(5).equals("changed")) {
            return changed(call.query("since"));
        }
        ObjectNode record = records.get(EMPLOYEE, path.get(5));
        if (record == null) {
            return failure(404, "Employee " + path.get(5) + " not found");
        }
        if (one) {
            return Reply.json(200, chosen(record, call.query("fields")));
        }
        boolean table = path.size() == 8 && path.get(6).equals("tables") && TABLES.contains(path.get(7));
        return table ? Reply.json(200, table(record, path.get(7))) : failure(404, "No such table");
    }

    @Override
    Reply failure(int status, String message) {
        return Reply.empty(status).with("X-BambooHR-Error-Message", message);
    }

    @Override
    Reply control(Call call) throws IOException {
        return switch (call.method() + " " + call.path()) {
            case "POST /webhooks" -> {
                webhooks.set(call.json());
                yield Reply.empty(204);
            }
            case "GET /webhooks" -> Reply.json(200, webhooks.sent());
            default -> null;
        };
    }

    /**
     * An employee in BambooHR's field names with {@code id}, or a row of a table with {@code employeeId} and {@code date}.
     * A new employee gets the first rows of both tables from its own values.
     */
    @Override
    void seed(String recordType, ObjectNode record) {
        Set<String> changed = TABLES.contains(recordType) ? row(recordType, record) : employee(record);
        String id = Json.text(record, TABLES.contains(recordType) ? "employeeId" : "id");
        ObjectNode employee = records.get(EMPLOYEE, id);
        webhooks.tell(employee, view(employee), changed);
    }

    @Override
    void seedAll() {
        webhooks.forget();
        Csv.rows("bamboohr-workers.csv").forEach(row -> seed(EMPLOYEE, Json.object(row)));
    }

    private Set<String> employee(ObjectNode record) {
        String id = Json.text(record, "id");
        if (id == null || !id.matches("\\d{1,9}") || Json.text(record, "hireDate") == null) {
            throw new IllegalArgumentException("an employee has a numeric id and a hireDate");
        }
        ObjectNode old = records.get(EMPLOYEE, id);
        ObjectNode merged = old == null ? Json.object() : old.deepCopy();
        Set<String> changed = new TreeSet<>();
        record.properties().forEach(field -> {
            if (!field.getValue().equals(merged.get(field.getKey()))) {
                changed.add(field.getKey());
            }
        });
        merged.setAll(record);
        String now = Json.text(record, "lastChanged") == null ? now() : Json.text(record, "lastChanged");
        merged.put("lastChanged", now).put("created", merged.path("created").asText(now));
        records.put(EMPLOYEE, id, null, merged);
        if (old == null) {
            String from = merged.get("hireDate").asText();
            keep("jobInfo", first(id, from, merged, "location", "department", "division", "jobTitle", "reportsTo"));
            keep("employmentStatus", first(id, from, merged, "employmentHistoryStatus"));
        }
        return changed;
    }

    private static ObjectNode first(String id, String from, ObjectNode employee, String... fields) {
        ObjectNode row = Json.object().put("employeeId", id).put("date", from);
        for (String field : fields) {
            String column = field.equals("employmentHistoryStatus") ? "employmentStatus" : field;
            row.put(column, employee.path(field).asText(""));
        }
        return row;
    }

    private Set<String> row(String table, ObjectNode record) {
        String id = Json.text(record, "employeeId");
        if (id == null || !records.has(EMPLOYEE, id) || Json.text(record, "date") == null) {
            throw new IllegalArgumentException("a row has the employeeId of an employee and a date");
        }
        String changed = Json.text(record, "lastChanged");
        record.remove("lastChanged");
        keep(table, record);
        records.get(EMPLOYEE, id).put("lastChanged", changed == null ? now() : changed);
        Set<String> fields = new TreeSet<>();
        record.fieldNames().forEachRemaining(fields::add);
        fields.removeAll(Set.of("id", "employeeId", "date"));
        return fields;
    }

    private void keep(String table, ObjectNode row) {
        String id = Json.text(row, "id");
        String given = id == null ? Integer.toString(records.all(table).size() + 1) : id;
        ObjectNode kept = Json.object().put("id", given);
        row.properties().forEach(field -> kept.set(field.getKey(), field.getValue()));
        records.put(table, given, null, kept.put("id", given));
    }

    /** Rows of a table, the oldest first. */
    private ArrayNode table(ObjectNode employee, String name) {
        ArrayNode rows = Json.array();
        records.all(name).stream()
                .filter(row -> row.path("employeeId").equals(employee.get("id")))
                .sorted(Comparator.comparing(
                                (ObjectNode row) -> row.path("date").asText())
                        .thenComparing(row -> row.path("id").asText()))
                .forEach(rows::add);
        return rows;
    }

    private BambooHrEmployee view(ObjectNode employee) {
        return new BambooHrEmployee(
                employee,
                table(employee, "jobInfo"),
                table(employee, "employmentStatus"),
                List.copyOf(records.all(EMPLOYEE)),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private ObjectNode chosen(ObjectNode employee, String fields) {
        ObjectNode answer = Json.object().put("id", employee.path("id").asText());
        if (fields != null) {
            BambooHrEmployee view = view(employee);
            Arrays.stream(fields.split(",")).forEach(field -> view.copy(field.strip(), answer));
        }
        return answer;
    }

    private ObjectNode directory() {
        ObjectNode directory = Json.object();
        ArrayNode fields = directory.putArray("fields");
        IN_DIRECTORY.forEach(field -> fields.addObject().put("id", field).put("type", "text"));
        ArrayNode employees = directory.putArray("employees");
        for (ObjectNode employee : records.all(EMPLOYEE)) {
            employees.add(chosen(employee, String.join(",", IN_DIRECTORY)));
        }
        return directory;
    }

    /** What changed after an instant, also because the date of a row has come. */
    private Reply changed(String since) {
        Instant after;
        try {
            after = OffsetDateTime.parse(since == null ? "" : since).toInstant();
        } catch (DateTimeParseException unreadable) {
            return failure(400, "since is a date-time of ISO 8601");
        }
        ObjectNode answer = Json.object().put("latest", now());
        ObjectNode employees = answer.putObject("employees");
        for (ObjectNode employee : records.all(EMPLOYEE)) {
            String last = view(employee).lastChanged();
            if (OffsetDateTime.parse(last).toInstant().isAfter(after)) {
                boolean added = OffsetDateTime.parse(employee.path("created").asText())
                        .toInstant()
                        .isAfter(after);
                String id = employee.path("id").asText();
                employees.set(
                        id,
                        Json.object(Map.of("id", id, "action", added ? "Inserted" : "Updated", "lastChanged", last)));
            }
        }
        return Reply.json(200, answer);
    }

    private String now() {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx")
                .format(clock.instant().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }
}
