package io.throughline.delivery.model;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Json;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.Outcomes;
import io.throughline.delivery.RetryPolicy;
import io.throughline.delivery.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Everything a schedule plays with: a ledger, a broker, two nodes, two targets, a clock and dice. */
final class World {

    static final List<String> SYSTEMS = List.of("netsuite", "kantata");
    static final List<String> LANES = List.of("worker:W-1", "worker:W-2");
    static final List<String> OPERATIONS = List.of("key", "upsert", "look-up", "none");
    static final Duration LEASE = Duration.ofMinutes(1);
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
    static final Duration WINDOW = Duration.ofMinutes(5);
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final int ATTEMPTS = 4;

    private static final Map<String, Safety> SAFETY = Map.of(
            "key", Safety.key(WINDOW),
            "upsert", Safety.of(Repeatability.UPSERT),
            "look-up", Safety.of(Repeatability.LOOKUP),
            "none", Safety.of(Repeatability.NONE));
    private static final List<Step> STEPS = everyStep();

    final ModelClock clock = new ModelClock();
    final Protection off;
    final SplittableRandom random;
    final ModelLedger ledger;
    final List<ModelNode> nodes;
    final Map<String, ModelTarget> targets = new HashMap<>();
    final Set<String> stoppedSystems = new HashSet<>();
    final Set<String> stoppedFlows = new HashSet<>();
    final Map<String, List<Integer>> queues = new HashMap<>();
    final List<ModelEvent> arriving = new ArrayList<>();
    final Map<String, Integer> planned = new HashMap<>();

    private final List<Truth> truths = new ArrayList<>();
    private final Outcomes outcomes;
    private final List<String> notes;
    private int lastNumber = -1;

    /**
     * @param off   the protection that is missing, or null
     * @param notes where to note what happens, or null
     */
    World(long seed, Protection off, List<String> notes) {
        this.off = off;
        this.notes = notes;
        random = new SplittableRandom(seed);
        ledger = new ModelLedger(clock, off);
        for (String system : SYSTEMS) {
            targets.put(system, new ModelTarget(system, this, random.split()));
            queues.put(system, new ArrayList<>());
        }
        RetryPolicy retries =
                new RetryPolicy(ATTEMPTS, Duration.ofSeconds(1), Duration.ofSeconds(8), random::nextDouble);
        outcomes = new Outcomes(retries, Duration.ofSeconds(2), this::safety, clock);
        nodes = List.of(new ModelNode("node-1", this), new ModelNode("node-2", this));
    }

    /** What the product believes of an operation. */
    Safety safety(Step step) {
        Safety safety = SAFETY.get(step.operation());
        if (off == Protection.CLASS_N && safety.how() == Repeatability.NONE) {
            return SAFETY.get("look-up");
        }
        if (off == Protection.WINDOW && safety.how() == Repeatability.KEY) {
            return SAFETY.get("upsert");
        }
        return safety;
    }

    /** What really makes an operation safe to repeat. */
    static Safety safetyOf(Step step) {
        return SAFETY.get(step.operation());
    }

    Truth truth(Delivery delivery) {
        return truths.get((int) delivery.stepNo());
    }

    Truth truth(int no) {
        return truths.get(no);
    }

    /** Steps of an event with their numbers, not yet in the ledger. */
    List<ModelStep> draw(ModelEvent event) {
        List<ModelStep> drawn = new ArrayList<>();
        for (int i = 0; i < event.steps().size(); i++) {
            int needs = event.needy() && i > 0 ? lastNumber : -1;
            drawn.add(numbered(event.id() + "/" + i, event.steps().get(i), needs));
        }
        return drawn;
    }

    /** The transaction that plans an event, once; the steps whose messages are to be sent. */
    List<ModelStep> plan(ModelEvent event, List<ModelStep> drawn) {
        if (planned.putIfAbsent(event.id(), drawn.get(0).no) != null) {
            return ledger.rows().stream()
                    .filter(row -> row.eventId.startsWith(event.id() + "/") && row.state == StepState.PLANNED)
                    .toList();
        }
        drawn.forEach(ledger::append);
        return drawn.stream().filter(row -> row.state == StepState.PLANNED).toList();
    }

    /** What the flow goes on with after a step that was applied, in the transaction that settles it. */
    ModelStep goOn(ModelStep row) {
        Step done = row.step;
        Step next = Step.of("then", done.system(), done.operation(), done.lane(), done.payload());
        ModelStep following = numbered(row.eventId + "/then", next, -1);
        if (planned.putIfAbsent(following.eventId, following.no) != null) {
            throw new Truth.Broken(row + " is gone on with twice");
        }
        ledger.append(following);
        return following;
    }

    /** Steps whose references have become known, released in the transaction that brought them. */
    List<ModelStep> released() {
        return ledger.release(no -> ledger.row(no).state == StepState.DONE);
    }

