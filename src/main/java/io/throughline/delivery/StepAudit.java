package io.throughline.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * What the audit says of steps: one row per transaction for the usual way, with the numbers of its steps, and a row of
 * its own for every step that leaves it.
 */
final class StepAudit {

    /** Subject of rows about all steps of one transaction. */
    private static final String SEVERAL = "steps";

    private StepAudit() {}

    /** Attempts that begin. */
    static void sent(Audit.Scribe scribe, String actor, List<Ledger.Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        ObjectNode attempts = Json.mapper().createObjectNode();
        rows.forEach(row -> attempts.put(Long.toString(row.stepNo()), row.epoch() + 1));
        scribe.note(
                actor, "steps.sent", SEVERAL, Json.mapper().createObjectNode().set("steps", attempts));
    }

    /** Events that entered the journal with their fates, and steps that were planned with their states. */
    static void planned(Audit.Scribe scribe, String actor, Map<Long, String> events, List<Ledger.Draft> drafts)
            throws SQLException {
        if (events.isEmpty() && drafts.isEmpty()) {
            return;
        }
        ObjectNode detail = Json.mapper().createObjectNode();
        ObjectNode fates = detail.putObject("events");
        events.forEach((number, fate) -> fates.put(Long.toString(number), fate));
        ObjectNode states = detail.putObject("steps");
        drafts.forEach(
                draft -> states.put(Long.toString(draft.stepNo()), draft.state().name()));
        scribe.note(actor, "steps.planned", SEVERAL, detail);
    }

    /** Answers that were settled. */
    static void settled(Audit.Scribe scribe, String actor, List<Ledger.Outcome> outcomes) throws SQLException {
        if (outcomes.isEmpty()) {
            return;
        }
        ObjectNode states = Json.mapper().createObjectNode();
        outcomes.forEach(outcome ->
                states.put(Long.toString(outcome.stepNo()), outcome.state().name()));
        ObjectNode epochs = Json.mapper().createObjectNode();
        outcomes.forEach(outcome -> epochs.put(Long.toString(outcome.stepNo()), outcome.epoch()));
        ObjectNode several = Json.mapper().createObjectNode();
        several.set("steps", states);
        several.set("epochs", epochs);
        scribe.note(actor, "steps.settled", SEVERAL, several);
        for (Ledger.Outcome outcome : outcomes) {
            if (outcome.state() != StepState.DONE) {
                ObjectNode detail = Json.mapper()
                        .createObjectNode()
                        .put("epoch", outcome.epoch())
                        .put("code", outcome.code());
                if (outcome.nextAt() != null) {
                    detail.put("nextAt", outcome.nextAt().toString());
                }
                changed(scribe, actor, outcome.stepNo(), outcome.state(), detail);
            }
        }
    }

    /** A step that left the usual way. */
    static void changed(Audit.Scribe scribe, String actor, long stepNo, StepState to, ObjectNode detail)
            throws SQLException {
        String action = "step." + to.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        scribe.note(actor, action, "step:" + stepNo, detail);
    }
}
