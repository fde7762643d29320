package journeys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.people.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The people of the demo firm, as the HRIS tells of them. */
final class EdgePeople {

    private static final Path PEOPLE = Path.of("src/test/resources/demo/workers.csv");
    private static final Pattern CELL = Pattern.compile("(?:^|,)(?:\"([^\"]*)\"|([^,]*))");
    private static final String HRIS = "urn:mha:hris:workday:mha_demo";

    private EdgePeople() {}

    /** The event that hires a worker of the firm. */
    static ObjectNode hired(String id) {
        Map<String, String> row = row(id);
        ObjectNode event = Told.hire(id);
        String entity = row.get("legal_entity");
        event.put("source", HRIS).put("legalentity", entity);
        ObjectNode data = (ObjectNode) event.get("data");
        data.put("effectiveDate", row.get("hire_date")).put("payrollId", row.get("hris_id"));
        String name = row.get("name");
        int space = name.indexOf(' ');
        ObjectNode called = (ObjectNode) data.get("name");
        called.put("latin", row.get("name_latin"));
        boolean familyFirst = entity.equals("LE-JP");
        ((ObjectNode) called.get("legal"))
                .put("given", familyFirst ? name.substring(space + 1) : name.substring(0, space))
                .put("family", familyFirst ? name.substring(0, space) : name.substring(space + 1));
        ObjectNode employment = (ObjectNode) data.get("employment");
        employment
                .put("legalEntityId", entity)
                .put("hireDate", row.get("hire_date"))
                .put("originalHireDate", row.get("hire_date"))
                .put("holidayCalendarId", "CAL-" + entity)
                .put("weeklyHours", row.get("weekly_hours") + ".00");
        data.put("overtimeEligible", row.get("overtime_eligible").equals("Y"));
        if (row.get("work_days").equals("MTW")) {
            employment.put("fte", "0.6000");
            ((ObjectNode) employment.get("workPattern")).put("thu", "0.00").put("fri", "0.00");
        }
        String role = row.get("role");
        ((ObjectNode) data.get("job")).put("roleId", role).put("title", role);
        String country = entity.substring(3);
        String manager = row.get("manager_id");
        ((ObjectNode) data.get("org"))
                .put("managerId", manager.isEmpty() ? null : manager)
                .put("costCenterId", row.get("cost_center"))
                .put("region", Map.of("US", "AMER", "DE", "EMEA", "JP", "APAC").get(country))
                .put(
                        "location",
                        Map.of("US", "US-NYC", "DE", "DE-BER", "JP", "JP-TYO").get(country))
                .put("country", country)
                .put(
                        "timeZone",
                        Map.of("US", "America/New_York", "DE", "Europe/Berlin", "JP", "Asia/Tokyo")
                                .get(country));
        return event;
    }

    /** A row of the firm's people by worker id. */
    static Map<String, String> row(String id) {
        try {
            List<String> lines = Files.readAllLines(PEOPLE);
            List<String> header = cells(lines.get(0));
            return lines.stream()
                    .filter(line -> line.startsWith(id + ","))
                    .map(EdgePeople::cells)
                    .map(cells -> {
                        Map<String, String> row = new HashMap<>();
                        for (int i = 0; i < header.size(); i++) {
                            row.put(header.get(i), cells.get(i));
                        }
                        return row;
                    })
                    .findFirst()
                    .orElseThrow();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Matcher matcher = CELL.matcher(line);
        while (matcher.find()) {
            cells.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return cells;
    }
}
