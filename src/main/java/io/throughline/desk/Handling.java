package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.StepState;
import io.throughline.journal.Audit;
import io.throughline.journal.Audit.Scribe;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.replay.Replays;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Carries decisions out: each in one transaction with its audit row, so that neither exists without the other. */
public final class Handling {

    private final Database database;
    private final Audit audit;
    private final CaseBook book;
    private final ParkedBook parked;
    private final Journal journal;
    private final Ledger ledger;
    private final CaseSteps steps;
    private final StepReplays stepReplays;

    public Handling(
            Database database,
            Audit audit,
            CaseBook book,
            ParkedBook parked,
            Journal journal,
            Ledger ledger,
            Redelivery redelivery,
            Replays replays) {
        this.database = database;
        this.audit = audit;
        this.book = book;
        this.parked = parked;
        this.journal = journal;
        this.ledger = ledger;
        steps = new CaseSteps(ledger);
        stepReplays = new StepReplays(book, ledger, steps, redelivery, replays);
    }

    /** What a person has to look at before a batch that was planned can do anything. */
    static List<Violation> stopping(Batch batch) {
        List<Violation> found = batch.settlements().isEmpty()
                ? batch.arrivals().get(0).findings()
                : batch.settlements().get(0).findings();
        return found.stream()
                .filter(finding -> finding.outcome() != Violation.Outcome.WARN)
                .toList();
    }

    /**
     * Makes the person's word the answer of the target: the step is begun by this process without anything being sent, and
     * is to be settled as applied. Doubt stays written, so that a crash in between asks the target instead of repeating.
     *
     * @throws CaseSteps.Impossible when the step does not wait for a person or may not begin now; nothing was changed then
     */
    void settle(Decision decision) {
        Ledger.Row begun = audit.inTransaction((connection, scribe) -> {
            DeskCase now = book.lock(connection, decision.about().no()).orElseThrow();
            Ledger.Row row = steps.row(connection, now);
            if (now.closed() || (row.state() != StepState.HELD && row.state() != StepState.DEAD)) {
                throw new CaseSteps.Impossible(
                        "the step is " + row.state() + "; only one that waits for a person can be settled");
            }
            steps.move(connection, scribe, decision, row, StepState.PLANNED, null);
            ledger.doubt(connection, row.stepNo());
            Ledger.Row started = ledger.begin(connection, scribe, row.stepNo())
                    .orElseThrow(() ->
                            new CaseSteps.Impossible("it cannot be settled now: an earlier step of its lane is not"
                                    + " finished, or its flow " + row.flow() + " is stopped"));
            CaseSteps.note(
                    scribe, decision, "case.settled", CaseSteps.detail(decision).put("reference", reference(decision)));
            return started;
        });
        Batch batch = new Batch("desk:" + decision.actor(), false);
        batch.answered(ledger.begun(begun), new Answer.Applied(reference(decision), null, true));
        decision.accept(batch);
    }

    /**
     * Carries a decision out whose batch, if it has one, was accepted.
     *
     * @throws CaseSteps.Impossible when it cannot be
     */
    void carryOut(Decision decision) {
        List<Long> freed = audit.inTransaction((connection, scribe) -> {
            DeskCase now = book.lock(connection, decision.about().no()).orElseThrow();
            if (now.closed() && decision.batch() == null) {
                throw new CaseSteps.Impossible("case " + now.no() + " is closed: " + now.closedBy());
            }
            decision.outcome().put("id", now.no()).put("action", decision.action());
            return switch (decision.action()) {
                case "assign" -> assign(connection, scribe, decision);
                case "discard" -> discard(connection, scribe, decision, now);
                case "settle" -> settled(connection, decision, now);
                default -> taken(connection, scribe, decision, now);
            };
        });
        if (!freed.isEmpty()) {
            database.read(connection -> ledger.agenda().nextInLanes(connection, freed)).stream()
                    .filter(row -> row.nextAt() == null)
                    .forEach(row -> decision.messages().add(CaseSteps.message(row)));
        }
    }

    private List<Long> taken(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        if (decision.batch() == null) {
            stepReplays.replay(connection, scribe, decision, now);
            return List.of();
        }
        return decision.batch().settlements().isEmpty()
                ? accepted(connection, scribe, decision, now)
                : wentOn(connection, scribe, decision, now);
    }

