package io.throughline.delivery;

import io.throughline.broker.Outgoing;
import io.throughline.journal.Database;
import io.throughline.journal.Parking;
import java.util.ArrayList;
import java.util.List;

/** Finds what should be on its way and is not; messages are derived from the ledger, so losing them loses nothing. */
public final class Sweeper {

    private static final int LIMIT = 500;

    private final Database database;
    private final Ledger ledger;
    private final Parking parking;
    private final Unparking unparking;

    /** Takes a parked fact up again. */
    @FunctionalInterface
    public interface Unparking {
        /** Adds the fact to the batch when everything it refers to is known now. */
        boolean resume(Parking.Parked fact, Batch batch);
    }

    public Sweeper(Database database, Ledger ledger, Parking parking, Unparking unparking) {
        this.database = database;
        this.ledger = ledger;
        this.parking = parking;
        this.unparking = unparking;
    }

    /** Delivery messages for steps that are due for another attempt, lost their message, or were released. */
    public List<Outgoing> steps() {
        return database.inTransaction(connection -> {
            List<Ledger.Row> due = new ArrayList<>(ledger.overdue(connection, LIMIT));
            due.addAll(ledger.release(connection, ledger.awaited(connection)));
            if (!due.isEmpty()) {
                ledger.markQueued(
                        connection, due.stream().map(Ledger.Row::stepNo).toList());
            }
            return due.stream()
                    .map(row -> MailRoom.delivery(
                            row.step().system(), row.stepNo(), row.step().lane()))
                    .toList();
        });
    }

    /** Parked facts that can enter the journal now, as batches to accept. */
    public List<Batch> parked() {
        if (!parking.worthALook()) {
            return List.of();
        }
        try {
            return resumable();
        } catch (RuntimeException failure) {
            parking.noteArrival();
            throw failure;
        }
    }

    private List<Batch> resumable() {
        List<Parking.Parked> waiting = database.read(connection -> parking.waiting(connection, 10_000));
        List<Batch> batches = new ArrayList<>();
        Batch batch = new Batch("parking", false);
        for (Parking.Parked fact : waiting) {
            if (unparking.resume(fact, batch) && batch.arrivals().size() == LIMIT) {
                batches.add(batch);
                batch = new Batch("parking", false);
            }
        }
        if (!batch.arrivals().isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
