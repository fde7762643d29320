package io.throughline.work;

import static io.throughline.work.DataFields.day;
import static io.throughline.work.DataFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.Worker;
import io.throughline.people.WorkerChange;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.WorkerAtRisk.AtProject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * CALC-11 for a worker: a failure that is about a person and no project is worth what it costs on every open project of that
 * person. Whoever comes or changes costs the planned hours of the days of delay, whoever leaves his hours without approval
 * and those after his last day too.
 */
final class WorkersAtRisk {

    private final Snapshots snapshots;
    private final PlannedValue planned;
    private final LeftTime left;
    private final UnapprovedAtRisk unapproved;
    private final UnbilledCycles cycles;
    private final int days;
    private final Function<WorkerChange, Optional<ObjectNode>> changes;
    private final Clock clock;

    /**
     * @param days    days a failing worker is taken to stay out of work
     * @param changes what a change would do, see {@link io.throughline.people.ChangeWhatIf#assess}
     */
    WorkersAtRisk(
            Snapshots snapshots,
            TimeFacts time,
            PlannedValue planned,
            UnapprovedAtRisk unapproved,
            UnbilledCycles cycles,
            int days,
            Function<WorkerChange, Optional<ObjectNode>> changes,
            Clock clock) {
        this.snapshots = snapshots;
        this.planned = planned;
        this.left = new LeftTime(time);
        this.unapproved = unapproved;
        this.cycles = cycles;
        this.days = days;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * What waits.
     *
     * @param data     the worker, a change of him, his end, or what follows from one of these; at least {@code workerId}
     * @param booked   assignments that book him
     * @param requests assignments that are asked for and wait for him to become known, as far as they are known
     */
    Finding of(JsonNode data, Collection<Assignment> booked, Collection<JsonNode> requests) {
        String id = text(data, "workerId");
        if (id == null) {
            return Finding.about(null, null);
        }
        Optional<Worker> worker = worker(id, data);
        LocalDate today = LocalDate.now(clock);
        Map<String, Set<Assignment>> assigned = new TreeMap<>();
        Stream.concat(booked.stream(), requests.stream().flatMap(WorkersAtRisk::request))
                .filter(one -> one.workerId().equals(id) && one.to().isAfter(today))
                .forEach(one -> assigned.computeIfAbsent(one.projectId(), project -> new LinkedHashSet<>())
                        .add(one));
        List<TimeFact> hours = hours(id, worker, data);
        Map<String, Finding> leaving = new TreeMap<>();
        unapproved.billable(hours).forEach(finding -> leaving.put(finding.projectId(), finding));
        Optional<ObjectNode> change = change(data);
        Set<String> ids = new java.util.TreeSet<>(assigned.keySet());
        ids.addAll(leaving.keySet());
        change.ifPresent(known -> known.at("/impact/projects").forEach(project -> ids.add(project.asText())));
        data.path("projects").forEach(project -> ids.add(project.asText()));
        List<AtProject> projects = ids.stream()
                .filter(this::open)
                .map(project ->
                        at(project, assigned.getOrDefault(project, Set.of()), leaving.get(project), worker, today))
                .toList();
        LocalDate starts = worker.map(known -> known.employment().hireDate()).orElse(null);
        return finding(new WorkerAtRisk(id, starts, projects, change.orElse(null)), leaving.values(), hours);
    }

    private static Finding finding(WorkerAtRisk worker, Collection<Finding> leaving, List<TimeFact> hours) {
        AtProject first = worker.projects().stream()
                .min(Comparator.comparing((AtProject one) -> one.exposed().isEmpty()))
                .orElse(null);
        List<Money> sums = worker.sums();
        return new Finding(
                first == null ? null : first.projectId(),
                first == null ? null : first.clientId(),
                sums.isEmpty() ? null : sums.get(0),
                sums.isEmpty(),
                leaving.stream().flatMap(one -> one.cycles().stream()).toList(),
                hours.stream().mapToInt(TimeFact::minutes).sum(),
                worker.projects().stream()
                        .anyMatch(one ->
                                !one.assignmentIds().isEmpty() && !one.exposed().isEmpty()),
                null,
                worker);
    }

    private AtProject at(
            String id, Collection<Assignment> assigned, Finding leaving, Optional<Worker> worker, LocalDate today) {
        Optional<Project> project = snapshots.latest("project", id, Project.class);
        String clientId = project.map(Project::customerId).orElse(null);
        List<Money> amounts = new ArrayList<>();
        assigned.forEach(one -> planned.of(one, worker, today, days).ifPresent(amounts::add));
        if (leaving != null && leaving.direct().signum() != 0) {
            amounts.add(leaving.direct());
        }
        Map<String, Money> byCurrency = new TreeMap<>();
        amounts.forEach(amount -> byCurrency.merge(amount.currency(), amount, Money::plus));
        return new AtProject(
                id,
                project.map(Project::name).orElse(null),
                clientId,
                Optional.ofNullable(clientId)
                        .flatMap(client -> snapshots.latest("customer", client, Customer.class))
                        .map(Customer::legalName)
                        .orElse(null),
                assigned.stream().map(Assignment::assignmentId).sorted().toList(),
                assigned.stream()
                        .map(Assignment::from)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                project.flatMap(known -> cycles.of(id, today)).orElse(null),
                List.copyOf(byCurrency.values()));
    }

    /** For somebody who leaves: time without approval, and after the last day; of one project when the fact names it. */
    private List<TimeFact> hours(String id, Optional<Worker> worker, JsonNode data) {
        LocalDate last = Optional.ofNullable(day(data, "terminationDate"))
                .or(() -> Optional.ofNullable(day(data.path("employment"), "terminationDate")))
                .or(() -> worker.map(known -> known.employment().terminationDate()))
                .orElse(null);
        if (last == null) {
            return List.of();
        }
        String project = text(data, "projectId");
        return Stream.concat(
                        left.unapproved(id, last).stream(),
                        left.after(id, last).stream().filter(fact -> fact.invoiceId() == null))
                .filter(fact -> project == null || project.equals(fact.projectId()))
                .toList();
    }

    /** What it would do and whether somebody has to agree; what other rules say of it may name a person and stays out. */
    private Optional<ObjectNode> change(JsonNode data) {
        if (!data.path("changes").isArray()) {
            return Optional.empty();
        }
        try {
            return changes.apply(Json.read(data, WorkerChange.class))
                    .map(answer -> answer.retain("impact", "approval"));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** The worker as known, else as told where nobody knows him yet. */
    private Optional<Worker> worker(String id, JsonNode data) {
        return snapshots.latest("worker", id, Worker.class).or(() -> {
            try {
                return Optional.of(Json.read(data, Worker.class));
            } catch (IllegalArgumentException incomplete) {
                return Optional.empty();
            }
        });
    }

    private static Stream<Assignment> request(JsonNode data) {
        try {
            return Stream.of(Json.read(data, Assignment.class));
        } catch (IllegalArgumentException incomplete) {
            return Stream.empty();
        }
    }

    private boolean open(String projectId) {
        return snapshots
                .latest("project", projectId, Project.class)
                .filter(project -> project.status() == Project.Status.CLOSED)
                .isEmpty();
    }
}
