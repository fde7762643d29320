package io.throughline;

import io.throughline.contract.Snapshots;
import io.throughline.journal.BillingStore;
import io.throughline.journal.WorkerFacts;
import io.throughline.journal.WorkerKeys;
import io.throughline.money.Money;
import io.throughline.money.TimeFacts;
import io.throughline.people.ActivationRules;
import io.throughline.people.AvailabilityRules;
import io.throughline.people.ChangeRules;
import io.throughline.people.LeaveFacts;
import io.throughline.people.OnboardingRules;
import io.throughline.people.PayrollRules;
import io.throughline.people.ReadWorkerRules;
import io.throughline.people.RetroPolicy;
import io.throughline.people.Routing;
import io.throughline.people.WorkerHistory;
import io.throughline.people.WorkerRules;
import io.throughline.people.WorkerSteps;
import io.throughline.work.ActivateProjectRules;
import io.throughline.work.ActivationGates;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.BillProjectRules;
import io.throughline.work.CloseProjectRules;
import io.throughline.work.ContractRules;
import io.throughline.work.CustomerRules;
import io.throughline.work.EInvoiceRules;
import io.throughline.work.Lending;
import io.throughline.work.ProjectSetupRules;
import io.throughline.work.QualifyRules;
import io.throughline.work.RateLookup;
import io.throughline.work.StaffingRules;
import io.throughline.work.SuspendProjectRules;
import io.throughline.work.TimePolicy;
import io.throughline.work.TimeRules;
import io.throughline.work.TransferTimeRules;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The rules of the business, by the names under which flows call them. */
final class RuleBeans {

    private RuleBeans() {}

    static Map<String, Object> build(Stores stores, Clock clock, Duration quiet, int retroPeriods) {
        return build(stores, clock, quiet, retroPeriods, Money.of("5000", "USD"));
    }

    /** @param trueUpApproval amount in group currency above which a true-up needs approval */
    static Map<String, Object> build(
            Stores stores, Clock clock, Duration quiet, int retroPeriods, Money trueUpApproval) {
        Snapshots known = stores.knowledge();
        TimeFacts time = stores.times();
        Routing routing = Routing.shipped();
        LeaveFacts leave = LeaveFacts.over(known);
        RateLookup rates = new RateLookup(known);
        Lending lending = new Lending(known, routing, clock);
        CustomerRules customers = new CustomerRules(known);
        ActivationRules activation = new ActivationRules(routing, clock);
        AvailabilityRules availability = new AvailabilityRules(known, leave, clock);
        WorkerRules workers = new WorkerRules(known, new WorkerKeys(stores.knowledge()), clock);
        WorkerHistory history = new WorkerFacts(stores.knowledge());
        WorkerSteps steps = new WorkerSteps(known, routing, activation, clock);
        ChangeRules changes =
                new ChangeRules(history, workers, steps, availability, new RetroPolicy(known, retroPeriods), clock);
        BillingStore billing = new BillingStore(stores.database(), known);
        BillProjectRules billProject = new BillProjectRules(known, time, billing, routing, clock);

        ActivateProjectRules activateProject =
                new ActivateProjectRules(known, new ActivationGates(known, rates, routing), routing, clock);

        Map<String, Object> beans = new HashMap<>();
        beans.put("onboarding-rules", new OnboardingRules(history, workers, steps, changes, availability));
        beans.put("change-rules", changes);
        beans.put("read-worker-rules", new ReadWorkerRules());
        beans.put("activation-rules", activation);
        beans.put("customer-rules", customers);
        beans.put("qualify-rules", new QualifyRules(known, clock));
        beans.put(
                "project-setup-rules",
                new ProjectSetupRules(known, customers, new ContractRules(known, rates), routing, clock));
        beans.put("suspend-project-rules", new SuspendProjectRules(known, time, routing, clock));
        beans.put("close-project-rules", new CloseProjectRules(known, time, rates, routing));
        beans.put("activate-project-rules", activateProject);
        beans.put("lending", lending);
        beans.put("staffing-rules", new StaffingRules(known, rates, lending, clock));
        beans.put(
                "transfer-time-rules",
                new TransferTimeRules(
                        known, time, new TimeRules(known, time, TimePolicy.DEFAULT), rates, routing, lending, clock));
        beans.put("bill-project-rules", billProject);
        beans.put("e-invoice-rules", new EInvoiceRules(known));
        beans.put("payroll-rules", new PayrollRules(known, time, leave, routing, clock));
        beans.putAll(MoneyBeans.build(stores, billProject, routing, trueUpApproval, clock));
        PeriodEnds ends = new PeriodEnds(stores, (BillFixedPriceRules) beans.get("bill-fixed-price-rules"), clock);
        beans.put("due-work", new DueWork(stores, billProject, billing, activateProject, ends, clock, quiet));
        return beans;
    }
}
