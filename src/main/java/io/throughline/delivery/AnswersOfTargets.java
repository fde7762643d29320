package io.throughline.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Event;
import io.throughline.contract.Flows;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch.Settlement;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What targets answered, as facts for the flows that go on with them; answers that came too late are left out. */
final class AnswersOfTargets {

    private final Database database;
    private final Journal journal;
    private final Ledger ledger;
    private final Knowledge knowledge;
    private final Results results;
    private final Outcomes outcomes;

    AnswersOfTargets(
            Database database,
            Journal journal,
            Ledger ledger,
            Knowledge knowledge,
            Results results,
            Outcomes outcomes) {
        this.database = database;
        this.journal = journal;
        this.ledger = ledger;
        this.knowledge = knowledge;
        this.results = results;
        this.outcomes = outcomes;
    }

    /** Keeps the answers to attempts that are under way and turns them into facts. */
    void open(Batch batch) {
        if (batch.settlements().isEmpty()) {
            return;
        }
        database.read(connection -> {
            List<Long> numbers =
                    batch.settlements().stream().map(s -> s.delivery().stepNo()).toList();
            Map<Long, Ledger.Attempt> underWay = ledger.underWay(connection, numbers);
            batch.settlements().removeIf(settlement -> {
                Ledger.Attempt attempt = underWay.get(settlement.delivery().stepNo());
                return !settlement.isAgain()
                        && (attempt == null
                                || attempt.epoch() != settlement.delivery().epoch());
            });
            for (Settlement settlement : batch.settlements()) {
                if (!settlement.isAgain()) {
                    Ledger.Attempt attempt = underWay.get(settlement.delivery().stepNo());
                    settlement.of(attempt.eventNo(), attempt.flow());
                    settlement.outcome(outcomes.of(settlement.delivery(), settlement.answer()));
                }
                settle(connection, settlement);
            }
            return null;
        });
    }

    private void settle(Connection connection, Settlement settlement) throws SQLException {
        Ledger.Outcome outcome = settlement.outcome();
        if (outcome != null && outcome.state() == StepState.DEAD) {
            Step step = settlement.delivery().step();
            if (Flows.afterFailure(step.then()).isPresent()) {
                Event event = journal.find(connection, settlement.eventNo())
                        .orElseThrow()
                        .event();
                settlement.settled(Settled.failed(event, step, outcome.code() + ": " + outcome.reason()));
            }
            return;
        }
        if (settlement.answer() instanceof Answer.Applied applied) {
            Step step = settlement.delivery().step();
            Registrations.of(step, applied).ifPresent(knowledge::learn);
            Event event = step.then() == null
                    ? null
                    : journal.find(connection, settlement.eventNo())
                            .orElseThrow()
                            .event();
            try {
                JsonNode result = settlement.isAgain() ? applied.result() : results.canonical(step, applied.result());
                settlement.settled(new Settled(event, step, applied.reference(), result));
            } catch (StoreUnavailable away) {
                throw away;
            } catch (RuntimeException unreadable) {
                settlement.plan(Plan.stopped(List.of(Violation.hold(
                        "RESULT",
                        "",
                        "what " + step.system() + " answered could not be read: " + unreadable.getMessage()))));
            }
        }
    }
}
