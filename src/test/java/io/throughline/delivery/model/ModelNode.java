package io.throughline.delivery.model;

import io.throughline.delivery.Turns;
import io.throughline.delivery.target.Budget;
import io.throughline.delivery.target.Circuit;
import io.throughline.delivery.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One node: a process that can crash, be paused, and begin anew with nothing but the database. */
final class ModelNode {

    final String name;
    final List<Work> works = new ArrayList<>();
    boolean up;
    boolean paused;
    String owner;
    Turns turns;

    private final World world;
    private final Map<String, Target> targets = new HashMap<>();
    private int processes;

    ModelNode(String name, World world) {
        this.name = name;
        this.world = world;
        start();
    }

    void start() {
        up = true;
        paused = false;
        owner = name + "/" + ++processes;
        turns = new Turns(owner, World.LEASE);
        for (String system : World.SYSTEMS) {
            Circuit circuit = new Circuit(
                    3,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(16),
                    world.clock,
                    world.clock::nanos,
                    world.random::nextDouble);
            int attempts = world.off == Protection.CRASH_LIMIT ? Integer.MAX_VALUE : World.ATTEMPTS;
            targets.put(system, new Target(system, circuit, new Budget(8, 0, world.clock::nanos), attempts));
        }
    }

    /** Everything in memory is gone; the broker offers again what was not acknowledged. */
    void crash() {
        works.forEach(Work::giveBackMessages);
        works.clear();
        up = false;
        paused = false;
    }

    Target target(String system) {
        return targets.get(system);
    }

    boolean canAct() {
        return up && !paused;
    }

    @Override
    public String toString() {
        return owner;
    }
}
