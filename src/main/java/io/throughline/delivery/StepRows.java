package io.throughline.delivery;

import com.fasterxml.jackson.databind.node.NullNode;
import io.throughline.contract.Step;
import io.throughline.journal.Seal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads steps from the ledger's table; the payload of one that was pruned is JSON's null. */
public final class StepRows {

    /** No earlier step of the same lane in the same system is open. */
    static final String FIRST_IN_LANE =
            "not exists (select 1 from step e where e.system = s.system and e.lane = s.lane and"
                    + " e.is_open and e.step_no < s.step_no)";

    /** Those without an answer first, then those whose answer is the oldest. */
    static final String NOT_TRIED_FOR_LONGEST = "s.answered_at nulls first, s.step_no";

    /** The payload of {@code step s}: a row of its own, or the data of its event. */
    public static final String PAYLOAD =
            "case when s.payload_no is null then (select v.sealed_data from event v where v.event_no = s.event_no) else"
                    + " (select p.sealed_payload from step_payload p where p.payload_no = s.payload_no) end";

    private static final String AS_PLANNED = "s.step_no";

    private final Seal seal;

    StepRows(Seal seal) {
        this.seal = seal;
    }

    /** The steps that meet a condition on {@code step s}, in the order of their numbers. */
    List<Ledger.Row> find(Connection connection, String condition, Object... values) throws SQLException {
        return first(connection, Integer.MAX_VALUE, condition, values);
    }

    /** The first of them. */
    List<Ledger.Row> first(Connection connection, int limit, String condition, Object... values) throws SQLException {
        return ordered(connection, AS_PLANNED, limit, condition, values);
    }

    /** The first of them in another order. */
    List<Ledger.Row> ordered(Connection connection, String order, int limit, String condition, Object... values)
            throws SQLException {
        String sql = "select s.step_no, s.event_no, s.idempotency_key, s.name, s.system, s.operation, s.lane,"
                + " " + PAYLOAD + ", s.needs, s.continuation, s.state, s.attempts, s.in_doubt, s.owner, s.started_at,"
                + " s.next_at, s.waits_for, s.code, s.reason, s.target_ref, s.epoch, s.flow, s.first_sent_at, s.answered_at"
                + " from step s where "
                + condition
                + " order by " + order + " fetch first " + limit + " rows only";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<Ledger.Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row(rows));
                }
                return found;
            }
        }
    }

    private Ledger.Row row(ResultSet rows) throws SQLException {
        String name = rows.getString(4);
        String idempotencyKey = rows.getString(3);
        String needs = rows.getString(9);
        byte[] sealed = rows.getBytes(8);
        Step step = new Step(
                name,
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                sealed == null ? NullNode.getInstance() : seal.openJson(sealed),
                needs == null ? List.of() : List.of(needs.split(" ")),
                rows.getString(10));
        return new Ledger.Row(
                rows.getLong(1),
                rows.getLong(2),
                idempotencyKey.substring(0, idempotencyKey.length() - name.length() - 1),
                step,
                StepState.valueOf(rows.getString(11)),
                rows.getInt(12),
                rows.getBoolean(13),
                rows.getString(14),
                instant(rows, 15),
                instant(rows, 16),
                rows.getString(17),
                rows.getString(18),
                rows.getString(19),
                rows.getString(20),
                rows.getLong(21),
                rows.getString(22),
                instant(rows, 23),
                instant(rows, 24));
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
