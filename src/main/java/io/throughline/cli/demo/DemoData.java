package io.throughline.cli.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The packaged samples of the demo firm. */
final class DemoData {

    /** The legal entities of the firm. */
    static final List<String> ENTITIES = List.of("LE-US", "LE-DE", "LE-JP");

    /** Names of the columns of a weekly timesheet, Monday first. */
    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final String TIME = "time/time_weekly.csv";

    private DemoData() {}

    /**
     * Time of one worker on one project and day.
     *
     * @param hours decimal hours as a person wrote them
     */
    record Day(String workerId, String projectId, LocalDate date, BigDecimal hours, boolean billable) {}

    /** Eight hours entered for a day after the worker's last one; the rules hold them, and no expected figure has them. */
    static final Day AFTER_TERMINATION =
            new Day("W-0018", "P-1002", LocalDate.of(2026, 10, 26), new BigDecimal("8"), true);

    /** Ids of an entity's workers, sorted. */
    static Set<String> workers(String entity) {
        Set<String> ids = new TreeSet<>();
        for (Map<String, String> row : rows("demo/expected/utilization.csv")) {
            if (row.get("legal_entity").equals(entity)) {
                ids.add(row.get("worker_id"));
            }
        }
        return ids;
    }

    /** Ids of the workers of several entities. */
    static Set<String> workers(List<String> entities) {
        Set<String> ids = new TreeSet<>();
        entities.forEach(entity -> ids.addAll(workers(entity)));
        return ids;
    }

    /** The entities whose people enter time in a PSA. */
    static List<String> entitiesOf(String psa) {
        return rows("reference/legal_entities.csv").stream()
                .filter(row -> row.get("psa").equals(psa))
                .map(row -> row.get("legal_entity"))
                .toList();
    }

    /** The client projects, as rows of {@code projects.csv}. */
    static List<Map<String, String>> projects() {
        return rows("reference/projects.csv").stream()
                .filter(row -> !row.get("billing_entity").isEmpty())
                .toList();
    }

    /** Approved time of the firm within the given days. */
    static List<Day> time(LocalDate from, LocalDate to) {
        return time(ENTITIES, from, to);
    }

    /** Approved time of some entities' workers within the given days, in the order of the timesheets. */
    static List<Day> time(List<String> entities, LocalDate from, LocalDate to) {
        Set<String> workers = workers(entities);
        return days(
                row -> workers.contains(row.get("worker_id"))
                        && row.get("status").equals("approved"),
                from,
                to);
    }

    private static List<Day> days(Predicate<Map<String, String>> wanted, LocalDate from, LocalDate to) {
        List<Day> days = new ArrayList<>();
        for (Map<String, String> row : rows(TIME)) {
            for (int i = 0; wanted.test(row) && i < DAYS.size(); i++) {
                LocalDate date = LocalDate.parse(row.get("week_start_monday")).plusDays(i);
                String hours = row.get(DAYS.get(i));
                if (!hours.isEmpty() && !date.isBefore(from) && !date.isAfter(to)) {
                    days.add(new Day(
                            row.get("worker_id"),
                            row.get("project_id"),
                            date,
                            new BigDecimal(hours),
                            row.get("billable").equals("Y")));
                }
            }
        }
        return days;
    }

    /** Time that was submitted and not approved, in the order of the timesheets. */
    static List<Day> submitted() {
        return days(row -> row.get("status").equals("submitted"), LocalDate.MIN, LocalDate.MAX);
    }

    /** Leave of October as the CSV file the HRIS of some entities would export. */
    static byte[] leave(List<String> entities) {
        Set<String> workers = workers(entities);
        return csv("workday/leave.csv", row -> workers.contains(row.get("worker_id")), null);
    }

    /** The customers as they were before C-10 was put on hold on 12 October. */
    static byte[] customersBeforeHold() {
        return new String(bytes("reference/customers.csv"), StandardCharsets.UTF_8)
                .replace(",on hold", ",active")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Approved weekly timesheets of some entities as a CSV file, with the cells of days after the last one left empty. */
    static byte[] timesheets(List<String> entities, LocalDate last) {
        Set<String> workers = workers(entities);
        return csv(
                TIME,
                row -> workers.contains(row.get("worker_id"))
                        && row.get("status").equals("approved")
                        && begun(row, last),
                last);
    }

    /** A packaged file as it is. */
    static byte[] bytes(String sample) {
        try (InputStream in = DemoData.class.getResourceAsStream("/samples/" + sample)) {
            if (in == null) {
                throw new IllegalStateException("the sample " + sample + " is not packaged");
            }
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The rows of a packaged CSV file by column name. */
    static List<Map<String, String>> rows(String sample) {
        try (InputStream in = DemoData.class.getResourceAsStream("/samples/" + sample);
                CsvReader<NamedCsvRecord> reader =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether a week has time up to a day. */
    private static boolean begun(Map<String, String> row, LocalDate last) {
        LocalDate monday = LocalDate.parse(row.get("week_start_monday"));
        for (int i = 0; i < DAYS.size() && !monday.plusDays(i).isAfter(last); i++) {
            if (!row.get(DAYS.get(i)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static byte[] csv(String sample, Predicate<Map<String, String>> wanted, LocalDate last) {
        StringBuilder text = new StringBuilder();
        for (Map<String, String> row : rows(sample)) {
            if (text.isEmpty()) {
                text.append(String.join(",", row.keySet())).append('\n');
            }
            if (wanted.test(row)) {
                List<String> cells = new ArrayList<>();
                row.forEach((column, value) -> cells.add(after(row, column, last) ? "" : value));
                text.append(String.join(",", cells)).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean after(Map<String, String> row, String column, LocalDate last) {
        int day = DAYS.indexOf(column);
        return last != null
                && day >= 0
                && LocalDate.parse(row.get("week_start_monday")).plusDays(day).isAfter(last);
    }
}
