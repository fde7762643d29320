package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.PostingPeriods;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.CostMoves;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * WF-13: an approved time entry becomes a priced time bill in the ERP of the billing entity and is then marked in the PSA;
 * one that is taken back leaves the ERP again.
 *
 * <p>An entry waits for its project, its worker and the entry it corrects: the project says which ERP it is for, and without
 * the others no rule could be asked. So it makes no difference which of them comes first.
 */
public final class TransferTimeRules {

    private final Snapshots snapshots;
    private final TimeFacts facts;
    private final TimeRules rules;
    private final TimeEnrichment enrichment;
    private final Routing routing;
    private final Lending lending;
    private final Clock clock;
    private final PostingPeriods periods;

    public TransferTimeRules(
            Snapshots snapshots,
            TimeFacts facts,
            TimeRules rules,
            RateLookup rates,
            Routing routing,
            Lending lending,
            Clock clock) {
        this.snapshots = snapshots;
        this.facts = facts;
        this.rules = rules;
        this.enrichment = new TimeEnrichment(snapshots, facts, rates);
        this.routing = routing;
        this.lending = lending;
        this.clock = clock;
        this.periods = new PostingPeriods(snapshots, clock);
    }

    /**
     * Step {@code erp} in lane {@code time:<id>}; {@code reverse} when an entry the ERP may have is not approved any more, has
     * no minutes left or was moved to a project of another ERP;
     * {@code time.corrected.v1} when it is on an invoice, which nobody edits; {@code worker.reclassdue.v1} when it was booked
     * where its worker no longer belongs, so that what moved its cost follows. Overtaken when a later version is known, no
     * step for internal projects and for zero minutes; stopped when a rule holds or refuses it.
     */
    public Plan plan(Event event, TimeEntry entry) {
        Optional<TimeFact> known = facts.latest(entry.timeEntryId());
        Plan plan = plan(event, entry, known);
        boolean booked =
                known.filter(fact -> fact.state() == TimeFact.State.TRANSFERRED).isPresent();
        return !booked || plan.held() || plan.rejected() || plan.waitsFor() != null
                ? plan
                : plan.emitting(moved(event, "-reclass", known.get()));
    }

    private Plan plan(Event event, TimeEntry entry, Optional<TimeFact> known) {
        if (known.isPresent() && known.get().version() > entry.version()) {
            return Plan.OVERTAKEN;
        }
        boolean approved = entry.status() == TimeEntry.Status.APPROVED;
        Optional<String> missing = approved ? missing(entry) : Optional.empty();
        if (known.filter(fact -> fact.state() == TimeFact.State.BILLED).isPresent()) {
            return missing.isPresent()
                    ? Plan.waiting(missing.get(), List.of())
                    : new BilledTime(facts, rules, enrichment, clock).plan(event, known.get(), entry);
        }
        Optional<TimeFact> there =
                known.filter(fact -> fact.state().approved() && fact.minutes() != 0 && !internal(fact.projectId()));
        Optional<Violation> written = there.flatMap(this::inClosedPeriod);
        if (written.isPresent()) {
            return Plan.stopped(List.of(written.get()));
        }
        if (!approved) {
            return there.map(fact -> Plan.of(reverse(fact, entry))).orElse(Plan.NOTHING);
        }
        if (missing.isPresent()) {
            return Plan.waiting(missing.get(), List.of());
        }
        List<Violation> found = new ArrayList<>(rules.check(entry));
        TimeEnrichment.Result completed = enrichment.complete(entry);
        found.addAll(completed.findings());
        if (found.stream().anyMatch(finding -> finding.outcome() != Violation.Outcome.WARN)) {
            return Plan.stopped(found);
        }
        if (entry.minutes() == 0 || internal(entry.projectId())) {
            return there.map(fact -> Plan.of(reverse(fact, entry)))
                    .orElse(Plan.NOTHING)
                    .with(found);
        }
        Step erp = erp("erp", completed.entry());
        List<Step> steps = new ArrayList<>();
        there.filter(fact -> !erpOf(fact.projectId()).equals(erp.system()))
                .ifPresent(fact -> steps.add(reverse(fact, entry)));
        steps.add(erp);
        return Plan.of(steps).with(found).emitting(lent(event, entry));
    }

    /** What is due when an entry is booked in a place that its worker has left in hindsight. */
    private Event[] moved(Event event, String mark, TimeFact booked) {
        return snapshots
                .find("worker", booked.workerId(), booked.workDate(), Worker.class)
                .filter(worker -> !ReclassRules.stays(booked, worker))
                .map(worker ->
                        new Event[] {CostMoves.due(event, mark, booked.workerId(), booked.workDate(), clock.instant())})
                .orElse(new Event[0]);
    }

    /** What has to be known before the rules can be asked: project, worker, and the entry that is corrected. */
    private Optional<String> missing(TimeEntry entry) {
        if (project(entry.projectId()).isEmpty()) {
            return Optional.of(Awaited.object("project", entry.projectId()));
        }
        if (TimeEnrichment.worker(snapshots, entry).isEmpty()) {
            return Optional.of(Awaited.object("worker", entry.workerId()));
        }
        return Optional.ofNullable(entry.correctionOf())
                .filter(original -> facts.latest(original).isEmpty())
                .map(original -> Awaited.object("time", original));
    }

    /** What makes a worker of another entity known in the ERP that gets his time. */
    private Event[] lent(Event event, TimeEntry entry) {
        Optional<Project> project = project(entry.projectId());
        return project.isEmpty()
                ? new Event[0]
                : TimeEnrichment.worker(snapshots, entry)
                        .map(worker -> lending.due(event, worker, project.get()))
                        .orElse(List.of())
                        .toArray(Event[]::new);
    }

