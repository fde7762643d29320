package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.ClosingRates;
import io.throughline.money.Hours;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.IntercompanyPrice;
import io.throughline.money.InternalCharge;
import io.throughline.money.LegalEntity;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.money.Translation;
import io.throughline.people.CostRateBook;
import io.throughline.people.FollowUp;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * WF-20: what an entity charges another for a month of its people on a project (CALC-12), computed once in the currency of
 * the provider and translated once. A later run charges the difference to all runs before it.
 */
public final class IntercompanyRules {

    private static final String RULE = "V-IC-01";

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final IntercompanyAgreements agreements;
    private final PostingPeriods periods;
    private final Clock clock;

    public IntercompanyRules(
            Snapshots snapshots,
            TimeFacts time,
            IntercompanyAgreements agreements,
            PostingPeriods periods,
            Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.agreements = agreements;
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * {@code intercompany.charged.v1} in the first month that is open on both sides, not before that of the work (V-IC-02);
     * held without agreement (V-IC-01), cost rate, price or closing rate; nothing when there is no difference. Of several
     * projects nothing is charged: each is asked for by itself, and what stops any of them is found here.
     *
     * @param event with {@code from}, {@code to}, {@code period} (yyyy-mm) and {@code projectId} or a list
     *              {@code projectIds} in its data
     */
    public Plan plan(Event event) {
        if (event.data().has("projectId")) {
            return plan(event, event.data().path("projectId").asText());
        }
        List<Violation> stopped = new ArrayList<>();
        event.data()
                .path("projectIds")
                .forEach(id -> stopped.addAll(plan(event, id.asText()).findings()));
        return stopped.isEmpty()
                ? Plan.NOTHING
                : Plan.stopped(stopped.stream().distinct().toList());
    }

    private Plan plan(Event event, String projectId) {
        String from = event.data().path("from").asText();
        String to = event.data().path("to").asText();
        YearMonth service = YearMonth.parse(event.data().path("period").asText());
        Optional<IntercompanyPrice> price = agreements.find(from, to, service.atEndOfMonth());
        if (price.isEmpty()) {
            return held("no agreement between " + from + " and " + to + "; add it to mappings/codes/intercompany.csv");
        }
        Optional<String> charged = currency(from);
        Optional<String> booked = currency(to);
        if (charged.isEmpty() || booked.isEmpty()) {
            return held("legal entity " + (charged.isEmpty() ? from : to) + " is not known");
        }
        YearMonth period = bothOpen(from, to, service);
        ClosingRates fx = new ClosingRates(snapshots);
        LocalDate day = day(from, to, period);
        Optional<Translation> rate = fx.find(charged.get(), booked.get(), day);
        if (rate.isEmpty()) {
            return held("no closing rate from " + charged.get() + " to " + booked.get());
        }
        List<TimeFact> worked = time.ofProject(projectId, service.atDay(1), service.atEndOfMonth()).stream()
                .filter(fact ->
                        from.equals(fact.legalEntityId()) && fact.state().approved())
                .toList();
        List<Violation> found = new ArrayList<>();
        Sums total = total(price.get(), worked, charged.get(), day, fx, found);
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        List<InternalCharge> earlier = earlier(from, to, projectId, service);
        Money charge = total.charge().minus(sum(earlier, InternalCharge::charge, charged.get()));
        if (charge.signum() == 0) {
            return Plan.NOTHING;
        }
        int run = earlier.size() + 1;
        long minutes = worked.stream().mapToLong(TimeFact::minutes).sum();
        InternalCharge result = new InternalCharge(
                String.join("-", "IC", service.toString(), from, to, projectId, "" + run),
                1,
                from,
                to,
                projectId,
                service,
                period,
                run,
                Math.toIntExact(minutes),
                price.get().id(),
                total.cost().minus(sum(earlier, InternalCharge::cost, charged.get())),
                charge,
                rate.get().of(charge),
                rate.get().rate(),
                null,
                null,
                null,
                List.of(),
                null);
        return Plan.NOTHING.emitting(FollowUp.keyed(
                FollowUp.of(
                        event,
                        result.chargeId(),
                        "intercompany.charged.v1",
                        result.chargeId(),
                        "intercompany:" + from + ":" + to,
                        1,
                        result,
                        clock.instant()),
                String.join(":", "ic", service.toString(), from, to, projectId, "" + run)));
    }

    private record Sums(Money cost, Money charge) {}

    private record Priced(Rate cost, Rate bill) {}

    /** Minutes are summed by cost rate, and by the client's price where that counts, and then priced once each. */
    private Sums total(
            IntercompanyPrice price,
            List<TimeFact> worked,
            String currency,
            LocalDate day,
            ClosingRates fx,
            List<Violation> found) {
        CostRateBook costs = CostRateBook.of(snapshots);
        boolean share = price instanceof IntercompanyPrice.BillRateShare;
        Map<Priced, Long> minutes = new LinkedHashMap<>();
        for (TimeFact fact : worked) {
            Optional<Rate> cost =
                    costs.find(fact).filter(rate -> rate.currency().equals(currency));
            Optional<Rate> bill = share
                    ? Optional.ofNullable(fact.billRate()).flatMap(rate -> fx.find(rate.currency(), currency, day)
                            .map(translation -> translation.of(rate.perHour())))
                    : Optional.empty();
            if (cost.isEmpty() || share && bill.isEmpty()) {
                found.add(Violation.hold(
                        RULE,
                        "",
                        "time entry " + fact.timeEntryId() + " has no " + (cost.isEmpty() ? "cost rate" : "price")
                                + " in " + currency));
            } else {
                minutes.merge(new Priced(cost.get(), bill.orElse(null)), (long) fact.minutes(), Long::sum);
            }
        }
        Money cost = Money.zero(currency);
        Money charge = Money.zero(currency);
        for (Map.Entry<Priced, Long> one : minutes.entrySet()) {
            BigDecimal hours = Hours.of(one.getValue());
            cost = cost.plus(one.getKey().cost().times(hours));
            charge = charge.plus(
                    price.charge(hours, one.getKey().cost(), one.getKey().bill()));
        }
        return new Sums(cost, charge);
    }

    private List<InternalCharge> earlier(String from, String to, String projectId, YearMonth service) {
        return snapshots.all("intercompany-charge", "projectId", projectId, InternalCharge.class).stream()
                .filter(one -> one.fromEntityId().equals(from)
                        && one.toEntityId().equals(to)
                        && one.servicePeriod().equals(service))
                .toList();
    }

    private static Money sum(
            List<InternalCharge> charges, java.util.function.Function<InternalCharge, Money> which, String currency) {
        return charges.stream().map(which).reduce(Money.zero(currency), Money::plus);
    }

    private YearMonth bothOpen(String from, String to, YearMonth service) {
        YearMonth month = service;
        YearMonth before;
        do {
            before = month;
            month = periods.firstOpen(to, periods.firstOpen(from, month));
        } while (!month.equals(before));
        return month;
    }

    /** The last day of the month, or the earlier of both todays while it is not over. */
    private LocalDate day(String from, String to, YearMonth period) {
        LocalDate one = periods.day(from, period);
        LocalDate other = periods.day(to, period);
        return one.isBefore(other) ? one : other;
    }

    private Optional<String> currency(String legalEntityId) {
        return snapshots
                .latest("legal-entity", legalEntityId, LegalEntity.class)
                .map(LegalEntity::currency);
    }

    private static Plan held(String message) {
        return Plan.stopped(List.of(Violation.hold(RULE, "", message)));
    }
}
