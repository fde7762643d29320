package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.money.Hours;
import io.throughline.money.PayPeriod;
import io.throughline.money.PayrollHours;
import io.throughline.money.PricedLine;
import io.throughline.money.TimeAndMaterials;
import io.throughline.money.TimeFact;
import io.throughline.money.TimePricing;
import io.throughline.money.Utilization;
import io.throughline.people.Availability;
import io.throughline.people.Capacity;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.LeaveFacts;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** October 2026 of the demo firm comes out as its expected figures. */
class DemoFiguresTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final String[] DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    private final InMemorySnapshots known = DemoFirm.snapshots();
    private final List<TimeFact> time = time();

    @Test
    void payroll_hours_of_the_us_halves() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> computed = new TreeMap<>();
        Map<String, Boolean> eligible = new HashMap<>();
        DemoFirm.rows("workers.csv")
                .forEach(row -> eligible.put(
                        row.get("worker_id"), row.get("overtime_eligible").equals("Y")));
        for (Map<String, String> row : DemoFirm.rows("expected/payroll_hours_us.csv")) {
            String worker = row.get("worker_id");
            char half = row.get("pay_period(A=1-15,B=16-31)").charAt(0);
            expected.put(worker + half, plain(row.get("reg_hours")) + " " + plain(row.get("ot_hours")));
            List<PayrollHours.Worked> worked = time.stream()
                    .filter(fact -> fact.workerId().equals(worker))
                    .map(fact -> new PayrollHours.Worked(fact.workDate(), fact.timeEntryId(), fact.minutes()))
                    .toList();
            List<PayrollHours.Absence> absences = DemoFirm.leave().stream()
                    .filter(leave -> leave.workerId().equals(worker))
                    .map(leave -> new PayrollHours.Absence(leave.date(), "V", leave.hours()))
                    .toList();
            List<PayrollHours.Row> rows =
                    PayrollHours.rows(worker, new PayPeriod(OCTOBER, half), worked, absences, eligible.get(worker));
            computed.put(worker + half, hours(rows, "REG") + " " + hours(rows, "OT"));
        }
        assertThat(expected).hasSize(40);
        assertThat(computed).isEqualTo(expected);
    }

    @Test
    void leave_is_a_row_of_its_own() {
        List<PayrollHours.Absence> absences = DemoFirm.leave().stream()
                .filter(leave -> leave.workerId().equals("W-0014"))
                .map(leave -> new PayrollHours.Absence(leave.date(), "V", leave.hours()))
                .toList();
        assertThat(PayrollHours.rows("W-0014", PayPeriod.parse("2026-10A"), List.of(), absences, true))
                .containsExactly(new PayrollHours.Row("W-0014", "V", new BigDecimal("8.00")));
    }

    @Test
    void utilization_of_each_worker_and_entity() {
        Utilization net = new Utilization(Utilization.Definition.UTIL_NET);
        Map<String, Utilization.Basis> byEntity = new TreeMap<>();
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> computed = new TreeMap<>();
        for (Map<String, String> row : DemoFirm.rows("expected/utilization.csv")) {
            Worker worker = DemoFirm.worker(row.get("worker_id"));
            Utilization.Basis basis = basis(worker);
            byEntity.merge(row.get("legal_entity"), basis, Utilization.Basis::plus);
            byEntity.merge("*", basis, Utilization.Basis::plus);
            expected.put(
                    worker.workerId(),
                    plain(row.get("standard_h")) + " " + plain(row.get("leave_h")) + " " + plain(row.get("billable_h"))
                            + " " + row.get("util_net"));
            computed.put(
                    worker.workerId(),
                    plain(basis.standard()) + " " + plain(basis.leave()) + " " + plain(basis.billable()) + " "
                            + net.of(basis).map(BigDecimal::toPlainString).orElse(""));
        }
        assertThat(computed).isEqualTo(expected);
        for (Map<String, String> row : DemoFirm.rows("expected/utilization_by_entity.csv")) {
            assertThat(net.of(byEntity.get(row.get("legal_entity"))))
                    .as(row.get("legal_entity"))
                    .contains(new BigDecimal(row.get("util_net")));
        }
    }

    @Test
    void time_and_materials_of_each_project() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> computed = new TreeMap<>();
        RateLookup rates = new RateLookup(withRateCards());
        for (Map<String, String> row : DemoFirm.rows("expected/project_billing.csv")) {
            String amount = row.get("tm_amount_by_line(worker x rate)");
            if (amount.isEmpty()) {
                continue;
            }
            Project project = project(row.get("project_id"));
            List<TimeFact> priced = new ArrayList<>();
            for (TimeFact fact : time) {
                if (fact.projectId().equals(project.projectId()) && fact.billable()) {
                    RateLookup.Result result =
                            rates.find(project, null, fact.workerId(), fact.roleId(), fact.workDate());
                    assertThat(result).isInstanceOf(RateLookup.Found.class);
                    priced.add(priced(fact, (RateLookup.Found) result));
                }
            }
            List<PricedLine> lines = TimePricing.PLAIN.lines(priced);
            expected.put(project.projectId(), amount);
            computed.put(
                    project.projectId(),
                    TimeAndMaterials.total(lines, row.get("currency")).amount().toPlainString());
        }
        assertThat(expected).containsEntry("P-1001", "175602.00").containsEntry("P-1003", "149152.00");
        assertThat(computed).isEqualTo(expected);
    }

    private Utilization.Basis basis(Worker worker) {
        List<Availability.Day> days = Capacity.days(
                worker,
                DemoFirm.calendar(worker.employment().legalEntityId()),
                LeaveFacts.over(known).approved(worker.workerId(), OCTOBER.atDay(1), OCTOBER.atEndOfMonth()),
                OCTOBER.atDay(1),
                OCTOBER.atEndOfMonth());
        return new Utilization.Basis(
                Hours.of(
                        days.stream().mapToInt(Availability.Day::patternMinutes).sum()),
                Hours.of(days.stream()
                        .mapToInt(day -> orZero(day.holidayMinutes()))
                        .sum()),
                Hours.of(days.stream()
                        .mapToInt(day -> orZero(day.leaveMinutes()))
                        .sum()),
                logged(worker.workerId(), true),
                logged(worker.workerId(), false));
    }

    private BigDecimal logged(String workerId, boolean billableOnly) {
        return time.stream()
                .filter(fact -> fact.workerId().equals(workerId) && (fact.billable() || !billableOnly))
                .map(fact -> Hours.of(fact.minutes()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int orZero(Integer minutes) {
        return Optional.ofNullable(minutes).orElse(0);
    }

    static InMemorySnapshots withRateCards() {
        InMemorySnapshots known = DemoFirm.snapshots();
        Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
        for (Map<String, String> row : DemoFirm.rows("rate_cards.csv")) {
            Map<String, Object> rate = new HashMap<>(Map.of(
                    "roleId",
                    row.get("role"),
                    "rate",
                    row.get("bill_rate"),
                    "currency",
                    row.get("currency"),
                    "from",
                    row.get("effective_from")));
            if (!row.get("effective_to_exclusive").isEmpty()) {
                rate.put("to", row.get("effective_to_exclusive"));
            }
            rows.computeIfAbsent(row.get("project_id"), id -> new ArrayList<>()).add(rate);
        }
        rows.forEach((project, prices) -> known.put(
                "rate-card",
                "RC-" + project,
                Map.of("rateCardId", "RC-" + project, "version", 1, "projectId", project, "rows", prices)));
        return known;
    }

    static Project project(String id) {
        Map<String, String> row = DemoFirm.rows("projects.csv").stream()
                .filter(candidate -> candidate.get("project_id").equals(id))
                .findFirst()
                .orElseThrow();
        return Json.read(
                Json.write(Map.of(
                        "projectId",
                        id,
                        "version",
                        1,
                        "name",
                        row.get("name"),
                        "status",
                        "ACTIVE",
                        "billingType",
                        row.get("billing_type"),
                        "currency",
                        row.get("currency"),
                        "start",
                        "2026-01-01",
                        "allowUnassignedTime",
                        true)),
                Project.class);
    }

    static List<TimeFact> time() {
        Map<String, String> roles = new HashMap<>();
        DemoFirm.rows("workers.csv").forEach(row -> roles.put(row.get("worker_id"), row.get("role")));
        List<TimeFact> facts = new ArrayList<>();
        for (Map<String, String> row : DemoFirm.rows("time_weekly.csv")) {
            for (int i = 0; i < DAYS.length; i++) {
                String hours = row.get(DAYS[i]);
                if (!hours.isEmpty() && row.get("status").equals("approved")) {
                    LocalDate date =
                            LocalDate.parse(row.get("week_start_monday")).plusDays(i);
                    String worker = row.get("worker_id");
                    facts.add(new TimeFact(
                            "T-" + worker.substring(2) + "-"
                                    + row.get("project_id").substring(2) + "-" + date,
                            1,
                            worker,
                            row.get("project_id"),
                            null,
                            roles.get(worker),
                            date,
                            Hours.toMinutes(new BigDecimal(hours)),
                            row.get("billable").equals("Y"),
                            false,
                            TimeFact.State.APPROVED,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
                }
            }
        }
        return facts;
    }

    private static TimeFact priced(TimeFact f, RateLookup.Found found) {
        return new TimeFact(
                f.timeEntryId(),
                f.version(),
                f.workerId(),
                f.projectId(),
                f.taskId(),
                f.roleId(),
                f.workDate(),
                f.minutes(),
                f.billable(),
                f.overtime(),
                f.state(),
                found.rate(),
                null,
                null,
                null,
                null,
                null);
    }

    private static String hours(List<PayrollHours.Row> rows, String code) {
        return plain(rows.stream()
                .filter(row -> row.payCode().equals(code))
                .map(PayrollHours.Row::hours)
                .findFirst()
                .orElse(BigDecimal.ZERO));
    }

    private static String plain(String number) {
        return plain(new BigDecimal(number));
    }

    private static String plain(BigDecimal number) {
        return number.setScale(2).toPlainString();
    }
}
