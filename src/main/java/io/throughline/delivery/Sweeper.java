package io.throughline.delivery;

import io.throughline.broker.Outgoing;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Parking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Finds what should be on its way and is not; messages are derived from the ledger, so losing them loses nothing. */
public final class Sweeper {

    private static final int LIMIT = 500;

    private final Database database;
    private final Agenda agenda;
    private final Audit audit;
    private final Supplier<Set<String>> closedSystems;
    private final Supplier<Set<String>> stoppedFlows;
    private final Supplier<Set<String>> idleSystems;
    private final Duration patience;
    private final Parking parking;
    private final Unparking unparking;

    /** Takes a parked fact up again. */
    @FunctionalInterface
    public interface Unparking {
        /** Adds the fact to the batch when everything it refers to is known now. */
        boolean resume(Parking.Parked fact, Batch batch);
    }

    /**
     * @param closedSystems systems to which nothing may be sent at the moment
     * @param stoppedFlows  flows whose steps may not begin at the moment
     * @param idleSystems   systems in whose queues nothing waits
     * @param patience      after how long a message is lost that was sent to one of these
     */
    public Sweeper(
            Database database,
            Agenda agenda,
            Audit audit,
            Supplier<Set<String>> closedSystems,
            Supplier<Set<String>> stoppedFlows,
            Supplier<Set<String>> idleSystems,
            Duration patience,
            Parking parking,
            Unparking unparking) {
        this.database = database;
        this.agenda = agenda;
        this.audit = audit;
        this.closedSystems = closedSystems;
        this.stoppedFlows = stoppedFlows;
        this.idleSystems = idleSystems;
        this.patience = patience;
        this.parking = parking;
        this.unparking = unparking;
    }

    /** Delivery messages for steps that are due for another attempt, lost their message, or were released. */
    public List<Outgoing> steps() {
        return audit.inTransaction((connection, scribe) -> {
            List<Ledger.Row> due = new ArrayList<>(agenda.overdue(
                    connection, LIMIT, closedSystems.get(), stoppedFlows.get(), idleSystems.get(), patience));
            due.addAll(agenda.release(connection, scribe, audit.self(), agenda.awaited(connection)));
            if (!due.isEmpty()) {
                agenda.markQueued(
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
        if (!parking.worthALook() && !parking.hasGaps()) {
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
