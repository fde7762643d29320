package io.throughline.people;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.contract.Json;
import io.throughline.money.CostCenter;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.LegalEntity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demo firm of the domain as canonical records. */
public final class DemoFirm {

    private static final Map<String, String> ZONES =
            Map.of("LE-US", "America/New_York", "LE-DE", "Europe/Berlin", "LE-JP", "Asia/Tokyo");

    private DemoFirm() {}

    /** Rows of one of the firm's CSV files, by column name. */
    public static List<Map<String, String>> rows(String file) {
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(Path.of("src/test/resources/demo", file))) {
            List<Map<String, String>> rows = new ArrayList<>();
            csv.forEach(row -> rows.add(row.getFieldsAsMap()));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All workers, each in the entity of the file. */
    public static List<Worker> workers() {
        return rows("workers.csv").stream().map(DemoFirm::worker).toList();
    }

    /** One worker. */
    public static Worker worker(String id) {
        return workers().stream()
                .filter(worker -> worker.workerId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Entities, cost centres, calendars, workers and leave as snapshots. */
    public static InMemorySnapshots snapshots() {
        InMemorySnapshots known = new InMemorySnapshots();
        for (Map<String, String> row : rows("legal_entities.csv")) {
            known.put(
                    "legal-entity",
                    row.get("legal_entity"),
                    new LegalEntity(
                            row.get("legal_entity"),
                            1,
                            row.get("name"),
                            row.get("country"),
                            row.get("currency"),
                            ZoneId.of(row.get("time_zone")),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(),
                            null));
            known.put("holiday-calendar", "CAL-" + row.get("legal_entity"), calendar(row.get("legal_entity")));
        }
        for (Map<String, String> row : rows("cost_centers.csv")) {
            known.put(
                    "cost-center",
                    row.get("cost_center"),
                    new CostCenter(
                            row.get("cost_center"),
                            1,
                            row.get("legal_entity"),
                            row.get("name"),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(),
                            null));
        }
        for (Map<String, String> row : rows("cost_rates.csv")) {
            String id = "CR-" + row.get("legal_entity") + "-" + row.get("role");
            known.put(
                    "cost-rate",
                    id,
                    Map.of(
                            "costRateId",
                            id,
                            "version",
                            1,
                            "legalEntityId",
                            row.get("legal_entity"),
                            "roleId",
                            row.get("role"),
                            "rate",
                            Map.of("amount", row.get("cost_rate_per_hour"), "currency", row.get("currency")),
                            "from",
                            row.get("effective_from")));
        }
        workers().forEach(worker -> known.put("worker", worker.workerId(), worker));
        leave().forEach(leave -> known.put("leave", leave.leaveId(), leave));
        return known;
    }

    /** Leave of everybody. */
    public static List<Leave> leave() {
        return rows("leave.csv").stream()
                .map(row -> new Leave(
                        "L-" + row.get("worker_id") + "-" + row.get("date"),
                        1,
                        row.get("worker_id"),
                        LocalDate.parse(row.get("date")),
                        new BigDecimal(row.get("hours")),
                        row.get("type"),
                        Leave.Status.APPROVED,
                        null,
                        null,
                        null,
                        List.of(),
                        null))
                .toList();
    }

    /** Holidays of an entity. */
    public static HolidayCalendar calendar(String entity) {
        List<HolidayCalendar.Holiday> days = rows("holidays.csv").stream()
                .filter(row -> row.get("legal_entity").equals(entity))
                .map(row -> new HolidayCalendar.Holiday(LocalDate.parse(row.get("date")), row.get("name"), null))
                .toList();
        return new HolidayCalendar("CAL-" + entity, 1, null, days, null, null, null, List.of(), null);
    }

    /**
     * An accounting period.
     *
     * @param month such as {@code 2026-10}
     */
    public static FiscalPeriod period(String entity, String month, FiscalPeriod.State state) {
        YearMonth days = YearMonth.parse(month);
        return new FiscalPeriod(
                entity + "-" + month,
                1,
                entity,
                days.atDay(1),
                days.atEndOfMonth(),
                state,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    private static Worker worker(Map<String, String> row) {
        String entity = row.get("legal_entity");
        BigDecimal weekly = new BigDecimal(row.get("weekly_hours"));
        boolean partTime = row.get("work_days").equals("MTW");
        String late = partTime ? "0.00" : "8.00";
        String ended = row.get("termination_date");
        String manager = row.get("manager_id");
        Map<String, Object> employment = new java.util.HashMap<>(Map.of(
                "sequence",
                1,
                "legalEntityId",
                entity,
                "hireDate",
                row.get("hire_date"),
                "originalHireDate",
                row.get("hire_date"),
                "rehire",
                false,
                "fte",
                partTime ? "0.6000" : "1.0000",
                "weeklyHours",
                weekly.toPlainString(),
                "holidayCalendarId",
                "CAL-" + entity,
                "workPattern",
                Map.of(
                        "mon", "8.00", "tue", "8.00", "wed", "8.00", "thu", late, "fri", late, "sat", "0.00", "sun",
                        "0.00")));
        if (!ended.isEmpty()) {
            employment.put("terminationDate", ended);
        }
        Map<String, Object> org = new java.util.HashMap<>(Map.of(
                "costCenterId",
                row.get("cost_center"),
                "region",
                "R",
                "location",
                "L",
                "country",
                entity.substring(3),
                "timeZone",
                ZONES.get(entity)));
        if (!manager.isEmpty()) {
            org.put("managerId", manager);
        }
        String id = row.get("worker_id");
        return Json.read(
                Json.write(Map.of(
                        "workerId",
                        id,
                        "version",
                        1,
                        "personId",
                        "PER-" + id.substring(2),
                        "workerType",
                        "EMPLOYEE",
                        "status",
                        "ACTIVE",
                        "name",
                        Map.of("legal", Map.of("full", row.get("name")), "latin", row.get("name_latin")),
                        "workEmail",
                        id.toLowerCase(java.util.Locale.ROOT) + "@meridian-harbor.example",
                        "employment",
                        employment,
                        "job",
                        Map.of("roleFamily", "F", "roleId", row.get("role")),
                        "org",
                        org)),
                Worker.class);
    }
}
