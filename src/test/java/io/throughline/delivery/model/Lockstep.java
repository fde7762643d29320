package io.throughline.delivery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.Outcomes;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.RetryPolicy;
import io.throughline.delivery.StepState;
import io.throughline.delivery.Turns;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Knowledge;
import io.throughline.journal.Seal;
import io.throughline.journal.Xrefs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** One random schedule, carried out on the real ledger and on its model side by side. */
final class Lockstep {

    private static final int ACTIONS = 30;
    private static final Redelivery.Selection SURE = Redelivery.Selection.of("step", true);
    private static final Redelivery.Selection UNSURE = Redelivery.Selection.of("step", false);

    private final ModelClock clock = new ModelClock();
    private final ModelLedger model = new ModelLedger(clock, null);
    private final Ledger[] ledgers = new Ledger[2];
    private final String[] owners = new String[2];
    private final Turns[] turns = new Turns[2];
    private final Set<String> stoppedFlows = new HashSet<>();
    private final Set<Integer> known = new HashSet<>();
    private final List<Attempt> underWay = new ArrayList<>();
    private final Database database;
    private final Seal seal;
    private final Xrefs xrefs;
    private final Audit audit;
    private final Outcomes outcomes;
    private final SplittableRandom random;
    private final long seed;
    private int begun;
    private int processes;

    private record Attempt(int node, String owner, Delivery delivery) {}

