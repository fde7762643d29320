package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.contract.Violation;
import io.throughline.money.ExpenseFact;
import io.throughline.money.ExpenseFacts;
import io.throughline.money.ExpenseLines;
import io.throughline.money.FxRates;
import io.throughline.money.LegalEntity;
import io.throughline.money.Money;
import io.throughline.people.ChangeRules;
import io.throughline.people.FollowUp;
import io.throughline.people.Routing;
import io.throughline.people.Worker;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WF-15: an approved expense becomes an expense report in the ERP of the worker's legal entity, converted into company
 * currency and, when the client pays it, into the currency of the contract; one that is taken back is reversed by a
 * document of its own. Without the exchange rate of its day it waits for one.
 */
public final class PostExpenseRules {

    private static final String ACCOUNT = "account";

    private final Snapshots snapshots;
    private final ExpenseFacts facts;
    private final ExpensePolicy policy;
    private final ExpenseRules rules;
    private final FxRates rates;
    private final Routing routing;
    private final Clock clock;

    public PostExpenseRules(
            Snapshots snapshots, ExpenseFacts facts, ExpensePolicy policy, Routing routing, Clock clock) {
        this.snapshots = snapshots;
        this.facts = facts;
        this.policy = policy;
        this.rules = new ExpenseRules(facts, policy);
        this.rates = new FxRates(snapshots);
        this.routing = routing;
        this.clock = clock;
    }

    /**
     * Step {@code erp} in lane {@code expense:<id>}, or {@code reverse} when it is not approved any more, with step
     * {@code payroll} over the amount taken back where payroll was told to pay it; a correction when it is on an invoice. Waits for worker, project or rate; held by V-EXP-01 and V-EXP-03 to V-EXP-06.
     */
    public Plan plan(Event event, Expense expense) {
        Optional<ExpenseFact> known = facts.latest(expense.expenseId());
        if (known.isPresent() && known.get().version() > expense.version()) {
            return Plan.OVERTAKEN;
        }
        if (known.filter(fact -> fact.state() == ExpenseFact.State.BILLED).isPresent()) {
            return new BilledExpense(facts, clock).plan(event, known.get(), expense);
        }
        if (expense.status() != Expense.Status.APPROVED) {
            return known.filter(fact -> fact.state() != ExpenseFact.State.REVERSED)
                            .isPresent()
                    ? reverse(expense)
                    : Plan.NOTHING;
        }
        Optional<Worker> worker = snapshots.find("worker", expense.workerId(), expense.date(), Worker.class);
        if (worker.isEmpty()) {
            return Plan.waiting(ChangeRules.awaits(expense.workerId()), List.of());
        }
        Project project = null;
        if (expense.projectId() != null) {
            project = snapshots
                    .latest("project", expense.projectId(), Project.class)
                    .orElse(null);
            if (project == null) {
                return Plan.waiting(Awaited.object("project", expense.projectId()), List.of());
            }
        }
        return expense.amount().signum() == 0 ? Plan.NOTHING : post(expense, worker.get(), project);
    }

    /** {@code expense.posted.v1}, and step {@code payroll} when payroll pays the worker back. */
    public Plan afterErp(Settled settled) {
        ObjectNode posted = settled.step().payload().deepCopy();
        Expense sent = Json.read(posted, Expense.class);
        boolean takenBack = facts.latest(sent.expenseId())
                .filter(fact -> fact.state() == ExpenseFact.State.REVERSED)
                .isPresent();
        if (takenBack || sent.status() == Expense.Status.REVERSED) {
            return Plan.NOTHING;
        }
        String entity = posted.path("legalEntityId").asText();
        posted.put("status", Expense.Status.POSTED.name());
        posted.remove(List.of(ACCOUNT, "legalEntityId"));
        Event told = FollowUp.keyed(
                FollowUp.of(
                        settled.event(),
                        sent.expenseId() + "-posted-v" + sent.version(),
                        "expense.posted.v1",
                        sent.expenseId(),
                        key(sent),
                        sent.version(),
                        Json.read(posted, Expense.class),
                        clock.instant()),
                "expense:" + sent.expenseId() + ":" + sent.version());
        if (sent.paymentMethod() != Expense.PaymentMethod.PAYROLL) {
            return Plan.NOTHING.emitting(told);
        }
        return Plan.of(payroll(sent, entity, posted)).emitting(told);
    }

