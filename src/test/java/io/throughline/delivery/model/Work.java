package io.throughline.delivery.model;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Repeatability;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.StepState;
import io.throughline.delivery.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One exchange on one node, taken through the recipe a step at a time: plan, begin, call, settle, send, and the broker's
 * commit last. Between any two steps its process may crash or pause.
 */
final class Work {

    /** Where it stands; named after what comes next. */
    enum Stage {
        PLAN,
        BEGIN,
        ADMIT,
        LOOK_UP,
        WRITE,
        HEAR,
        SETTLE,
        NEXT,
        SEND,
        COMMIT,
        OVER
    }

    Stage stage;

    private final World world;
    private final ModelNode node;
    private final List<Integer> messages;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Boolean> called = new ArrayList<>();
    private final List<ModelStep> toSend = new ArrayList<>();
    private ModelEvent event;
    private List<ModelStep> drawn;
    private boolean probe;
    private Instant callDeadline;
    private Answer answer;

    private Work(World world, ModelNode node, Stage stage, List<Integer> messages) {
        this.world = world;
        this.node = node;
        this.stage = stage;
        this.messages = messages;
    }

    /** A batch of delivery messages. */
    static Work delivery(World world, ModelNode node, List<Integer> messages) {
        return new Work(world, node, Stage.BEGIN, messages);
    }

    /** A step with which a target is tried. */
    static Work probe(World world, ModelNode node, Delivery delivery) {
        Work work = new Work(world, node, Stage.ADMIT, List.of());
        work.deliveries.add(delivery);
        work.probe = true;
        return work;
    }

    /** An event that arrived. */
    static Work intake(World world, ModelNode node, ModelEvent event) {
        Work work = new Work(world, node, Stage.PLAN, List.of());
        work.event = event;
        return work;
    }

    /** Messages that a committed transaction asks for. */
    static Work sending(World world, ModelNode node, List<ModelStep> steps) {
        Work work = new Work(world, node, Stage.SEND, List.of());
        work.toSend.addAll(steps);
        return work;
    }

    /** What is to be sent once a person has given a step up. */
    static Work freed(World world, ModelNode node, ModelStep step) {
        return sending(world, node, world.sendable(world.ledger.nextInLanes(List.of(step.no))));
    }

    /** A person's word that a step is done, to be settled. */
    static Work word(World world, ModelNode node, Delivery delivery) {
        Work work = new Work(world, node, Stage.SETTLE, List.of());
        work.deliveries.add(delivery);
        work.answered(new Answer.Applied("by hand", null, true), false);
        return work;
    }

    /** Goes one step further. */
    void go() {
        world.note(node, this);
        switch (stage) {
            case PLAN -> plan();
            case BEGIN -> begin();
            case ADMIT -> admit();
            case LOOK_UP -> lookUp();
            case WRITE -> write();
            case HEAR -> {
                boolean counts = probe && world.off != Protection.PROBES_COUNT;
                answered(node.target(delivery().step().system()).heard(answer, counts), true);
                stage = answers.size() == deliveries.size() ? Stage.SETTLE : Stage.ADMIT;
            }
            case SETTLE -> settle();
            case NEXT -> next();
            case SEND -> send();
            case COMMIT -> {
                world.acknowledged(event);
                stage = Stage.OVER;
            }
            case OVER -> throw new IllegalStateException("it is over");
        }
    }

    void giveBackMessages() {
        if (stage != Stage.OVER) {
            world.offerAgain(messages, event);
        }
    }

    /** Time goes by: a call that waits longer than it may is given up. */
    void waitUntil(Instant now) {
        if ((stage == Stage.LOOK_UP || stage == Stage.WRITE) && now.isAfter(callDeadline)) {
            hear(target().hang(delivery(), stage == Stage.WRITE));
        }
    }

    boolean isCalling(int step) {
        return (stage == Stage.LOOK_UP || stage == Stage.WRITE) && delivery().stepNo() == step;
    }