    /**
     * Step {@code mark} in the PSA, where the entry is known there, and {@code time.transferred.v1}. Time that came in a file
     * alone has no mark. When the worker was moved while the entry was on its way, {@code worker.reclassdue.v1}.
     */
    public Plan afterErp(Settled settled) {
        TimeEntry sent = Json.read(settled.step().payload(), TimeEntry.class);
        String psa = psaOf(sent);
        ObjectNode transferred = Json.toTree(sent).put("status", TimeEntry.Status.TRANSFERRED.name());
        ObjectNode mark = transferred
                .deepCopy()
                .put("erpReference", settled.reference())
                .put(
                        "transferredAt",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        List<Step> steps =
                knownIn(psa, sent) ? List.of(Step.of("mark", psa, "time-transferred", lane(sent), mark)) : List.of();
        return Plan.of(steps)
                .emitting(FollowUp.of(
                        settled.event(),
                        sent.timeEntryId() + "-transferred-v" + sent.version(),
                        "time.transferred.v1",
                        sent.timeEntryId(),
                        "project:" + sent.projectId(),
                        sent.version(),
                        Json.read(transferred, TimeEntry.class),
                        clock.instant()))
                .emitting(moved(
                        settled.event(),
                        "-booked-reclass",
                        TimeEntryFacts.of(Json.read(transferred, TimeEntry.class))));
    }

    /** The PSA the entry came from, else that of the employing entity. */
    private String psaOf(TimeEntry sent) {
        String home = routing.of(sent.legalEntityId()).psa();
        return sent.sourceSystem() != null && !knownIn(home, sent) && knownIn(sent.sourceSystem(), sent)
                ? sent.sourceSystem()
                : home;
    }

    private boolean knownIn(String psa, TimeEntry entry) {
        boolean stated = entry.xref() != null
                && entry.xref().stream().anyMatch(xref -> xref.system().startsWith(psa));
        return stated || snapshots.externalId("time", entry.timeEntryId(), psa).isPresent();
    }

    /** What a closed month has of an entry is never written again; a correction goes to the first open month. */
    private Optional<Violation> inClosedPeriod(TimeFact known) {
        YearMonth month = YearMonth.from(known.workDate());
        return entities(employer(known.workerId(), known.workDate(), known.legalEntityId()), known.projectId()).stream()
                .filter(entity -> periods.closed(entity, month))
                .findFirst()
                .map(entity -> Violation.hold(
                        "V-TIM-06",
                        "/workDate",
                        "period " + entity + "-" + month + " is CLOSED and has version " + known.version() + " of "
                                + known.timeEntryId() + "; enter the difference with correctionOf, it is posted in the"
                                + " first open period"));
    }

    /** The entity a worker belongs to on a day, or else what was told. */
    private String employer(String workerId, LocalDate day, String told) {
        return TimeEnrichment.worker(snapshots, workerId, day)
                .map(worker -> worker.employment().legalEntityId())
                .orElse(told);
    }

    /** Whose books time is in: those of the entity that employs and of the one that bills. */
    private List<String> entities(String employer, String projectId) {
        return Stream.of(employer, billingEntity(projectId))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private Step erp(String name, TimeEntry entry) {
        return step(name, "time", entry, dated(entry)).then("transfer-time.erp-done");
    }

    /** Takes out of the ERP what is booked there of an entry, whatever project its new version names. */
    private Step reverse(TimeFact booked, TimeEntry entry) {
        ObjectNode there = Json.toTree(entry).put("projectId", booked.projectId());
        return step("reverse", "time-reversed", Json.read(there, TimeEntry.class), there);
    }

    private Step step(String name, String operation, TimeEntry entry, ObjectNode payload) {
        String erp = erpOf(entry.projectId());
        return Step.of(name, erp, operation, lane(entry), payload)
                .needing("worker:" + entry.workerId() + "@" + erp, "project:" + entry.projectId() + "@" + erp);
    }

    /** With the price of one hour as {@code hourlyRate} where one of a day was agreed, and a {@code postingDate} in the first month that takes time, when that of the work does not (V-TIM-06). */
    private ObjectNode dated(TimeEntry entry) {
        ObjectNode payload = Json.toTree(entry);
        if (entry.billRate() != null && entry.billRate().per() == Rate.Unit.DAY) {
            payload.set("hourlyRate", Json.toTree(entry.billRate().perHour()));
        }
        List<String> entities =
                entities(employer(entry.workerId(), entry.workDate(), entry.legalEntityId()), entry.projectId());
        YearMonth worked = YearMonth.from(entry.workDate());
        YearMonth month = periods.firstForTime(entities, worked, rules.fromFinance(entry));
        if (!month.equals(worked) && !entities.isEmpty()) {
            payload.put("postingDate", periods.day(entities.get(0), month).toString());
        }
        return payload;
    }

    private boolean internal(String projectId) {
        return project(projectId)
                .map(project -> project.billingType() == BillingType.INTERNAL)
                .orElse(false);
    }

    private String erpOf(String projectId) {
        return routing.of(billingEntity(projectId)).erp();
    }

    private String billingEntity(String projectId) {
        return project(projectId).map(Project::billingEntityId).orElse(null);
    }

    private Optional<Project> project(String projectId) {
        return snapshots.latest("project", projectId, Project.class);
    }

    private static String lane(TimeEntry entry) {
        return "time:" + entry.timeEntryId();
    }
}
