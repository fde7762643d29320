package io.throughline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.delivery.Batch;
import io.throughline.delivery.ReadIntake;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.Refusal;
import io.throughline.people.WorkerFact;
import io.throughline.people.WorkerHistory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Snapshots known;
    private final WorkerHistory history;
    private final TakenBack takenBack;

    /**
     * @param known   whose the ids of vendors are
     * @param history what was told of workers, in which changes are found that a reading does not tell any more
     */
    public ReadThroughIntake(Intake intake, Mappings mappings, Snapshots known, WorkerHistory history, Clock clock) {
        this.intake = intake;
        this.mappings = mappings;
        this.known = known;
        this.history = history;
        this.takenBack = new TakenBack(history, clock);
    }

    /**
     * What was read, with the rows that the reading before had as {@code knownRows} when there was one, so that a row is told
     * apart from one that HR entered since, however long ago it holds.
     */
    private JsonNode remembered(String system, String reference, JsonNode read) {
        JsonNode rows = known.canonicalId("worker", system, reference)
                .flatMap(worker -> history.facts(worker).stream()
                        .filter(fact ->
                                fact.state() != null && fact.eventId().startsWith(system + "-" + reference + "-"))
                        .max(Comparator.comparingLong(WorkerFact::version)))
                .map(fact -> fact.state().path("ext").path(system).path("rows"))
                .filter(JsonNode::isArray)
                .orElse(null);
        return rows == null || !(read instanceof ObjectNode document)
                ? read
                : document.deepCopy().set("knownRows", rows);
    }

    @Override
    public Answer take(Step step, Answer.Applied answer, Batch batch) {
        if (!step.operation().startsWith(READ)
                || answer.result() == null
                || mappings.find(ReadResults.mapping(step)).isPresent()) {
            return answer;
        }
        try {
            JsonNode document = remembered(step.system(), answer.reference(), answer.result());
            Reading reading = intake.page(step.system(), Json.write(document).getBytes(StandardCharsets.UTF_8))
                    .reading();
            List<Violation> broken =
                    reading.refusals().stream().map(Reading.Problem::violation).toList();
            if (!broken.isEmpty()) {
                return new Answer.Refused(
                        broken.get(0).rule(),
                        broken.stream().map(Violation::message).distinct().collect(Collectors.joining("; ")));
            }
            String origin = "read:" + step.system();
            List<Batch.Arrival> told = new ArrayList<>();
            reading.batches().forEach(read -> told.addAll(read.arrivals()));
            // What is told now was changed from what holds without the changes that were taken back.
            takenBack
                    .since(
                            told.stream().map(Batch.Arrival::event).toList(),
                            step.system() + "-" + answer.reference() + "-")
                    .forEach(event ->
                            batch.arrive(event, List.of(), List.of(), 0).cameFrom(origin));
            told.forEach(arrival -> batch.take(arrival.cameFrom(origin)));
            return answer;
        } catch (Refusal refusal) {
            return new Answer.Refused(refusal.rule(), refusal.getMessage());
        }
    }
}
