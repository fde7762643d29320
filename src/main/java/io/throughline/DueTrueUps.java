package io.throughline;

import io.throughline.journal.BillingStore;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingTerms;
import io.throughline.money.CycleWork;
import io.throughline.money.Invoice;
import io.throughline.money.TrueUp;
import io.throughline.work.BillProjectRules;
import io.throughline.work.TrueUpClaim;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** WF-21: cycles with true-ups that no invoice has, so that they are billed also where no work comes any more. */
final class DueTrueUps {

    private final Stores stores;
    private final BillProjectRules billing;
    private final BillingStore billed;

    DueTrueUps(Stores stores, BillProjectRules billing, BillingStore billed) {
        this.stores = stores;
        this.billing = billing;
        this.billed = billed;
    }

    /**
     * The first cycle of each from its day on that is over and has no invoice.
     *
     * @param today today where the entity is that bills
     */
    Set<BillingCycle> cycles(Function<BillingTerms, LocalDate> today) {
        Set<BillingCycle> cycles = new LinkedHashSet<>();
        for (TrueUpClaim claim : stores.knowledge().all("true-up", TrueUpClaim.class)) {
            if (claim.document() == TrueUp.Document.TRUE_UP_LINE && claim.effectiveFrom() != null) {
                billing.terms(claim.projectId())
                        .filter(terms -> terms.byTime() && terms.cycle().isOfDays())
                        .flatMap(terms -> cycle(claim, terms, today.apply(terms)))
                        .ifPresent(cycles::add);
            }
        }
        return cycles;
    }

    private Optional<BillingCycle> cycle(TrueUpClaim claim, BillingTerms terms, LocalDate today) {
        if (claim.effectiveFrom().isBefore(today.minusDays(CycleWork.LATE_DAYS))) {
            return Optional.empty();
        }
        BillingCycle cycle = BillingCycle.of(terms.projectId(), terms.cycle(), claim.effectiveFrom());
        while (cycle.to().isBefore(today)) {
            Optional<Invoice> invoice = billed.invoiceOf(cycle.id());
            if (invoice.isEmpty()) {
                return Optional.of(cycle);
            }
            if (holds(invoice.get().lines(), claim)) {
                return Optional.empty();
            }
            cycle = BillingCycle.of(terms.projectId(), terms.cycle(), cycle.to().plusDays(1));
        }
        return Optional.empty();
    }

    private static boolean holds(List<Invoice.Line> lines, TrueUpClaim claim) {
        return lines.stream().anyMatch(line -> line.entryIds().contains(claim.trueUpId()));
    }
}
