package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.ClosingRates;
import io.throughline.money.CostReclass.Line;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.IntercompanyPrice;
import io.throughline.money.Journal;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.people.CostRateBook;
import io.throughline.people.Worker;
import io.throughline.people.WorkerTimeline;
import io.throughline.work.ChangeCase.Affected;
import io.throughline.work.ChangeCase.Place;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The journals of CALC-10 for time that is booked where its worker no longer belongs on the day of the work. All amounts are
 * in group currency, translated at the closing rate of the month of the work.
 */
public final class MovedCost {

    private static final String COST = "COST_RECLASS";
    private static final String AGREEMENT = "V-IC-01";

    private final Snapshots snapshots;
    private final IntercompanyAgreements agreements;
    private final String currency;

    /** @param currency group currency, ISO 4217 */
    public MovedCost(Snapshots snapshots, IntercompanyAgreements agreements, String currency) {
        this.snapshots = snapshots;
        this.agreements = agreements;
        this.currency = currency;
    }

    /**
     * What has moved.
     *
     * @param minutes minutes that belong elsewhere
     * @param lines   lines that are not zero; those of each entity sum to zero
     */
    record Result(long minutes, List<Line> lines) {}

    private record Move(Place before, Place after) {}

    /**
     * The lines for the time of a worker on a project in a month.
     *
     * @param billing entity that bills the project, if one does
     * @param found   takes what keeps it from being valued
     */
    Result of(
            List<TimeFact> worked,
            WorkerTimeline timeline,
            Optional<String> billing,
            YearMonth service,
            List<Violation> found) {
        CostRateBook costs = CostRateBook.of(snapshots);
        Map<Move, List<Affected>> moves = new LinkedHashMap<>();
        for (TimeFact fact : worked) {
            Optional<Worker> worker = worker(timeline, fact);
            if (worker.isEmpty() || ReclassRules.stays(fact, worker.get())) {
                continue;
            }
            String entity = worker.get().employment().legalEntityId();
            Optional<Rate> oldCost = cost(costs, fact, fact.legalEntityId(), service, found);
            Optional<Rate> newCost = cost(costs, fact, entity, service, found);
            // Within an entity the charge to whoever bills the work stays as it is.
            Optional<String> charged = billing.filter(to -> !entity.equals(fact.legalEntityId()));
            Move move = new Move(
                    place(fact.legalEntityId(), fact.costCenterId(), charged, service),
                    place(entity, worker.get().org().costCenterId(), charged, service));
            lent(move.after(), charged, fact, found);
            if (oldCost.isPresent() && newCost.isPresent()) {
                moves.computeIfAbsent(move, key -> new ArrayList<>())
                        .add(new Affected(priced(fact, service), oldCost.get(), newCost.get(), null));
            }
        }
        return found.isEmpty() ? result(moves, billing, service) : new Result(0, List.of());
    }

    private Result result(Map<Move, List<Affected>> moves, Optional<String> billing, YearMonth service) {
        List<Line> lines = new ArrayList<>();
        long minutes = 0;
        for (Map.Entry<Move, List<Affected>> one : moves.entrySet()) {
            Move move = one.getKey();
            List<Affected> affected = one.getValue();
            minutes +=
                    affected.stream().mapToLong(part -> part.entry().minutes()).sum();
            ChangeCase change = new ChangeCase(
                    affected.get(0).entry().workerId(),
                    service.atDay(1),
                    service.atEndOfMonth(),
                    move.before(),
                    move.after(),
                    billing.orElse(move.after().entityId()),
                    affected,
                    Set.of(),
                    service,
                    null);
            ChangeImpactRules.journals(change).forEach(journal -> journal.lines()
                    .forEach(line -> lines.add(new Line(
                            journal.legalEntityId(),
                            line.account(),
                            line.partnerId(),
                            line.costCenterId(),
                            line.side() == Journal.Side.DR
                                    ? line.amount()
                                    : line.amount().negated()))));
        }
        return new Result(minutes, netted(lines));
    }

    /** Lines of the same entity, account, partner and cost centre as one, without those that come to zero. */
    static List<Line> netted(List<Line> lines) {
        Map<List<Object>, Line> sums = new LinkedHashMap<>();
        for (Line line : lines) {
            List<Object> key = java.util.Arrays.asList(
                    line.legalEntityId(), line.account(), line.partnerId(), line.costCenterId());
            sums.merge(key, line, (one, other) -> with(one, one.amount().plus(other.amount())));
        }
        return sums.values().stream()
                .filter(line -> line.amount().signum() != 0)
                .toList();
    }

    /** The line with another amount. */
    static Line with(Line line, Money amount) {
        return new Line(line.legalEntityId(), line.account(), line.partnerId(), line.costCenterId(), amount);
    }

    private static Optional<Worker> worker(WorkerTimeline timeline, TimeFact fact) {
        return timeline.on(fact.workDate())
                .map(period -> io.throughline.contract.Json.read(period.state(), Worker.class));
    }

    private Place place(String entityId, String costCenterId, Optional<String> billing, YearMonth service) {
        IntercompanyPrice price = billing.filter(to -> !to.equals(entityId))
                .flatMap(to -> agreements.find(entityId, to, service.atEndOfMonth()))
                .map(agreed -> inGroup(agreed, service))
                .orElse(null);
        return new Place(entityId, costCenterId, price);
    }

    private IntercompanyPrice inGroup(IntercompanyPrice agreed, YearMonth service) {
        return agreed instanceof IntercompanyPrice.FixedCard card
                ? inGroup(card.rate(), service)
                        .map(IntercompanyPrice.FixedCard::new)
                        .orElse(null)
                : agreed;
    }

    private static void lent(Place after, Optional<String> billing, TimeFact fact, List<Violation> found) {
        if (billing.isEmpty() || billing.get().equals(after.entityId())) {
            return;
        }
        if (after.charges() == null) {
            hold(
                    found,
                    AGREEMENT,
                    "no agreement between " + after.entityId() + " and " + billing.get()
                            + " that could be valued; add it to mappings/codes/intercompany.csv");
        } else if (after.charges() instanceof IntercompanyPrice.BillRateShare && fact.billRate() == null) {
            hold(found, AGREEMENT, "time entry " + fact.timeEntryId() + " has no price to charge a share of");
        }
    }

    private Optional<Rate> cost(
            CostRateBook costs, TimeFact fact, String entityId, YearMonth service, List<Violation> found) {
        Optional<Rate> cost = costs.find(fact, entityId);
        Optional<Rate> rate = cost.flatMap(known -> inGroup(known, service));
        if (cost.isEmpty()) {
            hold(found, COST, "no cost rate of " + fact.roleId() + " in " + entityId + " for " + fact.timeEntryId());
        } else if (rate.isEmpty()) {
            hold(found, COST, "no closing rate from " + cost.get().currency() + " to " + currency);
        }
        return rate;
    }

    /** The entry at its price in group currency; without price where there is none. */
    private TimeFact priced(TimeFact fact, YearMonth service) {
        return fact.billRate() == null
                ? fact
                : fact.at(inGroup(fact.billRate(), service).orElse(null));
    }

    private Optional<Rate> inGroup(Rate rate, YearMonth service) {
        return new ClosingRates(snapshots)
                .find(rate.currency(), currency, service.atEndOfMonth())
                .map(translation -> translation.of(rate));
    }

    private static void hold(List<Violation> found, String rule, String message) {
        Violation violation = Violation.hold(rule, "", message);
        if (!found.contains(violation)) {
            found.add(violation);
        }
    }
}
