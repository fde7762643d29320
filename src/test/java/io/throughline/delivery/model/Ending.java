package io.throughline.delivery.model;

import io.throughline.delivery.StepState;
import io.throughline.delivery.target.Circuit;
import java.util.List;
import java.util.SplittableRandom;

/** Everything heals, the sweepers run long enough, and persons decide what is theirs: then nothing may be left over. */
final class Ending {

    private static final int ROUNDS = 400;
    private static final int DECISIONS = 12;

    private final World world;
    private final SplittableRandom random;

    Ending(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    void run() {
        heal();
        settleDown();
        requireNothingInLimbo();
        for (int i = 0; i < DECISIONS && !isFinished(); i++) {
            decide();
            settleDown();
            requireNothingInLimbo();
        }
        requireEverythingFinished();
    }

    private void heal() {
        world.note("everything", "heals");
        world.targets.values().forEach(ModelTarget::heal);
        world.stoppedSystems.forEach(world.ledger::forgetMessages);
        world.stoppedSystems.clear();
        world.stoppedFlows.clear();
        for (ModelNode node : world.nodes) {
            node.paused = false;
            if (!node.up) {
                node.start();
            }
        }
    }

    private void settleDown() {
        for (int round = 0; round < ROUNDS; round++) {
            boolean busy = work();
            for (ModelNode node : world.nodes) {
                busy |= Schedule.sweep(world, node);
                for (String system : World.SYSTEMS) {
                    Schedule.probe(world, node, system);
                }
                busy |= !node.works.isEmpty();
            }
            if (!busy && !isWaiting()) {
                return;
            }
            if (!busy) {
                world.advance(8_000);
            }
        }
    }

    /** Works off whatever is there to be worked off. */
    private boolean work() {
        boolean worked = false;
        for (ModelNode node : world.nodes) {
            if (!world.arriving.isEmpty()) {
                node.works.add(Work.intake(world, node, world.arriving.remove(0)));
            }
            for (String system : World.SYSTEMS) {
                if (!world.closed(node).contains(system)) {
                    Schedule.take(world, node, system, random);
                }
            }
            worked |= !node.works.isEmpty();
            for (Work work : List.copyOf(node.works)) {
                while (node.up && work.stage != Work.Stage.OVER) {
                    work.go();
                }
            }
            node.works.clear();
            if (!node.up) {
                node.start();
            }
        }
        return worked;
    }

    /** Whether time alone can bring something on. */
    private boolean isWaiting() {
        return !world.arriving.isEmpty()
                || world.ledger.rows().stream().anyMatch(row -> row.state.mayStart() && world.ledger.isFirst(row));
    }

    private void requireNothingInLimbo() {
        if (!world.arriving.isEmpty()) {
            throw new Truth.Broken(world.arriving + " was never planned");
        }
        for (ModelNode node : world.nodes) {
            for (String system : World.SYSTEMS) {
                if (node.target(system).circuit().view().state() == Circuit.State.PROBING) {
                    throw new Truth.Broken(node + " will never try " + system + " again");
                }
            }
        }
        for (ModelStep row : world.ledger.rows()) {
            boolean blocked = !world.ledger.isFirst(row);
            boolean rightlyParked =
                    row.state == StepState.PARKED && world.ledger.row(row.needs).state != StepState.DONE;
            boolean waitsForPerson = row.state == StepState.DEAD || row.state == StepState.HELD;
            if (waitsForPerson && !row.caseOpen) {
                throw new Truth.Broken(row + " has no case");
            }
            if (row.state.isOpen() && !waitsForPerson && !rightlyParked && !blocked) {
                throw new Truth.Broken(row + " is in limbo");
            }
        }
    }

    private void decide() {
        for (ModelStep row : world.ledger.rows()) {
            world.truth(row.no).poisoned = false;
            world.truth(row.no).deadly = false;
            world.truth(row.no).failing = false;
            boolean waitsInVain =
                    row.state == StepState.PARKED && world.ledger.row(row.needs).state == StepState.SKIPPED;
            if (waitsInVain || row.state == StepState.DEAD || row.state == StepState.HELD) {
                ModelNode node = world.nodes.get(random.nextInt(2));
                new Person(world, node).decide(row, waitsInVain || random.nextInt(8) == 0);
            }
        }
    }

    private boolean isFinished() {
        return world.ledger.rows().stream().noneMatch(row -> row.state.isOpen());
    }

    private void requireEverythingFinished() {
        for (ModelStep row : world.ledger.rows()) {
            int effects = world.truth(row.no).effects;
            if (row.state.isOpen()) {
                throw new Truth.Broken(row + " cannot be brought to an end");
            }
            if (row.state == StepState.DONE && effects != 1) {
                throw new Truth.Broken(row + " took effect " + effects + " times");
            }
            if (row.state == StepState.DONE
                    && row.step.then() != null
                    && !world.planned.containsKey(row.eventId + "/then")) {
                throw new Truth.Broken(row + " was not gone on with");
            }
        }
    }
}
