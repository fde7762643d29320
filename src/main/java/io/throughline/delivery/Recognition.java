package io.throughline.delivery;

import io.throughline.contract.Event;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.journal.Journal.EventId;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Snapshotting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what of a batch is in the journal already, what has to wait, and which newer versions are known. */
final class Recognition {

    private final Database database;
    private final Journal journal;
    private final Knowledge knowledge;
    private final Snapshotting snapshots;

    Recognition(Database database, Journal journal, Knowledge knowledge, Snapshotting snapshots) {
        this.database = database;
        this.journal = journal;
        this.knowledge = knowledge;
        this.snapshots = snapshots;
    }

    /** Decides the fate of what is known or waits; the rest is left to the flows. */
    void recognise(Batch batch, List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return;
        }
        Map<EventId, Journal.Entry> known = database.read(connection ->
                journal.known(connection, arrivals.stream().map(Arrival::event).toList()));
        Set<EventId> seen = new HashSet<>();
        for (Arrival arrival : batch.arrivals()) {
            if (!arrivals.contains(arrival)) {
                seen.add(new EventId(arrival.event().source(), arrival.event().id()));
            }
        }
        List<Event> fresh = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            EventId id = new EventId(arrival.event().source(), arrival.event().id());
            Journal.Entry entry = known.get(id);
            if (entry != null) {
                arrival.fate(Fate.DUPLICATE, entry.eventNo());
            } else if (!seen.add(id)) {
                arrival.fate(Fate.DUPLICATE, 0);
            } else if (!arrival.missing().isEmpty()) {
                arrival.fate(Fate.PARKED, 0);
            } else {
                arrival.xrefs().forEach(knowledge::learn);
                fresh.add(arrival.event());
            }
        }
        database.read(connection -> snapshots.newest(connection, fresh))
                .forEach(told -> batch.versions().note(told.source(), told.object(), told.id(), told.version()));
    }

    /** Marks what another writer has journaled meanwhile. */
    void markKnown(Batch batch) {
        Map<EventId, Journal.Entry> known = database.read(connection -> journal.known(
                connection, batch.arrivals().stream().map(Arrival::event).toList()));
        for (Arrival arrival : batch.arrivals()) {
            Journal.Entry entry = known.get(
                    new EventId(arrival.event().source(), arrival.event().id()));
            if (entry != null) {
                arrival.fate(Fate.DUPLICATE, entry.eventNo());
            }
        }
    }
}
