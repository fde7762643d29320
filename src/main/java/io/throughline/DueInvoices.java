package io.throughline;

import io.throughline.contract.Event;
import io.throughline.journal.BillingStore;
import io.throughline.journal.ExpenseFactStore;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingTerms;
import io.throughline.money.CycleWork;
import io.throughline.money.ExpenseFact;
import io.throughline.money.LegalEntity;
import io.throughline.money.TimeFact;
import io.throughline.work.BillProjectRules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** WF-16: billing cycles that are over and can be billed, as {@code billing.ready.v1}. */
final class DueInvoices {

    private static final String TYPE = "billing.ready.v1";

    private final Stores stores;
    private final BillProjectRules billing;
    private final BillingStore billed;
    private final ExpenseFactStore spent;
    private final DueTrueUps trueUps;
    private final Clock clock;
    private final CycleAsks asks;

    DueInvoices(Stores stores, BillProjectRules billing, BillingStore billed, Clock clock) {
        this.stores = stores;
        this.billing = billing;
        this.billed = billed;
        this.spent = new ExpenseFactStore(stores.knowledge());
        this.trueUps = new DueTrueUps(stores, billing, billed);
        this.clock = clock;
        this.asks = new CycleAsks(stores, clock);
    }

    /**
     * Billing cycles that are over and ready to be invoiced. Of a contract with a maximum it is one at a time, because what the
     * next may charge is known only when the ERP has the one before.
     */
    List<Event> due() {
        LocalDate today = LocalDate.now(clock);
        LocalDate since = today.minusDays(CycleWork.LATE_DAYS);
        Set<BillingCycle> cycles = new LinkedHashSet<>();
        for (String projectId : projects(since, today)) {
            Optional<BillingTerms> known = billing.terms(projectId);
            if (known.isEmpty() || !known.get().byTime() || !known.get().cycle().isOfDays()) {
                continue;
            }
            BillingTerms terms = known.get();
            List<TimeFact> facts = stores.times().unbilled(projectId, since, today);
            List<ExpenseFact> expenses = spent.unbilled(projectId, since, today);
            LocalDate oldest = Stream.concat(
                            facts.stream().map(TimeFact::workDate),
                            expenses.stream().map(ExpenseFact::date))
                    .min(LocalDate::compareTo)
                    .orElse(today);
            BillingCycle cycle = BillingCycle.of(projectId, terms.cycle(), oldest);
            while (cycle.to().isBefore(local(terms))) {
                if (billable(cycle, CycleWork.of(terms, cycle, () -> facts, () -> expenses, billed))) {
                    cycles.add(cycle);
                }
                cycle = BillingCycle.of(projectId, terms.cycle(), cycle.to().plusDays(1));
            }
        }
        trueUps.cycles(this::local).stream()
                .filter(cycle -> !cycles.contains(cycle) && billing.isDue(cycle.id()))
                .forEach(cycles::add);
        return asked(cycles);
    }

    private List<Event> asked(Set<BillingCycle> cycles) {
        Set<String> waiting = new HashSet<>();
        for (BillingCycle cycle : cycles) {
            if (asks.isUnderWay(TYPE, cycle.id(), billing.nextVersion(cycle.id()))) {
                capped(cycle).ifPresent(waiting::add);
            }
        }
        List<Event> ready = new ArrayList<>();
        for (BillingCycle cycle : cycles) {
            Optional<String> contract = capped(cycle);
            if (contract.filter(waiting::contains).isEmpty()) {
                ready(cycle).ifPresent(ask -> {
                    ready.add(ask);
                    contract.ifPresent(waiting::add);
                });
            }
        }
        return ready;
    }

    /** The ask for the document of a cycle; late time goes with it, so that it must not stay behind. */
    private Optional<Event> ready(BillingCycle cycle) {
        String key = "project:" + cycle.projectId();
        return asks.ask(TYPE, cycle.id(), key, billing.nextVersion(cycle.id()), ask -> billing.plan(ask, cycle.id()));
    }

    /** The contract of a cycle, when it has a maximum. */
    private Optional<String> capped(BillingCycle cycle) {
        return billing.terms(cycle.projectId())
                .filter(terms -> terms.cap() != null)
                .map(BillingTerms::contractId);
    }

    private LocalDate local(BillingTerms terms) {
        return LocalDate.now(clock.withZone(zone(terms.billingEntityId())));
    }

    private boolean billable(BillingCycle cycle, CycleWork work) {
        return !work.comesToNothing(billing.terms(cycle.projectId()).orElseThrow()) && billing.isDue(cycle.id());
    }

    /** Projects with time or expenses that no invoice holds, on any day of the range. */
    private Set<String> projects(LocalDate from, LocalDate to) {
        Set<String> projects = new LinkedHashSet<>(stores.times().unbilledProjects(from, to));
        projects.addAll(spent.unbilledProjects(from, to));
        return projects;
    }

    private ZoneId zone(String legalEntityId) {
        return stores.knowledge()
                .latest("legal-entity", legalEntityId, LegalEntity.class)
                .map(LegalEntity::timeZone)
                .orElse(ZoneId.of("UTC"));
    }
}
