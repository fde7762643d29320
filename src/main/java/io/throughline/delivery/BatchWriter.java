package io.throughline.delivery;

import io.throughline.contract.Answer;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Flows;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch.Arrival;
import io.throughline.delivery.Batch.Fate;
import io.throughline.delivery.Batch.Settlement;
import io.throughline.journal.Audit;
import io.throughline.journal.Bodies;
import io.throughline.journal.HashChain;
import io.throughline.journal.Journal;
import io.throughline.journal.Parking;
import io.throughline.journal.Snapshotting;
import io.throughline.journal.Xrefs;
import io.throughline.journal.Xrefs.Xref;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes one batch inside its transaction: events and their state, outcomes, what follows, and what waits for people. */
final class BatchWriter {

    /** How many steps a batch releases at most; what is left is released a little later. */
    private static final int RELEASED_AT_ONCE = 500;

    private final Journal journal;
    private final Ledger ledger;
    private final Xrefs xrefs;
    private final Snapshotting snapshots;
    private final Parking parking;
    private final Cases cases;
    private final Repeats repeats;
    private final String actor;

    /** What becomes known with a batch: as steps need it, and as it wakes facts. */
    private static final class Arrived {
        final List<String> needs = new ArrayList<>();
        final Set<String> wakers = new HashSet<>();

        void add(Xref xref) {
            needs.add(xref.reference());
            wakers.add(xref.externalReference());
        }
    }

    BatchWriter(
            Journal journal,
            Ledger ledger,
            Xrefs xrefs,
            Snapshotting snapshots,
            Parking parking,
            Cases cases,
            String actor) {
        this.actor = actor;
        this.journal = journal;
        this.ledger = ledger;
        this.xrefs = xrefs;
        this.snapshots = snapshots;
        this.parking = parking;
        this.cases = cases;
        repeats = new Repeats(journal, ledger);
    }

    /** Adds the messages of steps that may be sent now, each once. */
    static void send(Batch batch, List<Ledger.Row> rows) {
        Set<Batch.StepMessage> sent = new HashSet<>(batch.toSend());
        rows.stream()
                .filter(row -> row.nextAt() == null)
                .map(row -> new Batch.StepMessage(
                        row.step().system(), row.stepNo(), row.step().lane()))
                .filter(sent::add)
                .forEach(batch.toSend()::add);
    }

