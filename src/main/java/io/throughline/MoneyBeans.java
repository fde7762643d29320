package io.throughline;

import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.journal.BillingStore;
import io.throughline.journal.RevenueStore;
import io.throughline.journal.WorkerFacts;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.Money;
import io.throughline.money.PostingPeriods;
import io.throughline.people.Routing;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.BillProjectRules;
import io.throughline.work.BillTrueUpRules;
import io.throughline.work.CostTrueUpRules;
import io.throughline.work.GroupCurrency;
import io.throughline.work.IntercompanyRules;
import io.throughline.work.MilestoneCredit;
import io.throughline.work.MilestoneRules;
import io.throughline.work.MovedCost;
import io.throughline.work.PostIntercompanyRules;
import io.throughline.work.PostReclassRules;
import io.throughline.work.PostRevenueRules;
import io.throughline.work.RateLookup;
import io.throughline.work.ReclassRules;
import io.throughline.work.RepriceTimeRules;
import io.throughline.work.RevenueRules;
import io.throughline.work.TimeEntry;
import io.throughline.work.TrueUpCredit;
import io.throughline.work.TrueUpRules;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The rules of milestones, revenue and charges between entities, by the names under which flows call them. */
final class MoneyBeans {

    private MoneyBeans() {}

    static Map<String, Object> build(
            Stores stores,
            BillProjectRules projects,
            Routing routing,
            Money trueUpApproval,
            String groupCurrency,
            Clock clock) {
        Snapshots known = stores.knowledge();
        PostingPeriods periods = new PostingPeriods(known, clock);
        RevenueStore revenue = new RevenueStore(stores.database());
        BillingStore billing = new BillingStore(stores.database(), known);
        MilestoneCredit credit = new MilestoneCredit(known, billing, projects, routing, periods, clock);
        Map<String, Object> beans = new HashMap<>();
        beans.put("milestone-credit", credit);
        beans.put("milestone-rules", new MilestoneRules(known, credit, periods, clock));
        beans.put(
                "bill-fixed-price-rules", new BillFixedPriceRules(known, billing, projects, credit, routing, periods));
        beans.put(
                "revenue-rules",
                new RevenueRules(known, stores.times(), revenue, new RateLookup(known), periods, clock));
        beans.put("post-revenue-rules", new PostRevenueRules(known, revenue, routing, periods, clock));
        IntercompanyAgreements agreements = IntercompanyAgreements.shipped();
        beans.put("intercompany-rules", new IntercompanyRules(known, stores.times(), agreements, periods, clock));
        beans.put(
                "reclass-rules",
                new ReclassRules(
                        known,
                        stores.times(),
                        new WorkerFacts(stores.knowledge()),
                        new MovedCost(known, agreements, groupCurrency),
                        periods,
                        clock));
        beans.put("post-reclass-rules", new PostReclassRules(known, routing, periods));
        beans.put("post-intercompany-rules", new PostIntercompanyRules(known, routing, periods));
        RateLookup rates = new RateLookup(known);
        TrueUpCredit trueUpCredit = new TrueUpCredit(known, projects, routing, periods, clock);
        beans.put("true-up-credit", trueUpCredit);
        beans.put("true-up-rules", new TrueUpRules(known, stores.times(), entries(stores), rates, periods, clock));
        beans.put(
                "bill-true-up-rules",
                new BillTrueUpRules(
                        known,
                        stores.times(),
                        rates,
                        trueUpCredit,
                        periods,
                        new GroupCurrency(known, trueUpApproval.currency(), clock),
                        trueUpApproval,
                        clock));
        beans.put("cost-true-up-rules", new CostTrueUpRules(known, stores.times(), periods, clock));
        beans.put("reprice-time-rules", new RepriceTimeRules(known, routing, periods));
        return beans;
    }

    /** Entries as they were last told, from the journal. */
    private static Function<String, Optional<TimeEntry>> entries(Stores stores) {
        return id -> stores.times()
                .eventOf(id)
                .flatMap(number ->
                        stores.database().read(connection -> stores.journal().find(connection, number)))
                .filter(entry -> !entry.pruned())
                .map(entry -> Json.read(entry.event().data(), TimeEntry.class));
    }
}
