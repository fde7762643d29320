package io.throughline.delivery.target;

import io.throughline.contract.Answer;
import io.throughline.delivery.http.SourceFailure;
import org.apache.camel.Exchange;

/** What is read from a system takes turns of the same budget as what is delivered to it. */
public final class Readings {

    private final Targets targets;

    /** @param targets the gate in front of every target */
    public Readings(Targets targets) {
        this.targets = targets;
    }

    /**
     * Waits for a turn and takes it; {@link #heard} gives it back.
     *
     * @throws SourceFailure when the system is stopped, down, or its budget is spent
     */
    public void admit(String system) throws InterruptedException {
        Answer refusal = targets.readRefusal(system);
        if (refusal != null) {
            throw new SourceFailure(system, refusal);
        }
    }

    /** Takes a turn as {@link #admit} does; without one the failure is left as the body. */
    public boolean turn(Exchange exchange, String system) throws InterruptedException {
        Answer refusal = targets.readRefusal(system);
        if (refusal != null) {
            exchange.getMessage().setBody(new SourceFailure(system, refusal));
        }
        return refusal == null;
    }

    /** Learns from what the reading left as the body: a failure, or what was read. */
    public void heard(Exchange exchange, String system) {
        Object outcome = exchange.getMessage().getBody();
        targets.read(system, outcome instanceof SourceFailure failure ? failure.answer() : null);
    }
}
