package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.StepMessage;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.StepState;
import io.throughline.delivery.Sweeper.Unparking;
import io.throughline.journal.Audit;
import io.throughline.journal.Audit.Scribe;
import io.throughline.journal.Database;
import io.throughline.journal.Parking;
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
    private final Ledger ledger;
    private final Redelivery redelivery;
    private final Unparking unparking;

    /** A decision that cannot be carried out as things are; nothing was changed. */
    static final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Impossible(String message) {
            super(message);
        }
    }

    public Handling(
            Database database,
            Audit audit,
            CaseBook book,
            ParkedBook parked,
            Ledger ledger,
            Redelivery redelivery,
            Unparking unparking) {
        this.database = database;
        this.audit = audit;
        this.book = book;
        this.parked = parked;
        this.ledger = ledger;
        this.redelivery = redelivery;
        this.unparking = unparking;
    }

    /** Prepares a parked fact to be taken up, when what it waits for is known. */
    void unpark(Decision decision) {
        DeskCase about = decision.about();
        Parking.Parked waiting = database.read(connection -> parked.parked(connection, about.source(), about.eventId()))
                .orElse(null);
        Batch batch = new Batch("desk:" + decision.actor(), false);
        if (waiting == null) {
            decision.refuse(Decisions.conflict("it does not wait any more"));
        } else if (unparking.resume(waiting, batch)) {
            decision.accept(batch);
        } else {
            decision.refuse(Decisions.conflict("it still waits for " + waiting.waitsFor()));
        }
    }

    /**
     * Makes the person's word the answer of the target: the step is begun by this process without anything being sent, and
     * is to be settled as applied. Doubt stays written, so that a crash in between asks the target instead of repeating.
     *
     * @throws Impossible when the step does not wait for a person
     */
    void settle(Decision decision) {
        long stepNo = audit.inTransaction((connection, scribe) -> {
            DeskCase now = book.lock(connection, decision.about().no()).orElseThrow();
            Ledger.Row row = row(connection, now);
            if (now.closed() || (row.state() != StepState.HELD && row.state() != StepState.DEAD)) {
                throw new Impossible(
                        "the step is " + row.state() + "; only one that waits for a person can be settled");
            }
            ledger.change(connection, scribe, decision.actor(), row, StepState.PLANNED, null);
            ledger.doubt(connection, row.stepNo());
            note(scribe, decision, "case.settled", detail(decision).put("reference", reference(decision)));
            return row.stepNo();
        });
        Delivery delivery = ledger.begin(List.of(stepNo)).stream()
                .findFirst()
                .orElseThrow(() -> new Impossible("an earlier step of its lane is not finished"));
        Batch batch = new Batch("desk:" + decision.actor(), false);
        batch.answered(delivery, new Answer.Applied(reference(decision), null, true));
        decision.accept(batch);
    }

    /**
     * Carries a decision out whose batch, if it has one, was accepted.
     *
     * @throws Impossible when it cannot be
     */
    void carryOut(Decision decision) {
        List<Long> freed = audit.inTransaction((connection, scribe) -> {
            DeskCase now = book.lock(connection, decision.about().no()).orElseThrow();
            if (now.closed() && decision.batch() == null) {
                throw new Impossible("case " + now.no() + " is closed: " + now.closedBy());
            }
            decision.outcome().put("id", now.no()).put("action", decision.action());
            return switch (decision.action()) {
                case "assign" -> assign(connection, scribe, decision);
                case "discard" -> discard(connection, scribe, decision, now);
                case "settle" -> settled(decision);
                default -> decision.batch() != null
                        ? accepted(connection, scribe, decision, now)
                        : replay(connection, scribe, decision, now);
            };
        });
        if (!freed.isEmpty()) {
            database.read(connection -> ledger.agenda().nextInLanes(connection, freed)).stream()
                    .filter(row -> row.nextAt() == null)
                    .forEach(row -> decision.messages().add(message(row)));
        }
    }

    private List<Long> assign(Connection connection, Scribe scribe, Decision decision) throws SQLException {
        String person = decision.body().path("person").asText();
        book.assign(connection, decision.about().no(), person);
        note(scribe, decision, "case.assigned", detail(decision).put("person", person));
        decision.outcome().put("assignedTo", person);
        return List.of();
    }

    private List<Long> discard(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        List<Long> skipped = new ArrayList<>();
        if (now.step() != null) {
            Ledger.Row row = row(connection, now);
            if (!row.state().mayBecome(StepState.SKIPPED)) {
                throw new Impossible("the step is " + row.state() + " and cannot be given up now");
            }
            ledger.change(
                    connection,
                    scribe,
                    decision.actor(),
                    row,
                    StepState.SKIPPED,
                    "discarded by " + decision.actor() + ": " + decision.reason());
            skipped.add(row.stepNo());
        } else if (now.eventNo() == null && !parked.discard(connection, now.source(), now.eventId())) {
            throw new Impossible("it does not wait any more");
        }
        book.close(connection, now.no(), "discarded by " + decision.actor() + ": " + decision.reason());
        note(scribe, decision, "case.discarded", detail(decision));
        decision.outcome().put("state", "CLOSED");
        return skipped;
    }

    private static List<Long> settled(Decision decision) {
        decision.outcome().put("state", "CLOSED").put("reference", reference(decision));
        return List.of();
    }

    private List<Long> replay(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        Ledger.Row row = row(connection, now);
        boolean absent = decision.body().path("absent").asBoolean(false);
        if (row.state() == StepState.PARKED) {
            String missing = ledger.missingNeed(row.step());
            if (missing != null) {
                throw new Impossible("it still waits for " + missing);
            }
            ledger.change(connection, scribe, decision.actor(), row, StepState.PLANNED, null);
            decision.messages().add(message(row));
        } else if (redelivery.needsWord(row) && !absent) {
            throw new Impossible(
                    "an earlier attempt may have taken effect and " + row.step().system()
                            + " cannot be asked: look there first, then settle it with the target's id, or replay with"
                            + " absent set to true and a reason");
        } else if (absent && decision.reason() == null) {
            throw new Impossible("say in a reason how you know that nothing is there");
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
            throw new Impossible("the step is " + row.state() + "; there is nothing to send again");
        }
        book.retrying(connection, row.eventNo(), List.of(row.stepNo()));
        note(scribe, decision, "case.replayed", detail(decision));
        decision.outcome().put("state", "RETRYING").put("step", row.step().name());
        return List.of();
    }

    /** A new version, or a fact taken up again, is in the journal: what it replaces is given up. */
    private List<Long> accepted(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        Arrival arrival = decision.batch().arrivals().get(0);
        String id = arrival.event().id();
        ObjectNode detail = detail(decision).put("newEvent", id);
        List<Long> skipped = new ArrayList<>();
        if (now.eventNo() != null) {
            for (Ledger.Row row : ledger.ofEvent(connection, now.eventNo())) {
                if (row.state().isOpen() && row.state().mayBecome(StepState.SKIPPED)) {
                    ledger.change(connection, scribe, decision.actor(), row, StepState.SKIPPED, "replaced by " + id);
                    skipped.add(row.stepNo());
                }
            }
            book.closeOf(connection, now.eventNo(), now.no(), "replaced by " + id + ", " + decision.actor());
        } else {
            book.close(connection, now.no(), "taken up by " + decision.actor());
        }
        note(scribe, decision, decision.action().equals("resubmit") ? "case.resubmitted" : "case.replayed", detail);
        decision.outcome()
                .put("state", "CLOSED")
                .put("event", id)
                .put("status", String.valueOf(arrival.fate()).toLowerCase(java.util.Locale.ROOT));
        return skipped;
    }

    private Ledger.Row row(Connection connection, DeskCase now) throws SQLException {
        if (now.step() == null) {
            throw new Impossible("the case is not about a step");
        }
        return ledger.byNumber(connection, List.of(now.step().stepNo())).get(0);
    }

    private static void note(Scribe scribe, Decision decision, String action, ObjectNode detail) throws SQLException {
        scribe.note(decision.actor(), action, "case:" + decision.about().no(), detail);
    }

    private static ObjectNode detail(Decision decision) {
        ObjectNode detail =
                Json.mapper().createObjectNode().put("event", decision.about().eventId());
        if (decision.about().step() != null) {
            detail.put("step", decision.about().step().name());
        }
        CaseJson.putIfKnown(detail, "reason", decision.reason());
        return detail;
    }

    private static String reference(Decision decision) {
        return decision.body().path("reference").asText();
    }

    private static StepMessage message(Ledger.Row row) {
        return new StepMessage(row.step().system(), row.stepNo(), row.step().lane());
    }
}
