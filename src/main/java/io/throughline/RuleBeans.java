package io.throughline;

import io.throughline.api.BillingApi;
import io.throughline.api.StaffingAssessment;
import io.throughline.contract.Ownership;
import io.throughline.contract.Snapshots;
import io.throughline.journal.BillingStore;
import io.throughline.journal.ExpenseFactStore;
import io.throughline.journal.PayrollExportStore;
import io.throughline.journal.WorkerFacts;
import io.throughline.journal.WorkerKeys;
import io.throughline.mapping.Systems;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.money.TimeFacts;
import io.throughline.people.ActivationRules;
import io.throughline.people.AvailabilityRules;
import io.throughline.people.ChangeGate;
import io.throughline.people.ChangeRules;
import io.throughline.people.ChangeWhatIf;
import io.throughline.people.CostRateRules;
import io.throughline.people.CostRateSteps;
import io.throughline.people.LeaveFacts;
import io.throughline.people.LeaveRules;
import io.throughline.people.OnboardingRules;
import io.throughline.people.PayCalendar;
import io.throughline.people.PayrollJournalRules;
import io.throughline.people.PayrollRules;
import io.throughline.people.ReadWorkerRules;
import io.throughline.people.RehireMatch;
import io.throughline.people.RetroPolicy;
import io.throughline.people.Routing;
import io.throughline.people.SalaryRules;
import io.throughline.people.TerminationRules;
import io.throughline.people.WorkerHistory;
import io.throughline.people.WorkerRules;
import io.throughline.people.WorkerSteps;
import io.throughline.work.ActivateProjectRules;
import io.throughline.work.ActivationGates;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.BillProjectRules;
import io.throughline.work.CapRules;
import io.throughline.work.ClearanceRules;
import io.throughline.work.CloseProjectRules;
import io.throughline.work.ContractRules;
import io.throughline.work.CostRateNews;
import io.throughline.work.CostTrueUpRules;
import io.throughline.work.CustomerRules;
import io.throughline.work.DocumentStatusRules;
import io.throughline.work.EInvoiceRules;
import io.throughline.work.ExpensePolicy;
import io.throughline.work.LeftBehind;
import io.throughline.work.Lending;
import io.throughline.work.LentWorkers;
import io.throughline.work.OwnershipRules;
import io.throughline.work.PostExpenseRules;
import io.throughline.work.ProjectSetupRules;
import io.throughline.work.QualifyRules;
import io.throughline.work.RateLookup;
import io.throughline.work.RateValidation;
import io.throughline.work.ReferenceRules;
import io.throughline.work.ReportPaymentRules;
import io.throughline.work.StaffingAppraisal;
import io.throughline.work.StaffingRules;
import io.throughline.work.SuspendProjectRules;
import io.throughline.work.TimeRules;
import io.throughline.work.TransferTimeRules;
import io.throughline.work.UnbilledCycles;
import io.throughline.work.VoidInvoiceRules;
import io.throughline.work.WorkDone;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The rules of the business, by the names under which flows call them. */
final class RuleBeans {

    private RuleBeans() {}

    /** Whether a system has an operation. */
    private static boolean offers(String system, String operation) {
        return Systems.shipped()
                .find(system)
                .filter(declared -> declared.operations().stream()
                        .anyMatch(one -> one.name().equals(operation)))
                .isPresent();
    }

    static Map<String, Object> build(Stores stores, Clock clock, Duration quiet, WorkerPolicy policy) {
        return build(stores, clock, quiet, policy, Money.of("5000", "USD"));
    }

