package io.throughline.work;

import io.throughline.contract.Snapshots;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingFacts;
import io.throughline.money.BillingTerms;
import io.throughline.money.LegalEntity;
import io.throughline.money.Money;
import io.throughline.money.TimeAndMaterials;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is approved and not billed yet in a billing cycle, and when the cycle is cut off. */
public final class UnbilledCycles {

    /** How many days back cycles of a project are looked for. */
    private static final int LOOK_BACK = 62;

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final BillingFacts billing;
    private final BillProjectRules rules;
    private final RateLookup rates;
    private final Clock clock;

    /**
     * One cycle.
     *
     * @param id       such as {@code BC-P-1003-2026-10B}
     * @param cutOff   end of its last day in the zone of the contract
     * @param unbilled approved billable time without an invoice, priced, at most what the cap leaves
     */
    public record Cycle(String id, OffsetDateTime cutOff, Money unbilled) {}

    public UnbilledCycles(
            Snapshots snapshots,
            TimeFacts time,
            BillingFacts billing,
            BillProjectRules rules,
            RateLookup rates,
            Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.billing = billing;
        this.rules = rules;
        this.rates = rates;
        this.clock = clock;
    }

    /** The terms of a project; empty when it is not billed by days. */
    Optional<BillingTerms> terms(String projectId) {
        return rules.terms(projectId).filter(UnbilledCycles::byDays);
    }

    /** The cycle a work date of a project falls into; empty when the project is not billed by days. */
    public Optional<Cycle> of(String projectId, LocalDate workDate) {
        return terms(projectId).map(terms -> cycle(terms, BillingCycle.of(projectId, terms.cycle(), workDate)));
    }

    /** The cycle of an id. */
    public Optional<Cycle> of(String cycleId) {
        BillingCycle cycle = BillingCycle.parse(cycleId);
        return terms(cycle.projectId()).map(terms -> cycle(terms, cycle));
    }

    /** Every recent cycle of a project in which something waits to be billed, oldest first. */
    public List<Cycle> ofProject(String projectId) {
        Optional<BillingTerms> terms = terms(projectId);
        if (terms.isEmpty()) {
            return List.of();
        }
        LocalDate today = LocalDate.now(clock);
        Set<BillingCycle> cycles = new LinkedHashSet<>();
        time.ofProject(projectId, today.minusDays(LOOK_BACK), today)
                .forEach(fact ->
                        cycles.add(BillingCycle.of(projectId, terms.get().cycle(), fact.workDate())));
        return cycles.stream()
                .map(cycle -> cycle(terms.get(), cycle))
                .filter(cycle -> cycle.unbilled().signum() > 0)
                .toList();
    }

    private Cycle cycle(BillingTerms terms, BillingCycle cycle) {
        List<TimeFact> waiting = new ArrayList<>();
        for (TimeFact fact : time.ofProject(cycle.projectId(), cycle.from(), cycle.to())) {
            if (fact.billable()
                    && fact.minutes() != 0
                    && fact.invoiceId() == null
                    && fact.state().approved()) {
                priced(fact).ifPresent(waiting::add);
            }
        }
        Money unbilled = terms.pricing().total(waiting, terms.currency());
        Money before = billing.billed(terms.contractId(), terms.currency(), cycle.id());
        return new Cycle(
                cycle.id(),
                cutOff(terms, cycle).toOffsetDateTime(),
                TimeAndMaterials.capped(terms.cap(), before, unbilled).billable());
    }

    /** The end of the last day of a cycle in the zone of the contract. */
    ZonedDateTime cutOff(BillingTerms terms, BillingCycle cycle) {
        return cycle.to().atTime(END_OF_DAY).atZone(zone(terms));
    }

    /** An entry that is not in the ERP yet carries no price; it is billed at what the card says. */
    Optional<TimeFact> priced(TimeFact fact) {
        if (fact.roleId() == null) {
            return Optional.empty();
        }
        if (fact.billRate() != null) {
            return Optional.of(fact);
        }
        return snapshots
                .latest("project", fact.projectId(), Project.class)
                .map(project -> rates.find(project, fact))
                .filter(RateLookup.Found.class::isInstance)
                .map(found -> new TimeFact(
                        fact.timeEntryId(),
                        fact.version(),
                        fact.workerId(),
                        fact.projectId(),
                        fact.taskId(),
                        fact.roleId(),
                        fact.workDate(),
                        fact.minutes(),
                        true,
                        fact.overtime(),
                        fact.state(),
                        ((RateLookup.Found) found).rate(),
                        fact.legalEntityId(),
                        fact.costCenterId(),
                        fact.correctionOf(),
                        null,
                        fact.noteHash()));
    }

    /** The zone of the contract, or else of the entity that bills. */
    ZoneId zone(BillingTerms terms) {
        return snapshots
                .latest("contract", terms.contractId(), Contract.class)
                .map(Contract::timeZone)
                .or(() -> snapshots
                        .latest("legal-entity", terms.billingEntityId(), LegalEntity.class)
                        .map(LegalEntity::timeZone))
                .orElse(ZoneId.of("UTC"));
    }

    static boolean byDays(BillingTerms terms) {
        return terms.byTime() && terms.cycle().isOfDays();
    }
}