    /** For each planned step the first reference that is not known yet. */
    Map<Step, String> missingNeeds(Batch batch) {
        Map<Step, String> missing = new IdentityHashMap<>();
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

    /**
     * Writes the batch and fills in what is to be sent.
     *
     * @return what arrived with it that parked facts may wait for
     */
    Set<String> write(
            Connection connection,
            HashChain chain,
            Audit.Scribe scribe,
            Batch batch,
            Map<Step, String> missing,
            Bodies bodies)
            throws SQLException {
        List<Journal.Draft> events = new ArrayList<>();
        PlannedSteps planned = new PlannedSteps();
        Arrived arrived = new Arrived();
        CaseChanges changes = new CaseChanges();
        for (Arrival arrival : batch.arrivals()) {
            writeArrival(connection, batch, arrival, events, arrived, bodies, changes);
        }
        repeats.sendUntouched(connection, batch);
        journal.append(connection, chain, events, bodies);
        Map<Long, Event> accepted = new LinkedHashMap<>();
        events.stream()
                .filter(draft -> draft.state() == Journal.State.ACCEPTED)
                .forEach(draft -> accepted.put(draft.eventNo(), draft.event()));
        snapshots.storeTime(connection, accepted);
        changes.released(parking.unpark(
                connection,
                batch.arrivals().stream()
                        .filter(Arrival::isDecided)
                        .map(Arrival::event)
                        .toList()));
        changes.closed(
                cases.closeFor(connection, List.copyOf(accepted.values()), (within, no) -> journal.find(within, no)
                        .map(Journal.Entry::event)),
                Cases.SUPERSEDED);
        // Lanes go by step number: what a flow goes on with comes before what its announcements cause.
        writeSettlements(connection, scribe, batch, missing, planned, arrived, bodies, changes);
        for (Arrival arrival : batch.arrivals()) {
            if (arrival.fate() == Fate.ACCEPTED) {
                Event event = arrival.event();
                arrival.plan()
                        .steps()
                        .forEach(step -> planned.add(
                                arrival.eventNo(), event.id(), Flows.of(event.type()), step, missing.get(step)));
            }
        }
        List<Ledger.Draft> steps = planned.numbered(() -> ledger.nextNumber(connection));
        ledger.append(connection, steps, bodies);
        steps.stream()
                .filter(draft -> draft.state() == StepState.PLANNED)
                .map(draft -> new Batch.StepMessage(
                        draft.step().system(), draft.stepNo(), draft.step().lane()))
                .forEach(batch.toSend()::add);
        Map<Long, String> fates = new LinkedHashMap<>();
        events.forEach(draft -> fates.put(draft.eventNo(), draft.state().name()));
        StepAudit.planned(scribe, actor, fates, steps);
        changes.note(scribe, actor);
        send(batch, ledger.agenda().release(connection, scribe, actor, arrived.needs, RELEASED_AT_ONCE));
        return arrived.wakers;
    }

    private void writeArrival(
            Connection connection,
            Batch batch,
            Arrival arrival,
            List<Journal.Draft> events,
            Arrived arrived,
            Bodies bodies,
            CaseChanges changes)
            throws SQLException {
        Event event = arrival.event();
        if (arrival.fate() == Fate.DUPLICATE) {
            if (batch.isRedelivered()) {
                repeats.sendAgain(connection, batch, arrival);
            }
            return;
        }
        if (arrival.fate() == Fate.PARKED) {
            String waitsFor = arrival.missing().get(0);
            if (parking.park(connection, arrival.parkable(), waitsFor, arrival.origin(batch), arrival.provenance())) {
                // What it waits for may have become known since it was missed, and nobody else looks for it then.
                arrived.wakers.add(Awaited.waker(waitsFor));
                changes.parked(arrival.parkable(), waitsFor);
            }
            return;
        }
        if (arrival.fate() == Fate.REJECTED) {
            return;
        }
        long eventNo = journal.nextNumber(connection);
        arrival.fate(arrival.fate() == null ? Fate.ACCEPTED : arrival.fate(), eventNo);
        Journal.State state = Journal.State.valueOf(arrival.fate().name());
        events.add(new Journal.Draft(
                eventNo, event, state, arrival.plan().findings(), arrival.origin(batch), arrival.provenance()));
        xrefs.add(connection, arrival.xrefs(), eventNo);
        if (event.type().equals("worker.rehired.v1")) {
            xrefs.replace(connection, arrival.xrefs());
        }
        arrival.xrefs().forEach(arrived::add);
        if (parking.hasGap(event.source(), event.subject())) {
            arrived.wakers.add(Awaited.versions(event.source(), event.subject()));
        }
        if (state == Journal.State.HELD) {
            changes.stopped(cases.open(
                    connection,
                    eventNo,
                    null,
                    event.key(),
                    "rules/" + event.type(),
                    null,
                    "HELD",
                    arrival.plan().findings()));
            return;
        }
        snapshots.awaited(event).ifPresent(arrived.wakers::add);
        if (state == Journal.State.SUPERSEDED) {
            snapshots.storeSuperseded(connection, event, eventNo);
            return;
        }
        snapshots.store(connection, event, eventNo);
        batch.toPublish().add(new Batch.Published(eventNo, event, bodies.plain(event.data())));
    }

    private void writeSettlements(
            Connection connection,
            Audit.Scribe scribe,
            Batch batch,
            Map<Step, String> missing,
            PlannedSteps planned,
            Arrived arrived,
            Bodies bodies,
            CaseChanges changes)
            throws SQLException {
        Map<Settlement, Ledger.Outcome> decided = new LinkedHashMap<>();
        for (Settlement settlement : batch.settlements()) {
            if (settlement.isAgain()) {
                writePlan(connection, settlement, missing, planned, bodies, changes);
            } else {
                decided.put(settlement, settlement.outcome());
            }
        }
        Set<Long> settled = ledger.settle(connection, List.copyOf(decided.values()));
        StepAudit.settled(
                scribe,
                actor,
                decided.values().stream()
                        .filter(outcome -> settled.contains(outcome.stepNo()))
                        .toList());
        List<Long> done = new ArrayList<>();
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
                xref.ifPresent(arrived::add);
            }
            if (outcome.state() == StepState.DEAD || outcome.state() == StepState.HELD) {
                changes.stopped(cases.open(
                        connection,
                        settlement.eventNo(),
                        outcome.stepNo(),
                        step.lane(),
                        step.system() + "/" + step.operation(),
                        step.system(),
                        outcome.state().name(),
                        List.of(Violation.hold(outcome.code(), "", outcome.reason()))));
            } else if (outcome.state() == StepState.DONE) {
                done.add(outcome.stepNo());
            }
            writePlan(connection, settlement, missing, planned, bodies, changes);
        }
        changes.closed(cases.closeForSteps(connection, done), Cases.APPLIED);
    }

    /** Writes what a flow goes on with after a step, or the case when a rule stops it. */
    private void writePlan(
            Connection connection,
            Settlement settlement,
            Map<Step, String> missing,
            PlannedSteps planned,
            Bodies bodies,
            CaseChanges changes)
            throws SQLException {
        Plan plan = settlement.plan();
        if (plan == null) {
            return;
        }
        Step step = settlement.delivery().step();
        if (plan.held() || plan.rejected()) {
            Settled settled = settlement.settled();
            changes.stopped(cases.openAfter(
                    connection,
                    settlement.eventNo(),
                    settlement.delivery().stepNo(),
                    step.lane(),
                    step.then(),
                    plan.findings(),
                    settled == null || settled.result() == null ? null : bodies.sealed(settled.result())));
        } else {
            plan.steps()
                    .forEach(next -> planned.add(
                            settlement.eventNo(),
                            settlement.delivery().eventId(),
                            settlement.flow(),
                            next,
                            missing.get(next)));
        }
    }
}
