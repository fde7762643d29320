package io.throughline.delivery;

import io.throughline.contract.Answer;
import io.throughline.contract.Step;

/** Takes in what a step has read as though its system had sent it. */
@FunctionalInterface
public interface ReadIntake {

    /**
     * Adds the events of what was read to the batch that settles the step.
     *
     * @return the answer as it is, or a refusal with rule and reason when what was read is not let in
     */
    Answer take(Step step, Answer.Applied answer, Batch batch);
}
