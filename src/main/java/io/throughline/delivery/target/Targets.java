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
        Answer instead = refusal(delivery, isProbe(exchange));
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
        Object body = exchange.getMessage().getBody();
        Answer answer = body instanceof Answer given ? given : CollectAnswers.NO_ANSWER;
        exchange.getMessage().setBody(target.heard(answer, isProbe(exchange)));
    }

    /** Whether what is on the exchange tries a target that was down. */
    static boolean isProbe(Exchange exchange) {
        return exchange.getVariable("probe", Boolean.class) != null;
    }

    /** Why nothing may be read from a system, or null; a system nothing is delivered to shares its budget with nobody. */
    Answer readRefusal(String system) throws InterruptedException {
        Target target = targets.get(system);
        return target == null ? null : target.readRefusal(isStopped(target), patience);
    }

    /** Learns from a reading of a system, null when it succeeded. */
    void read(String system, Answer failure) {
        Target target = targets.get(system);
        if (target != null) {
            target.read(failure);
        }
    }

    /** Why a delivery may not pass whatever the budget says, or null. */
    Answer reason(Delivery delivery, boolean probe) {
        Answer stopped = stopped(delivery);
        if (stopped != null) {
            return stopped;
        }
        Target target = get(delivery.step().system());
        return target.reason(delivery, safety.apply(delivery.step()), false, probe, clock.instant());
    }

    /** That a person has stopped what the delivery belongs to, or null. */
    Answer stopped(Delivery delivery) {
        String system = delivery.step().system();
        if (switches.stopped(KillSwitches.Scope.SYSTEM).contains(system)) {
            return new Answer.NotSent(system + " is stopped by a person", null);
        }
        return delivery.flow() != null
                        && switches.stopped(KillSwitches.Scope.FLOW).contains(delivery.flow())
                ? new Answer.NotSent("the flow " + delivery.flow() + " is stopped by a person", null)
                : null;
    }

    /** Takes a turn of the budget and returns null, or the answer why there is none. */
    Answer takeTurn(Target target) throws InterruptedException {
        return target.takeTurn(patience);
    }

    /** Whoever stopped something while the delivery waited for its turn is heeded as well. */
    private Answer refusal(Delivery delivery, boolean probe) throws InterruptedException {
        Target target = get(delivery.step().system());
        Answer refusal = stopped(delivery);
        if (refusal == null) {
            refusal = target.refusal(delivery, safety.apply(delivery.step()), false, probe, patience, clock.instant());
            if (refusal != null) {
                return refusal;
            }
            refusal = stopped(delivery);
            if (refusal != null) {
                target.budget().release();
            }
        }
        if (refusal != null && probe) {
            target.circuit().probeUnused();
        }
        return refusal;
    }

    private boolean isStopped(Target target) {
        return switches.stopped(KillSwitches.Scope.SYSTEM).contains(target.system());
    }
}
