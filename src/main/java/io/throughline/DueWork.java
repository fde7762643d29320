package io.throughline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.journal.BillingStore;
import io.throughline.journal.Entities;
import io.throughline.journal.RecentEvents;
import io.throughline.journal.WorkerKeys;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what a date makes due. Each finding is an event with a deterministic id, so that finding it again changes
 * nothing: {@code worker.activated}, {@code worker.changedue}, {@code worker.deactivationdue}, {@code worker.closuredue},
 * {@code costrate.begun}, {@code project.activationrequested}, {@code billing.ready}, {@code payroll.due}, and what {@link PeriodEnds} finds.
 */
public final class DueWork {

    /** How many days back ended cycles and pay periods are looked at. */
    private static final int LOOK_BACK = 62;

    private static final String EFFECTIVE = "-effective-";

    private static final String CLOSED = "-closed-";

    private static final String CLOSED_IN_ERP = "-closed-erp-";

    /** How many days after the last one it is waited for the last expense of a worker. */
    private static final int LAST_EXPENSE = 366;

    private static final long QUARTER_HOUR = 900;

    private final Stores stores;
    private final WorkerKeys workers;
    private final DueInvoices invoices;
    private final ActivateProjectRules activation;
    private final DuePayrolls payrolls;
    private final Clock clock;
    private final Duration quiet;
    private final PeriodEnds ends;
    private final BegunRates begunRates;
    private final int graceDays;
    private final Predicate<String> settled;
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
            int graceDays,
            Predicate<String> settled) {
        this.stores = stores;
        this.workers = new WorkerKeys(stores.knowledge());
        this.invoices = new DueInvoices(stores, billing, billed, clock);
        this.activation = activation;
        this.payrolls = payrolls;
        this.clock = clock;
        this.quiet = quiet;
        this.ends = ends;
        this.begunRates = new BegunRates(stores, clock);
        this.graceDays = graceDays;
        this.settled = settled;
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
        erpClosures().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
        begunRates.due().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
        openings().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
        if (isQuiet()) {
            invoices.due().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
            payrolls().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
            ends.due().forEach(event -> batch.arrive(event, List.of(), List.of(), 0));
            lookedAt = now;
        }
        return batch.arrivals().isEmpty() ? List.of() : List.of(batch);
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
                due.add(ActivationRules.announced(first, worker.version(), clock.instant()));
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
        return gone(CLOSED, LOOK_BACK).map(worker -> closure(worker, CLOSED)).toList();
    }

    /** Those of them of whom no expense is on the way to the ERP any more. */
    List<Event> erpClosures() {
        return gone(CLOSED_IN_ERP, LAST_EXPENSE)
                .filter(worker -> settled.test(worker.workerId()))
                .map(worker -> closure(worker, CLOSED_IN_ERP))
                .toList();
    }

    private Event closure(Worker worker, String mark) {
        LocalDate from = worker.employment().terminationDate().plusDays(1);
        Event event = dated("worker.closuredue.v1", worker, mark, from);
        return mark.equals(CLOSED)
                ? event
                : event.withData(((ObjectNode) event.data().deepCopy()).put("erp", true));
    }

    /** Workers whose days of grace are over and of whom no event with this mark was told. */
    private Stream<Worker> gone(String mark, int days) {
        LocalDate today = LocalDate.now(clock);
        List<Worker> gone = new ArrayList<>();
        for (Entities.Awaited ended : stores.database().read(connection -> stores.entities()
                .awaited(connection, "worker", today.minusDays(days), today.plusDays(1L - graceDays), mark))) {
            stores.knowledge()
                    .find("worker", ended.id(), ended.from(), Worker.class)
                    .filter(worker -> worker.status() == Worker.Status.TERMINATED
                            && ended.from()
                                    .minusDays(1)
                                    .equals(worker.employment().terminationDate()))
                    .filter(worker -> !ended.from()
                            .plusDays(graceDays)
                            .isAfter(LocalDate.now(clock.withZone(worker.org().timeZone()))))
                    .ifPresent(gone::add);
        }
        return gone.stream();
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

    private Event event(String type, String subject, String key) {
        return event(type, subject, key, 1);
    }

    private Event event(String type, String subject, String key, int version) {
        return ask(type, subject, key, version, "", clock.instant());
    }

    /** What is due of a version of something; the same more is the same ask. */
    static Event ask(String type, String subject, String key, int version, String more, Instant at) {
        ObjectNode data = Json.mapper().createObjectNode().put("id", subject).put("version", version);
        String id = type.substring(0, type.indexOf('.')) + "-" + subject + "-" + version + more;
        return new Event(FollowUp.SOURCE, id, type, subject, at, key, version, null, null, id, null, null, data, null);
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
