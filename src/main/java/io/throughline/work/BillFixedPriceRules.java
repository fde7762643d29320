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
import io.throughline.money.BillingTerms;
import io.throughline.money.CreditNotes;
import io.throughline.money.CycleWork;
import io.throughline.money.ExpenseFact;
import io.throughline.money.ExpenseLines;
import io.throughline.money.FixedInvoice;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceRules;
import io.throughline.money.MilestoneCycle;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.ServicePeriod;
import io.throughline.people.Routing;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-17 for what is not billed by time: one invoice per accepted milestone, less what is withheld (CALC-05), and one per
 * month of a retainer. Expenses that the client pays beside the price are on the invoice of a fee, those of a month without
 * one on an invoice of their own.
 */
public final class BillFixedPriceRules {

    private final Snapshots snapshots;
    private final Acceptances acceptances;
    private final BillingFacts billing;
    private final BillProjectRules projects;
    private final MilestoneCredit credit;
    private final Routing routing;
    private final PostingPeriods periods;

    public BillFixedPriceRules(
            Snapshots snapshots,
            BillingFacts billing,
            BillProjectRules projects,
            MilestoneCredit credit,
            Routing routing,
            PostingPeriods periods) {
        this.snapshots = snapshots;
        this.acceptances = new Acceptances(snapshots);
        this.billing = billing;
        this.projects = projects;
        this.credit = credit;
        this.routing = routing;
        this.periods = periods;
    }

    /**
     * Step {@code invoice} of a milestone, dated its acceptance, or in the first open month when that of it is closed, or today
     * when it takes the place of one that was voided or credited; held by the gates R4, R7
     * (not accepted), R8, R9, R10 and R11, nothing when it is billed.
     *
     * @param cycleId such as {@code BC-P-1002-M-CT-1002-M1}
     */
    public Plan milestone(String cycleId) {
        MilestoneCycle cycle = MilestoneCycle.parse(cycleId);
        Optional<BillingTerms> known = projects.terms(cycle.projectId());
        if (known.isEmpty() || billing.invoiceOf(cycleId).isPresent()) {
            return Plan.NOTHING;
        }
        BillingTerms terms = known.get();
        Optional<MilestoneAcceptance> accepted = acceptances.standing(cycle.milestoneId());
        if (accepted.isEmpty()) {
            return Plan.stopped(List.of(Violation.hold(
                    "R7", "", "milestone " + cycle.milestoneId() + " is not accepted (account-manager)")));
        }
        MilestoneSchedule.Item item = MilestoneSchedule.of(contract(terms))
                .find(cycle.milestoneId())
                .orElseThrow(() -> new IllegalArgumentException(
                        "milestoneId " + cycle.milestoneId() + " is not in contract " + terms.contractId()));
        LocalDate day = accepted.get().acceptedOn();
        List<Invoice.Line> lines = new ArrayList<>();
        lines.add(FixedInvoice.line(1, Invoice.Line.Kind.MILESTONE, item.name(), terms.projectId(), item.gross()));
        if (item.retained().signum() > 0) {
            lines.add(FixedInvoice.line(
                    2,
                    Invoice.Line.Kind.MILESTONE,
                    "Retained until acceptance of the whole",
                    terms.projectId(),
                    item.retained().negated()));
        }
        int version = nextVersion(cycleId);
        Invoice invoice = FixedInvoice.of(
                terms,
                cycleId,
                cycle.invoiceId(terms.billingEntityId(), version),
                version,
                projects.issued(terms, cycleId, day),
                new ServicePeriod(day, day),
                lines);
        return plan(terms, invoice);
    }

    /** What is asked of a month: its expenses alone for {@code billing.expensesdue.v1}, else its fee. */
    public Plan month(String type, String cycleId) {
        return type.startsWith("billing.expensesdue.") ? expenses(cycleId) : retainer(cycleId);
    }

    /**
     * Step {@code invoice} with the fee of one month and the expenses that are in the ERP by then, dated its last day of
     * service, or in the first open month when that of it is closed, or today when it takes the place of a voided one; nothing
     * for other contracts, months without service and a month that is billed.
     *
     * @param cycleId such as {@code BC-P-1010-2026-10}
     */
    public Plan retainer(String cycleId) {
        BillingCycle cycle = BillingCycle.parse(cycleId);
        Optional<BillingTerms> known = projects.terms(cycle.projectId());
        if (known.isEmpty() || billing.invoiceOf(cycleId).isPresent()) {
            return Plan.NOTHING;
        }
        BillingTerms terms = known.get();
        Contract contract = contract(terms);
        Optional<RetainerFee> fee = RetainerFee.of(contract, YearMonth.from(cycle.to()));
        if (fee.isEmpty()) {
            return Plan.NOTHING;
        }
        ServicePeriod service = fee.get().service();
        CycleWork spent = projects.spent(terms, cycle);
        List<Invoice.Line> lines = new ArrayList<>();
        lines.add(FixedInvoice.line(
                1,
                Invoice.Line.Kind.RETAINER,
                "Retainer " + service.from() + ".." + service.to(),
                terms.projectId(),
                fee.get().amount()));
        lines.addAll(ExpenseLines.lines(1, spent.toBill()));
        return plan(terms, ofMonth(terms, cycle, service, lines), cycle, spent);
    }

