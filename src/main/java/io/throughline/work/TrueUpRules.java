package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.PostingPeriods;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * WF-21: prices that changed for days that are over. Unbilled time gets the new price, here and in the ERP; what was billed
 * is trued up per project and month of service (CALC-14).
 */
public final class TrueUpRules {

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final Function<String, Optional<TimeEntry>> entries;
    private final TrueUpFigures figures;
    private final PostingPeriods periods;
    private final Clock clock;

    /** @param entries the time entry of an id as it was last told */
    public TrueUpRules(
            Snapshots snapshots,
            TimeFacts time,
            Function<String, Optional<TimeEntry>> entries,
            RateLookup rates,
            PostingPeriods periods,
            Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.entries = entries;
        this.figures = new TrueUpFigures(snapshots, time, rates, periods);
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * {@code trueup.due.v1} for each project of the card that has time since the first day whose price changed. It is planned
     * once the new card is known.
     */
    public Plan changed(Event event, RateCard card) {
        LocalDate today = LocalDate.now(clock);
        Optional<LocalDate> from = firstChanged(card).filter(day -> !day.isAfter(today));
        if (from.isEmpty()) {
            return Plan.NOTHING;
        }
        List<Event> due = new ArrayList<>();
        for (String projectId : projects(card)) {
            if (!time.ofProject(projectId, from.get(), today).isEmpty()) {
                ObjectNode data = Json.mapper().createObjectNode();
                data.put("rateCardId", card.rateCardId())
                        .put("rateCardVersion", card.version())
                        .put("projectId", projectId)
                        .put("from", from.get().toString());
                due.add(FollowUp.of(
                        event,
                        String.join("-", "trueup-due", card.rateCardId(), "" + card.version(), projectId),
                        "trueup.due.v1",
                        projectId,
                        "trueup:" + projectId,
                        1,
                        data,
                        clock.instant()));
            }
        }
        return Plan.NOTHING.emitting(due.toArray(Event[]::new));
    }

    /**
     * {@code time.repriced.v1} for each unbilled entry the ERP has and {@code trueup.proposed.v1} for each month of service
     * whose bills differ; a second time there is nothing. Entries on their way to the ERP are a remark.
     */
    public Plan due(Event event) {
        Optional<Project> project =
                snapshots.latest("project", event.data().path("projectId").asText(), Project.class);
        if (project.isEmpty() || !TimeEnrichment.byTime(project.get())) {
            return Plan.NOTHING;
        }
        LocalDate from = LocalDate.parse(event.data().path("from").asText());
        LocalDate today = LocalDate.now(clock);
        List<Event> emits = new ArrayList<>();
        List<Violation> found = new ArrayList<>();
        for (TrueUpFigures.Repriced one : figures.unbilled(project.get(), from, today)) {
            Optional<TimeEntry> entry = one.entry().state() == TimeFact.State.TRANSFERRED
                    ? entries.apply(one.entry().timeEntryId())
                    : Optional.empty();
            if (entry.isPresent()) {
                emits.add(repriced(event, one, entry.get()));
            } else {
                found.add(Violation.warn(
                        "WF-21",
                        "",
                        "time entry " + one.entry().timeEntryId() + " is not in the ERP yet and keeps its old price"));
            }
        }
        for (TrueUpFigures.OfMonth one : figures.billed(project.get(), from, today, null)) {
            emits.add(proposed(event, project.get(), one));
        }
        return Plan.NOTHING.with(found).emitting(emits.toArray(Event[]::new));
    }

    private Event repriced(Event cause, TrueUpFigures.Repriced one, TimeEntry told) {
        ObjectNode entry = Json.toTree(told).put("status", TimeEntry.Status.TRANSFERRED.name());
        entry.set("billRate", Json.toTree(one.price()));
        String id = told.timeEntryId();
        return FollowUp.of(
                cause,
                id + "-repriced-" + cause.id(),
                "time.repriced.v1",
                id,
                "project:" + told.projectId(),
                one.entry().version(),
                Json.read(entry.put("version", one.entry().version()), TimeEntry.class),
                clock.instant());
    }

    private Event proposed(Event cause, Project project, TrueUpFigures.OfMonth one) {
        long card = cause.data().path("rateCardVersion").asLong();
        YearMonth month = one.trueUp().servicePeriod();
        String id = String.join("-", "TU", project.projectId(), month.toString(), "" + card);
        TrueUpClaim claim = new TrueUpClaim(
                id,
                1,
                cause.data().path("rateCardId").asText(),
                card,
                project.projectId(),
                project.contractId(),
                month,
                one.hours(),
                one.trueUp().amount(),
                one.trueUp().document(),
                one.invoiceId(),
                null,
                one.trueUp().amount().signum() > 0,
                periods.today(project.billingEntityId()),
                null,
                null,
                List.of(),
                null);
        return FollowUp.keyed(
                FollowUp.of(
                        cause,
                        id,
                        "trueup.proposed.v1",
                        id,
                        "trueup:" + project.projectId(),
                        1,
                        claim,
                        clock.instant()),
                String.join(":", "trueup", "" + card, project.projectId(), month.toString()));
    }

    /** The first day of a row that is new, gone or different; all rows when the card was not known before. */
    private Optional<LocalDate> firstChanged(RateCard card) {
        List<RateRow> before = snapshots
                .latest("rate-card", card.rateCardId(), RateCard.class)
                .map(RateCard::rows)
                .orElse(List.of());
        return Stream.concat(
                        card.rows().stream().filter(row -> !before.contains(row)),
                        before.stream().filter(row -> !card.rows().contains(row)))
                .map(RateRow::from)
                .min(LocalDate::compareTo);
    }

    private Set<String> projects(RateCard card) {
        Set<String> projects = new LinkedHashSet<>();
        if (card.projectId() != null) {
            projects.add(card.projectId());
            return projects;
        }
        snapshots.all("contract", Contract.class).stream()
                .filter(contract -> contract.contractId().equals(card.contractId())
                        || contract.customerId().equals(card.customerId())
                        || contract.billingEntityId().equals(card.legalEntityId()))
                .forEach(contract -> projects.addAll(contract.projectIds()));
        return projects;
    }
}
