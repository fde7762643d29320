package io.throughline.delivery.target;

import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.contract.Waypoint;
import io.throughline.delivery.CollectAnswers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** The gate in front of every target: its circuit, its budget, its kill switch. What may not pass is answered here. */
public final class Targets {

    private final Map<String, Target> targets = new TreeMap<>();
    private final KillSwitches switches;
    private final Function<Step, Safety> safety;
    private final Clock clock;
    private final Duration patience;

    /** What stands between us and one system. */
    public record Target(String system, Circuit circuit, Budget budget) {}

    /**
     * @param safety   how an operation is made safe to repeat
     * @param patience how long a call waits for its turn at most
     */
    public Targets(
            Iterable<Target> targets,
            KillSwitches switches,
            Function<Step, Safety> safety,
            Duration patience,
            Clock clock) {
        targets.forEach(target -> this.targets.put(target.system(), target));
        this.switches = switches;
        this.safety = safety;
        this.patience = patience;
        this.clock = clock;
    }

    /** One target. */
    public Target get(String system) {
        Target target = targets.get(system);
        if (target == null) {
            throw new IllegalArgumentException("nothing is delivered to '" + system + "'");
        }
        return target;
    }

    /** All targets by name. */
    public Map<String, Target> all() {
        return Map.copyOf(targets);
    }

    /** Systems to which nothing may be sent at the moment. */
    public Set<String> closed() {
        Set<String> closed = new HashSet<>(switches.stopped(KillSwitches.Scope.SYSTEM));
        targets.values().stream()
                .filter(target -> !target.circuit().isClosed())
                .forEach(target -> closed.add(target.system()));
        return closed;
    }

    /**
     * Lets the delivery on the exchange pass, or leaves the answer why not as its body. What passes has taken a turn of
     * the budget and gives it back in {@link #heard}.
     */
    public void admit(Exchange exchange) throws InterruptedException {
        Delivery delivery = exchange.getVariable(CollectAnswers.DELIVERY, Delivery.class);
        Answer instead = refusal(delivery, exchange.getVariable("probe", Boolean.class) != null);
        if (instead != null) {
            exchange.getMessage().setBody(instead);
        } else {
            Waypoint.CALLING.reached();
        }
    }

    /** Whether the delivery may be carried out, as it was not answered already. */
    public boolean passes(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Delivery;
    }

    /** Learns from the answer and gives the turn back. */
    public void heard(Exchange exchange) {
        Delivery delivery = exchange.getVariable(CollectAnswers.DELIVERY, Delivery.class);
        Target target = get(delivery.step().system());
        Waypoint.CALLED.reached();
        target.budget().release();
        Object answer = exchange.getMessage().getBody();
        learn(target, answer);
        if (!target.circuit().isClosed()) {
            exchange.getMessage().setBody(whileDown(answer));
        }
    }

    /** A failure of a target that is down says nothing of the step, so its attempt is not counted. */
    private static Object whileDown(Object answer) {
        if (answer instanceof Answer.Unknown unknown) {
            return new Answer.Lost(unknown.reason());
        }
        return answer instanceof Answer.Temporary temporary ? new Answer.Down(temporary.reason()) : answer;
    }

    private Answer refusal(Delivery delivery, boolean probe) throws InterruptedException {
        Target target = get(delivery.step().system());
        Set<String> stopped = switches.stopped(KillSwitches.Scope.SYSTEM);
        if (stopped.contains(target.system())) {
            return new Answer.NotSent(target.system() + " is stopped by a person", null);
        }
        if (!probe && !target.circuit().isClosed()) {
            return new Answer.NotSent("circuit open: " + target.circuit().view().reason(), null);
        }
        if (delivery.inDoubt() && !safety.apply(delivery.step()).repeatable(delivery.firstSentAt(), clock.instant())) {
            return new Answer.Unknown("an earlier attempt may have taken effect, and nothing that " + target.system()
                    + " still remembers makes it safe to repeat");
        }
        if (!target.budget().acquire(patience)) {
            return new Answer.NotSent(
                    "the budget of " + target.system() + " is spent",
                    target.budget().pause());
        }
        return null;
    }

    private static void learn(Target target, Object answer) {
        if (answer instanceof Answer.Down down) {
            target.circuit().unreachable(down.reason());
        } else if (answer instanceof Answer.Unknown unknown) {
            target.circuit().failed(unknown.reason());
        } else if (answer instanceof Answer.Temporary temporary) {
            target.circuit().failed(temporary.reason());
        } else if (answer instanceof Answer.Throttled throttled) {
            target.circuit().answered();
            target.budget().throttled(throttled.retryAfter());
        } else {
            target.circuit().answered();
            target.budget().content();
        }
    }
}
