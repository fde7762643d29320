package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.delivery.StepTimes;
import io.throughline.journal.AuditTrail;
import io.throughline.journal.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** One event as the API tells it: where it came from, what it became, its steps, its cases, what people did with it. */
final class EventStory {

    private final Ledger ledger;
    private final int attempts;

    /** @param attempts how many attempts at a step are allowed */
    EventStory(Ledger ledger, int attempts) {
        this.ledger = ledger;
        this.attempts = attempts;
    }

    /** Everything that belongs to the stories of these events. */
    StoryParts parts(Connection connection, List<Journal.Entry> entries) throws SQLException {
        return new StoryParts(connection, ledger, entries);
    }

    ObjectNode of(Journal.Entry entry, StoryParts parts) {
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
        steps(parts, entry, node.putArray("steps"));
        ArrayNode cases = parts.cases(entry.eventNo());
        if (!cases.isEmpty()) {
            node.set("cases", cases);
        }
        ArrayNode replays = parts.replays(entry.eventNo());
        if (!replays.isEmpty()) {
            node.set("replays", replays);
        }
        ArrayNode alerts = parts.alerts(entry.eventNo());
        if (!alerts.isEmpty()) {
            node.set("alerts", alerts);
        }
        ArrayNode actions = notes(parts.actions(entry.eventNo()));
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

    private void steps(StoryParts parts, Journal.Entry entry, ArrayNode steps) {
        for (Ledger.Row row : parts.steps(entry.eventNo())) {
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
            parts.mapping(row).ifPresent(mapping -> step.set("mapping", mapping));
            StepTimes time = parts.times(row.stepNo());
            if (time != null) {
                putIfKnown(step, "flow", time.flow());
                putIfKnown(step, "firstSentAt", time.firstSent());
                putIfKnown(step, "lastSentAt", time.lastSent());
                putIfKnown(step, "settledAt", time.settled());
                if (time.adopted()) {
                    step.put("adopted", true);
                }
            }
            List<AuditTrail.Note> history = parts.history(row.stepNo());
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
}
