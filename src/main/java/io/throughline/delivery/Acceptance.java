package io.throughline.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.delivery.Batch.Settlement;
import io.throughline.journal.Database;
import io.throughline.journal.HashChain;
import io.throughline.journal.Journal;
import io.throughline.journal.Journal.EventId;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Parking;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.StoreUnavailable;
import io.throughline.journal.Xrefs;
import io.throughline.journal.Xrefs.Xref;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Takes a batch through its one database transaction: what is known already is recognised, the rest is planned by the
 * flows, and events, snapshots, references, steps and outcomes are written together before anything is sent.
 */
public final class Acceptance {

    private final Database database;
    private final Journal journal;
    private final Ledger ledger;
    private final Knowledge knowledge;
    private final Xrefs xrefs;
    private final Snapshotting snapshots;
    private final Parking parking;
    private final Cases cases;
    private final Outcomes outcomes;
    private final Results results;

    public Acceptance(
            Database database,
            Journal journal,
            Ledger ledger,
            Knowledge knowledge,
            Xrefs xrefs,
            Snapshotting snapshots,
            Parking parking,
            Cases cases,
            Outcomes outcomes,
            Results results) {
        this.database = database;
        this.journal = journal;
        this.ledger = ledger;
        this.knowledge = knowledge;
        this.xrefs = xrefs;
        this.snapshots = snapshots;
        this.parking = parking;
        this.cases = cases;
        this.outcomes = outcomes;
        this.results = results;
    }

    /** Begins the batch: settled steps become facts for their flows, repeated events are recognised. */
    public Batch open(Batch batch) {
        knowledge.begin();
        database.read(connection -> {
            Map<Long, Ledger.Row> rows = new LinkedHashMap<>();
            List<Long> numbers =
                    batch.settlements().stream().map(s -> s.delivery().stepNo()).toList();
            ledger.byNumber(connection, numbers).forEach(row -> rows.put(row.stepNo(), row));
            batch.settlements()
                    .removeIf(settlement -> !isUnderWay(
                            rows.get(settlement.delivery().stepNo()),
                            settlement.delivery().attempt()));
            for (Settlement settlement : batch.settlements()) {
                settle(connection, settlement, rows.get(settlement.delivery().stepNo()));
            }
            return null;
        });
        recognise(batch, batch.arrivals());
        return batch;
    }

    /** Whether there are events the flows have not seen. */
    public boolean hasUnplanned(Batch batch) {
        return !batch.unplanned().isEmpty();
    }

    /** The events the flows have not seen, as parts to be planned one after the other. */
    public List<EventPlanning> unplanned(Batch batch) {
        return batch.unplanned().stream()
                .map(arrival -> new EventPlanning(batch, arrival))
                .toList();
    }

    /** The applied steps that hand their result to a flow. */
    public List<StepPlanning> continuing(Batch batch) {
        return batch.settlements().stream()
                .filter(settlement -> settlement.settled() != null
                        && settlement.delivery().step().then() != null)
                .map(settlement -> new StepPlanning(batch, settlement))
                .toList();
    }

    /** Writes the batch and fills in what is to be sent. */
    public Batch commit(Batch batch) {
        try {
            Map<Step, String> missing = missingNeeds(batch);
            boolean arrived = journal.chained(chain -> database.inTransaction(connection -> {
                batch.toSend().clear();
                batch.toPublish().clear();
                return write(connection, chain, batch, missing);
            }));
            if (arrived) {
                parking.noteArrival();
            }
            sendNext(batch);
            return batch;
        } finally {
            knowledge.end();
        }
    }

