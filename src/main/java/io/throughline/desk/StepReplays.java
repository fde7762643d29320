package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.StepState;
import io.throughline.journal.Audit.Scribe;
import io.throughline.replay.Refused;
import io.throughline.replay.Replays;
import io.throughline.replay.Selection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Sends the step of a case again: at once where that is safe, through a replay for two persons where money moves. */
final class StepReplays {

    private final CaseBook book;
    private final Ledger ledger;
    private final CaseSteps steps;
    private final Redelivery redelivery;
    private final Replays replays;

    StepReplays(CaseBook book, Ledger ledger, CaseSteps steps, Redelivery redelivery, Replays replays) {
        this.book = book;
        this.ledger = ledger;
        this.steps = steps;
        this.redelivery = redelivery;
        this.replays = replays;
    }

    /**
     * Sends the step of a case again, or asks a second person when it moves money.
     *
     * @throws CaseSteps.Impossible when it cannot be sent as things are
     */
    void replay(Connection connection, Scribe scribe, Decision decision, DeskCase now) throws SQLException {
        Ledger.Row row = steps.row(connection, now);
        boolean absent = decision.body().path("absent").asBoolean(false);
        if (row.state() == StepState.PARKED) {
            String missing = ledger.missingNeed(row.step());
            if (missing != null) {
                throw new CaseSteps.Impossible("it still waits for " + missing);
            }
            steps.move(connection, scribe, decision, row, StepState.PLANNED, null);
            decision.messages().add(CaseSteps.message(row));
        } else if (redelivery.needsWord(row) && !absent) {
            throw new CaseSteps.Impossible(
                    "an earlier attempt may have taken effect and " + row.step().system()
                            + " cannot be asked: look there first, then settle it with the target's id, or replay with"
                            + " absent set to true and a reason");
        } else if (absent && decision.reason() == null) {
            throw new CaseSteps.Impossible("say in a reason how you know that nothing is there");
        } else if (replays.isFinancial(row.step().system(), row.step().operation())) {
            asked(connection, scribe, decision, now, row, absent);
            return;
        } else {
            decision.messages()
                    .addAll(redelivery.again(
                            connection,
                            scribe,
                            decision.actor(),
                            row.eventNo(),
                            Redelivery.Selection.of(row.step().name(), absent)));
        }
        if (decision.messages().isEmpty()) {
            throw nothing(row);
        }
        book.retrying(connection, row.eventNo(), List.of(row.stepNo()));
        CaseSteps.note(scribe, decision, "case.replayed", CaseSteps.detail(decision));
        decision.outcome().put("state", "RETRYING").put("step", row.step().name());
    }

    /** A step that moves money is not sent again by one person: a replay of it waits for a second one. */
    private void asked(
            Connection connection, Scribe scribe, Decision decision, DeskCase now, Ledger.Row row, boolean absent)
            throws SQLException {
        if (!redelivery.mayGoAgain(row, absent)) {
            throw nothing(row);
        }
        Selection selection =
                Selection.ofStep(now.source(), now.eventId(), row.step().name(), absent);
        String reason = decision.reason() == null ? "case " + now.no() : decision.reason();
        ObjectNode replay;
        try {
            replay = replays.ask(connection, scribe, selection, reason, decision.actor());
        } catch (Refused refused) {
            throw new CaseSteps.Impossible(refused.getMessage());
        }
        long number = replay.path("id").asLong();
        CaseSteps.note(
                scribe,
                decision,
                "case.replay-asked",
                CaseSteps.detail(decision).put("replay", number));
        decision.waits();
        decision.outcome()
                .put("state", now.state())
                .put("step", row.step().name())
                .put("replay", number)
                .put("replayState", replay.path("state").asText())
                .put("events", replay.path("events").asInt())
                .put("payrollHours", replay.at("/preview/payrollHours").asText())
                .put("message", "replay " + number + " waits for a second person");
        decision.outcome().set("money", replay.at("/preview/money"));
    }

    private static CaseSteps.Impossible nothing(Ledger.Row row) {
        return new CaseSteps.Impossible("the step is " + row.state() + "; there is nothing to send again");
    }
}
