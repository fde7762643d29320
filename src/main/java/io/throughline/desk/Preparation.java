package io.throughline.desk;

import io.throughline.delivery.Batch;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.journal.Database;
import io.throughline.journal.Parking;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Prepares what has to be planned before a decision can be carried out; nothing is written. */
public final class Preparation {

    private final Database database;
    private final ParkedBook parked;
    private final Ledger ledger;
    private final HeldFlows flows;
    private final BiPredicate<Parking.Parked, Batch> unparking;

    /** @param unparking takes a parked fact up in a batch when what it waits for is known */
    public Preparation(
            Database database,
            ParkedBook parked,
            Ledger ledger,
            HeldFlows flows,
            BiPredicate<Parking.Parked, Batch> unparking) {
        this.database = database;
        this.parked = parked;
        this.ledger = ledger;
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
     * @throws CaseSteps.Impossible when one of them is under way
     */
    void mayBeReplaced(Decision decision) {
        database.read(connection -> ledger.ofEvent(connection, decision.about().eventNo())).stream()
                .filter(row -> row.state().isOpen() && !row.state().mayBecome(StepState.SKIPPED))
                .findFirst()
                .ifPresent(row -> {
                    throw new CaseSteps.Impossible("step " + row.step().name() + " to "
                            + row.step().system() + " is " + row.state() + "; wait until that has ended");
                });
    }
}