    Delivery begin(ModelNode node, int no) {
        Delivery delivery = ledger.begin(node.turns, node.owner, no, stoppedFlows);
        if (delivery != null) {
            truth(no).begun(delivery);
        }
        return delivery;
    }

    Ledger.Outcome outcome(Delivery delivery, Answer answer) {
        Answer given = off == Protection.RETRY_AFTER ? withoutPause(answer) : answer;
        Ledger.Outcome outcome = outcomes.of(delivery, given);
        boolean refused = answer instanceof Answer.Refused;
        boolean doubt = outcome.inDoubt() && !(refused && off == Protection.DOUBT_AFTER_REFUSAL);
        int attempts = outcome.attempts();
        if (off == Protection.COUNTING && outcome.state().mayStart()) {
            attempts = delivery.attempt() - 1;
        } else if (off == Protection.UNCOUNTED) {
            attempts = delivery.attempt();
        }
        return new Ledger.Outcome(
                outcome.stepNo(),
                outcome.epoch(),
                outcome.state(),
                doubt,
                attempts,
                outcome.nextAt(),
                outcome.code(),
                outcome.reason(),
                outcome.reference(),
                outcome.adopted(),
                outcome.unheard());
    }

    boolean opensCase(StepState state) {
        return off != Protection.CASES && (state == StepState.DEAD || state == StepState.HELD);
    }

    /** A target is not tried again with a step that failed while there is one that never had its turn. */
    void requireTurn(ModelStep row, List<ModelStep> ready) {
        if (row.epoch > 0 && ready.stream().anyMatch(other -> other.epoch == 0)) {
            throw new Truth.Broken(row + " is tried again before others were tried at all");
        }
    }

    /** A follower that has a time of its own waits for it. */
    List<ModelStep> sendable(List<ModelStep> rows) {
        return rows.stream().filter(row -> row.nextAt == null).toList();
    }

    void offer(ModelStep row) {
        queues.get(row.step.system()).add(row.no);
    }

    void offerAgain(List<Integer> messages, ModelEvent event) {
        messages.forEach(no -> offer(ledger.row(no)));
        if (event != null) {
            arriving.add(event);
        }
    }

    void acknowledged(ModelEvent event) {
        if (event != null && !planned.containsKey(event.id())) {
            throw new Truth.Broken(event.id() + " was acknowledged and is not planned");
        }
    }

    /** Systems to which a node sends nothing at the moment. */
    Set<String> closed(ModelNode node) {
        Set<String> closed = new HashSet<>(stoppedSystems);
        SYSTEMS.stream()
                .filter(system -> !node.target(system).circuit().isClosed())
                .forEach(closed::add);
        return closed;
    }

    /** Systems in whose queues nothing waits. */
    Set<String> idle() {
        Set<String> idle = new HashSet<>();
        queues.forEach((system, queue) -> {
            if (queue.isEmpty()) {
                idle.add(system);
            }
        });
        return idle;
    }

    /** Time goes by for everybody; calls that take too long end first. */
    void advance(long millis) {
        Instant then = clock.instant().plusMillis(millis);
        nodes.forEach(node -> node.works.forEach(work -> work.waitUntil(then)));
        clock.advance(millis);
        note("time goes by, milliseconds:", millis);
    }

    void note(Object who, Object what) {
        if (notes != null) {
            notes.add(clock.instant() + " " + who + " " + what);
        }
    }

    static Step step(int system, int operation, int lane, boolean goesOn) {
        return STEPS.get(((system * 4 + operation) * 2 + lane) * 2 + (goesOn ? 1 : 0));
    }

    private static List<Step> everyStep() {
        List<Step> steps = new ArrayList<>();
        for (String system : SYSTEMS) {
            for (String operation : OPERATIONS) {
                for (String lane : LANES) {
                    Step step = Step.of(
                            "step", system, operation, lane, Json.mapper().createObjectNode());
                    steps.add(step);
                    steps.add(step.then("go-on"));
                }
            }
        }
        return List.copyOf(steps);
    }

    private ModelStep numbered(String id, Step step, int needs) {
        StepState state = needs < 0 ? StepState.PLANNED : StepState.PARKED;
        Safety safety = SAFETY.get(step.operation());
        ModelStep row = new ModelStep(
                ++lastNumber, id, step, safety, needs, state, state == StepState.PLANNED ? clock.instant() : null);
        truths.add(new Truth(row));
        return row;
    }

    private static Answer withoutPause(Answer answer) {
        if (answer instanceof Answer.Throttled throttled) {
            return new Answer.Throttled(throttled.reason(), null);
        }
        return answer instanceof Answer.Temporary temporary ? new Answer.Temporary(temporary.reason(), null) : answer;
    }
}
