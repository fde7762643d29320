package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.throughline.journal.Seal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;

/** What the database keeps in plain columns, and facts that wait, read as a stream. */
final class CanonicalTables {

    private static final int AT_ONCE = 5_000;

    private final Connection connection;
    private final Seal seal;
    private final Scope scope;

    CanonicalTables(Connection connection, Seal seal, Scope scope) {
        this.connection = connection;
        this.seal = seal;
        this.scope = scope;
    }

    /** Time of workers whom the entity employs; of time that names no entity the worker decides. */
    void time(CanonicalWriter out, Map<String, CanonicalObjects.Employed> workers) throws SQLException {
        String sql = "select time_entry_id, worker_id, project_id, work_date, minutes, billable, status, role_id,"
                + " cost_center, bill_rate, bill_currency, cost_rate, cost_currency, invoice_id, legal_entity from fact_time"
                + " where work_date between ? and ? and (legal_entity = ? or legal_entity is null)";
        each(
                sql,
                row -> {
                    String employer = row.getString(15);
                    if (employer == null) {
                        CanonicalObjects.Employed worker = workers.get(row.getString(2));
                        employer = worker == null ? scope.entity() : worker.entity();
                    }
                    if (scope.entity().equals(employer)) {
                        Object[] values = new Object[14];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = row.getObject(i + 1);
                        }
                        out.row(values);
                    }
                },
                scope.firstDay(),
                scope.lastDay(),
                scope.entity());
    }

    /**
     * Approved time as the journal has it: of each entry the newest accepted event, without the facts that were made of it. What
     * changes an entry on an invoice counts here in the entry itself, not in its correction. Events whose payload retention has
     * taken away are not there.
     */
    void approved(CanonicalWriter out, Map<String, CanonicalObjects.Employed> workers) throws SQLException {
        String told = "('time.approved.v1', 'time.unapproved.v1', 'time.transferred.v1')";
        String sql = "select n.type, n.sealed_data from event n where n.state = 'ACCEPTED' and n.type in "
                + told
                + " and n.sealed_data is not null and n.subject in (select a.subject from event a where a.state ="
                + " 'ACCEPTED' and a.type = 'time.approved.v1' and a.effective_date between ? and ?) and not exists (select 1"
                + " from event m where m.subject = n.subject and m.state = 'ACCEPTED' and m.type in " + told
                + " and (m.version > n.version or m.version = n.version and m.event_no > n.event_no))";
        each(
                sql,
                row -> {
                    JsonNode time = seal.openJson(row.getBytes(2));
                    CanonicalObjects.Employed worker =
                            workers.get(time.path("workerId").asText());
                    String employer =
                            time.path("legalEntityId").asText(worker == null ? scope.entity() : worker.entity());
                    if (!row.getString(1).startsWith("time.unapproved")
                            && scope.entity().equals(employer)
                            && in(LocalDate.parse(time.path("workDate").asText()))) {
                        out.row(
                                time.path("timeEntryId").asText(),
                                time.path("workerId").asText(),
                                time.path("workDate").asText(),
                                time.path("minutes").asLong(),
                                time.path("billable").asBoolean(true));
                    }
                },
                scope.firstDay(),
                scope.lastDay());
    }

    /** Hours of the month, or of its halves, that payroll was sent, per worker and pay code. */
    void payroll(CanonicalWriter out) throws SQLException {
        String month = scope.entity() + "-" + scope.period();
        each(
                "select worker_id, pay_code, sum(hours) from payroll_export_hours where period_key in (?, ?, ?)"
                        + " group by worker_id, pay_code",
                row -> out.row(row.getString(1), row.getString(2), row.getBigDecimal(3)),
                month,
                month + "A",
                month + "B");
    }

    /** Open cases of the entity, and those of which nobody knows the entity. */
    void exceptions(CanonicalWriter out) throws SQLException {
        String sql = "select c.case_no, c.event_key, c.rule, c.message, c.opened_at, c.owner_domain, c.group_total"
                + " from exception_case c left join event e on e.event_no = c.event_no"
                + " where c.closed_at is null and (e.legal_entity is null or e.legal_entity = ?)";
        each(
                sql,
                row -> out.row(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getString(6),
                        row.getBigDecimal(7)),
                scope.entity());
    }

    /** Approved time of the period that waits for a reference or was held, so that no time fact exists of it. */
    void parked(CanonicalWriter out) throws SQLException {
        each("select waits_for, sealed_fact from parked_fact", row -> {
            JsonNode fact = seal.openJson(row.getBytes(2));
            if (fact.path("type").asText().endsWith("time.approved.v1")) {
                parked(out, fact.path("legalentity"), fact.path("data"), "waits for " + row.getString(1));
            }
        });
        each(
                "select e.legal_entity, e.findings, e.sealed_data, (select min(c.message) from exception_case c where"
                        + " c.event_no = e.event_no) from event e where e.state = 'HELD' and e.type = 'time.approved.v1'"
                        + " and e.sealed_data is not null and not exists (select 1 from fact_time f where"
                        + " f.time_entry_id = e.subject and f.version >= e.version)",
                row -> {
                    String why = row.getString(4) == null ? row.getString(2) : row.getString(4);
                    JsonNode data = seal.openJson(row.getBytes(3));
                    String entity = row.getString(1);
                    parked(
                            out,
                            entity == null ? data.path("legalEntityId") : TextNode.valueOf(entity),
                            data,
                            "held: " + why);
                });
    }

    /** Which worker or project is known in which system. */
    void xrefs(CanonicalWriter out) throws SQLException {
        each(
                "select distinct object, canonical_id, system from xref where object in ('worker', 'project') and"
                        + " valid_to is null",
                row -> out.row(row.getString(1), row.getString(2), row.getString(3)));
    }

    private void parked(CanonicalWriter out, JsonNode entity, JsonNode time, String why) {
        boolean own = !entity.isTextual() || entity.asText().equals(scope.entity());
        String day = time.path("workDate").asText();
        if (own && day.length() == 10 && in(LocalDate.parse(day))) {
            out.row(
                    text(time.path("timeEntryId")),
                    text(time.path("projectId")),
                    day,
                    time.path("minutes").asLong(),
                    time.path("billable").asBoolean(true),
                    why);
        }
    }

    private boolean in(LocalDate day) {
        return !day.isBefore(scope.firstDay()) && !day.isAfter(scope.lastDay());
    }

    /** A reference that is not resolved yet is named by what it says. */
    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    @FunctionalInterface
    private interface Taking {
        void row(ResultSet row) throws SQLException;
    }

    private void each(String sql, Taking taker, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(AT_ONCE);
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    taker.row(rows);
                }
            }
        }
    }
}
