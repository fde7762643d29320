package io.throughline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.journal.BillingStore;
import io.throughline.journal.Entities;
import io.throughline.journal.ExpenseFactStore;
import io.throughline.journal.RecentEvents;
import io.throughline.journal.WorkerKeys;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingTerms;
import io.throughline.money.CycleWork;
import io.throughline.money.ExpenseFact;
import io.throughline.money.LegalEntity;
import io.throughline.money.TimeFact;
import io.throughline.people.ActivationRules;
import io.throughline.people.FollowUp;
import io.throughline.people.Worker;
import io.throughline.work.ActivateProjectRules;
import io.throughline.work.BillProjectRules;
import io.throughline.work.Project;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a date makes due. Each finding is an event with a deterministic id, so that finding it again changes
 * nothing: {@code worker.activated}, {@code worker.changedue}, {@code worker.deactivationdue}, {@code worker.closuredue},
 * {@code project.activationrequested}, {@code billing.ready}, {@code payroll.due}, and what {@link PeriodEnds} finds.
 */
public final class DueWork {

    /** How many days back ended cycles and pay periods are looked at. */
    private static final int LOOK_BACK = 62;

    private static final String EFFECTIVE = "-effective-";

    private static final String CLOSED = "-closed-";

    private static final long QUARTER_HOUR = 900;

    private final Stores stores;
    private final WorkerKeys workers;
    private final BillProjectRules billing;
    private final BillingStore billed;
    private final ActivateProjectRules activation;
    private final DuePayrolls payrolls;
    private final Clock clock;
    private final Duration quiet;
    private final PeriodEnds ends;
    private final int graceDays;
    private String lookedAt = "";

    DueWork(
            Stores stores,
            BillProjectRules billing,
            BillingStore billed,
            ActivateProjectRules activation,
            DuePayrolls payrolls,
            PeriodEnds ends,
            Clock clock,
            Duration quiet,
            int graceDays) {
        this.stores = stores;
        this.workers = new WorkerKeys(stores.knowledge());
        this.billing = billing;
        this.billed = billed;
        this.activation = activation;
        this.payrolls = payrolls;
        this.clock = clock;
        this.quiet = quiet;
        this.ends = ends;
        this.graceDays = graceDays;
    }

    /** What has become due since it was last asked, as batches to accept. */
    public synchronized List<Batch> batches() {
        String now = state();
        if (now.equals(lookedAt)) {
            return List.of();
        }
        Batch batch = new Batch("clock", false);
        activations().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
        changes().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
        closures().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
        openings().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
        if (isQuiet()) {
            invoices().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
            payrolls().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
            ends.due().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
            lookedAt = now;
        }
        return batch.arrivals().isEmpty() ? List.of() : List.of(batch);
    }

    /** Billing cycles that are over and ready to be invoiced. */
    List<Event> invoices() {
        LocalDate today = LocalDate.now(clock);
        LocalDate since = today.minusDays(CycleWork.LATE_DAYS);
        List<Event> ready = new ArrayList<>();
        for (String projectId : projects(since, today)) {
            Optional<BillingTerms> known = billing.terms(projectId);
            if (known.isEmpty() || !known.get().byTime() || !known.get().cycle().isOfDays()) {
                continue;
            }
            BillingTerms terms = known.get();
            List<TimeFact> facts = stores.times().unbilled(projectId, since, today);
            List<ExpenseFact> expenses = billed.expenses(projectId, since, today).stream()
                    .filter(ExpenseFact::toBill)
                    .toList();
            LocalDate local = LocalDate.now(clock.withZone(zone(terms.billingEntityId())));
            LocalDate oldest = Stream.concat(
                            facts.stream().map(TimeFact::workDate),
                            expenses.stream().map(ExpenseFact::date))
                    .min(LocalDate::compareTo)
                    .orElse(today);
            BillingCycle cycle = BillingCycle.of(projectId, terms.cycle(), oldest);
            while (cycle.to().isBefore(local)) {
                if (billable(cycle, CycleWork.of(terms, cycle, () -> facts, () -> expenses, billed))) {
                    ready.add(event(
                            "billing.ready.v1", cycle.id(), "project:" + projectId, billing.nextVersion(cycle.id())));
                }
                cycle = BillingCycle.of(projectId, terms.cycle(), cycle.to().plusDays(1));
            }
        }
        return ready;
    }

    /** Pay periods that are over: not exported yet, or with hours that payroll does not have. */
    List<Event> payrolls() {
        LocalDate today = LocalDate.now(clock);
        List<Event> due = new ArrayList<>();
        payrolls.versions(today.minusDays(LOOK_BACK), today)
                .forEach((key, version) -> due.add(event("payroll.due.v1", key, "payroll:" + key, version)));
        return due;
    }

    /** Workers hired ahead whose first day has begun. */
    List<Event> activations() {
        List<Event> due = new ArrayList<>();
        for (Worker worker : workers.prehires()) {
            if (!ActivationRules.activatesAt(worker).isAfter(clock.instant())) {
                Worker first = stores.knowledge()
                        .find("worker", worker.workerId(), worker.employment().hireDate(), Worker.class)
                        .orElse(worker);
                ObjectNode active = Json.toTree(first).put("status", Worker.Status.ACTIVE.name());
                due.add(new Event(
                        FollowUp.SOURCE,
                        worker.workerId() + "-activated-" + worker.employment().hireDate(),
                        "worker.activated.v1",
                        worker.workerId(),
                        clock.instant(),
                        "worker:" + worker.workerId(),
                        worker.version(),
                        null,
                        null,
                        null,
                        worker.employment().legalEntityId(),
                        worker.employment().hireDate(),
                        active,
                        null));
            }
        }
        return due;
    }

