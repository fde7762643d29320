package bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.journal.HashChain;
import io.throughline.journal.Numbers;
import io.throughline.journal.Seal;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The statements of the hand-written loop, prepared once, on the product's tables. */
final class HandStore {

    private static final String CHAIN = "hand/1";

    private final Connection connection;
    private final Seal seal;
    private final Numbers eventNos = new Numbers("event_no");
    private final Numbers stepNos = new Numbers("step_no");
    private final PreparedStatement known;
    private final PreparedStatement insertEvent;
    private final PreparedStatement insertFact;
    private final PreparedStatement insertStep;
    private final PreparedStatement settle;
    private final PreparedStatement insertAudit;
    private byte[] head = new byte[32];
    private long position;
    private byte[] auditHead = new byte[32];
    private long auditPosition;

    HandStore(Connection connection, Seal seal) throws SQLException {
        this.connection = connection;
        this.seal = seal;
        known = connection.prepareStatement("select event_id from event where event_id = any(?)");
        insertEvent = connection.prepareStatement(
                """
                insert into event (event_no, source, event_id, type, subject, event_key, version, occurred_at, recorded_at,
                    correlation_id, idempotency_key, legal_entity, state, origin, sealed_data, sealed_raw, chain,
                    chain_pos, prev_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACCEPTED', 'jms:hand', ?, ?, ?, ?, ?, ?)""");
        insertFact = connection.prepareStatement(
                """
                insert into fact_time (time_entry_id, version, worker_id, project_id, work_date, minutes, billable,
                    time_type, task_id, role_id, legal_entity, cost_center, status, note_hash, bill_rate, bill_currency,
                    cost_rate, cost_currency, event_no)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        insertStep = connection.prepareStatement(
                """
                insert into step (step_no, event_no, name, system, operation, lane, state, is_open, owner, attempts,
                    in_doubt, idempotency_key, started_at, adopted)
                values (?, ?, ?, ?, 'time', ?, 'SENT', true, 'hand', 1, false, ?, ?, false)""");
        insertAudit = connection.prepareStatement(
                """
                insert into audit (chain, chain_pos, at, actor, action, subject, detail, prev_hash, hash)
                values (?, ?, ?, 'system:hand', ?, 'steps', ?, ?, ?)""");
        settle = connection.prepareStatement(
                "update step set state = 'DONE', is_open = false, settled_at = ? where step_no = ? and state = 'SENT'");
    }

    Set<String> known(List<HandLoop.Entry> entries) throws SQLException {
        Object[] ids = entries.stream().map(HandLoop.Entry::id).toArray();
        known.setArray(1, connection.createArrayOf("varchar", ids));
        Set<String> found = new HashSet<>();
        try (ResultSet rows = known.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** Writes events, facts and steps. */
    List<Long> append(List<HandLoop.Entry> entries) throws SQLException {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        List<Long> steps = new ArrayList<>();
        for (HandLoop.Entry entry : entries) {
            long eventNo = eventNos.next(connection);
            event(eventNo, entry, now);
            fact(eventNo, entry.data());
            steps.add(step(stepNos.next(connection), eventNo, "erp", BenchExtension.ERP, entry, now));
            steps.add(step(stepNos.next(connection), eventNo, "psa", BenchExtension.PSA, entry, now));
        }
        insertEvent.executeBatch();
        insertFact.executeBatch();
        insertStep.executeBatch();
        audit("steps.sent", steps, now);
        return steps;
    }

    void settle(List<Long> steps) throws SQLException {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        for (Long step : steps) {
            settle.setObject(1, now);
            settle.setLong(2, step);
            settle.addBatch();
        }
        settle.executeBatch();
        audit("steps.settled", steps, now);
    }

    private void audit(String action, List<Long> steps, OffsetDateTime now) throws SQLException {
        String detail = steps.toString();
        byte[] previous = auditHead;
        auditPosition++;
        auditHead = HashChain.hash(previous, auditPosition, List.of(now.toString(), action, detail));
        insertAudit.setString(1, CHAIN);
        insertAudit.setLong(2, auditPosition);
        insertAudit.setObject(3, now);
        insertAudit.setString(4, action);
        insertAudit.setString(5, detail);
        insertAudit.setBytes(6, previous);
        insertAudit.setBytes(7, auditHead);
        insertAudit.executeUpdate();
    }

    private void event(long eventNo, HandLoop.Entry entry, OffsetDateTime now) throws SQLException {
        JsonNode envelope = entry.envelope();
        Object[] content = {
            text(envelope, "source"),
            entry.id(),
            text(envelope, "type"),
            text(envelope, "subject"),
            text(envelope, "partitionkey"),
            Long.parseLong(text(envelope, "sequence")),
            Instant.parse(text(envelope, "time")).atOffset(ZoneOffset.UTC),
            now,
            text(envelope, "correlationid"),
            text(envelope, "idempotencykey"),
            text(envelope, "legalentity"),
            seal.closeJson(entry.data()),
            seal.close(entry.raw())
        };
        byte[] previous = head;
        position++;
        head = HashChain.hash(previous, position, parts(content));
        insertEvent.setLong(1, eventNo);
        for (int i = 0; i < content.length; i++) {
            insertEvent.setObject(i + 2, content[i]);
        }
        insertEvent.setString(15, CHAIN);
        insertEvent.setLong(16, position);
        insertEvent.setBytes(17, previous);
        insertEvent.setBytes(18, head);
        insertEvent.addBatch();
    }

    /** What the hash covers; of what is encrypted, as in the product, its own hash. */
    private static List<String> parts(Object[] content) {
        List<String> parts = new ArrayList<>(content.length);
        for (Object part : content) {
            parts.add(
                    part instanceof byte[] sealed
                            ? HexFormat.of().formatHex(HandLoop.sha256(sealed))
                            : String.valueOf(part));
        }
        return parts;
    }

    private void fact(long eventNo, JsonNode time) throws SQLException {
        insertFact.setString(1, text(time, "timeEntryId"));
        insertFact.setLong(2, time.get("version").longValue());
        insertFact.setString(3, text(time, "workerId"));
        insertFact.setString(4, text(time, "projectId"));
        insertFact.setObject(5, LocalDate.parse(text(time, "workDate")));
        insertFact.setInt(6, time.get("minutes").intValue());
        insertFact.setBoolean(7, time.get("billable").booleanValue());
        insertFact.setString(8, text(time, "timeType"));
        insertFact.setString(9, text(time, "taskId"));
        insertFact.setString(10, text(time, "roleId"));
        insertFact.setString(11, text(time, "legalEntityId"));
        insertFact.setString(12, text(time, "costCenterId"));
        insertFact.setString(13, text(time, "status"));
        insertFact.setString(14, HexFormat.of().formatHex(HandLoop.sha256(HandLoop.utf8(text(time, "note")))));
        insertFact.setBigDecimal(15, new BigDecimal(text(time.get("billRate"), "amount")));
        insertFact.setString(16, text(time.get("billRate"), "currency"));
        insertFact.setBigDecimal(17, new BigDecimal(text(time.get("costRate"), "amount")));
        insertFact.setString(18, text(time.get("costRate"), "currency"));
        insertFact.setObject(19, eventNo, Types.BIGINT);
        insertFact.addBatch();
    }

    private long step(long stepNo, long eventNo, String name, String system, HandLoop.Entry entry, OffsetDateTime now)
            throws SQLException {
        insertStep.setLong(1, stepNo);
        insertStep.setLong(2, eventNo);
        insertStep.setString(3, name);
        insertStep.setString(4, system);
        insertStep.setString(5, "time:" + text(entry.envelope(), "subject"));
        insertStep.setString(6, entry.id() + "/" + name);
        insertStep.setObject(7, now);
        insertStep.addBatch();
        return stepNo;
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).textValue();
    }
}
