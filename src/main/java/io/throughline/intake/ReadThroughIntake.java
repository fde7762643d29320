package io.throughline.intake;

import io.throughline.contract.Answer;
import io.throughline.contract.Json;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.delivery.ReadIntake;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a step {@code read-<object>} has read goes through the door of its system like any document, unless a mapping
 * {@code <system>/<object>.read.jslt} makes it an answer to the flow ({@link ReadResults}). All of it is let in or nothing: a
 * person corrects the record and has the step replayed, which reads it anew.
 */
public final class ReadThroughIntake implements ReadIntake {

    static final String READ = "read-";

    private final Intake intake;
    private final Mappings mappings;

    public ReadThroughIntake(Intake intake, Mappings mappings) {
        this.intake = intake;
        this.mappings = mappings;
    }

    @Override
    public Answer take(Step step, Answer.Applied answer, Batch batch) {
        if (!step.operation().startsWith(READ)
                || answer.result() == null
                || mappings.find(ReadResults.mapping(step)).isPresent()) {
            return answer;
        }
        try {
            Reading reading = intake.page(
                            step.system(), Json.write(answer.result()).getBytes(StandardCharsets.UTF_8))
                    .reading();
            List<Violation> broken =
                    reading.refusals().stream().map(Reading.Problem::violation).toList();
            if (!broken.isEmpty()) {
                return new Answer.Refused(
                        broken.get(0).rule(),
                        broken.stream().map(Violation::message).distinct().collect(Collectors.joining("; ")));
            }
            reading.batches().forEach(read -> read.arrivals().forEach(arrival ->
                    batch.take(arrival.cameFrom("read:" + step.system()))));
            return answer;
        } catch (Refusal refusal) {
            return new Answer.Refused(refusal.rule(), refusal.getMessage());
        }
    }
}