    /** @param trueUpApproval amount in group currency above which a true-up needs approval */
    static Map<String, Object> build(
            Stores stores, Clock clock, Duration quiet, WorkerPolicy policy, Money trueUpApproval) {
        Snapshots known = stores.knowledge();
        TimeFacts time = stores.times();
        Routing routing = Routing.shipped();
        LeaveFacts leave = LeaveFacts.over(known);
        RateLookup rates = new RateLookup(known);
        Lending lending = new Lending(known, routing, clock);
        CustomerRules customers = new CustomerRules(known);
        ActivationRules activation = new ActivationRules(routing, clock);
        AvailabilityRules availability = new AvailabilityRules(known, leave, clock);
        WorkerKeys index = new WorkerKeys(stores.knowledge());
        WorkerRules workers = new WorkerRules(known, index, clock);
        WorkerHistory history = new WorkerFacts(stores.knowledge());
        WorkerSteps steps = new WorkerSteps(
                known, routing, activation, new LentWorkers(known, time, routing, lending, clock), clock);
        RetroPolicy retro = new RetroPolicy(known, policy.retroPeriods());
        BillingStore billing = new BillingStore(stores.database(), known);
        BillProjectRules billProject = new BillProjectRules(known, time, billing, routing, clock);
        WorkDone done = new WorkDone(
                known,
                time,
                rates,
                retro,
                new UnbilledCycles(known, time, billing, billProject, rates, clock),
                policy.valuing(),
                clock);
        ChangeGate gate = new ChangeGate(done, policy.marginThreshold(), clock);
        ChangeRules changes = new ChangeRules(history, workers, steps, availability, retro, gate, clock);

        ActivateProjectRules activateProject =
                new ActivateProjectRules(known, new ActivationGates(known, rates, routing), routing, clock);

        Map<String, Object> beans = new HashMap<>();
        beans.put(
                "onboarding-rules",
                new OnboardingRules(
                        history, workers, steps, changes, availability, new RehireMatch(index, known), clock));
        beans.put("change-rules", changes);
        beans.put("read-worker-rules", new ReadWorkerRules());
        ChangeWhatIf whatIf = new ChangeWhatIf(history, workers, gate);
        beans.put("change-what-if", whatIf);
        beans.put(
                "staffing-assessment",
                new StaffingAssessment(whatIf, new StaffingAppraisal(known, rates, policy.valuing())));
        LeftBehind left = new LeftBehind(known, time, rates, clock);
        beans.put("termination-rules", new TerminationRules(history, steps, availability, left, clock));
        beans.put("activation-rules", activation);
        beans.put("ownership-rules", new OwnershipRules(Ownership.shipped(), known));
        beans.put("leave-rules", new LeaveRules(known, time, availability, routing, RuleBeans::offers));
        beans.put("customer-rules", customers);
        beans.put(
                "qualify-rules",
                new QualifyRules(known, from -> stores.watermarks().setBack("salesforce", from), clock));
        beans.put(
                "project-setup-rules",
                new ProjectSetupRules(known, customers, new ContractRules(known, rates), routing, clock));
        beans.put("suspend-project-rules", new SuspendProjectRules(known, time, billing, routing, clock));
        beans.put("close-project-rules", new CloseProjectRules(known, time, rates, routing));
        beans.put("activate-project-rules", activateProject);
        beans.put("document-status-rules", new DocumentStatusRules(known));
        beans.put("lending", lending);
        beans.put("staffing-rules", new StaffingRules(known, rates, lending, IntercompanyAgreements.shipped(), clock));
        beans.put("clearance-rules", new ClearanceRules(known, clock));
        beans.put(
                "transfer-time-rules",
                new TransferTimeRules(
                        known, time, new TimeRules(known, time, policy.time()), rates, routing, lending, clock));
        beans.put("bill-project-rules", billProject);
        beans.put("cap-rules", new CapRules(known, clock));
        beans.put("e-invoice-rules", new EInvoiceRules(known));
        PayCalendar calendar = PayCalendar.shipped();
        PayrollRules payroll = new PayrollRules(
                known, time, leave, new PayrollExportStore(stores.database()), calendar, routing, clock);
        beans.put("payroll-rules", payroll);
        beans.put("salary-rules", new SalaryRules(known, clock));
        beans.put("payroll-journal-rules", new PayrollJournalRules(known, routing, new PostingPeriods(known, clock)));
        beans.putAll(MoneyBeans.build(
                stores, billProject, routing, trueUpApproval, policy.valuing().currency(), clock));
        beans.put("cost-rate-news", new CostRateNews(new CostRateSteps(known, steps, clock), (CostTrueUpRules)
                beans.get("cost-true-up-rules")));
        PeriodEnds ends = new PeriodEnds(stores, (BillFixedPriceRules) beans.get("bill-fixed-price-rules"), clock);
        beans.put(
                "due-work",
                new DueWork(
                        stores,
                        billProject,
                        billing,
                        activateProject,
                        new DuePayrolls(stores, payroll, calendar, clock),
                        ends,
                        clock,
                        quiet,
                        policy.graceDays(),
                        left::settled));
        beans.put(
                "post-expense-rules",
                new PostExpenseRules(
                        known, new ExpenseFactStore(stores.knowledge()), ExpensePolicy.shipped(), routing, clock));
        beans.put("report-payment-rules", new ReportPaymentRules(known, clock));
        beans.put("void-invoice-rules", new VoidInvoiceRules(known, routing, clock));
        beans.put("reference-rules", new ReferenceRules(known, clock));
        beans.put("cost-rate-rules", new CostRateRules(known, clock));
        beans.put("billing-api", new BillingApi(new RateValidation(known, rates, time, billing), billProject, clock));
        return beans;
    }
}
