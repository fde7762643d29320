package io.throughline.work;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.BillingCycle;
import io.throughline.money.BillingFacts;
import io.throughline.money.BillingReadiness;
import io.throughline.money.BillingTerms;
import io.throughline.money.CreditNotes;
import io.throughline.money.CycleWork;
import io.throughline.money.ExpenseFact;
import io.throughline.money.FxRates;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceCycle;
import io.throughline.money.InvoiceRules;
import io.throughline.money.LegalEntity;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** WF-16 and WF-17: whether a billing cycle of a project is ready, and its one invoice in the ERP. */
public final class BillProjectRules {

    private static final int DEFAULT_TERMS = 30;

    private final Snapshots snapshots;
    private final TimeFacts time;
    private final BillingFacts billing;
    private final Routing routing;
    private final CapRules cap;
    private final TrueUpLines trueUps;
    private final BilledMarks marks;
    private final InvoiceReport report;
    private final PostingPeriods periods;
    private final Clock clock;

    public BillProjectRules(Snapshots snapshots, TimeFacts time, BillingFacts billing, Routing routing, Clock clock) {
        this.snapshots = snapshots;
        this.time = time;
        this.billing = billing;
        this.routing = routing;
        this.report = new InvoiceReport(snapshots);
        this.marks = new BilledMarks(snapshots);
        this.trueUps = new TrueUpLines(snapshots, billing);
        this.cap = new CapRules(snapshots, clock);
        this.periods = new PostingPeriods(snapshots, clock);
        this.clock = clock;
    }

    /** What billing a project needs to know; empty when project, contract or customer is unknown or it is internal. */
    public Optional<BillingTerms> terms(String projectId) {
        Optional<Project> project = snapshots.latest("project", projectId, Project.class);
        Optional<Contract> contract =
                project.map(Project::contractId).flatMap(id -> snapshots.latest("contract", id, Contract.class));
        Optional<Customer> customer =
                project.map(Project::customerId).flatMap(id -> snapshots.latest("customer", id, Customer.class));
        if (contract.isEmpty() || customer.isEmpty()) {
            return Optional.empty();
        }
        Contract agreed = contract.get();
        Integer days = agreed.paymentTermsDays() != null
                ? agreed.paymentTermsDays()
                : customer.get().paymentTermsDays();
        return Optional.of(new BillingTerms(
                projectId,
                customer.get().customerId(),
                agreed.contractId(),
                agreed.billingEntityId(),
                agreed.currency(),
                TimeEnrichment.byTime(project.get()),
                agreed.invoiceCycle() == null ? InvoiceCycle.MONTHLY : agreed.invoiceCycle(),
                agreed.cap(),
                days == null ? DEFAULT_TERMS : days,
                agreed.poNumber(),
                Boolean.TRUE.equals(agreed.poRequired()),
                agreed.poRemaining(),
                agreed.pricing(),
                taxRate(agreed.billingEntityId(), customer.get()),
                CustomerRules.missingForBilling(customer.get())));
    }

    /** Null when the entity is not known. */
    private BigDecimal taxRate(String entityId, Customer customer) {
        return snapshots
                .latest("legal-entity", entityId, LegalEntity.class)
                .map(entity -> ElectronicInvoices.treatment(entity, customer).rate())
                .orElse(null);
    }

    /** The readiness of a cycle such as {@code BC-P-1003-2026-10B}; empty when the project cannot be billed at all. */
    public Optional<BillingReadiness> readiness(String billingCycleId) {
        BillingCycle cycle = BillingCycle.parse(billingCycleId);
        return terms(cycle.projectId()).map(terms -> readiness(terms, cycle, work(terms, cycle)));
    }

    /** Whether a cycle has no invoice yet, is ready and has something to bill. */
    public boolean isDue(String billingCycleId) {
        BillingCycle cycle = BillingCycle.parse(billingCycleId);
        return terms(cycle.projectId())
                .filter(terms -> billing.invoiceOf(billingCycleId).isEmpty())
                .filter(terms -> {
                    CycleWork work = work(terms, cycle);
                    return !isNothing(terms, cycle, work)
                            && readiness(terms, cycle, work).ready();
                })
                .isPresent();
    }