    /**
     * Step {@code invoice} with the expenses of a month alone, or {@code credit-note} when refunds outweigh them, dated like a
     * fee; held by R3 while one of them is not in the ERP and by the gates of a fee; nothing for contracts by time, without
     * expenses and for a month that is billed.
     *
     * @param cycleId such as {@code BC-P-1002-2026-10}
     */
    public Plan expenses(String cycleId) {
        BillingCycle cycle = BillingCycle.parse(cycleId);
        Optional<BillingTerms> known = projects.terms(cycle.projectId()).filter(terms -> !terms.byTime());
        if (known.isEmpty() || billing.invoiceOf(cycleId).isPresent()) {
            return Plan.NOTHING;
        }
        BillingTerms terms = known.get();
        CycleWork spent = projects.spent(terms, cycle);
        if (spent.comesToNothing(terms)) {
            return Plan.NOTHING;
        }
        long onTheWay = spent.expenses().stream()
                .filter(expense -> expense.billable() && expense.state() == ExpenseFact.State.APPROVED)
                .count();
        if (onTheWay > 0) {
            return Plan.stopped(List.of(
                    Violation.hold("R3", "", onTheWay + " expenses are approved but not in the ERP (finance-ops)")));
        }
        List<Invoice.Line> lines = ExpenseLines.lines(0, spent.toBill());
        return plan(terms, ofMonth(terms, cycle, cycle.period(), lines), cycle, spent);
    }

    private Invoice ofMonth(BillingTerms terms, BillingCycle cycle, ServicePeriod service, List<Invoice.Line> lines) {
        int version = nextVersion(cycle.id());
        return FixedInvoice.of(
                terms,
                cycle.id(),
                cycle.invoiceId(terms.billingEntityId(), version),
                version,
                projects.issued(terms, cycle.id(), service.to()),
                service,
                lines);
    }

    /** What the expenses of a month come to; empty when its project cannot be billed. */
    public Optional<Money> spent(BillingCycle month) {
        return projects.terms(month.projectId())
                .map(terms -> ExpenseLines.total(projects.spent(terms, month).toBill(), terms.currency()));
    }

    /** The number of the next invoice of a cycle, 1 for the first; the one after a voided invoice is 2. */
    public int nextVersion(String cycleId) {
        return projects.nextVersion(cycleId);
    }

    /** The fee of a month of a retainer; empty where it has none. */
    public Optional<Money> fee(Contract contract, YearMonth month) {
        return RetainerFee.of(contract, month).map(RetainerFee::amount);
    }

    /** As after any invoice; one of a milestone whose acceptance was taken back meanwhile is credited at once. */
    public Plan after(Settled settled) {
        Plan plan = projects.afterInvoice(settled);
        Invoice invoice = Json.read(settled.step().payload(), Invoice.class);
        boolean milestone = settled.event().type().equals("billing.milestonedue.v1");
        if (!milestone) {
            return plan;
        }
        String id = MilestoneCycle.parse(invoice.billingCycleId()).milestoneId();
        if (acceptances.standing(id).isPresent()) {
            return plan;
        }
        Plan credited =
                credit.step(invoice, acceptances.revoked(id)).map(Plan::of).orElse(Plan.NOTHING);
        return credited.emitting(plan.emits().toArray(Event[]::new));
    }

    /** The document with expenses; a credit note when refunds outweigh what it charges. */
    private Plan plan(BillingTerms terms, Invoice invoice, BillingCycle cycle, CycleWork spent) {
        boolean back = invoice.net().signum() < 0;
        List<Violation> found = gates(terms, invoice);
        InvoiceRules.check(invoice, terms, List.of(), spent.toBill(), Money.zero(invoice.currency())).stream()
                .filter(one -> !back || !one.rule().equals("V-INV-04"))
                .forEach(found::add);
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        return back
                ? step("credit-note", terms, CreditNotes.of(invoice, projects.corrected(cycle, spent)))
                : step("invoice", terms, invoice);
    }

    private Plan plan(BillingTerms terms, Invoice invoice) {
        List<Violation> found = gates(terms, invoice);
        found.addAll(InvoiceRules.check(invoice, terms, List.of(), Money.zero(invoice.currency())));
        return found.isEmpty() ? step("invoice", terms, invoice) : Plan.stopped(found);
    }

    private Plan step(String name, BillingTerms terms, Invoice document) {
        String erp = routing.of(terms.billingEntityId()).erp();
        return Plan.of(Step.of(name, erp, "invoice", "project:" + terms.projectId(), Json.toTree(document))
                .needing("customer:" + terms.customerId() + "@" + erp, "project:" + terms.projectId() + "@" + erp)
                .then("bill-fixed-price.invoice-done"));
    }

    /** R4, R9, R10 and R11; what the purchase order leaves (R8) is looked at with the invoice. */
    private List<Violation> gates(BillingTerms terms, Invoice invoice) {
        List<Violation> found = new ArrayList<>();
        List<String> exceptions = billing.openExceptions(terms.projectId());
        if (!exceptions.isEmpty()) {
            found.add(Violation.hold(
                    "R4", "", exceptions.size() + " open exceptions, first: " + exceptions.get(0) + " (finance-ops)"));
        }
        if (!terms.missing().isEmpty()) {
            found.add(Violation.hold(
                    "R9", "", "customer lacks " + String.join(", ", terms.missing()) + " (finance-ops)"));
        }
        String rate = projects.missingRate(terms, invoice.issueDate());
        if (rate != null) {
            found.add(Violation.hold("R10", "", "no exchange rate from " + rate + " (finance-ops)"));
        }
        YearMonth period = YearMonth.from(invoice.issueDate());
        if (!periods.open(terms.billingEntityId(), period)) {
            found.add(Violation.hold(
                    "R11",
                    "",
                    "no accounting period of " + terms.billingEntityId() + " is open for it up to " + period));
        }
        return found;
    }

    private Contract contract(BillingTerms terms) {
        return snapshots.latest("contract", terms.contractId(), Contract.class).orElseThrow();
    }
}
