package io.throughline.delivery.model;

import io.throughline.contract.Delivery;
import io.throughline.contract.Step;
import io.throughline.delivery.StepState;
import io.throughline.delivery.target.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** One seeded run: random actions of targets, nodes, broker, time and persons; then everything heals and must end well. */
final class Schedule {

    private static final int EVENTS = 5;
    private static final int BATCH = 3;

    private final World world;
    private final SplittableRandom random;
    private final int actions;
    private final int[] weights;
    private final int total;
    private int events;

    private Schedule(long seed, Protection off, int actions, List<String> notes) {
        world = new World(seed, off, notes);
        random = world.random;
        this.actions = actions;
        weights = temper();
        total = Arrays.stream(weights).sum();
    }

    /**
     * Runs it to the end.
     *
     * @param off     the protection that is missing, or null
     * @param actions how many random actions before everything heals
     * @param notes   where to note what happens, or null
     * @throws Truth.Broken when a promise was broken
     */
    static void run(long seed, Protection off, int actions, List<String> notes) {
        Schedule schedule = new Schedule(seed, off, actions, notes);
        try {
            schedule.run();
        } catch (IllegalStateException illegal) {
            throw new Truth.Broken(illegal.getMessage());
        }
    }

    private void run() {
        arrive();
        arrive();
        for (ModelTarget target : world.targets.values()) {
            target.faultPercent = random.nextInt(60);
        }
        for (int i = 0; i < actions; i++) {
            act();
        }
        new Ending(world, random).run();
    }

    /** How often what happens; every schedule has a temper of its own, so that rare things meet each other. */
    private int[] temper() {
        int[] weights = {24, 10, 4, 3, 6, 2, 2, 2, 3, 2, 3, 3};
        for (int i = 2; i < weights.length; i++) {
            weights[i] = weights[i] * new int[] {0, 1, 1, 4}[random.nextInt(4)];
        }
        return weights;
    }

    private void act() {
        ModelNode node = world.nodes.get(random.nextInt(2));
        int dice = random.nextInt(total);
        int kind = 0;
        while (dice >= weights[kind]) {
            dice -= weights[kind++];
        }
        switch (kind) {
            case 0 -> goOn(node);
            case 1 -> receive(node);
            case 2 -> sweep(world, node);
            case 3 -> probe(world, node, World.SYSTEMS.get(random.nextInt(2)));
            case 4 -> world.advance(random.nextInt(4_000));
            case 5 -> passLong(node);
            case 6 -> arrive();
            case 7 -> killOrStart(node);
            case 8 -> pauseOrWake(node);
            case 9 -> broker();
            case 10 -> targets();
            default -> persons(node);
        }
    }

    private void goOn(ModelNode node) {
        if (node.canAct() && !node.works.isEmpty()) {
            Work work = node.works.get(random.nextInt(node.works.size()));
            for (int steps = 1 + random.nextInt(6); steps > 0 && work.stage != Work.Stage.OVER; steps--) {
                work.go();
            }
            node.works.removeIf(each -> each.stage == Work.Stage.OVER);
        }
    }

    private void receive(ModelNode node) {
        if (!node.canAct() || node.works.size() > 3) {
            return;
        }
        if (!world.arriving.isEmpty() && random.nextBoolean()) {
            node.works.add(Work.intake(world, node, world.arriving.remove(random.nextInt(world.arriving.size()))));
            return;
        }
        String system = World.SYSTEMS.get(random.nextInt(2));
        boolean suspended = world.closed(node).contains(system) && random.nextInt(4) > 0;
        if (!suspended) {
            take(world, node, system, random);
        }
    }

    /** A consumer takes a batch of messages, in any order. */
    static void take(World world, ModelNode node, String system, SplittableRandom random) {
        List<Integer> queue = world.queues.get(system);
        List<Integer> messages = new ArrayList<>();
        for (int i = 1 + random.nextInt(BATCH); i > 0 && !queue.isEmpty(); i--) {
            messages.add(queue.remove(random.nextInt(4) == 0 ? random.nextInt(queue.size()) : 0));
        }
        if (!messages.isEmpty()) {
            node.works.add(Work.delivery(world, node, messages));
        }
    }

    /** {@link io.throughline.delivery.Sweeper#steps}; whether there was anything. */
    static boolean sweep(World world, ModelNode node) {
        if (!node.canAct()) {
            return false;
        }
        List<ModelStep> due = new ArrayList<>(
                world.ledger.overdue(node.turns, world.closed(node), world.stoppedFlows, world.idle(), World.PATIENCE));
        due.addAll(world.released());
        world.ledger.markQueued(due);
        if (!due.isEmpty()) {
            world.note(node, due);
            node.works.add(Work.sending(world, node, due));
        }
        return !due.isEmpty();
    }

