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
    /** So many times the limit is sent or released at once at most; between two of them other writers have their turn. */
    private static final int CHUNKS = 10;

    private final Database database;
    private final Agenda agenda;
    private final Audit audit;
    private final Supplier<Set<String>> closedSystems;
    private final Supplier<Set<String>> stoppedFlows;
    private final Supplier<Set<String>> idleSystems;
    private final Duration patience;

    /** Takes parked facts up again. A fact that is not what it should be is taken up too, to be held for a person. */
    public interface Unparking {
        /** Adds the fact to the batch when everything it refers to is known now. */
        boolean resume(Parking.Parked fact, Batch batch);

        /**
         * Takes up those that miss nothing any more, and notes of others that they wait for something else now.
         *
         * @param patient whether a version of an object waits for the one before it
         */
        Batch resume(List<Parking.Parked> facts, boolean patient);
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
            Duration patience) {
        this.database = database;
        this.agenda = agenda;
        this.audit = audit;
        this.closedSystems = closedSystems;
        this.stoppedFlows = stoppedFlows;
        this.idleSystems = idleSystems;
        this.patience = patience;
    }

    /**
     * Begins with a broker that knows of nothing: steps are sent anew at once instead of after their patience. To be
     * called before anything is sent.
     */
    public void beginAnew() {
        database.inTransaction(connection -> {
            agenda.forgetMessages(connection);
            return null;
        });
    }

    /** Delivery messages for steps that are due for another attempt, lost their message, or were released. */
    public List<Outgoing> steps() {
        List<Ledger.Row> due = new ArrayList<>();
        for (int chunk = 0; chunk < CHUNKS && due.size() == chunk * LIMIT; chunk++) {
            due.addAll(marked((connection, scribe) -> agenda.overdue(
                    connection, LIMIT, closedSystems.get(), stoppedFlows.get(), idleSystems.get(), patience)));
        }
        Set<String> arrived = database.read(agenda::arrived);
        for (int chunk = 0; chunk < CHUNKS && !arrived.isEmpty(); chunk++) {
            List<Ledger.Row> released =
                    marked((connection, scribe) -> agenda.release(connection, scribe, audit.self(), arrived, LIMIT));
            if (released.isEmpty()) {
                break;
            }
            due.addAll(released);
        }
        return due.stream()
                .map(row -> MailRoom.delivery(
                        row.step().system(), row.stepNo(), row.step().lane()))
                .toList();
    }

    /** The steps that work of one transaction finds, marked as sent in the same one. */
    private List<Ledger.Row> marked(Audit.Work<List<Ledger.Row>> work) {
        return audit.inTransaction((connection, scribe) -> {
            List<Ledger.Row> found = work.run(connection, scribe);
            if (!found.isEmpty()) {
                agenda.markQueued(
                        connection, found.stream().map(Ledger.Row::stepNo).toList());
            }
            return found;
        });
    }
}