    private List<Long> assign(Connection connection, Scribe scribe, Decision decision) throws SQLException {
        String person = decision.body().path("person").asText();
        book.assign(connection, decision.about().no(), person);
        CaseSteps.note(
                scribe, decision, "case.assigned", CaseSteps.detail(decision).put("person", person));
        decision.outcome().put("assignedTo", person);
        return List.of();
    }

    private List<Long> discard(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        List<Long> skipped = new ArrayList<>();
        if (now.step() != null) {
            Ledger.Row row = steps.row(connection, now);
            if (!row.state().mayBecome(StepState.SKIPPED)) {
                throw new CaseSteps.Impossible("the step is " + row.state() + " and cannot be given up now");
            }
            steps.move(
                    connection,
                    scribe,
                    decision,
                    row,
                    StepState.SKIPPED,
                    "discarded by " + decision.actor() + ": " + decision.reason());
            skipped.add(row.stepNo());
        } else if (now.eventNo() == null && !parked.discard(connection, now.source(), now.eventId())) {
            throw new CaseSteps.Impossible("it does not wait any more");
        }
        book.close(connection, now.no(), "discarded by " + decision.actor() + ": " + decision.reason());
        CaseSteps.note(scribe, decision, "case.discarded", CaseSteps.detail(decision));
        decision.outcome().put("state", "CLOSED");
        return skipped;
    }

    private List<Long> settled(Connection connection, Decision decision, DeskCase now) throws SQLException {
        Ledger.Row row = steps.row(connection, now);
        if (row.state() != StepState.DONE) {
            throw new CaseSteps.Impossible("the step is " + row.state() + "; somebody else moved it meanwhile");
        }
        decision.outcome().put("state", "CLOSED").put("reference", reference(decision));
        return List.of();
    }

    /** The flow went on after its step; the step itself was left alone. */
    private List<Long> wentOn(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        List<Violation> stopping = stopping(decision.batch());
        if (!stopping.isEmpty()) {
            throw new CaseSteps.Impossible(
                    "it stopped again: " + stopping.get(0).message());
        }
        String step = decision.batch().settlements().get(0).delivery().step().name();
        book.close(connection, now.no(), "its flow went on after " + step + ", " + decision.actor());
        CaseSteps.note(
                scribe, decision, "case.replayed", CaseSteps.detail(decision).put("after", step));
        decision.outcome().put("state", "CLOSED").put("after", step);
        return List.of();
    }

    /** A new version, or a fact taken up again, is in the journal: what it replaces is given up. */
    private List<Long> accepted(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        Arrival arrival = decision.batch().arrivals().get(0);
        String id = arrival.event().id();
        if (arrival.fate() == Batch.Fate.PARKED) {
            throw new CaseSteps.Impossible("it still waits for " + String.join(", ", arrival.missing()));
        }
        if (decision.version() != null && arrival.fate() == Fate.DUPLICATE) {
            requireSame(connection, arrival);
        }
        ObjectNode detail = CaseSteps.detail(decision).put("newEvent", id);
        List<Long> skipped = new ArrayList<>();
        if (now.eventNo() != null) {
            for (Ledger.Row row : ledger.ofEvent(connection, now.eventNo())) {
                if (row.state().isOpen() && row.state().mayBecome(StepState.SKIPPED)) {
                    steps.move(connection, scribe, decision, row, StepState.SKIPPED, "replaced by " + id);
                    skipped.add(row.stepNo());
                }
            }
            book.closeOf(connection, now.eventNo(), now.no(), "replaced by " + id + ", " + decision.actor());
        } else {
            book.close(connection, now.no(), "taken up by " + decision.actor());
        }
        CaseSteps.note(
                scribe, decision, decision.action().equals("resubmit") ? "case.resubmitted" : "case.replayed", detail);
        decision.outcome()
                .put("state", "CLOSED")
                .put("event", id)
                .put("status", String.valueOf(arrival.fate()).toLowerCase(java.util.Locale.ROOT));
        return skipped;
    }

    /** A version of the same number that somebody else made meanwhile stands; it may say something else. */
    private void requireSame(Connection connection, Arrival arrival) throws SQLException {
        JsonNode journaled = journal.find(connection, arrival.eventNo())
                .map(entry -> entry.event().data())
                .orElse(null);
        if (!Json.tree(Json.write(arrival.event().data())).equals(journaled)) {
            throw new CaseSteps.Impossible("somebody else has made "
                    + arrival.event().id() + " meanwhile, and it says something else; look at it, and edit that one");
        }
    }

    private static String reference(Decision decision) {
        return decision.body().path("reference").asText();
    }
}