    /** {@link io.throughline.delivery.target.Probes#begin}. */
    static void probe(World world, ModelNode node, String system) {
        if (!node.canAct() || world.stoppedSystems.contains(system)) {
            return;
        }
        Circuit circuit = node.target(system).circuit();
        if (!circuit.tryProbe()) {
            return;
        }
        ModelStep row = world.ledger.probe(node.turns, system, world.stoppedFlows);
        if (row != null) {
            world.requireTurn(row, world.ledger.probes(node.turns, system, world.stoppedFlows));
        }
        Delivery delivery = row == null ? null : world.begin(node, row.no);
        if (delivery == null) {
            circuit.probeUnused();
        } else {
            world.note("probe with", row);
            node.works.add(Work.probe(world, node, delivery));
        }
    }

    private void passLong(ModelNode node) {
        int dice = random.nextInt(6);
        if (dice < 3) {
            world.advance(10_000 + random.nextInt(25_000));
        } else {
            world.advance(dice < 5 ? 65_000 : 40_000 + random.nextInt(250_000));
            sweep(world, node);
        }
    }

    private void arrive() {
        if (events == EVENTS) {
            return;
        }
        List<Step> steps = new ArrayList<>();
        int lane = random.nextInt(4) / 3;
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            steps.add(World.step(random.nextInt(2), random.nextInt(4), lane, random.nextInt(6) == 0));
        }
        world.arriving.add(new ModelEvent("e" + ++events, steps, random.nextInt(4) == 0));
    }

    private void killOrStart(ModelNode node) {
        if (node.up) {
            world.note(node, "is killed");
            node.crash();
        }
        if (random.nextBoolean()) {
            node.start();
            world.note(node, "starts");
        }
    }

    private void pauseOrWake(ModelNode node) {
        if (node.paused) {
            world.note(node, "wakes");
        } else {
            world.note(node, "stands still");
            if (random.nextBoolean()) {
                node.works.forEach(Work::giveBackMessages);
            }
        }
        node.paused = !node.paused;
    }

    private void broker() {
        List<Integer> queue = world.queues.get(World.SYSTEMS.get(random.nextInt(2)));
        if (queue.isEmpty()) {
            return;
        }
        int place = random.nextInt(queue.size());
        switch (random.nextInt(3)) {
            case 0 -> world.note("lost message of step", queue.remove(place));
            case 1 -> queue.add(queue.get(place));
            default -> Collections.swap(queue, 0, place);
        }
    }

    private void targets() {
        ModelTarget target = world.targets.get(World.SYSTEMS.get(random.nextInt(2)));
        int dice = random.nextInt(5);
        if (dice == 0) {
            target.down = !target.down;
        } else if (dice < 3) {
            target.refusing = !target.refusing;
        } else if (dice == 3) {
            target.faultPercent = random.nextInt(80);
        } else if (!world.ledger.rows().isEmpty()) {
            List<ModelStep> rows = List.copyOf(world.ledger.rows());
            Truth truth = world.truth(rows.get(random.nextInt(rows.size())).no);
            int harm = random.nextInt(3);
            truth.poisoned = harm == 0;
            truth.deadly = harm == 1;
            truth.failing = harm == 2;
        }
        world.note(target.system, target);
    }

    private void persons(ModelNode node) {
        int dice = random.nextInt(8);
        if (dice == 0) {
            String system = World.SYSTEMS.get(random.nextInt(2));
            if (!world.stoppedSystems.add(system)) {
                world.stoppedSystems.remove(system);
                world.ledger.forgetMessages(system);
            }
        } else if (dice == 1) {
            String flow = "flow-" + World.OPERATIONS.get(random.nextInt(4));
            if (!world.stoppedFlows.add(flow)) {
                world.stoppedFlows.remove(flow);
            }
        } else if (!world.ledger.rows().isEmpty() && node.canAct()) {
            List<ModelStep> rows = List.copyOf(world.ledger.rows());
            ModelStep any = rows.get(random.nextInt(rows.size()));
            ModelStep row = rows.stream()
                    .filter(each -> each.state == StepState.DEAD || each.state == StepState.HELD)
                    .findFirst()
                    .orElse(any);
            new Person(world, node).decide(row, random.nextInt(8) == 0);
        }
    }
}
