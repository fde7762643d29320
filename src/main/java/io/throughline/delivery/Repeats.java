package io.throughline.delivery;

import io.throughline.contract.Plan;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.journal.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is sent for events that are in the journal already: their first messages may have died on the way. */
final class Repeats {

    private final Journal journal;
    private final Ledger ledger;

    Repeats(Journal journal, Ledger ledger) {
        this.journal = journal;
        this.ledger = ledger;
    }

    /** A repeat is not simply dropped: what was to be sent for the first may have died with its transaction. */
    void sendUntouched(Connection connection, Batch batch) throws SQLException {
        Set<Long> repeated = new HashSet<>();
        batch.arrivals().stream()
                .filter(arrival -> arrival.fate() == Fate.DUPLICATE && arrival.eventNo() > 0)
                .forEach(arrival -> repeated.add(arrival.eventNo()));
        if (repeated.isEmpty() || batch.isRedelivered()) {
            return;
        }
        List<Ledger.Row> untouched = ledger.untouched(connection, repeated);
        BatchWriter.send(batch, untouched);
        for (long eventNo :
                new TreeSet<>(untouched.stream().map(Ledger.Row::eventNo).toList())) {
            journal.find(connection, eventNo)
                    .ifPresent(entry -> batch.toPublish().add(Batch.Published.of(entry)));
        }
    }

    /**
     * A redelivered event's sends may have died with the transaction that received it. What an earlier attempt at the
     * same batch brought in is no duplicate of anything.
     */
    void sendAgain(Connection connection, Batch batch, Arrival arrival) throws SQLException {
        for (Ledger.Row row : ledger.ofEvent(connection, arrival.eventNo())) {
            if (row.state() == StepState.PLANNED) {
                batch.toSend()
                        .add(new Batch.StepMessage(
                                row.step().system(), row.stepNo(), row.step().lane()));
            }
        }
        Optional<Journal.Entry> known = journal.find(connection, arrival.eventNo());
        known.filter(entry -> entry.state() == Journal.State.ACCEPTED)
                .ifPresent(entry -> batch.toPublish().add(Batch.Published.of(entry)));
        known.filter(entry -> entry.origin().equals(batch.origin())).ifPresent(entry -> {
            arrival.plan(Plan.stopped(entry.violations()));
            arrival.fate(Fate.valueOf(entry.state().name()), entry.eventNo());
        });
    }
}
