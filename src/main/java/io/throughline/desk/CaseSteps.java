package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch.StepMessage;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.journal.Audit.Scribe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The step a case is about, moved by a person's decision, and what the audit says of it. */
final class CaseSteps {

    private final Ledger ledger;

    /** A decision that cannot be carried out as things are; nothing was changed. */
    static final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Impossible(String message) {
            super(message);
        }
    }

    CaseSteps(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The step of a case.
     *
     * @throws Impossible when the case is not about one
     */
    Ledger.Row row(Connection connection, DeskCase now) throws SQLException {
        if (now.step() == null) {
            throw new Impossible("the case is not about a step");
        }
        return ledger.byNumber(connection, List.of(now.step().stepNo())).get(0);
    }

    /**
     * Moves a step.
     *
     * @throws Impossible when it is not any more where it was looked at
     */
    void move(Connection connection, Scribe scribe, Decision decision, Ledger.Row row, StepState to, String reason)
            throws SQLException {
        if (!ledger.change(connection, scribe, decision.actor(), row, to, reason)) {
            throw new Impossible("step " + row.step().name() + " has moved on meanwhile; look at it again");
        }
    }

    /** Notes in the audit what became of a decision. */
    static void note(Scribe scribe, Decision decision, String action, ObjectNode detail) throws SQLException {
        scribe.note(decision.actor(), action, "case:" + decision.about().no(), detail);
    }

    /** What the audit says of a decision: event, step, reason. */
    static ObjectNode detail(Decision decision) {
        ObjectNode detail =
                Json.mapper().createObjectNode().put("event", decision.about().eventId());
        if (decision.about().step() != null) {
            detail.put("step", decision.about().step().name());
        }
        CaseJson.putIfKnown(detail, "reason", decision.reason());
        return detail;
    }

    /** The message that sends a step. */
    static StepMessage message(Ledger.Row row) {
        return new StepMessage(row.step().system(), row.stepNo(), row.step().lane());
    }
}
