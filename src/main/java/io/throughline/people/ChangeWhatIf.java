package io.throughline.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a change of a worker would do (CALC-10) if it were told, without telling anybody. */
public final class ChangeWhatIf {

    private final WorkerHistory history;
    private final WorkerRules rules;
    private final ChangeGate gate;

    public ChangeWhatIf(WorkerHistory history, WorkerRules rules, ChangeGate gate) {
        this.history = history;
        this.rules = rules;
        this.gate = gate;
    }

    /**
     * The impact, whether somebody has to agree, and the rules the change would break:
     * {@code {"impact": {...}, "approval": sentence or null, "findings": [{rule, outcome, message}]}}; empty when the worker
     * is not known on that day.
     *
     * @throws IllegalArgumentException naming a field that no change may name
     */
    public Optional<ObjectNode> assess(WorkerChange change) {
        WorkerFact fact = fact(change);
        List<WorkerFact> all = new ArrayList<>(history.facts(change.workerId()));
        Optional<Worker> before = on(all, fact);
        all.add(fact);
        return before.map(known -> told(known, on(all, fact).orElseThrow(), fact, change));
    }

    private ObjectNode told(Worker before, Worker after, WorkerFact fact, WorkerChange change) {
        ObjectNode answer = Json.mapper().createObjectNode();
        Optional<Impact> impact = gate.impact(before, after, fact);
        impact.ifPresent(value -> answer.set("impact", ChangeGate.json(value)));
        answer.put(
                "approval",
                impact.flatMap(value -> gate.holds(value, change.ext()))
                        .map(Violation::message)
                        .orElse(null));
        answer.putArray("findings");
        rules.checkChanged(after).forEach(finding -> answer.withArray("findings")
                .addObject()
                .put("rule", finding.rule())
                .put("outcome", finding.outcome().name())
                .put("message", finding.message()));
        return answer;
    }

    private static WorkerFact fact(WorkerChange change) {
        java.util.Map<String, String> after = new java.util.LinkedHashMap<>();
        for (WorkerChange.Change one : change.changes()) {
            if (!WorkerFields.changeable(one.field())) {
                throw new IllegalArgumentException(one.field() + " is no field of a worker that a change may name");
            }
            after.put(one.field(), one.after());
        }
        return new WorkerFact(
                "what-if",
                Long.MAX_VALUE,
                change.effectiveDate(),
                java.time.Instant.EPOCH,
                null,
                after,
                java.util.Map.of(),
                false,
                null);
    }

    private static Optional<Worker> on(List<WorkerFact> facts, WorkerFact fact) {
        return WorkerTimeline.of(facts).on(fact.from()).map(period -> Json.read(period.state(), Worker.class));
    }
}