    private void plan() {
        if (drawn == null) {
            drawn = world.draw(event);
            if (world.off == Protection.NUMBERS_IN_ORDER) {
                return;
            }
        }
        toSend.addAll(world.plan(event, drawn));
        stage = Stage.SEND;
    }

    private void begin() {
        for (int no : messages.stream().distinct().toList()) {
            Delivery delivery = world.begin(node, no);
            if (delivery != null) {
                deliveries.add(delivery);
            }
        }
        stage = deliveries.isEmpty() ? Stage.COMMIT : Stage.ADMIT;
    }

    private void admit() {
        Delivery delivery = delivery();
        Target target = node.target(delivery.step().system());
        Answer refusal;
        try {
            refusal = target.refusal(
                    delivery,
                    world.safety(delivery.step()),
                    world.stoppedSystems.contains(target.system()),
                    probe,
                    Duration.ZERO,
                    world.clock.instant());
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
        if (refusal != null) {
            if (probe && world.off == Protection.PROBE_BACK) {
                target.circuit().tryProbe();
            }
            answered(refusal, false);
            stage = answers.size() == deliveries.size() ? Stage.SETTLE : Stage.ADMIT;
            return;
        }
        world.truth(delivery).called(delivery, world.clock.instant(), World.ATTEMPTS);
        callDeadline = world.clock.instant().plus(World.CALL_TIMEOUT);
        boolean asks = delivery.inDoubt()
                && world.truth(delivery).row.safety.how() == Repeatability.LOOKUP
                && world.off != Protection.LOOK_UP;
        stage = asks ? Stage.LOOK_UP : Stage.WRITE;
    }

    private void lookUp() {
        Answer found = target().lookUp(delivery());
        if (found == null) {
            stage = Stage.WRITE;
        } else {
            hear(found);
        }
    }

    private void write() {
        if (world.truth(delivery()).deadly) {
            node.crash();
            stage = Stage.OVER;
        } else {
            hear(target().write(delivery()));
        }
    }

    private void settle() {
        List<ModelStep> follow = new ArrayList<>();
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            Ledger.Outcome outcome = world.outcome(delivery, answers.get(i));
            if (world.ledger.settle(node.turns, outcome)) {
                Truth truth = world.truth(delivery);
                truth.settled(delivery, answers.get(i), called.get(i), outcome, world.clock.instant());
                ModelStep row = truth.row;
                row.caseOpen = row.caseOpen ? outcome.state() != StepState.DONE : world.opensCase(outcome.state());
                if (outcome.state() == StepState.DONE && row.step.then() != null) {
                    follow.add(world.goOn(row));
                }
            }
        }
        toSend.addAll(follow);
        toSend.addAll(world.released());
        stage = Stage.NEXT;
    }

    private void next() {
        List<Integer> settled =
                deliveries.stream().map(delivery -> (int) delivery.stepNo()).toList();
        for (ModelStep row : world.sendable(world.ledger.nextInLanes(settled))) {
            if (!toSend.contains(row)) {
                toSend.add(row);
            }
        }
        stage = Stage.SEND;
    }

    private void send() {
        if (!toSend.isEmpty()) {
            world.offer(toSend.remove(0));
        }
        if (toSend.isEmpty()) {
            stage = Stage.COMMIT;
        }
    }

    private void hear(Answer heard) {
        answer = heard;
        stage = Stage.HEAR;
    }

    private void answered(Answer given, boolean wasCalled) {
        answers.add(given);
        called.add(wasCalled);
    }

    private Delivery delivery() {
        return deliveries.get(answers.size());
    }

    private ModelTarget target() {
        return world.targets.get(delivery().step().system());
    }

    @Override
    public String toString() {
        if (event != null) {
            return stage + " " + event.id();
        }
        if (stage == Stage.BEGIN) {
            return stage + " " + messages.stream().map(no -> "#" + no).toList();
        }
        List<String> about = deliveries.stream()
                .map(delivery -> "#" + delivery.stepNo() + " epoch " + delivery.epoch())
                .toList();
        return stage + " " + about + (stage == Stage.SETTLE ? " " + answers : "")
                + (answer == null ? "" : " " + answer);
    }
}