    Lockstep(Database database, Seal seal, long seed) {
        this.database = database;
        this.seal = seal;
        this.seed = seed;
        random = new SplittableRandom(seed);
        xrefs = new Xrefs(database, clock);
        audit = new Audit(database, clock, "node-" + seed);
        RetryPolicy retries = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(8), () -> 0.5);
        outcomes = new Outcomes(retries, Duration.ofSeconds(2), World::safetyOf, clock);
        start(0);
        start(1);
    }

    /** How many attempts were begun. */
    int run() {
        database.inTransaction(connection -> {
            try (var delete = connection.createStatement()) {
                return delete.executeUpdate("delete from step") + delete.executeUpdate("delete from xref");
            }
        });
        for (int action = 0; action < ACTIONS; action++) {
            String what = "seed " + seed + ", action " + action;
            act(what);
            compareRows(what);
        }
        return begun;
    }

    private void act(String what) {
        int node = random.nextInt(2);
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> append();
            case 3, 4, 5 -> begin(what, node);
            case 6, 7 -> settle(what);
            case 8 -> clock.advance(random.nextInt(4) == 0 ? 61_000 : random.nextInt(9_000));
            case 9 -> sweep(what, node);
            case 10 -> {
                look(what, node);
                release(what);
            }
            case 11 -> again(what);
            case 12 -> change();
            default -> {
                if (random.nextBoolean()) {
                    start(node);
                } else if (!stoppedFlows.remove("flow-look-up")) {
                    stoppedFlows.add("flow-look-up");
                }
            }
        }
    }

    private void start(int node) {
        owners[node] = "node-" + node + "/" + ++processes;
        Knowledge knowledge = new Knowledge(database, new Entities(seal, clock), xrefs);
        ledgers[node] =
                new Ledger(database, seal, knowledge, audit, clock, owners[node], World.LEASE, () -> stoppedFlows);
        turns[node] = new Turns(owners[node], World.LEASE);
    }

    private void append() {
        Step plain = World.step(random.nextInt(2), random.nextInt(4), random.nextInt(2), false);
        int needs = random.nextInt(4) == 0 ? random.nextInt(3) : -1;
        boolean parked = needs >= 0 && !known.contains(needs);
        Step step = needs < 0 ? plain : plain.needing(reference(needs));
        StepState state = parked ? StepState.PARKED : StepState.PLANNED;
        int no = database.inTransaction(connection -> {
            long number = ledgers[0].nextNumber(connection);
            String waitsFor = parked ? reference(needs) : null;
            ledgers[0].append(
                    connection,
                    List.of(new Ledger.Draft(
                            number, number, "e" + number, "flow-" + step.operation(), step, state, waitsFor)));
            return (int) number;
        });
        Safety safety = World.safetyOf(step);
        model.append(new ModelStep(no, "e" + no, step, safety, needs, state, parked ? null : clock.instant()));
    }

    private void begin(String what, int node) {
        Set<Integer> wanted = new HashSet<>();
        for (int i = 0; i < 3 && !model.rows().isEmpty(); i++) {
            wanted.add(any().no);
        }
        List<Delivery> real =
                ledgers[node].begin(wanted.stream().map(Integer::longValue).toList());
        List<Delivery> modelled = wanted.stream()
                .sorted()
                .map(no -> model.begin(turns[node], owners[node], no, stoppedFlows))
                .filter(delivery -> delivery != null)
                .toList();
        assertThat(real.stream().map(Lockstep::facts))
                .as(what)
                .containsExactlyElementsOf(
                        modelled.stream().map(Lockstep::facts).toList());
        real.forEach(delivery -> underWay.add(new Attempt(node, owners[node], delivery)));
        begun += real.size();
    }

    private void settle(String what) {
        if (underWay.isEmpty()) {
            return;
        }
        Attempt attempt = underWay.remove(random.nextInt(underWay.size()));
        if (!attempt.owner().equals(owners[attempt.node()])) {
            return;
        }
        Ledger.Outcome outcome = outcomes.of(attempt.delivery(), answer());
        Set<Long> settled =
                database.inTransaction(connection -> ledgers[attempt.node()].settle(connection, List.of(outcome)));
        assertThat(model.settle(turns[attempt.node()], outcome)).as(what).isEqualTo(!settled.isEmpty());
    }

    private Answer answer() {
        Duration pause = random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(20));
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Answer.Applied("ref", null, false);
            case 2 -> new Answer.Refused("422", "no");
            case 3 -> new Answer.Unknown("500");
            case 4 -> new Answer.Temporary("busy", pause);
            case 5 -> new Answer.Throttled("slow down", pause);
            case 6 -> new Answer.Down("away");
            default -> new Answer.NotSent("stopped", pause);
        };
    }

    private void sweep(String what, int node) {
        Set<String> closed = random.nextInt(4) == 0 ? Set.of(World.SYSTEMS.get(0)) : Set.of();
        Set<String> idle = random.nextBoolean() ? Set.of(World.SYSTEMS.get(random.nextInt(2))) : Set.of();
        List<Ledger.Row> real = database.read(connection ->
                ledgers[node].agenda().overdue(connection, 100, closed, stoppedFlows, idle, World.PATIENCE));
        List<ModelStep> modelled = model.overdue(turns[node], closed, stoppedFlows, idle, World.PATIENCE);
        same(what, real, modelled);
        if (random.nextBoolean() && !real.isEmpty()) {
            model.markQueued(modelled);
            database.inTransaction(connection -> {
                ledgers[node].agenda().markQueued(connection, numbers(modelled));
                return null;
            });
        }
    }

    private void look(String what, int node) {
        for (String system : World.SYSTEMS) {
            ModelStep modelled = model.probe(turns[node], system, stoppedFlows);
            List<Ledger.Row> real =
                    database.read(connection -> ledgers[node].agenda().probe(connection, system, stoppedFlows));
            same(what, real, modelled == null ? List.of() : List.of(modelled));
        }
        if (!model.rows().isEmpty()) {
            int settled = any().no;
            List<Ledger.Row> real = database.read(
                    connection -> ledgers[node].agenda().nextInLanes(connection, List.of((long) settled)));
            same(what, real, model.nextInLanes(List.of(settled)));
        }
    }

    private void release(String what) {
        int reference = random.nextInt(3);
        if (known.add(reference)) {
            Xrefs.Xref xref = new Xrefs.Xref("project", "P-" + reference, World.SYSTEMS.get(0), "id", "x" + reference);
            database.inTransaction(connection -> {
                xrefs.add(connection, List.of(xref), null);
                return null;
            });
        }
        List<Ledger.Row> real = audit.inTransaction((connection, scribe) -> ledgers[0]
                .agenda()
                .release(connection, scribe, "test", ledgers[0].agenda().arrived(connection), 100));
        same(what, real, model.release(known::contains));
    }

    private void again(String what) {
        if (model.rows().isEmpty()) {
            return;
        }
        ModelStep row = any();
        boolean absent = random.nextBoolean();
        boolean goes = !audit.inTransaction((connection, scribe) -> new Redelivery(ledgers[0], World::safetyOf, clock)
                        .again(connection, scribe, "ann", row.no, absent ? SURE : UNSURE))
                .isEmpty();
        assertThat(model.again(row, absent)).as(what).isEqualTo(goes);
    }

    private void change() {
        StepState to = random.nextBoolean() ? StepState.SKIPPED : StepState.PLANNED;
        if (!model.rows().isEmpty()) {
            ModelStep row = any();
            if (row.state.mayBecome(to)) {
                audit.inTransaction((connection, scribe) -> ledgers[0].change(
                        connection,
                        scribe,
                        "ann",
                        ledgers[0].byNumber(connection, List.of((long) row.no)).get(0),
                        to,
                        null));
                model.change(row, to);
            }
        }
    }

    private void compareRows(String what) {
        List<Ledger.Row> rows = database.read(connection -> ledgers[0].byNumber(connection, numbers(model.rows())));
        assertThat(rows.stream().map(Lockstep::facts))
                .as(what)
                .containsExactlyElementsOf(
                        model.rows().stream().map(Lockstep::facts).toList());
    }

    private ModelStep any() {
        List<ModelStep> rows = List.copyOf(model.rows());
        return rows.get(random.nextInt(rows.size()));
    }

    private static void same(String what, List<Ledger.Row> real, List<ModelStep> modelled) {
        assertThat(real.stream().map(Ledger.Row::stepNo)).as(what).containsExactlyElementsOf(numbers(modelled));
    }

    private static List<Long> numbers(Collection<ModelStep> rows) {
        return rows.stream().map(row -> (long) row.no).toList();
    }

    private static String reference(int number) {
        return "project:P-" + number + "@" + World.SYSTEMS.get(0);
    }

    private static String facts(Ledger.Row row) {
        return row.stepNo() + " " + row.state() + " " + row.attempts() + " " + row.epoch() + " " + row.inDoubt() + " "
                + row.owner() + " " + row.startedAt() + " " + row.nextAt() + " " + row.firstSentAt();
    }

    private static String facts(ModelStep row) {
        return row.no + " " + row.state + " " + row.attempts + " " + row.epoch + " " + row.inDoubt + " " + row.owner
                + " " + row.startedAt + " " + row.nextAt + " " + row.firstSentAt;
    }

    private static String facts(Delivery delivery) {
        return delivery.stepNo() + " " + delivery.attempt() + " " + delivery.inDoubt() + " " + delivery.epoch() + " "
                + delivery.firstSentAt() + " " + delivery.callBefore();
    }
}
