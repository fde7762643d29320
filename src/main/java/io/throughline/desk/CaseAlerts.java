package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.Alert.Kind;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Json;
import io.throughline.delivery.Outcomes;
import io.throughline.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns cases into alerts once their business context is known, and closes an alert when none of its cases is open. Works
 * from the tables, so that no alert is lost with a crash and no batch waits for one.
 */
public final class CaseAlerts {

    private static final int LIMIT = 200;

    /** What flows are called where people speak of them, by the object of the event. */
    private static final Map<String, String> WORKFLOWS = Map.ofEntries(
            Map.entry("worker", "WF-01 worker onboarding"),
            Map.entry("customer", "WF-08 customer master"),
            Map.entry("opportunity", "WF-09 project setup"),
            Map.entry("project", "WF-10 project activation"),
            Map.entry("ratecard", "WF-11 rate card sync"),
            Map.entry("assignment", "WF-12 assignment"),
            Map.entry("time", "WF-13 approved time transfer"),
            Map.entry("billing", "WF-17 invoice generation"),
            Map.entry("invoice", "WF-17 invoice generation"),
            Map.entry("payroll", "WF-22 payroll export"),
            Map.entry("reference", "WF-24 reference data"));

    private final Database database;
    private final CaseBook book;
    private final CaseJson json;
    private final Alerts alerts;

    public CaseAlerts(Database database, CaseBook book, CaseJson json, Alerts alerts) {
        this.database = database;
        this.book = book;
        this.json = json;
        this.alerts = alerts;
    }

    /** One look at all cases. */
    public void look() {
        database.inTransaction(connection -> {
            Map<String, List<DeskCase>> causes = new LinkedHashMap<>();
            for (DeskCase one : fresh(connection)) {
                causes.computeIfAbsent(
                                kind(one) + workflow(one) + "|" + project(one) + "|" + one.rule(),
                                cause -> new ArrayList<>())
                        .add(one);
            }
            for (List<DeskCase> cases : causes.values()) {
                alerts.raise(connection, alert(cases));
            }
            for (long over : over(connection)) {
                alerts.close(connection, over, "nothing of it waits any more");
            }
            return null;
        });
    }

    private List<DeskCase> fresh(Connection connection) throws SQLException {
        List<DeskCase> fresh = new ArrayList<>();
        for (long number : numbers(
                connection,
                "select c.case_no from exception_case c where c.closed_at is null and c.assessed_at is not null and not"
                        + " exists (select 1 from alert_item i where i.case_no = c.case_no) order by c.case_no fetch"
                        + " first " + LIMIT + " rows only")) {
            book.find(connection, number).ifPresent(fresh::add);
        }
        return fresh;
    }

    private static List<Long> over(Connection connection) throws SQLException {
        return numbers(
                connection,
                "select a.alert_no from alert a where a.closed_at is null and a.kind in ('CASE', 'OUT_OF_RETRIES',"
                        + " 'PARKED_TOO_LONG') and not exists (select 1 from alert_item i join exception_case c on"
                        + " c.case_no = i.case_no where i.alert_no = a.alert_no and c.closed_at is null)");
    }

    private static List<Long> numbers(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }

    private Alert alert(List<DeskCase> cases) {
        DeskCase first = cases.get(0);
        ObjectNode known = json.group(cases);
        ObjectNode context = Json.mapper().createObjectNode();
        for (String field : List.of("project", "client", "billingCycle", "revenueExposure", "payrollExposure")) {
            if (known.has(field)) {
                context.set(field, known.get(field));
            }
        }
        if (first.owner() != null) {
            context.putObject("owner").put("team", first.owner());
            context.putArray("actions").add(known.path("action").path("text").asText());
        }
        ObjectNode technical = context.putObject("technical");
        technical.put("endpoint", first.system() == null ? "rules" : first.system() + "/" + first.what());
        if (first.system() != null) {
            technical.put("route", "deliver." + first.system());
        }
        technical
                .put("attempts", first.step() == null ? 0 : first.step().attempts())
                .put("lastError", first.message());
        List<Alert.Item> items = cases.stream()
                .map(one -> new Alert.Item(
                        one.eventId() == null ? "case:" + one.no() : one.eventId() + "#" + one.no(),
                        one.eventNo(),
                        one.no()))
                .toList();
        return new Alert(
                kind(first),
                known.path("severity").asText(),
                workflow(first),
                first.rule(),
                project(first),
                summary(cases),
                context,
                items);
    }

    private static String summary(List<DeskCase> cases) {
        DeskCase first = cases.get(0);
        String how =
                switch (kind(first)) {
                    case OUT_OF_RETRIES -> "out of retries at " + first.system();
                    case PARKED_TOO_LONG -> "waiting too long for " + first.key();
                    default -> first.system() == null ? "held by a rule" : "refused by or held at " + first.system();
                };
        return cases.size() + " x " + first.what() + " " + how + ": " + first.rule()
                + (project(first) == null ? "" : " (project " + project(first) + ")");
    }

    private static Kind kind(DeskCase one) {
        if (one.kind().equals("PARKED")) {
            return Kind.PARKED_TOO_LONG;
        }
        return one.rule().equals(Outcomes.OUT_OF_RETRIES) ? Kind.OUT_OF_RETRIES : Kind.CASE;
    }

    private static String project(DeskCase one) {
        return one.assessment() == null ? null : one.assessment().finding().projectId();
    }

    private static String workflow(DeskCase one) {
        String type = one.eventType() == null ? "" : one.eventType();
        String object = type.contains(".") ? type.substring(0, type.indexOf('.')) : type;
        return WORKFLOWS.getOrDefault(object, "WF-29 exceptions");
    }
}
