package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.RevenueEvent;
import io.throughline.people.FollowUp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * CALC-08: the revenue of one milestone, earned whole on its acceptance and taken back with it; posted in the first open
 * period from the month of the acceptance, which stays the service period.
 *
 * @param others what the other accepted milestones of the contract are worth
 */
record MilestoneEarning(
        Contract contract, MilestoneSchedule.Item item, Money others, PostingPeriods periods, Clock clock) {

    /** {@code revenue.proposed.v1} with what the milestone is worth. */
    Event earned(Event cause, MilestoneAcceptance acceptance) {
        String run = item.id() + "-" + acceptance.version();
        return proposed(cause, "REV-" + run, run, acceptance, item.earned(), null, acceptance.acceptedOn());
    }

    /** {@code revenue.proposed.v1} that takes back what an acceptance earned. */
    Event reversed(Event cause, MilestoneAcceptance acceptance, MilestoneAcceptance revocation) {
        String earned = "REV-" + item.id() + "-" + acceptance.version();
        return proposed(
                cause,
                "REV-" + item.id() + "-" + revocation.version() + "-R",
                item.id() + "-" + acceptance.version(),
                revocation,
                item.earned().negated(),
                earned,
                acceptance.acceptedOn());
    }

    private Event proposed(
            Event cause,
            String id,
            String run,
            MilestoneAcceptance told,
            Money amount,
            String reversalOf,
            LocalDate service) {
        String entity = contract.billingEntityId();
        YearMonth period = periods.firstOpen(entity, YearMonth.from(told.acceptedOn()));
        RevenueEvent revenue = Revenues.proposal(
                        contract, id, RevenueEvent.Method.MILESTONE, period, YearMonth.from(service), amount)
                .project(told.projectId())
                .cumulative(amount.signum() > 0 ? others.plus(amount) : others)
                .measured(new RevenueEvent.Measure(null, null, null, item.id(), null))
                .reversing(reversalOf)
                .posted(periods.day(entity, period))
                .build();
        return FollowUp.keyed(
                FollowUp.of(
                        cause,
                        id,
                        "revenue.proposed.v1",
                        id,
                        "contract:" + contract.contractId(),
                        1,
                        revenue,
                        clock.instant()),
                Revenues.key(revenue, run));
    }
}
