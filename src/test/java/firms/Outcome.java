package firms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.Stores;
import io.throughline.money.Utilization;
import io.throughline.people.Capacity;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.LeaveFacts;
import io.throughline.people.UtilizationPolicy;
import io.throughline.people.Worker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is the same however a firm was delivered, as lines by name: canonical objects on several days, time, what every target
 * holds (invoices and pay data among it), utilization, what is parked, what is not done, and what waits for a person. Left out
 * is when something became known, and parked versions of time that a stored one overtook, which are dropped once they go on.
 *
 * @param lines name and content, ordered by name
 */
record Outcome(Map<String, String> lines) {

    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(2026, 9, 30),
            LocalDate.of(2026, 10, 9),
            LocalDate.of(2026, 10, 22),
            LocalDate.of(2026, 10, 31),
            LocalDate.of(2026, 11, 6),
            LocalDate.of(2026, 12, 31));

    private static final Set<String> RECORDED = Set.of("knownAt");

    static Outcome of(Stores stores, Target target, List<String> refused) {
        Map<String, String> lines = new TreeMap<>();
        target.records().forEach((name, record) -> lines.put("target " + name, record));
        lines.keySet().removeIf(name -> name.contains("posting RC-"));
        lines.put("labour that sits elsewhere than its worker", PlacedCost.misplaced(stores));
        lines.put("seen twice", String.join("; ", target.twice()));
        lines.put(
                "refused",
                String.join("; ", refused.stream().distinct().sorted().toList()));
        objects(stores, target, lines);
        rows(
                stores,
                lines,
                "time",
                "select time_entry_id, version, worker_id, project_id, work_date, minutes, billable,"
                        + " role_id, legal_entity, case when " + target.isMoved("worker_id")
                        + " then null else cost_center end, status, correction_of, bill_rate, bill_currency, cost_rate,"
                        + " cost_currency, invoice_id from fact_time");
        rows(
                stores,
                lines,
                "parked",
                "select event_id, waits_for from parked_fact p where not exists"
                        + " (select 1 from fact_time f where p.event_id like concat(f.time_entry_id, '-%'))");
        rows(
                stores,
                lines,
                "not done",
                "select event_id || '/' || s.name, s.state, s.waits_for from step s join event e"
                        + " on e.event_no = s.event_no where s.state <> 'DONE'");
        rows(
                stores,
                lines,
                "case",
                // Ids of what a period's end makes due carry the number of the newest event.
                "select case when e.type in ('intercompany.due.v1', 'revenue.due.v1') then e.type || ' ' || e.subject else"
                        + " e.event_id end || ' ' || c.rule, c.kind, c.message from exception_case c join event e"
                        + " on e.event_no = c.event_no where c.closed_at is null");
        rows(
                stores,
                lines,
                "hours of payroll",
                "select period_key || worker_id || pay_code, hours from payroll_export_hours");
        utilization(stores, lines);
        return new Outcome(lines);
    }

    /** The first line in which another outcome differs, with both contents. */
    Optional<String> difference(Outcome other) {
        Map<String, String> names = new TreeMap<>(lines);
        names.putAll(other.lines);
        return names.keySet().stream()
                .filter(name -> !String.valueOf(lines.get(name)).equals(String.valueOf(other.lines.get(name))))
                .findFirst()
                .map(name -> name + "\n  is   " + lines.get(name) + "\n  then " + other.lines.get(name));
    }

    private static void objects(Stores stores, Target target, Map<String, String> lines) {
        List<String[]> names = stores.database().read(connection -> {
            List<String[]> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select distinct object, id from entity");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new String[] {rows.getString(1), rows.getString(2)});
                }
            }
            return found;
        });
        // How labour came to where it sits depends on what came first, see PlacedCost.
        names.removeIf(name -> name[0].equals("cost-reclass"));
        for (String[] name : names) {
            for (LocalDate day : DAYS) {
                stores.knowledge()
                        .find(name[0], name[1], day, JsonNode.class)
                        .ifPresent(state -> lines.put(
                                "object " + name[0] + " " + name[1] + " on " + day,
                                target.unplaced(((ObjectNode) state.deepCopy()).remove(RECORDED))
                                        .toString()));
            }
        }
    }

    private static void rows(Stores stores, Map<String, String> lines, String what, String select) {
        stores.database().read(connection -> {
            rows(connection, select).forEach((id, row) -> lines.put(what + " " + id, row));
            return null;
        });
    }

    private static Map<String, String> rows(Connection connection, String select) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(select);
                ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 2; i <= columns; i++) {
                    text.append(rows.getMetaData().getColumnLabel(i))
                            .append('=')
                            .append(rows.getString(i))
                            .append(' ');
                }
                found.merge(rows.getString(1), text.toString(), (one, more) -> one + "| " + more);
            }
        }
        return found;
    }

    private static void utilization(Stores stores, Map<String, String> lines) {
        LocalDate through = LocalDate.of(2026, 10, 31);
        UtilizationPolicy policy = UtilizationPolicy.shipped();
        Map<String, Utilization.Basis> teams = new HashMap<>();
        for (Worker newest : stores.knowledge().all("worker", Worker.class)) {
            Worker worker = stores.knowledge()
                    .find("worker", newest.workerId(), through, Worker.class)
                    .orElse(newest);
            HolidayCalendar calendar = stores.knowledge()
                    .latest("holiday-calendar", worker.employment().holidayCalendarId(), HolidayCalendar.class)
                    .orElse(null);
            Utilization.Basis basis = policy.basis(
                    Capacity.days(
                            worker,
                            calendar,
                            LeaveFacts.over(stores.knowledge()).approved(worker.workerId(), Firm.FIRST, through),
                            Firm.FIRST,
                            through),
                    stores.times().ofWorker(worker.workerId(), Firm.FIRST, through));
            teams.merge(worker.org().costCenterId(), basis, Utilization.Basis::plus);
            lines.put("utilization " + worker.workerId(), policy.figure(basis) + " of " + basis);
        }
        teams.forEach((team, basis) -> lines.put("utilization " + team, policy.figure(basis) + " of " + basis));
    }
}
