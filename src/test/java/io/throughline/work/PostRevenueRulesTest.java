package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.Invoice;
import io.throughline.money.Money;
import io.throughline.money.Posting;
import io.throughline.money.PostingPeriods;
import io.throughline.money.RevenueEvent;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;
import io.throughline.people.Routing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Revenue of 1,000 dollars of a contract by time, as it is posted. */
class PostRevenueRulesTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    private static final Contract TIME = Months.contract("1001", "TM", "USD", "LE-US", "");

    private final InMemorySnapshots known =
            Deals.snapshots().put("contract", "CT-1001", TIME).put("project", "P-1001", Months.project(TIME));
    private final Months.Kept kept = new Months.Kept();
    private final PostRevenueRules rules =
            new PostRevenueRules(known, kept, Routing.shipped(), new PostingPeriods(known, NOW), NOW);

    private static Revenues revenue(Contract contract, String amount) {
        return Revenues.proposal(
                contract, "REV-1", RevenueEvent.Method.AS_INCURRED, OCTOBER, OCTOBER, Money.of(amount, "USD"));
    }

    private Plan plan(RevenueEvent revenue) {
        return rules.plan(Canon.event("revenue.proposed.v1", "REV-1", revenue), revenue);
    }

    private Posting posting(RevenueEvent revenue) {
        return Json.read(plan(revenue).steps().get(0).payload(), Posting.class);
    }

    private List<String> lines(RevenueEvent revenue) {
        return posting(revenue).lines().stream()
                .map(line -> line.account() + " " + line.amount() + " " + line.text())
                .toList();
    }

    @Test
    void it_waits_for_the_project_in_the_erp_and_names_the_month_of_service() {
        Step step = plan(revenue(TIME, "1000.00").build()).steps().get(0);
        assertThat(step.lane()).isEqualTo("contract:CT-1001");
        assertThat(step.needs()).containsExactly("project:P-1001@netsuite");
        assertThat(lines(revenue(TIME, "1000.00").build()))
                .containsExactly(
                        "unbilled 1000.00 Revenue CT-1001, service 2026-10",
                        "revenue -1000.00 Revenue CT-1001, service 2026-10");
        RevenueEvent undated = Canon.with(revenue(TIME, "1000.00").build(), "servicePeriod", null);
        assertThat(lines(undated)).allMatch(line -> line.endsWith("service 2026-10"));
        RevenueEvent late = Revenues.proposal(
                        TIME,
                        "REV-1",
                        RevenueEvent.Method.AS_INCURRED,
                        OCTOBER,
                        YearMonth.of(2026, 9),
                        Money.of("1.00", "USD"))
                .build();
        assertThat(lines(late)).allMatch(line -> line.endsWith("service 2026-09"));
    }

    @Test
    void nothing_is_posted_of_nothing() {
        assertThat(plan(revenue(TIME, "0.00").build())).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_provision_is_posted_beside_the_revenue() {
        assertThat(lines(revenue(TIME, "0.00")
                        .provision(Money.of("50.00", "USD"))
                        .build()))
                .containsExactly(
                        "loss-expense 50.00 Expected loss CT-1001", "loss-provision -50.00 Expected loss CT-1001");
    }

    @Test
    void only_invoices_of_the_contract_in_its_currency_are_earned_out_of() {
        Invoice billed = Canon.with(Canon.sample("invoice_issued.json", Invoice.class), "contractId", "CT-1001");
        known.put("invoice", "INV-1", Canon.with(billed, "contractId", "CT-1002"));
        known.put("invoice", "INV-2", Canon.with(billed, "currency", "EUR"));
        assertThat(lines(revenue(TIME, "1000.00").build()).get(0)).startsWith("unbilled 1000.00");
        known.put("invoice", "INV-3", billed);
        assertThat(lines(revenue(TIME, "1000.00").build()).get(0)).startsWith("deferred-revenue 1000.00");
    }

    @ParameterizedTest
    @CsvSource({"2026-10-15, false, 2026-10-15", ", false, 2026-10-31", "2026-10-15, true, 2026-11-20"})
    void it_is_posted_on_its_day_unless_the_period_is_closed(LocalDate day, boolean closed, LocalDate posted) {
        if (closed) {
            known.put("fiscal-period", "LE-US-2026-10", DemoFirm.period("LE-US", "2026-10", FiscalPeriod.State.CLOSED));
        }
        Revenues revenue = revenue(TIME, "1000.00");
        RevenueEvent event = day == null ? revenue.build() : revenue.posted(day).build();
        assertThat(posting(event).postingDate()).isEqualTo(posted);
    }

    @ParameterizedTest
    @CsvSource({
        "FIXED_POC, 1000.00, false",
        "FIXED_POC, 1000.01, true",
        "FIXED_MILESTONE, 1000.01, true",
        "RETAINER, 1000.01, false"
    })
    void a_fixed_price_is_all_that_can_be_earned(String type, String toDate, boolean held) {
        Contract fixed = Months.contract(
                "1001", type, "USD", "LE-US", ",\"price\":{\"amount\":\"1000.00\",\"currency\":\"USD\"}");
        known.put("contract", "CT-1001", fixed);
        RevenueEvent last =
                revenue(fixed, "1.00").cumulative(Money.of(toDate, "USD")).build();
        assertThat(plan(last).held()).isEqualTo(held);
    }

    @Test
    void without_a_sum_to_date_what_was_recognised_counts() {
        Contract fixed = Months.contract(
                "1001", "FIXED_POC", "USD", "LE-US", ",\"price\":{\"amount\":\"1000.00\",\"currency\":\"USD\"}");
        known.put("contract", "CT-1001", fixed);
        kept.events.add(revenue(fixed, "999.00").build());
        assertThat(plan(revenue(fixed, "1.00").build()).held()).isFalse();
        assertThat(plan(revenue(fixed, "1.01").build()).held()).isTrue();
    }
}
