package io.throughline.delivery;

import io.throughline.contract.Event;
import io.throughline.contract.Flows;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.contract.Waypoint;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.delivery.Batch.Settlement;
import io.throughline.journal.Audit;
import io.throughline.journal.Bodies;
import io.throughline.journal.Database;
import io.throughline.journal.Journal;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Parking;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.Xrefs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Takes a batch through its one database transaction: what is known already is recognised, the rest is planned by the
 * flows, and events, snapshots, references, steps and outcomes are written together before anything is sent.
 */
public final class Acceptance {

    private static final int ATTEMPTS_BESIDE_OTHERS = 5;

    private final KeyGate gate = new KeyGate();
    private final Database database;
    private final Journal journal;
    private final Ledger ledger;
    private final Knowledge knowledge;
    private final Snapshotting snapshots;
    private final Parking parking;
    private final AnswersOfTargets answers;
    private final Audit audit;
    private final BatchWriter writer;
    private final Recognition recognition;
    private final AtomicLong suppressed = new AtomicLong();

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
            Results results,
            Audit audit) {
        this.audit = audit;
        this.database = database;
        this.journal = journal;
        this.ledger = ledger;
        this.knowledge = knowledge;
        this.snapshots = snapshots;
        this.parking = parking;
        answers = new AnswersOfTargets(database, journal, ledger, knowledge, results, outcomes);
        recognition = new Recognition(database, journal, knowledge, snapshots);
        writer = new BatchWriter(journal, ledger, xrefs, snapshots, parking, cases, audit.self());
    }

    /** Begins the batch: settled steps become facts for their flows, repeated events are recognised. */
    public Batch open(Batch batch) {
        gate.enter(batch, keys(batch));
        knowledge.begin();
        answers.open(batch);
        recognition.recognise(batch, batch.arrivals());
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

    /** The steps that hand their end to a flow: applied, or failed for good where the flow undoes something then. */
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
            Map<Step, String> missing = writer.missingNeeds(batch);
            Set<String> arrived = write(batch, missing);
            suppressed.addAndGet(batch.arrivals().stream()
                    .filter(arrival -> arrival.fate() == Fate.DUPLICATE && arrival.row() > 0)
                    .count());
            if (!batch.arrivals().isEmpty()) {
                Waypoint.JOURNALED.reached();
            }
            if (!batch.settlements().isEmpty()) {
                Waypoint.SETTLED.reached();
            }
            parking.noteArrival(arrived);
            sendNext(batch);
            return batch;
        } finally {
            knowledge.end();
            gate.leave(batch);
        }
    }

    /**
     * How many events came that were in the journal already, since the start; nothing was done with them. What the clock finds
     * again is none of them.
     */
    public long suppressed() {
        return suppressed.get();
    }

    /** Ends a batch that was only to be planned; nothing of it is written. */
    public Batch leave(Batch batch) {
        knowledge.end();
        gate.leave(batch);
        return batch;
    }

    /** What the batch plans for: the keys of its events, and the lanes of settled steps whose flows go on. */
    private static Set<String> keys(Batch batch) {
        Set<String> keys = new HashSet<>();
        batch.arrivals().forEach(arrival -> keys.add(arrival.event().key()));
        batch.settlements().stream()
                .map(settlement -> settlement.delivery().step())
                .filter(step -> step.then() != null)
                .forEach(step -> keys.add(step.lane()));
        return keys;
    }

    /** What another writer journaled meanwhile is a duplicate after all; the rest is written without it. */
    private Set<String> write(Batch batch, Map<Step, String> missing) {
        Bodies bodies = journal.bodies();
        bodies.prepare(batch.arrivals().stream()
                .filter(arrival -> arrival.fate() == null)
                .map(arrival -> arrival.event().data())
                .toList());
        for (int attempt = 1; ; attempt++) {
            try {
                return journal.chained(chain -> audit.inTransaction((connection, scribe) -> {
                    batch.toSend().clear();
                    batch.toPublish().clear();
                    return writer.write(connection, chain, scribe, batch, missing, bodies);
                }));
            } catch (Journal.ConcurrentDuplicate other) {
                if (attempt == ATTEMPTS_BESIDE_OTHERS) {
                    throw other;
                }
                recognition.markKnown(batch);
            }
        }
    }

    /** Makes sure that what the batch learns is forgotten on this thread when its exchange ends, however it ends. */
    public void forgetAtEnd(Exchange exchange) {
        Batch batch = exchange.getMessage().getBody(Batch.class);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                knowledge.end();
                gate.leave(batch);
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
            BatchWriter.send(batch, database.read(connection -> ledger.agenda().nextInLanes(connection, settled)));
        }
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
            if (arrival.waits()) {
                arrival.fate(Fate.PARKED, 0);
            } else if (!arrival.plan().stands(batch.versions().hasNewerThan(arrival.event()))) {
                arrival.fate(Fate.SUPERSEDED, 0);
                snapshots.learnSuperseded(arrival.event());
            } else if (arrival.held()) {
                arrival.fate(Fate.HELD, 0);
                if (arrival.plan().parted()) {
                    follow(batch, arrival.plan());
                }
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

        /** Name of the flow continuation: the one the step names, or the one its flow has for a failure. */
        public String continuation() {
            String then = settlement.delivery().step().then();
            return settlement.settled().failure() == null
                    ? then
                    : Flows.afterFailure(then).orElseThrow();
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
        recognition.recognise(batch, emitted);
    }
}