    /** Makes sure that what the batch learns is forgotten on this thread when its exchange ends, however it ends. */
    public void forgetAtEnd(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                knowledge.end();
            }
        });
    }

    /**
     * The steps whose turn it is now. They are looked for after the commit: a step planned meanwhile by another batch
     * either shows here, or its own message finds this batch committed.
     */
    private void sendNext(Batch batch) {
        List<Long> settled =
                batch.settlements().stream().map(s -> s.delivery().stepNo()).toList();
        if (!settled.isEmpty()) {
            send(batch, database.read(connection -> ledger.nextInLanes(connection, settled)));
        }
    }

    private static void send(Batch batch, List<Ledger.Row> rows) {
        Set<Batch.StepMessage> sent = new HashSet<>(batch.toSend());
        rows.stream()
                .filter(row -> row.nextAt() == null)
                .map(row -> new Batch.StepMessage(
                        row.step().system(), row.stepNo(), row.step().lane()))
                .filter(sent::add)
                .forEach(batch.toSend()::add);
    }

    private void settle(Connection connection, Settlement settlement, Ledger.Row row) throws SQLException {
        settlement.of(row.eventNo());
        if (settlement.answer() instanceof Answer.Applied applied) {
            Step step = settlement.delivery().step();
            Registrations.of(step, applied).ifPresent(knowledge::learn);
            Event event = step.then() == null
                    ? null
                    : journal.find(connection, row.eventNo()).orElseThrow().event();
            try {
                JsonNode result = results.canonical(step, applied.result());
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

    /** An answer counts only while its attempt is the one the ledger knows of; another one has settled the step else. */
    private static boolean isUnderWay(Ledger.Row row, int attempt) {
        return row != null && row.state() == StepState.SENT && row.attempts() == attempt;
    }

    private void recognise(Batch batch, List<Arrival> arrivals) {
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

    /** An event whose flow is to plan it. */
    public final class EventPlanning implements Plans.Planning {
        private final Batch batch;
        private final Arrival arrival;

        EventPlanning(Batch batch, Arrival arrival) {
            this.batch = batch;
            this.arrival = arrival;
        }

        public Event event() {
            return arrival.event();
        }

        @Override
        public Batch batch() {
            return batch;
        }

        @Override
        public void planned(Plan plan) {
            arrival.plan(plan == null ? Plan.NOTHING : plan);
            if (batch.versions().hasNewerThan(arrival.event())) {
                arrival.fate(Fate.SUPERSEDED, 0);
            } else if (arrival.held()) {
                arrival.fate(Fate.HELD, 0);
            } else if (arrival.plan().rejected()) {
                arrival.fate(Fate.REJECTED, 0);
            } else {
                batch.versions().note(arrival.event());
                snapshots.learn(arrival.event());
                follow(batch, arrival.plan());
            }
        }
    }

    /** A settled step whose flow is to plan what follows. */
    public final class StepPlanning implements Plans.Planning {
        private final Batch batch;
        private final Settlement settlement;

        StepPlanning(Batch batch, Settlement settlement) {
            this.batch = batch;
            this.settlement = settlement;
        }

        public Settled settled() {
            return settlement.settled();
        }

        @Override
        public Batch batch() {
            return batch;
        }

        /** Name of the flow continuation. */
        public String continuation() {
            return settlement.delivery().step().then();
        }

        @Override
        public void planned(Plan plan) {
            settlement.plan(plan == null ? Plan.NOTHING : plan);
            if (!settlement.plan().held() && !settlement.plan().rejected()) {
                follow(batch, settlement.plan());
            }
        }
    }

    private void follow(Batch batch, Plan plan) {
        List<Arrival> emitted = new ArrayList<>();
        for (Event event : plan.emits()) {
            emitted.add(batch.arrive(event, List.of(), List.of(), 0));
        }
        recognise(batch, emitted);
    }

    private Map<Step, String> missingNeeds(Batch batch) {
        Map<Step, String> missing = new java.util.IdentityHashMap<>();
        batch.arrivals().stream()
                .filter(arrival -> arrival.plan() != null)
                .flatMap(arrival -> arrival.plan().steps().stream())
                .forEach(step -> missing.put(step, ledger.missingNeed(step)));
        batch.settlements().stream()
                .filter(settlement -> settlement.plan() != null)
                .flatMap(settlement -> settlement.plan().steps().stream())
                .forEach(step -> missing.put(step, ledger.missingNeed(step)));
        return missing;
    }

    private boolean write(Connection connection, HashChain chain, Batch batch, Map<Step, String> missing)
            throws SQLException {
        List<Journal.Draft> events = new ArrayList<>();
        List<Ledger.Draft> steps = new ArrayList<>();
        List<String> arrived = new ArrayList<>();
        for (Arrival arrival : batch.arrivals()) {
            writeArrival(connection, batch, arrival, events, arrived);
        }
        journal.append(connection, chain, events);
        List<Event> accepted = events.stream()
                .filter(draft -> draft.state() == Journal.State.ACCEPTED)
                .map(Journal.Draft::event)
                .toList();
        parking.unpark(
                connection,
                batch.arrivals().stream()
                        .filter(arrival -> arrival.fate() != Fate.PARKED)
                        .map(Arrival::event)
                        .toList());
        cases.closeFor(connection, accepted);
        // Lanes go by step number: what a flow goes on with comes before what its announcements cause.
        writeSettlements(connection, batch, missing, steps, arrived);
        for (Arrival arrival : batch.arrivals()) {
            if (arrival.fate() == Fate.ACCEPTED) {
                Event event = arrival.event();
                draft(
                        connection,
                        batch,
                        arrival.eventNo(),
                        event.id(),
                        arrival.plan().steps(),
                        missing,
                        steps);
            }
        }
        ledger.append(connection, steps);
        send(batch, ledger.release(connection, arrived));
        return !arrived.isEmpty();
    }

    private void writeArrival(
            Connection connection, Batch batch, Arrival arrival, List<Journal.Draft> events, List<String> arrived)
            throws SQLException {
        Event event = arrival.event();
        if (arrival.fate() == Fate.DUPLICATE) {
            if (batch.isRedelivered()) {
                sendAgain(connection, batch, arrival);
            }
            return;
        }
        if (arrival.fate() == Fate.PARKED) {
            parking.park(connection, event, arrival.missing().get(0), batch.origin());
            return;
        }
        if (arrival.fate() == Fate.REJECTED) {
            return;
        }
        long eventNo = journal.nextNumber(connection);
        arrival.fate(arrival.fate() == null ? Fate.ACCEPTED : arrival.fate(), eventNo);
        Journal.State state = Journal.State.valueOf(arrival.fate().name());
        events.add(new Journal.Draft(eventNo, event, state, arrival.plan().findings(), batch.origin()));
        xrefs.add(connection, arrival.xrefs(), eventNo);
        arrival.xrefs().forEach(xref -> arrived.add(xref.reference()));
        if (state == Journal.State.HELD) {
            cases.open(
                    connection,
                    eventNo,
                    null,
                    event.key(),
                    null,
                    "HELD",
                    arrival.plan().findings());
            return;
        }
        if (state == Journal.State.SUPERSEDED) {
            snapshots.storeSuperseded(connection, event, eventNo);
            return;
        }
        snapshots.store(connection, event, eventNo);
        batch.toPublish().add(event);
    }

    private void writeSettlements(
            Connection connection,
            Batch batch,
            Map<Step, String> missing,
            List<Ledger.Draft> steps,
            List<String> arrived)
            throws SQLException {
        Map<Settlement, Ledger.Outcome> decided = new LinkedHashMap<>();
        batch.settlements()
                .forEach(
                        settlement -> decided.put(settlement, outcomes.of(settlement.delivery(), settlement.answer())));
        Set<Long> settled = ledger.settle(connection, List.copyOf(decided.values()));
        for (Map.Entry<Settlement, Ledger.Outcome> entry : decided.entrySet()) {
            Settlement settlement = entry.getKey();
            Ledger.Outcome outcome = entry.getValue();
            if (!settled.contains(outcome.stepNo())) {
                continue;
            }
            Step step = settlement.delivery().step();
            if (settlement.answer() instanceof Answer.Applied applied) {
                Optional<Xref> xref = Registrations.of(step, applied);
                xrefs.add(connection, xref.map(List::of).orElse(List.of()), settlement.eventNo());
                xref.ifPresent(known -> arrived.add(known.reference()));
            }
            if (outcome.state() == StepState.DEAD || outcome.state() == StepState.HELD) {
                cases.open(
                        connection,
                        settlement.eventNo(),
                        outcome.stepNo(),
                        step.lane(),
                        step.system(),
                        outcome.state().name(),
                        List.of(Violation.hold(outcome.code(), "", outcome.reason())));
            } else if (outcome.state() == StepState.DONE) {
                cases.closeForStep(connection, outcome.stepNo());
            }
            if (settlement.plan() != null) {
                if (settlement.plan().held() || settlement.plan().rejected()) {
                    cases.open(
                            connection,
                            settlement.eventNo(),
                            null,
                            step.lane(),
                            null,
                            "HELD",
                            settlement.plan().findings());
                } else {
                    draft(
                            connection,
                            batch,
                            settlement.eventNo(),
                            settlement.delivery().eventId(),
                            settlement.plan().steps(),
                            missing,
                            steps);
                }
            }
        }
    }

    private void draft(
            Connection connection,
            Batch batch,
            long eventNo,
            String eventId,
            List<Step> planned,
            Map<Step, String> missing,
            List<Ledger.Draft> drafts)
            throws SQLException {
        for (Step step : planned) {
            String waitsFor = missing.get(step);
            StepState state = waitsFor == null ? StepState.PLANNED : StepState.PARKED;
            long stepNo = ledger.nextNumber(connection);
            drafts.add(new Ledger.Draft(stepNo, eventNo, eventId, step, state, waitsFor));
            if (state == StepState.PLANNED) {
                batch.toSend().add(new Batch.StepMessage(step.system(), stepNo, step.lane()));
            }
        }
    }

    /**
     * A redelivered event's sends may have died with the transaction that received it. What an earlier attempt at the
     * same batch brought in is no duplicate of anything.
     */
    private void sendAgain(Connection connection, Batch batch, Arrival arrival) throws SQLException {
        for (Ledger.Row row : ledger.ofEvent(connection, arrival.eventNo())) {
            if (row.state() == StepState.PLANNED) {
                batch.toSend()
                        .add(new Batch.StepMessage(
                                row.step().system(), row.stepNo(), row.step().lane()));
            }
        }
        Optional<Journal.Entry> known = journal.find(connection, arrival.eventNo());
        known.filter(entry -> entry.state() == Journal.State.ACCEPTED)
                .ifPresent(entry -> batch.toPublish().add(entry.event()));
        known.filter(entry -> entry.origin().equals(batch.origin())).ifPresent(entry -> {
            arrival.plan(Plan.stopped(entry.violations()));
            arrival.fate(Fate.valueOf(entry.state().name()), entry.eventNo());
        });
    }
}