    private Plan post(Expense expense, Worker worker, Project project) {
        String entity = worker.employment().legalEntityId();
        Optional<LegalEntity> company = snapshots.latest("legal-entity", entity, LegalEntity.class);
        if (company.isEmpty()) {
            return Plan.waiting(Awaited.object("legal-entity", entity), List.of());
        }
        Contract contract = project == null || project.contractId() == null
                ? null
                : snapshots
                        .latest("contract", project.contractId(), Contract.class)
                        .orElse(null);
        List<Violation> found = new ArrayList<>(rules.check(expense, entity, project, contract));
        if (!found.isEmpty()) {
            return Plan.stopped(found);
        }
        String from = expense.amount().currency();
        Optional<BigDecimal> fx = rates.on(expense.date(), from, company.get().currency());
        if (fx.isEmpty()) {
            return missing(expense, from, company.get().currency());
        }
        ObjectNode posted = Json.toTree(expense);
        posted.put("legalEntityId", entity);
        posted.put(ACCOUNT, policy.account(entity, expense.category()).orElseThrow());
        if (expense.costCenterId() == null) {
            posted.put("costCenterId", worker.org().costCenterId());
        }
        Money companyAmount = Money.rounded(
                expense.amount().amount().multiply(fx.get()), company.get().currency());
        Optional<Violation> tooMuch = rules.limit(expense, entity, companyAmount);
        if (tooMuch.isPresent()) {
            return Plan.stopped(List.of(tooMuch.get()));
        }
        posted.put("fxRate", fx.get().setScale(10).toPlainString());
        posted.set("companyAmount", Json.toTree(companyAmount));
        posted.put("billable", ExpenseRules.charged(expense, contract));
        if (ExpenseRules.charged(expense, contract)) {
            Optional<BigDecimal> billed = rates.on(expense.date(), from, contract.currency());
            if (billed.isEmpty()) {
                return missing(expense, from, contract.currency());
            }
            BigDecimal markup = expense.markupPct() == null ? contract.markupPct() : expense.markupPct();
            Money asked = ExpenseLines.billable(expense.amount(), billed.get(), markup, contract.currency());
            posted.put("markupPct", markup == null ? null : markup.toPlainString());
            posted.set("billableAmount", Json.toTree(asked));
        }
        return Plan.of(step("erp", entity, expense, project, posted));
    }

    private static Plan missing(Expense expense, String from, String to) {
        return Plan.waiting(
                Awaited.rate(from, to),
                List.of(Violation.warn(
                        "V-EXP-02",
                        "/amount",
                        "FX_MISSING: no rate from " + from + " to " + to + " on " + expense.date() + " for "
                                + expense.amount())));
    }

    private Plan reverse(Expense expense) {
        Expense posted =
                snapshots.latest("expense", expense.expenseId(), Expense.class).orElse(expense);
        Optional<Worker> worker = snapshots.find("worker", posted.workerId(), posted.date(), Worker.class);
        String entity = worker.map(one -> one.employment().legalEntityId()).orElse(null);
        ObjectNode reversal = Json.toTree(posted);
        reversal.put("expenseId", posted.expenseId() + "-R")
                .put("version", expense.version())
                .put("status", Expense.Status.REVERSED.name())
                .put("correctionOf", posted.expenseId())
                .put("legalEntityId", entity)
                .put(ACCOUNT, policy.account(entity, posted.category()).orElse(null));
        reversal.set("amount", Json.toTree(negated(posted.amount())));
        if (posted.tax() != null) {
            reversal.withObject("/tax")
                    .set("amount", Json.toTree(negated(posted.tax().amount())));
        }
        if (posted.companyAmount() != null) {
            reversal.set("companyAmount", Json.toTree(negated(posted.companyAmount())));
        }
        Project project = posted.projectId() == null
                ? null
                : snapshots.latest("project", posted.projectId(), Project.class).orElse(null);
        Step document = step("reverse", entity, posted, project, reversal);
        boolean paidBack = posted.status() == Expense.Status.POSTED
                && posted.paymentMethod() == Expense.PaymentMethod.PAYROLL
                && posted.companyAmount() != null;
        return paidBack ? Plan.of(document, payroll(posted, entity, reversal)) : Plan.of(document);
    }

    private Step payroll(Expense expense, String entity, ObjectNode posted) {
        ObjectNode paid = posted.deepCopy().put("legalEntityId", entity);
        paid.remove(ACCOUNT);
        snapshots
                .latest("worker", expense.workerId(), Worker.class)
                .ifPresent(worker -> paid.put("payrollId", worker.payrollId()));
        return Step.of("payroll", routing.of(entity).payroll(), "reimbursement", lane(expense), paid);
    }

    private Step step(String name, String entity, Expense expense, Project project, ObjectNode payload) {
        String erp = routing.of(entity).erp();
        List<String> needs = new ArrayList<>();
        needs.add("worker:" + expense.workerId() + "@" + erp);
        if (project != null
                && project.billingEntityId() != null
                && routing.of(project.billingEntityId()).erp().equals(erp)) {
            needs.add("project:" + project.projectId() + "@" + erp);
        }
        return new Step(name, erp, "expense", lane(expense), payload, needs, "post-expense.erp-done");
    }

    private static Money negated(Money amount) {
        return Money.zero(amount.currency()).minus(amount);
    }

    private static String lane(Expense expense) {
        return "expense:" + expense.expenseId();
    }

    private static String key(Expense expense) {
        return expense.projectId() == null ? lane(expense) : "project:" + expense.projectId();
    }
}