    /** Whether a cycle has neither work nor a true-up that waits for it. */
    private boolean isNothing(BillingTerms terms, BillingCycle cycle, CycleWork work) {
        return work.comesToNothing(terms) && !trueUps.waitFor(terms, cycle);
    }

    /** The number of the next invoice of a cycle, 1 for the first; the one after a voided invoice is 2. */
    public int nextVersion(String billingCycleId) {
        return billing.invoicesOf(billingCycleId) + 1;
    }

    /**
     * Step {@code invoice} in lane {@code project:<id>} when the cycle is ready and not invoiced, or {@code credit-note}
     * when corrections outweigh its work (V-INV-04); held with one finding per blocker ({@code R1} to {@code R11}) or broken
     * rule; nothing when there is no time and no true-up to bill or it comes to zero, which goes with the next cycle.
     */
    public Plan plan(Event event, String billingCycleId) {
        BillingCycle cycle = BillingCycle.parse(billingCycleId);
        Optional<BillingTerms> known = terms(cycle.projectId());
        if (known.isEmpty()
                || !known.get().byTime()
                || billing.invoiceOf(billingCycleId).isPresent()) {
            return Plan.NOTHING;
        }
        BillingTerms terms = known.get();
        CycleWork work = work(terms, cycle);
        BillingReadiness readiness = readiness(terms, cycle, work);
        if (!readiness.ready()) {
            return Plan.stopped(readiness.blockers().stream()
                    .map(blocker -> Violation.hold(
                            blocker.gate(),
                            "",
                            blocker.reason() + " (" + blocker.owner() + ", " + blocker.amount() + ")"))
                    .toList());
        }
        if (isNothing(terms, cycle, work)) {
            return Plan.NOTHING;
        }
        List<TimeFact> entries = work.entries();
        List<ExpenseFact> expenses = work.toBill();
        Money before = billing.billed(terms.contractId(), terms.currency(), cycle.id());
        Invoice invoice = InvoiceRules.draft(
                terms,
                cycle,
                entries,
                expenses,
                lines -> trueUps.lines(lines, terms, cycle),
                before,
                nextVersion(cycle.id()),
                issued(terms, cycle.id(), cycle.to()));
        boolean back = invoice.net().signum() < 0;
        List<Violation> found = InvoiceRules.check(invoice, terms, entries, expenses, before).stream()
                .filter(one -> !back || !one.rule().equals("V-INV-04"))
                .toList();
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        Invoice document = back ? CreditNotes.of(invoice, corrected(cycle, work)) : invoice;
        String erp = routing.of(terms.billingEntityId()).erp();
        String name = back ? "credit-note" : "invoice";
        return Plan.of(Step.of(name, erp, "invoice", "project:" + terms.projectId(), Json.toTree(document))
                .needing("customer:" + terms.customerId() + "@" + erp, "project:" + terms.projectId() + "@" + erp)
                .then("bill-project.invoice-done"));
    }

    /**
     * Marks of its time in the PSA ({@link BilledMarks}), step {@code crm} where its project came from a deal, {@code invoice.issued.v1} with the number the ERP gave it, {@code billing.capreached.v1} when a maximum cut it, and
     * {@code invoice.transmissiondue.v1} when the customer takes e-invoices. They are events of their own, because an invoice that cannot be transmitted is issued all the same.
     */
    public Plan afterInvoice(Settled settled) {
        Invoice invoice = InvoiceReport.issued(settled);
        List<Step> steps = new ArrayList<>(marks.of(invoice));
        if (invoice.type() != Invoice.Type.CREDIT_NOTE) {
            steps.addAll(report.toCrm(invoice, false, null));
        }
        Plan plan = Plan.of(steps)
                .emitting(FollowUp.keyed(
                        follow(settled, invoice, "-issued-", "invoice.issued.v1"),
                        "invoice:" + invoice.billingCycleId() + ":" + invoice.version()));
        boolean electronic = snapshots
                .latest("customer", invoice.customerId(), Customer.class)
                .filter(customer -> customer.eInvoice() != null)
                .isPresent();
        Plan told = cap.reached(settled, invoice).map(plan::emitting).orElse(plan);
        return electronic
                ? told.emitting(follow(settled, invoice, "-transmission-", "invoice.transmissiondue.v1"))
                : told;
    }