    /** Changes of workers that were known ahead and whose day has begun where the worker is. */
    List<Event> changes() {
        LocalDate today = LocalDate.now(clock);
        List<Event> due = new ArrayList<>();
        for (Entities.Awaited awaited : stores.database().read(connection -> stores.entities()
                .awaited(connection, "worker", today.minusDays(LOOK_BACK), today.plusDays(1), EFFECTIVE))) {
            stores.knowledge()
                    .find("worker", awaited.id(), awaited.from(), Worker.class)
                    .ifPresent(worker -> {
                        Instant begins = awaited.from()
                                .atStartOfDay(worker.org().timeZone())
                                .toInstant();
                        if (awaited.knownSince().isBefore(begins) && !begins.isAfter(clock.instant())) {
                            boolean gone = worker.status() == Worker.Status.TERMINATED;
                            String type = gone ? "worker.deactivationdue.v1" : "worker.changedue.v1";
                            due.add(dated(type, worker, EFFECTIVE, awaited.from()));
                        }
                    });
        }
        return due;
    }

    /** Workers whose days of grace after the last day are over where they were. */
    List<Event> closures() {
        LocalDate today = LocalDate.now(clock);
        List<Event> due = new ArrayList<>();
        for (Entities.Awaited ended : stores.database().read(connection -> stores.entities()
                .awaited(connection, "worker", today.minusDays(LOOK_BACK), today.plusDays(1L - graceDays), CLOSED))) {
            stores.knowledge()
                    .find("worker", ended.id(), ended.from(), Worker.class)
                    .filter(worker -> worker.status() == Worker.Status.TERMINATED
                            && ended.from()
                                    .minusDays(1)
                                    .equals(worker.employment().terminationDate()))
                    .filter(worker -> !ended.from()
                            .plusDays(graceDays)
                            .isAfter(LocalDate.now(clock.withZone(worker.org().timeZone()))))
                    .ifPresent(worker -> due.add(dated("worker.closuredue.v1", worker, CLOSED, ended.from())));
        }
        return due;
    }

    private Event dated(String type, Worker worker, String mark, LocalDate from) {
        String id = worker.workerId();
        return new Event(
                FollowUp.SOURCE,
                id + mark + from,
                type,
                id,
                clock.instant(),
                "worker:" + id,
                worker.version(),
                null,
                null,
                null,
                worker.employment().legalEntityId(),
                from,
                Json.mapper().createObjectNode().put("workerId", id).put("effectiveDate", from.toString()),
                null);
    }

    /** Projects whose last gate has opened; asked for once a day at most. */
    List<Event> openings() {
        String today = LocalDate.now(clock).toString();
        Event tick = event("project.due.v1", today, "clock");
        return stores.knowledge().all("project", Project.class).stream()
                .filter(activation::mayActivate)
                .map(project -> ActivateProjectRules.request(tick, project, today, clock.instant()))
                .toList();
    }

    private boolean billable(BillingCycle cycle, CycleWork work) {
        return !work.isEmpty() && billing.isDue(cycle.id());
    }

    /** Projects with time that no invoice holds, or with expenses, on any day of the range. */
    private Set<String> projects(LocalDate from, LocalDate to) {
        Set<String> projects = new LinkedHashSet<>(stores.times().unbilledProjects(from, to));
        projects.addAll(new ExpenseFactStore(stores.knowledge()).projects(from, to));
        return projects;
    }

    private Event event(String type, String subject, String key) {
        return event(type, subject, key, 1);
    }

    private Event event(String type, String subject, String key, int version) {
        ObjectNode data = Json.mapper().createObjectNode().put("id", subject).put("version", version);
        String id = type.substring(0, type.indexOf('.')) + "-" + subject + "-" + version;
        return new Event(
                FollowUp.SOURCE,
                id,
                type,
                subject,
                clock.instant(),
                key,
                version,
                null,
                null,
                id,
                null,
                null,
                data,
                null);
    }

    private ZoneId zone(String legalEntityId) {
        return stores.knowledge()
                .latest("legal-entity", legalEntityId, LegalEntity.class)
                .map(LegalEntity::timeZone)
                .orElse(ZoneId.of("UTC"));
    }

    /**
     * Nothing is worth looking for again while nothing was journaled or settled and the quarter of the hour is the same:
     * wherever it is, a day begins with a quarter of an hour.
     */
    private String state() {
        long newest = stores.database().read(RecentEvents::newest);
        return newest + "|" + stores.ledger().settlements() + "|"
                + clock.instant().getEpochSecond() / QUARTER_HOUR;
    }

    /** Whether no time came in for a while, so that what is closed now is not closed too early. */
    private boolean isQuiet() {
        Instant now = clock.instant();
        return !stores.database()
                .read(connection -> RecentEvents.since(
                        connection, now.minus(quiet), stores.ledger().aheadOf(now), "e.type like 'time.%'"));
    }
}
