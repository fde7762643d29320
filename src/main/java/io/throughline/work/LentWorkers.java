package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Snapshots;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.LentTo;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is lent follows from bookings that are not over and from the time of the last months: where another ERP than the
 * worker's own bills that project, it was told of him by {@link Lending}.
 */
public final class LentWorkers implements LentTo {

    /** How many days back time counts, and how long after its end a booking does. */
    private static final int DAYS = 62;

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final Routing routing;
    private final Lending lending;
    private final Clock clock;

    public LentWorkers(Snapshots snapshots, TimeFacts time, Routing routing, Lending lending, Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.routing = routing;
        this.lending = lending;
        this.clock = clock;
    }

    @Override
    public Set<String> erps(Worker worker) {
        String home = routing.of(worker.employment().legalEntityId()).erp();
        return projects(worker)
                .map(Project::billingEntityId)
                .filter(Objects::nonNull)
                .map(billing -> routing.of(billing).erp())
                .filter(erp -> !erp.equals(home))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public List<Event> due(Event cause, Worker worker) {
        return projects(worker)
                .filter(project -> project.status() != Project.Status.CLOSED)
                .flatMap(project -> lending.due(cause, worker, project).stream())
                .collect(Collectors.collectingAndThen(
                        Collectors.toMap(Event::id, event -> event, (one, other) -> one, TreeMap::new),
                        byId -> List.copyOf(byId.values())));
    }

    /** What the worker is booked on or has worked on of late. */
    private Stream<Project> projects(Worker worker) {
        LocalDate today = LocalDate.now(clock.withZone(worker.org().timeZone()));
        LocalDate since = today.minusDays(DAYS);
        Stream<String> booked = snapshots.all("assignment", "workerId", worker.workerId(), Assignment.class).stream()
                .filter(StaffingRules::books)
                .filter(one -> one.to().isAfter(since))
                .map(Assignment::projectId);
        Stream<String> worked = time.ofWorker(worker.workerId(), since, today).stream()
                .filter(fact -> fact.state().approved())
                .map(TimeFact::projectId);
        return Stream.concat(booked, worked)
                .distinct()
                .flatMap(id -> snapshots.latest("project", id, Project.class).stream());
    }
}
