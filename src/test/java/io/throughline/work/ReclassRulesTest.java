package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.CostReclass;
import io.throughline.money.IntercompanyAgreements;
import io.throughline.money.Money;
import io.throughline.money.Posting;
import io.throughline.money.PostingPeriods;
import io.throughline.money.Rate;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import io.throughline.people.Told;
import io.throughline.people.WorkerFact;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WF-02 step 6 with the figures of CALC-10: 104.00 hours move from LE-US to LE-DE, which lends its worker to LE-US. */
class ReclassRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-10-08T16:00:00Z"), ZoneOffset.UTC);
    private static final String ID = "W-0900";
    private static final String ENTITY = "employment.legalEntityId";
    private static final String CENTER = "org.costCenterId";

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final InMemoryFacts facts = new InMemoryFacts();
    private final List<WorkerFact> told = new ArrayList<>();
    private final PostingPeriods periods = new PostingPeriods(known, NOW);
    private IntercompanyAgreements agreements = IntercompanyAgreements.shipped();

    @BeforeEach
    void september() {
        closed("LE-US-2026-09");
        rate("EUR", "1.0800000000");
        tell(Told.hire(ID));
        LocalDate day = LocalDate.parse("2026-09-14");
        for (int i = 1; i <= 13; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                worked("T-" + i++, "LE-US", "CC-1100", day.toString(), 480);
            }
        }
    }

    private void closed(String period) {
        known.put(
                "fiscal-period",
                period,
                Map.of(
                        "periodId",
                        period,
                        "version",
                        1,
                        "legalEntityId",
                        period.substring(0, 5),
                        "from",
                        period.substring(6) + "-01",
                        "to",
                        period.substring(6) + "-30",
                        "state",
                        "CLOSED"));
    }

    private void rate(String currency, String rate) {
        known.put(
                "fx-rate",
                currency,
                Map.of(
                        "fxRateId",
                        currency,
                        "version",
                        1,
                        "from",
                        currency,
                        "to",
                        "USD",
                        "type",
                        "CLOSING",
                        "date",
                        "2026-09-30",
                        "rate",
                        rate));
    }

    private void worked(String id, String entity, String center, String date, int minutes) {
        facts.time.removeIf(fact -> fact.timeEntryId().equals(id));
        facts.time.add(Canon.with(
                Months.entry(id, ID, "SAR", entity, "P-1003", date, minutes, Rate.hourly("215.0000", "USD")),
                "costCenterId",
                center));
    }

    private void tell(ObjectNode document) {
        told.add(WorkerFact.of(Told.event(document)));
    }

    private void transfer() {
        tell(Told.change(ID, 2, "2026-09-14", ENTITY, "LE-US", "LE-DE", CENTER, "CC-1100", "CC-4200"));
    }

    private ReclassRules rules() {
        return new ReclassRules(
                known, facts, id -> List.copyOf(told), new MovedCost(known, agreements, "USD"), periods, NOW);
    }

    private static Event due() {
        return Canon.event(
                "worker.reclassdue.v1",
                ID,
                Json.mapper().createObjectNode().put("workerId", ID).put("from", "2026-09-14"));
    }

    /** The plans of all projects and months a worker's due event leads to. */
    private List<Plan> plans() {
        return rules().plan(due()).emits().stream().map(rules()::plan).toList();
    }

    /** Runs it once and keeps what is told. */
    private List<CostReclass> run() {
        List<CostReclass> runs = new ArrayList<>();
        for (Plan plan : plans()) {
            assertThat(plan.findings()).isEmpty();
            plan.emits().forEach(event -> runs.add(Json.read(event.data(), CostReclass.class)));
        }
        runs.forEach(one -> known.put("cost-reclass", one.reclassId(), one));
        return runs;
    }

    private static List<String> lines(CostReclass reclass) {
        return reclass.lines().stream()
                .map(line -> String.join(
                        " ",
                        line.legalEntityId(),
                        line.account().name(),
                        String.valueOf(line.partnerId()),
                        String.valueOf(line.costCenterId()),
                        line.amount().toString()))
                .toList();
    }

    @Test
    void the_labour_of_the_transfer_moves_in_the_open_period_and_is_charged_back() {
        transfer();
        CostReclass reclass = run().get(0);
        assertThat(reclass.reclassId()).isEqualTo("RC-2026-09-W-0900-P-1003-1");
        assertThat(reclass.servicePeriod()).isEqualTo(YearMonth.of(2026, 9));
        assertThat(reclass.period()).isEqualTo(YearMonth.of(2026, 10));
        assertThat(reclass.minutes()).isEqualTo(104 * 60);
        assertThat(lines(reclass))
                .containsExactly(
                        "LE-US PAYROLL_CLEARING null null USD 9620.00",
                        "LE-US PROJECT_LABOUR_COST null CC-1100 USD -9620.00",
                        "LE-US INTERCOMPANY_LABOUR_COST null null USD 8417.70",
                        "LE-US INTERCOMPANY_PAYABLE LE-DE null USD -8417.70",
                        "LE-DE PROJECT_LABOUR_COST null CC-4200 USD 7652.46",
                        "LE-DE PAYROLL_CLEARING null null USD -7652.46",
                        "LE-DE INTERCOMPANY_RECEIVABLE LE-US null USD 8417.70",
                        "LE-DE INTERCOMPANY_REVENUE null null USD -8417.70");
        assertThat(run()).as("again").isEmpty();
    }

    @Test
    void every_entity_posts_its_lines_in_its_own_erp_with_one_reference() {
        transfer();
        known.external("project", "P-1003", "netsuite", "5019");
        Plan plan = new PostReclassRules(known, Routing.shipped(), periods).plan(run().get(0));
        assertThat(Canon.steps(plan)).containsExactly("posting-LE-US netsuite posting", "posting-LE-DE sap posting");
        List<Posting> postings = plan.steps().stream()
                .map(step -> Json.read(step.payload(), Posting.class))
                .toList();
        assertThat(postings)
                .extracting(Posting::postingId)
                .containsExactly("RC-2026-09-W-0900-P-1003-1-LE-US", "RC-2026-09-W-0900-P-1003-1-LE-DE");
        assertThat(postings).extracting(Posting::reference).containsOnly("RC-2026-09-W-0900-P-1003-1");
        assertThat(postings).extracting(Posting::postingDate).containsOnly(LocalDate.parse("2026-10-08"));
        assertThat(postings.get(0).lines())
                .extracting(line -> line.account() + " " + line.amount() + " " + line.projectId() + " " + line.text())
                .containsExactly(
                        "payroll-clearing 9620.00 P-1003 P-1003 2026-09 W-0900",
                        "project-labour -9620.00 P-1003 P-1003 2026-09 W-0900",
                        "intercompany-cost 8417.70 P-1003 P-1003 2026-09 W-0900",
                        "intercompany-payable -8417.70 P-1003 P-1003 2026-09 W-0900 LE-DE");
        assertThat(postings.get(1).lines())
                .extracting(line -> line.account() + " " + line.costCenterId() + " " + line.projectId())
                .contains("project-labour CC-4200 null");
    }

    @Test
    void a_change_that_is_taken_back_is_reversed() {
        transfer();
        CostReclass first = run().get(0);
        tell(Told.change(ID, 3, "2026-09-14", ENTITY, "LE-DE", "LE-US", CENTER, "CC-4200", "CC-1100"));
        CostReclass second = run().get(0);
        assertThat(second.run()).isEqualTo(2);
        assertThat(second.minutes()).isZero();
        assertThat(sums(first, second).values()).containsOnly(Money.zero("USD"));
        assertThat(run()).isEmpty();
    }

    private static Map<String, Money> sums(CostReclass... runs) {
        Map<String, Money> sums = new TreeMap<>();
        for (CostReclass run : runs) {
            run.lines()
                    .forEach(line -> sums.merge(
                            line.legalEntityId() + line.account() + line.partnerId() + line.costCenterId(),
                            line.amount(),
                            Money::plus));
        }
        return sums;
    }

    @Test
    void time_that_comes_after_the_change_never_moves_and_one_entry_booked_anew_is_taken_out() {
        transfer();
        run();
        worked("T-99", "LE-DE", "CC-4200", "2026-09-30", 60);
        assertThat(run()).isEmpty();
        worked("T-13", "LE-DE", "CC-4200", "2026-09-30", 480);
        CostReclass second = run().get(0);
        assertThat(second.minutes()).isEqualTo(96 * 60);
        assertThat(lines(second)).contains("LE-US PROJECT_LABOUR_COST null CC-1100 USD 740.00");
    }

    @Test
    void a_cost_centre_of_the_same_entity_moves_labour_and_nothing_else() {
        tell(Told.change(ID, 2, "2026-09-14", CENTER, "CC-1100", "CC-1200"));
        assertThat(lines(run().get(0)))
                .containsExactly(
                        "LE-US PROJECT_LABOUR_COST null CC-1100 USD -9620.00",
                        "LE-US PROJECT_LABOUR_COST null CC-1200 USD 9620.00");
    }

    @Test
    void a_lent_worker_who_changes_his_cost_centre_alone_needs_no_agreement_for_it() {
        agreements = IntercompanyAgreements.read(new StringReader("from,to,method,value,effective_from\n"));
        facts.time.clear();
        worked("T-1", "LE-DE", "CC-4200", "2026-09-14", 60);
        tell(Told.change(ID, 2, "2026-09-01", ENTITY, "LE-US", "LE-DE", CENTER, "CC-1100", "CC-4100"));
        assertThat(lines(run().get(0)))
                .containsExactly(
                        "LE-DE PROJECT_LABOUR_COST null CC-4200 USD -73.58",
                        "LE-DE PROJECT_LABOUR_COST null CC-4100 USD 73.58");
    }

    @Test
    void the_charge_of_a_former_lender_is_given_back_by_its_own_agreement() {
        agreements = IntercompanyAgreements.read(
                new StringReader(
                        """
                from,to,method,value,effective_from
                LE-JP,LE-US,fixed-card,15000 JPY,2026-01-01
                LE-DE,LE-US,bill-share,0.65,2026-01-01
                """));
        rate("JPY", "0.0066666667");
        facts.time.clear();
        worked("T-1", "LE-JP", "CC-8100", "2026-09-14", 60);
        transfer();
        assertThat(lines(run().get(0)))
                .contains(
                        "LE-US INTERCOMPANY_PAYABLE LE-JP null USD 100.00",
                        "LE-JP INTERCOMPANY_RECEIVABLE LE-US null USD -100.00",
                        "LE-US INTERCOMPANY_PAYABLE LE-DE null USD -139.75",
                        "LE-US INTERCOMPANY_LABOUR_COST null null USD 39.75");
    }

    @Test
    void the_month_of_the_work_takes_it_when_it_is_open_for_all_and_each_month_stands_alone() {
        worked("T-50", "LE-US", "CC-1100", "2026-10-01", 120);
        transfer();
        assertThat(run())
                .extracting(CostReclass::servicePeriod, CostReclass::period)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(YearMonth.of(2026, 9), YearMonth.of(2026, 10)),
                        org.assertj.core.groups.Tuple.tuple(YearMonth.of(2026, 10), YearMonth.of(2026, 10)));
    }

    @Test
    void a_month_that_is_closed_for_the_other_entity_alone_is_not_written_either() {
        known.put(
                "fiscal-period",
                "LE-US-2026-09",
                Map.of(
                        "periodId", "LE-US-2026-09",
                        "version", 2,
                        "legalEntityId", "LE-US",
                        "from", "2026-09-01",
                        "to", "2026-09-30",
                        "state", "OPEN"));
        closed("LE-DE-2026-09");
        transfer();
        assertThat(run().get(0).period()).isEqualTo(YearMonth.of(2026, 10));
    }

    @Test
    void what_cannot_be_valued_is_held_by_name_and_holds_up_no_other_month() {
        transfer();
        agreements = IntercompanyAgreements.read(new StringReader("from,to,method,value,effective_from\n"));
        assertThat(plans()).singleElement().satisfies(plan -> {
            assertThat(Canon.rules(plan.findings())).containsExactly("V-IC-01 HOLD");
            assertThat(plan.findings().get(0).message()).startsWith("no agreement between LE-DE and LE-US");
        });
        agreements = IntercompanyAgreements.shipped();
        facts.time.add(Months.entry("T-77", ID, "XYZ", "LE-US", "P-1003", "2026-10-01", 60, null));
        List<Plan> plans = plans();
        assertThat(plans).hasSize(2);
        assertThat(plans.get(0).emits()).hasSize(1);
        assertThat(plans.get(1).findings())
                .extracting(finding -> finding.rule() + " " + finding.message())
                .containsExactly(
                        "COST_RECLASS no cost rate of XYZ in LE-US for T-77",
                        "COST_RECLASS no cost rate of XYZ in LE-DE for T-77");
    }

    @Test
    void it_is_looked_at_although_a_later_change_was_told_before() {
        transfer();
        assertThat(rules().plan(due()).stands(true)).isTrue();
        assertThat(plans()).allMatch(plan -> plan.stands(true));
    }

    @Test
    void a_worker_read_as_a_whole_without_a_date_moves_nothing_that_is_booked() {
        tell(Told.whole(ID, 9, "CC-1900", "Consultant", "2026-10-07T10:00:00Z"));
        assertThat(run()).isEmpty();
        transfer();
        assertThat(run()).as("that was dated").hasSize(1);
    }

    @Test
    void time_that_nobody_has_approved_has_no_cost_to_move() {
        facts.time.replaceAll(fact -> Canon.with(fact, "state", "SUBMITTED"));
        transfer();
        assertThat(rules().plan(due())).isEqualTo(Plan.NOTHING.healing());
    }
}