    private Event follow(Settled settled, Invoice invoice, String what, String type) {
        return FollowUp.of(
                settled.event(),
                invoice.invoiceId() + what + invoice.version(),
                type,
                invoice.invoiceId(),
                "project:" + invoice.projectIds().get(0),
                invoice.version(),
                invoice,
                clock.instant());
    }

    /** The invoice that corrections of a cycle correct most, or null. */
    String corrected(BillingCycle cycle, CycleWork work) {
        List<ExpenseFact> spent =
                billing.expenses(cycle.projectId(), cycle.from().minusDays(CycleWork.LATE_DAYS), cycle.to());
        return CreditNotes.corrected(
                work.entries(),
                work.toBill(),
                id -> time.latest(id).map(TimeFact::invoiceId).orElse(null),
                id -> spent.stream()
                        .filter(expense -> expense.expenseId().equals(id))
                        .findFirst()
                        .map(ExpenseFact::invoiceId)
                        .orElse(null));
    }

    /** The expenses that a document of a month is about, beside a price that does not depend on time. */
    CycleWork spent(BillingTerms terms, BillingCycle month) {
        LocalDate from = month.from().minusDays(CycleWork.LATE_DAYS);
        return CycleWork.of(
                terms.byMonth(), month, List::of, () -> billing.expenses(month.projectId(), from, month.to()), billing);
    }

    /** The time and expenses its invoice is about. */
    CycleWork work(BillingTerms terms, BillingCycle cycle) {
        LocalDate from = cycle.from().minusDays(CycleWork.LATE_DAYS);
        return CycleWork.of(
                terms,
                cycle,
                () -> time.ofProject(cycle.projectId(), from, cycle.to()),
                () -> billing.expenses(cycle.projectId(), from, cycle.to()),
                billing);
    }

    /**
     * The date of the next document of a cycle: its last day of service, or today where the entity is for one that takes the
     * place of a voided invoice; a day of the first open month when that month is closed.
     */
    LocalDate issued(BillingTerms terms, String cycleId, LocalDate served) {
        LocalDate today = periods.today(terms.billingEntityId());
        boolean again = nextVersion(cycleId) > 1 && today.isAfter(served);
        return periods.documentDay(terms.billingEntityId(), again ? today : served);
    }

    /**
     * R10: the rate from the currency of the contract to that of the entity that bills which is not known on the day of an
     * invoice, or today where that is later; null when it is known or not needed.
     */
    String missingRate(BillingTerms terms, LocalDate issued) {
        LocalDate today = periods.today(terms.billingEntityId());
        LocalDate day = issued.isAfter(today) ? today : issued;
        return snapshots
                .latest("legal-entity", terms.billingEntityId(), LegalEntity.class)
                .map(LegalEntity::currency)
                .filter(books ->
                        new FxRates(snapshots).on(day, terms.currency(), books).isEmpty())
                .map(books -> terms.currency() + " to " + books + " on " + day)
                .orElse(null);
    }

    private BillingReadiness readiness(BillingTerms terms, BillingCycle cycle, CycleWork work) {
        LocalDate issued = issued(terms, cycle.id(), cycle.to());
        return BillingReadiness.of(
                terms,
                work.reach(),
                work.time(),
                work.expenses(),
                new BillingReadiness.Circumstances(
                        billing.openExceptions(terms.projectId()),
                        billing.billed(terms.contractId(), terms.currency(), cycle.id()),
                        false,
                        missingRate(terms, issued),
                        periods.open(terms.billingEntityId(), YearMonth.from(issued))));
    }
}
