package io.throughline.work;

import io.throughline.money.BillingCycle;
import io.throughline.money.BillingTerms;
import io.throughline.money.InvoiceTiming;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.people.Impact.InvoiceAtRisk;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CALC-10, invoice timing: what the client is to pay for affected work that is not billed, by billing cycle, and by how much
 * the invoice is later when the change is not decided by the cut-off.
 */
final class CycleSlips {

    private final UnbilledCycles cycles;
    private final BigDecimal yearlyRate;

    /** @param yearlyRate interest of a year as ratio */
    CycleSlips(UnbilledCycles cycles, BigDecimal yearlyRate) {
        this.cycles = cycles;
        this.yearlyRate = yearlyRate;
    }

    /**
     * One for each cycle, the first cut-off first; none for projects that are not billed by days.
     *
     * @param unbilled entries with their price in one currency
     */
    List<InvoiceAtRisk> of(List<TimeFact> unbilled, LocalDate today) {
        Map<BillingCycle, List<TimeFact>> byCycle = new LinkedHashMap<>();
        Map<BillingCycle, BillingTerms> terms = new LinkedHashMap<>();
        for (TimeFact fact : unbilled) {
            cycles.terms(fact.projectId()).ifPresent(known -> {
                BillingCycle cycle = BillingCycle.of(fact.projectId(), known.cycle(), fact.workDate());
                byCycle.computeIfAbsent(cycle, one -> new ArrayList<>()).add(fact);
                terms.put(cycle, known);
            });
        }
        List<InvoiceAtRisk> risks = new ArrayList<>();
        byCycle.forEach((cycle, entries) -> risks.add(risk(cycle, terms.get(cycle), entries, today)));
        risks.sort(Comparator.comparing(InvoiceAtRisk::cutOff).thenComparing(InvoiceAtRisk::billingCycleId));
        return risks;
    }

    private InvoiceAtRisk risk(BillingCycle cycle, BillingTerms terms, List<TimeFact> entries, LocalDate today) {
        String currency = entries.get(0).billRate().currency();
        Money amount = terms.pricing().total(entries, currency);
        LocalDate later = today.isAfter(cycle.to()) ? today : cycle.to().plusDays(1);
        LocalDate next =
                BillingCycle.of(cycle.projectId(), terms.cycle(), later).to();
        InvoiceTiming timing = new InvoiceTiming(amount, cycle.to(), next, cycle.to());
        return new InvoiceAtRisk(
                cycle.id(),
                cycle.projectId(),
                amount,
                cycle.to(),
                ChronoUnit.DAYS.between(today, cycle.to()),
                next,
                timing.days(),
                timing.financingCost(yearlyRate));
    }
}
