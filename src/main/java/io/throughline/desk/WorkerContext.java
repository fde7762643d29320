package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.ReadinessJson;
import io.throughline.work.UnbilledCycles.Cycle;
import io.throughline.work.WorkerAtRisk;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * The workers a case or an alert is about: {@code workers: [{id, startDate, projects: [{id, name, client: {id, name},
 * assignments: [id], from, billingCycle: {id, cutOff, daysLeft}, exposure: [{amount, currency}]}], change}]} with at most
 * {@value #SHOWN} of them. No name of a person is in it.
 */
final class WorkerContext {

    private static final int SHOWN = 20;

    private WorkerContext() {}

    /** Adds {@code workers}; nothing when none of the findings is about one. */
    static void put(ObjectNode node, List<Finding> findings, Clock clock) {
        List<WorkerAtRisk> workers =
                findings.stream().map(Finding::worker).filter(Objects::nonNull).toList();
        if (workers.isEmpty()) {
            return;
        }
        ArrayNode all = node.putArray("workers");
        workers.stream().limit(SHOWN).forEach(worker -> worker(all.addObject(), worker, clock));
        if (workers.size() > SHOWN) {
            node.put("workersLeftOut", workers.size() - SHOWN);
        }
    }

    private static void worker(ObjectNode node, WorkerAtRisk worker, Clock clock) {
        node.put("id", worker.workerId());
        if (worker.starts() != null) {
            node.put("startDate", worker.starts().toString());
        }
        ArrayNode projects = node.putArray("projects");
        for (WorkerAtRisk.AtProject one : worker.projects()) {
            ObjectNode project = projects.addObject().put("id", one.projectId());
            CaseJson.putIfKnown(project, "name", one.project());
            if (one.clientId() != null) {
                CaseJson.putIfKnown(project.putObject("client").put("id", one.clientId()), "name", one.client());
            }
            one.assignmentIds().forEach(project.putArray("assignments")::add);
            CaseJson.putIfKnown(
                    project, "from", one.from() == null ? null : one.from().toString());
            if (one.cycle() != null) {
                cycle(project.putObject("billingCycle"), one.cycle(), clock);
            }
            ArrayNode exposure = project.putArray("exposure");
            one.exposed().forEach(amount -> exposure.add(ReadinessJson.money(amount)));
        }
        if (worker.change() != null) {
            node.set("change", worker.change());
        }
    }

    /** Id, cut-off and days left of a cycle. */
    static void cycle(ObjectNode node, Cycle cycle, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), cycle.cutOff().getOffset());
        node.put("id", cycle.id())
                .put("cutOff", cycle.cutOff().toString())
                .put("daysLeft", ChronoUnit.DAYS.between(today, cycle.cutOff().toLocalDate()));
    }
}
