package io.throughline;

import io.throughline.alerts.StandingAlerts;
import io.throughline.contract.Snapshots;
import io.throughline.delivery.Redelivery;
import io.throughline.delivery.Sweeper.Unparking;
import io.throughline.delivery.http.Rendering;
import io.throughline.desk.ActivationAlerts;
import io.throughline.desk.CaseAlerts;
import io.throughline.desk.CaseBook;
import io.throughline.desk.CaseJson;
import io.throughline.desk.CaseWatch;
import io.throughline.desk.CutOffWatch;
import io.throughline.desk.Decisions;
import io.throughline.desk.DeskViews;
import io.throughline.desk.EventVersions;
import io.throughline.desk.Handling;
import io.throughline.desk.HeldFlows;
import io.throughline.desk.LateInvoiceAlerts;
import io.throughline.desk.LatePayrollAlert;
import io.throughline.desk.ParkedBook;
import io.throughline.desk.Payloads;
import io.throughline.desk.PayrollAlerts;
import io.throughline.desk.Preparation;
import io.throughline.desk.ReadinessAlerts;
import io.throughline.desk.Remedies;
import io.throughline.desk.SetupAlerts;
import io.throughline.journal.BillingStore;
import io.throughline.journal.OpenWork;
import io.throughline.journal.PayrollExportStore;
import io.throughline.journal.Seal;
import io.throughline.mapping.MappingFiles;
import io.throughline.mapping.Schemas;
import io.throughline.money.PostingPeriods;
import io.throughline.people.ChangeWhatIf;
import io.throughline.people.LatePayrolls;
import io.throughline.people.LeaveFacts;
import io.throughline.people.PayCalendar;
import io.throughline.people.Routing;
import io.throughline.replay.Replays;
import io.throughline.work.ActivationGates;
import io.throughline.work.BillFixedPriceRules;
import io.throughline.work.BillProjectRules;
import io.throughline.work.BlockedStarts;
import io.throughline.work.GroupCurrency;
import io.throughline.work.MoneyAtRisk;
import io.throughline.work.OpenCycles;
import io.throughline.work.RateLookup;
import io.throughline.work.SlowSetups;
import io.throughline.work.UnbilledCycles;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The exception desk, by the names under which its routes call it. */
final class DeskBeans {

    private DeskBeans() {}

    /** @param built beans the desk stands on: {@code redelivery}, {@code replays}, {@code intake}, {@code rendering} and the rules */
    static Map<String, Object> build(
            Stores stores,
            Seal seal,
            Map<String, Object> built,
            MappingFiles files,
            Schemas schemas,
            Settings settings,
            Clock clock) {
        Snapshots known = stores.knowledge();
        RateLookup rates = new RateLookup(known);
        BillingStore billing = new BillingStore(stores.database(), known);
        BillProjectRules rules = new BillProjectRules(known, stores.times(), billing, Routing.shipped(), clock);
        UnbilledCycles cycles = new UnbilledCycles(known, stores.times(), billing, rules, rates, clock);
        MoneyAtRisk money = new MoneyAtRisk(known, stores.times(), rates, cycles, clock)
                .valuing(((ChangeWhatIf) built.get("change-what-if"))::assess);
        Remedies remedies = new Remedies(files);
        CaseBook book = new CaseBook(clock);
        ParkedBook parked = new ParkedBook(seal);
        CaseWatch watch = new CaseWatch(
                stores.database(),
                stores.audit(),
                book,
                parked,
                stores.ledger(),
                stores.journal(),
                known,
                money,
                new GroupCurrency(known, settings.get("throughline.desk.group-currency"), clock),
                remedies,
                Duration.ofSeconds(settings.number("throughline.desk.waiting-seconds")),
                clock);
        CaseJson json = new CaseJson(watch, remedies, settings.number("throughline.delivery.attempts"), clock);
        Payloads payloads = new Payloads(stores.journal(), stores.ledger(), parked, (Rendering) built.get("rendering"));
        Replays replays = (Replays) built.get("replays");
        Handling handling = new Handling(
                stores.database(),
                stores.audit(),
                book,
                parked,
                stores.journal(),
                stores.ledger(),
                (Redelivery) built.get("redelivery"),
                replays);
        Preparation preparation = new Preparation(
                stores.database(), parked, stores.ledger(), new HeldFlows(stores.ledger(), replays, seal), ((Unparking)
                        built.get("intake"))::resume);
        OpenCycles open = new OpenCycles(known, rules, billing, cycles, new OpenWork(stores.database())::days, clock);
        ReadinessAlerts readiness =
                new ReadinessAlerts(open, standing(stores, ReadinessAlerts.WORKFLOW), watch, json, clock);
        RetainerEnds fees = new RetainerEnds(
                stores, (BillFixedPriceRules) built.get("bill-fixed-price-rules"), new PostingPeriods(known, clock));
        LateInvoiceAlerts late = new LateInvoiceAlerts(
                open, fees::late, known, standing(stores, LateInvoiceAlerts.WORKFLOW), watch, json, clock);
        ActivationGates gates = new ActivationGates(known, rates, Routing.shipped());
        BlockedStarts starts = new BlockedStarts(known, gates, money, rates, clock);
        ActivationAlerts activation =
                new ActivationAlerts(starts, standing(stores, ActivationAlerts.WORKFLOW), watch, json);
        SetupAlerts setups = new SetupAlerts(
                new SlowSetups(known, gates, money, clock), standing(stores, SetupAlerts.WORKFLOW), watch, json);
        PayrollAlerts payrolls = new PayrollAlerts(
                new LatePayrolls(
                        known,
                        stores.times(),
                        LeaveFacts.over(known),
                        new PayrollExportStore(stores.database()),
                        PayCalendar.shipped(),
                        clock),
                standing(stores, PayrollAlerts.WORKFLOW),
                new LatePayrollAlert(money, watch, json, remedies, clock));
        return Map.of(
                "case-watch",
                watch,
                "cut-off-watch",
                new CutOffWatch(
                        List.of(readiness::look, late::look, activation::look, setups::look, payrolls::look), clock),
                "case-alerts",
                new CaseAlerts(stores.database(), stores.audit(), book, json, stores.alerts(), clock),
                "desk-views",
                new DeskViews(stores.database(), book, parked, watch, payloads, json, stores.audit()),
                "decisions",
                new Decisions(
                        stores.database(),
                        book,
                        stores.journal(),
                        new EventVersions(stores.journal(), schemas),
                        preparation,
                        handling));
    }

    private static StandingAlerts standing(Stores stores, String workflow) {
        return new StandingAlerts(stores.database(), stores.audit(), stores.alerts(), workflow);
    }
}
