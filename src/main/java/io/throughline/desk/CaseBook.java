package io.throughline.desk;

import io.throughline.contract.Json;
import io.throughline.desk.DeskCase.StepPart;
import io.throughline.money.Exposure.Severity;
import io.throughline.money.Money;
import io.throughline.work.Exposed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cases in the database, with the step and event each is about. */
public final class CaseBook {

    private static final String SELECT =
            "select c.case_no, c.kind, c.state, c.event_key, c.system, c.rule, c.message, c.findings, c.fingerprint,"
                    + " c.group_id, c.opened_at, c.last_seen, c.times_seen, c.closed_at, c.closed_by, c.event_no,"
                    + " coalesce(e.source, c.event_source), coalesce(e.event_id, c.event_id), coalesce(e.type,"
                    + " c.event_type), e.origin, c.owner_domain, c.action_code, c.assigned_to, c.severity, c.assessed_at,"
                    + " c.context, s.step_no, s.name, s.operation, s.state, s.attempts, s.in_doubt, s.next_at, s.waits_for"
                    + " from exception_case c left join event e on e.event_no = c.event_no left join step s on s.step_no ="
                    + " c.step_no where ";

    private final Clock clock;

    public CaseBook(Clock clock) {
        this.clock = clock;
    }

    /** Open cases, oldest first. */
    public List<DeskCase> open(Connection connection) throws SQLException {
        return query(connection, "c.closed_at is null order by c.case_no");
    }

    /** The cases closed last, newest first. */
    public List<DeskCase> closed(Connection connection, int limit) throws SQLException {
        return query(
                connection,
                "c.closed_at is not null order by c.closed_at desc, c.case_no desc fetch first ? rows only",
                limit);
    }

    /** Open cases whose context was never looked at, or not since an instant. */
    public List<DeskCase> unassessed(Connection connection, Instant since, int limit) throws SQLException {
        return query(
                connection,
                "c.closed_at is null and (c.assessed_at is null or c.assessed_at < ?) order by c.assessed_at nulls first,"
                        + " c.case_no fetch first ? rows only",
                at(since),
                limit);
    }

    /** One case. */
    public Optional<DeskCase> find(Connection connection, long caseNo) throws SQLException {
        return query(connection, "c.case_no = ?", caseNo).stream().findFirst();
    }

    /** One case, kept from others until the transaction ends. */
    public Optional<DeskCase> lock(Connection connection, long caseNo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select case_no from exception_case where case_no = ? for update")) {
            select.setLong(1, caseNo);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? find(connection, caseNo) : Optional.empty();
            }
        }
    }

    /** Keeps what was found out about a case. */
    void assessed(
            Connection connection,
            long caseNo,
            Cause cause,
            Remedies.Remedy remedy,
            Assessment assessment,
            Exposed exposed,
            Money inGroup,
            Severity severity)
            throws SQLException {
        var finding = assessment.finding();
        OffsetDateTime cutOff = finding.cycles().stream()
                .map(cycle -> cycle.cutOff())
                .min(OffsetDateTime::compareTo)
                .orElse(null);
        update(
                connection,
                "owner_domain = ?, action_code = ?, context = ?, project_id = ?, client_id = ?, cycle_id = ?, cut_off ="
                        + " cast(? as timestamp(6) with time zone), currency = ?, direct_amount = cast(? as numeric(19,"
                        + " 3)), blocked_amount = cast(? as numeric(19, 3)), total_amount = cast(? as numeric(19, 3)),"
                        + " group_currency = ?, group_total = cast(? as numeric(19, 3)), estimated = ?, payroll_minutes ="
                        + " ?, severity = ?, assessed_at = ?, cause = ? where case_no = ?",
                remedy.owner(),
                remedy.action(),
                Json.write(assessment),
                finding.projectId(),
                finding.clientId(),
                finding.cycles().isEmpty() ? null : finding.cycles().get(0).id(),
                cutOff,
                exposed == null ? null : exposed.total().currency(),
                exposed == null ? null : exposed.direct().amount(),
                exposed == null ? null : exposed.blocked().amount(),
                exposed == null ? null : exposed.total().amount(),
                inGroup == null ? null : inGroup.currency(),
                inGroup == null ? null : inGroup.amount(),
                finding.estimated(),
                finding.payrollMinutes(),
                severity.name(),
                at(clock.instant()),
                cause.fingerprint(),
                caseNo);
    }

    /** Notes that a case could not be looked at now; people are told of it without what waits on it. */
    void unreadable(Connection connection, long caseNo, Cause cause) throws SQLException {
        update(
                connection,
                "assessed_at = ?, cause = ? where case_no = ?",
                at(clock.instant()),
                cause.fingerprint(),
                caseNo);
    }

    /** Closes a case. */
    void close(Connection connection, long caseNo, String by) throws SQLException {
        update(
                connection,
                "state = 'CLOSED', open_fingerprint = null, closed_at = ?, closed_by = ?, sealed_result = null where closed_at"
                        + " is null and case_no = ?",
                at(clock.instant()),
                shortened(by),
                caseNo);
    }

    /** Closes every open case of an event, and says of one of them who did it even when it closed itself meanwhile. */
    void closeOf(Connection connection, long eventNo, long caseNo, String by) throws SQLException {
        update(
                connection,
                "state = 'CLOSED', open_fingerprint = null, closed_at = coalesce(closed_at, ?), closed_by = ?,"
                        + " sealed_result = null where event_no ="
                        + " ? and (closed_at is null or case_no = ?)",
                at(clock.instant()),
                shortened(by),
                eventNo,
                caseNo);
    }

    /** Notes that the steps of an event are on their way again. */
    public void retrying(Connection connection, long eventNo, List<Long> stepNos) throws SQLException {
        update(
                connection,
                "state = 'RETRYING' where closed_at is null and event_no = ? and step_no = any(?)",
                eventNo,
                connection.createArrayOf("bigint", stepNos.toArray()));
    }

    /** Gives a case to a person; null takes it back. */
    void assign(Connection connection, long caseNo, String person) throws SQLException {
        update(connection, "assigned_to = ? where case_no = ?", person, caseNo);
    }

    private static void update(Connection connection, String set, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update exception_case set " + set)) {
            bind(update, values);
            update.executeUpdate();
        }
    }

    /** Cases that meet a condition on {@code exception_case c}. */
    List<DeskCase> query(Connection connection, String condition, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + condition)) {
            bind(select, values);
            try (ResultSet rows = select.executeQuery()) {
                List<DeskCase> cases = new ArrayList<>();
                while (rows.next()) {
                    cases.add(row(rows));
                }
                return cases;
            }
        }
    }

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static DeskCase row(ResultSet row) throws SQLException {
        String context = row.getString(26);
        return new DeskCase(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                instant(row, 11),
                instant(row, 12),
                row.getInt(13),
                instant(row, 14),
                row.getString(15),
                number(row, 16),
                row.getString(17),
                row.getString(18),
                row.getString(19),
                row.getString(20),
                row.getString(21),
                row.getString(22),
                row.getString(23),
                row.getString(24),
                instant(row, 25),
                context == null ? null : Json.read(context, Assessment.class),
                number(row, 27) == null ? null : step(row));
    }

    private static StepPart step(ResultSet row) throws SQLException {
        return new StepPart(
                row.getLong(27),
                row.getString(28),
                row.getString(29),
                row.getString(30),
                row.getInt(31),
                row.getBoolean(32),
                instant(row, 33),
                row.getString(34));
    }

    private static Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String shortened(String text) {
        return text.length() <= 240 ? text : text.substring(0, 240);
    }
}
