package io.throughline.delivery.model;

import io.throughline.contract.Safety;
import io.throughline.contract.Step;
import io.throughline.delivery.StepState;
import java.time.Instant;

/** One row of the model's ledger. */
final class ModelStep {

    final int no;
    final String eventId;
    final Step step;
    final Safety safety;
    /** Number of the step whose effect brings the reference this one needs, or -1. */
    final int needs;

    StepState state;
    int attempts;
    long epoch;
    boolean inDoubt;
    boolean caseOpen;
    String owner;
    Instant startedAt;
    Instant answeredAt;
    Instant nextAt;
    Instant queuedAt;
    Instant firstSentAt;

    ModelStep(int no, String eventId, Step step, Safety safety, int needs, StepState state, Instant queuedAt) {
        this.no = no;
        this.eventId = eventId;
        this.step = step;
        this.safety = safety;
        this.needs = needs;
        this.state = state;
        this.queuedAt = queuedAt;
    }

    boolean sharesLane(ModelStep other) {
        return step.system().equals(other.step.system()) && step.lane().equals(other.step.lane());
    }

    @Override
    public String toString() {
        return "#" + no + " " + step.operation() + " " + step.system() + "/" + step.lane() + " " + state + " attempts "
                + attempts + " epoch " + epoch + (inDoubt ? " in doubt" : "");
    }
}
