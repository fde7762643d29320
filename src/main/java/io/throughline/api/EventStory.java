package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.AlertRows;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.delivery.StepTimes;
import io.throughline.journal.AuditTrail;
import io.throughline.journal.Journal;
import io.throughline.replay.ReplayLinks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One event as the API tells it: where it came from, what it became, its steps, its cases, what people did with it. */
final class EventStory {

    private final Ledger ledger;
    private final int attempts;

    /** @param attempts how many attempts at a step are allowed */
    EventStory(Ledger ledger, int attempts) {
        this.ledger = ledger;
        this.attempts = attempts;
    }

    ObjectNode of(Connection connection, Journal.Entry entry) throws SQLException {
        Event event = entry.event();
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("id", event.id())
                .put("source", event.source())
                .put("type", event.type())
                .put("subject", event.subject())
                .put("time", event.time().toString())
                .put("partitionkey", event.key())
                .put("sequence", event.version())
                .put("state", entry.state().name())
                .put("origin", entry.origin())
                .put("recordedAt", entry.recordedAt().toString());
        putIfKnown(node, "causationid", event.causationId());
        putIfKnown(node, "correlationid", event.correlationId());
        putIfKnown(node, "legalentity", event.legalEntity());
        madeBy(node, entry);
        if (entry.pruned()) {
            node.put("pruned", true);
        }
        if (entry.findings() != null) {
            node.set("findings", Json.tree(entry.findings()));
        }
        List<String> subjects = new ArrayList<>(List.of("event:" + event.id()));
        steps(connection, entry, node.putArray("steps"));
        ArrayNode cases = cases(connection, entry.eventNo(), subjects);
        if (!cases.isEmpty()) {
            node.set("cases", cases);
        }
        ArrayNode replays = ReplayLinks.of(connection, entry.eventNo(), subjects);
        if (!replays.isEmpty()) {
            node.set("replays", replays);
        }
        ArrayNode alerts = AlertRows.ofEvent(connection, entry.eventNo());
        if (!alerts.isEmpty()) {
            node.set("alerts", alerts);
        }
        ArrayNode actions = notes(AuditTrail.about(connection, subjects));
        if (!actions.isEmpty()) {
            node.set("actions", actions);
        }
        return node;
    }

    private static void madeBy(ObjectNode node, Journal.Entry entry) {
        Journal.Provenance provenance = entry.provenance();
        if (provenance.row() > 0) {
            node.put("row", provenance.row());
        }
        putIfKnown(node, "broughtBy", provenance.by());
        if (provenance.mapping() != null) {
            node.putObject("mapping").put("name", provenance.mapping()).put("sha256", provenance.mappingSha());
        }
        putIfKnown(node, "rules", entry.rules());
    }

    private void steps(Connection connection, Journal.Entry entry, ArrayNode steps) throws SQLException {
        Map<Long, StepTimes> times = StepTimes.ofEvent(connection, entry.eventNo());
        for (Ledger.Row row : ledger.ofEvent(connection, entry.eventNo())) {
            ObjectNode step = steps.addObject()
                    .put("step", row.step().name())
                    .put("system", row.step().system())
                    .put("operation", row.step().operation())
                    .put("state", row.state().name())
                    .put("attempts", row.attempts())
                    .put("attemptsLeft", Math.max(0, attempts - row.attempts()));
            if (row.code() != null) {
                step.put("code", row.code());
                putIfKnown(step, "lastError", row.reason());
            }
            putIfKnown(step, "waitsFor", row.waitsFor());
            putIfKnown(step, "reason", row.reason());
            putIfKnown(step, "targetReference", row.targetReference());
            putIfKnown(step, "nextAttempt", row.nextAt());
            StepTimes time = times.get(row.stepNo());
            if (time != null) {
                putIfKnown(step, "flow", time.flow());
                putIfKnown(step, "firstSentAt", time.firstSent());
                putIfKnown(step, "lastSentAt", time.lastSent());
                putIfKnown(step, "settledAt", time.settled());
                if (time.adopted()) {
                    step.put("adopted", true);
                }
            }
            List<AuditTrail.Note> history = AuditTrail.about(connection, List.of("step:" + row.stepNo()));
            if (!history.isEmpty()) {
                step.set("history", notes(history));
            }
            if (row.state().isOpen()) {
                step.put("since", since(entry, row.state(), time, history).toString());
            }
        }
    }

    /** Since when an open step is in its state: the audit knows what left the usual way, the ledger the rest. */
    private static Instant since(Journal.Entry entry, StepState state, StepTimes time, List<AuditTrail.Note> history) {
        if (state != StepState.SENT && state != StepState.PLANNED && !history.isEmpty()) {
            return history.get(history.size() - 1).at();
        }
        return time == null || time.lastSent() == null ? entry.recordedAt() : time.lastSent();
    }

    private static ArrayNode cases(Connection connection, long eventNo, List<String> subjects) throws SQLException {
        ArrayNode cases = Json.mapper().createArrayNode();
        try (PreparedStatement select = connection.prepareStatement(
                "select case_no, kind, rule, message, opened_at, closed_at, closed_by from exception_case where event_no ="
                        + " ? order by case_no")) {
            select.setLong(1, eventNo);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    subjects.add("case:" + rows.getLong(1));
                    ObjectNode one = cases.addObject()
                            .put("id", rows.getLong(1))
                            .put("kind", rows.getString(2))
                            .put("rule", rows.getString(3))
                            .put("message", rows.getString(4))
                            .put("openedAt", instant(rows, 5).toString());
                    putIfKnown(one, "closedAt", instant(rows, 6));
                    putIfKnown(one, "closedBy", rows.getString(7));
                }
            }
        }
        return cases;
    }

    static ArrayNode notes(List<AuditTrail.Note> notes) {
        ArrayNode list = Json.mapper().createArrayNode();
        for (AuditTrail.Note note : notes) {
            ObjectNode one = list.addObject()
                    .put("at", note.at().toString())
                    .put("actor", note.actor())
                    .put("action", note.action())
                    .put("subject", note.subject());
            if (note.detail() != null) {
                one.set("detail", note.detail());
            }
        }
        return list;
    }

    static void putIfKnown(ObjectNode node, String field, Object value) {
        if (value != null) {
            node.put(field, value.toString());
        }
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
