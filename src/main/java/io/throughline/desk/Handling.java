package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.delivery.Batch.StepMessage;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.StepState;
import io.throughline.journal.Audit;
import io.throughline.journal.Audit.Scribe;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.journal.Parking;
import io.throughline.replay.Refused;
import io.throughline.replay.Replays;
import io.throughline.replay.Selection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Carries decisions out: each in one transaction with its audit row, so that neither exists without the other. */
public final class Handling {

    private final Database database;
    private final Audit audit;
    private final CaseBook book;
    private final ParkedBook parked;
    private final Journal journal;
    private final Ledger ledger;
    private final Redelivery redelivery;
    private final Replays replays;
    private final HeldFlows flows;
    private final BiPredicate<Parking.Parked, Batch> unparking;

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
            Journal journal,
            Ledger ledger,
            Redelivery redelivery,
            Replays replays,
            HeldFlows flows,
            BiPredicate<Parking.Parked, Batch> unparking) {
        this.database = database;
        this.audit = audit;
        this.book = book;
        this.parked = parked;
        this.journal = journal;
        this.ledger = ledger;
        this.redelivery = redelivery;
        this.replays = replays;
        this.flows = flows;
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
        } else if (unparking.test(waiting, batch)) {
            decision.accept(batch);
        } else {
            decision.refuse(Decisions.conflict("it still waits for " + waiting.waitsFor()));
        }
    }

    /**
     * Prepares the flow of a case to go on after the step that led to the rule which held it.
     *
     * @return false when it has to begin anew
     */
    boolean goOn(Decision decision) {
        Optional<HeldFlows.Place> place = database.read(connection -> flows.of(connection, decision.about()));
        place.ifPresent(at -> decision.tryOut(null, goingOn(decision, at), goingOn(decision, at)));
        return place.isPresent();
    }

    private Batch goingOn(Decision decision, HeldFlows.Place place) {
        Batch batch = new Batch("desk:" + decision.actor(), false);
        batch.goOn(place.applied(), ledger.preview(place.applied()), place.result());
        return batch;
    }

    /** Whether a step of the event that moves money is done already. */
    boolean movedMoney(Decision decision) {
        return database.read(
                connection -> flows.movedMoney(connection, decision.about().eventNo()));
    }

    /**
     * Looks whether the steps of an event can be given up for those of a new version.
     *
     * @throws Impossible when one of them is under way
     */
    void mayBeReplaced(Decision decision) {
        database.read(connection -> ledger.ofEvent(connection, decision.about().eventNo())).stream()
                .filter(row -> row.state().isOpen() && !row.state().mayBecome(StepState.SKIPPED))
                .findFirst()
                .ifPresent(row -> {
                    throw new Impossible("step " + row.step().name() + " to "
                            + row.step().system() + " is " + row.state() + "; wait until that has ended");
                });
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
     * @throws Impossible when the step does not wait for a person or may not begin now; nothing was changed then
     */
    void settle(Decision decision) {
        Ledger.Row begun = audit.inTransaction((connection, scribe) -> {
            DeskCase now = book.lock(connection, decision.about().no()).orElseThrow();
            Ledger.Row row = row(connection, now);
            if (now.closed() || (row.state() != StepState.HELD && row.state() != StepState.DEAD)) {
                throw new Impossible(
                        "the step is " + row.state() + "; only one that waits for a person can be settled");
            }
            move(connection, scribe, decision, row, StepState.PLANNED, null);
            ledger.doubt(connection, row.stepNo());
            Ledger.Row started = ledger.begin(connection, scribe, row.stepNo())
                    .orElseThrow(() -> new Impossible("it cannot be settled now: an earlier step of its lane is not"
                            + " finished, or its flow " + row.flow() + " is stopped"));
            note(scribe, decision, "case.settled", detail(decision).put("reference", reference(decision)));
            return started;
        });
        Batch batch = new Batch("desk:" + decision.actor(), false);
        batch.answered(ledger.begun(begun), new Answer.Applied(reference(decision), null, true));
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
                case "settle" -> settled(connection, decision, now);
                default -> taken(connection, scribe, decision, now);
            };
        });
        if (!freed.isEmpty()) {
            database.read(connection -> ledger.agenda().nextInLanes(connection, freed)).stream()
                    .filter(row -> row.nextAt() == null)
                    .forEach(row -> decision.messages().add(message(row)));
        }
    }

    private List<Long> taken(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        if (decision.batch() == null) {
            return replay(connection, scribe, decision, now);
        }
        return decision.batch().settlements().isEmpty()
                ? accepted(connection, scribe, decision, now)
                : wentOn(connection, scribe, decision, now);
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
            move(
                    connection,
                    scribe,
                    decision,
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

    private List<Long> settled(Connection connection, Decision decision, DeskCase now) throws SQLException {
        Ledger.Row row = row(connection, now);
        if (row.state() != StepState.DONE) {
            throw new Impossible("the step is " + row.state() + "; somebody else moved it meanwhile");
        }
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
            move(connection, scribe, decision, row, StepState.PLANNED, null);
            decision.messages().add(message(row));
        } else if (redelivery.needsWord(row) && !absent) {
            throw new Impossible(
                    "an earlier attempt may have taken effect and " + row.step().system()
                            + " cannot be asked: look there first, then settle it with the target's id, or replay with"
                            + " absent set to true and a reason");
        } else if (absent && decision.reason() == null) {
            throw new Impossible("say in a reason how you know that nothing is there");
        } else if (replays.isFinancial(row.step().system(), row.step().operation())) {
            return asked(connection, scribe, decision, now, row, absent);
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
        note(scribe, decision, "case.replayed", detail(decision));
        decision.outcome().put("state", "RETRYING").put("step", row.step().name());
        return List.of();
    }

    /** A step that moves money is not sent again by one person: a replay of it waits for a second one. */
    private List<Long> asked(
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
            throw new Impossible(refused.getMessage());
        }
        long number = replay.path("id").asLong();
        note(scribe, decision, "case.replay-asked", detail(decision).put("replay", number));
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
        return List.of();
    }

    /** The flow went on after its step; the step itself was left alone. */
    private List<Long> wentOn(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        List<Violation> stopping = stopping(decision.batch());
        if (!stopping.isEmpty()) {
            throw new Impossible("it stopped again: " + stopping.get(0).message());
        }
        String step = decision.batch().settlements().get(0).delivery().step().name();
        book.close(connection, now.no(), "its flow went on after " + step + ", " + decision.actor());
        note(scribe, decision, "case.replayed", detail(decision).put("after", step));
        decision.outcome().put("state", "CLOSED").put("after", step);
        return List.of();
    }

    /** A new version, or a fact taken up again, is in the journal: what it replaces is given up. */
    private List<Long> accepted(Connection connection, Scribe scribe, Decision decision, DeskCase now)
            throws SQLException {
        Arrival arrival = decision.batch().arrivals().get(0);
        String id = arrival.event().id();
        if (decision.version() != null && arrival.fate() == Fate.DUPLICATE) {
            requireSame(connection, arrival);
        }
        ObjectNode detail = detail(decision).put("newEvent", id);
        List<Long> skipped = new ArrayList<>();
        if (now.eventNo() != null) {
            for (Ledger.Row row : ledger.ofEvent(connection, now.eventNo())) {
                if (row.state().isOpen() && row.state().mayBecome(StepState.SKIPPED)) {
                    move(connection, scribe, decision, row, StepState.SKIPPED, "replaced by " + id);
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

    /** A version of the same number that somebody else made meanwhile stands; it may say something else. */
    private void requireSame(Connection connection, Arrival arrival) throws SQLException {
        JsonNode journaled = journal.find(connection, arrival.eventNo())
                .map(entry -> entry.event().data())
                .orElse(null);
        if (!Json.tree(Json.write(arrival.event().data())).equals(journaled)) {
            throw new Impossible("somebody else has made " + arrival.event().id()
                    + " meanwhile, and it says something else; look at it, and edit that one");
        }
    }

    /**
     * Moves a step.
     *
     * @throws Impossible when it is not any more where it was looked at
     */
    private void move(
            Connection connection, Scribe scribe, Decision decision, Ledger.Row row, StepState to, String reason)
            throws SQLException {
        if (!ledger.change(connection, scribe, decision.actor(), row, to, reason)) {
            throw new Impossible("step " + row.step().name() + " has moved on meanwhile; look at it again");
        }
    }

    private static Impossible nothing(Ledger.Row row) {
        return new Impossible("the step is " + row.state() + "; there is nothing to send again");
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
