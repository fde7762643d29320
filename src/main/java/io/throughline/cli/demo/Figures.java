package io.throughline.cli.demo;

import io.throughline.Stores;
import io.throughline.money.Hours;
import io.throughline.money.TimeFact;
import io.throughline.money.Utilization;
import io.throughline.people.Availability;
import io.throughline.people.Capacity;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.LeaveFacts;
import io.throughline.people.UtilizationPolicy;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hours, money and utilization of the month, from the facts the product stored, beside the expected figures. */
final class Figures {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final String AMOUNT = "tm_amount_by_line(worker x rate)";

    private final Stores stores;

    Figures(Stores stores) {
        this.stores = stores;
    }

    /** One line per client project. */
    List<Report.ProjectLine> projects(Map<String, Landed.Invoiced> invoices) {
        Map<String, Map<String, String>> expected = new HashMap<>();
        DemoData.rows("demo/expected/project_billing.csv").forEach(row -> expected.put(row.get("project_id"), row));
        List<Report.ProjectLine> lines = new ArrayList<>();
        for (Map<String, String> project : DemoData.projects()) {
            String id = project.get("project_id");
            Map<String, String> figures = expected.getOrDefault(id, Map.of());
            String amount = figures.getOrDefault(AMOUNT, "");
            Landed.Invoiced invoiced = invoices.get(id);
            lines.add(new Report.ProjectLine(
                    id,
                    project.get("billing_type"),
                    project.get("currency"),
                    billable(stores.times().ofProject(id, OCTOBER.atDay(1), OCTOBER.atEndOfMonth())),
                    figures.isEmpty() ? timesheets(id) : decimal(figures.get("approved_billable_hours")),
                    invoiced == null ? 0 : invoiced.count(),
                    invoiced == null ? null : inMinorUnits(invoiced.total(), project.get("currency")),
                    amount.isEmpty() ? null : new BigDecimal(amount)));
        }
        return lines;
    }

    /** One line per worker, one per entity, and one of the firm. */
    List<Report.UtilizationLine> utilization() {
        UtilizationPolicy net = UtilizationPolicy.shipped();
        List<Report.UtilizationLine> lines = new ArrayList<>();
        Map<String, Utilization.Basis> sums = new HashMap<>();
        for (Map<String, String> row : DemoData.rows("demo/expected/utilization.csv")) {
            Utilization.Basis basis = basis(row.get("worker_id"));
            sums.merge(row.get("legal_entity"), basis, Utilization.Basis::plus);
            sums.merge("*", basis, Utilization.Basis::plus);
            lines.add(line(row.get("worker_id"), basis, net, row.get("util_net")));
        }
        for (Map<String, String> row : DemoData.rows("demo/expected/utilization_by_entity.csv")) {
            String entity = row.get("legal_entity");
            lines.add(line(entity, sums.getOrDefault(entity, Utilization.Basis.NONE), net, row.get("util_net")));
        }
        return lines;
    }

    private static Report.UtilizationLine line(
            String id, Utilization.Basis basis, UtilizationPolicy policy, String expected) {
        Utilization.Figure figure = policy.figure(basis);
        return new Report.UtilizationLine(
                id,
                figure.definitionId(),
                basis.available(),
                basis.billable(),
                figure.ratio(),
                expected.isEmpty() ? null : decimal(expected));
    }

    private Utilization.Basis basis(String workerId) {
        LocalDate from = OCTOBER.atDay(1);
        LocalDate to = OCTOBER.atEndOfMonth();
        List<TimeFact> facts = stores.times().ofWorker(workerId, from, to);
        Worker worker =
                stores.knowledge().latest("worker", workerId, Worker.class).orElse(null);
        if (worker == null) {
            return UtilizationPolicy.shipped().basis(List.of(), facts);
        }
        HolidayCalendar calendar = stores.knowledge()
                .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                .orElse(null);
        List<Availability.Day> days = Capacity.days(
                worker, calendar, LeaveFacts.over(stores.knowledge()).approved(workerId, from, to), from, to);
        return UtilizationPolicy.shipped().basis(days, facts);
    }

    /** Billable hours on a project as the timesheets have them. */
    private static BigDecimal timesheets(String projectId) {
        return DemoData.time(OCTOBER.atDay(1), OCTOBER.atEndOfMonth()).stream()
                .filter(day -> day.projectId().equals(projectId) && day.billable())
                .map(day -> Hours.of(Hours.toMinutes(day.hours())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal billable(List<TimeFact> facts) {
        return hours(facts.stream().filter(TimeFact::billable).toList());
    }

    /** Approved hours, each entry rounded for itself. */
    private static BigDecimal hours(List<TimeFact> facts) {
        return facts.stream()
                .filter(fact -> fact.state().approved())
                .map(fact -> Hours.of(fact.minutes()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** With the decimals of the currency; an amount with more is left as it is, so that it shows. */
    private static BigDecimal inMinorUnits(BigDecimal amount, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        return amount.stripTrailingZeros().scale() > decimals ? amount : amount.setScale(decimals);
    }

    private static BigDecimal decimal(String text) {
        return text == null || text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
}
