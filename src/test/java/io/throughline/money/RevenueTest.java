package io.throughline.money;

import static io.throughline.money.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Revenue by each method (CALC-06, 07 and 08). */
class RevenueTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Rate RATE = Rate.hourly("200.0000", "USD");

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    @Test
    void time_is_revenue_in_the_month_of_service_whether_invoiced_or_not() {
        List<TimeFact> entries = List.of(
                entry("T-1", "SAR", "2026-09-30", 60, "200"),
                entry("T-2", "SAR", "2026-10-01", 120, "200"),
                entry("T-3", "SAR", "2026-10-31", 60, RATE, TimeFact.State.BILLED, "INV-1"),
                entry("T-4", "SAR", "2026-11-01", 600, "200"));
        RevenueFigure october = AsIncurredRevenue.of(entries, OCTOBER, TimePricing.PLAIN, null, "USD");
        assertThat(october).isEqualTo(new RevenueFigure(RevenueEvent.Method.AS_INCURRED, usd("200.00"), usd("800.00")));
        assertThat(october.period()).isEqualTo(usd("600.00"));
        assertThat(october.policyId()).isEqualTo("revenue_as_incurred");
    }

    @ParameterizedTest
    @EnumSource
    void only_approved_time_is_revenue(TimeFact.State state) {
        RevenueFigure october = AsIncurredRevenue.of(
                List.of(entry("T-1", "SAR", "2026-10-05", 60, RATE, state, null)),
                OCTOBER,
                TimePricing.PLAIN,
                null,
                "USD");
        assertThat(october.period()).isEqualTo(state.approved() ? usd("200.00") : usd("0.00"));
    }

    @Test
    void time_no_client_pays_is_no_revenue() {
        TimeFact internal = Entries.internal(entry("T-1", "SAR", "2026-10-05", 60, "200"));
        assertThat(AsIncurredRevenue.of(List.of(internal), OCTOBER, TimePricing.PLAIN, null, "USD")
                        .toDate())
                .isEqualTo(usd("0.00"));
    }

    @Test
    void a_cap_is_used_up_in_order_of_service() {
        List<TimeFact> entries = List.of(
                entry("T-1", "SAR", "2026-09-30", 240, "200"),
                entry("T-2", "SAR", "2026-10-01", 120, "200"),
                entry("T-3", "SAR", "2026-11-02", 120, "200"));
        Money cap = usd("1000.00");
        assertThat(AsIncurredRevenue.of(entries, OCTOBER, TimePricing.PLAIN, cap, "USD")
                        .prior())
                .isEqualTo(usd("800.00"));
        assertThat(AsIncurredRevenue.of(entries, OCTOBER, TimePricing.PLAIN, cap, "USD")
                        .period())
                .isEqualTo(usd("200.00"));
        assertThat(AsIncurredRevenue.of(entries, OCTOBER.plusMonths(1), TimePricing.PLAIN, cap, "USD")
                        .period())
                .isEqualTo(usd("0.00"));
    }

    @Test
    void a_retainer_is_earned_by_the_day() {
        ServicePeriod quarter = new ServicePeriod(LocalDate.of(2026, 10, 16), LocalDate.of(2026, 12, 15));
        assertThat(StraightLineRevenue.byMonth(usd("10000.00"), quarter))
                .containsExactly(
                        java.util.Map.entry(OCTOBER, usd("2622.95")),
                        java.util.Map.entry(OCTOBER.plusMonths(1), usd("4918.03")),
                        java.util.Map.entry(OCTOBER.plusMonths(2), usd("2459.02")));
        RevenueFigure november = StraightLineRevenue.of(usd("10000.00"), quarter, OCTOBER.plusMonths(1));
        assertThat(november.prior()).isEqualTo(usd("2622.95"));
        assertThat(november.period()).isEqualTo(usd("4918.03"));
        assertThat(november.policyId()).isEqualTo("revenue_straight_line");
        assertThat(StraightLineRevenue.of(usd("10000.00"), quarter, OCTOBER.minusMonths(1)))
                .isEqualTo(new RevenueFigure(RevenueEvent.Method.STRAIGHT_LINE, usd("0.00"), usd("0.00")));
        assertThat(StraightLineRevenue.of(usd("10000.00"), quarter, OCTOBER.plusMonths(3)))
                .isEqualTo(new RevenueFigure(RevenueEvent.Method.STRAIGHT_LINE, usd("10000.00"), usd("10000.00")));
    }

    @Test
    void the_last_period_takes_the_remainder() {
        ServicePeriod quarter = new ServicePeriod(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 12, 31));
        assertThat(StraightLineRevenue.byMonth(usd("1000.00"), quarter).values())
                .containsExactly(usd("336.96"), usd("326.09"), usd("336.95"));
        ServicePeriod oneDay = new ServicePeriod(LocalDate.of(2026, 10, 31), LocalDate.of(2026, 10, 31));
        assertThat(StraightLineRevenue.byMonth(usd("5.00"), oneDay))
                .containsExactly(java.util.Map.entry(OCTOBER, usd("5.00")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-30, 30.00, 30.00",
        "2026-10-01, 0.00, 30.00",
        "2026-10-31, 0.00, 30.00",
        "2026-11-01, 0.00, 0.00"
    })
    void a_milestone_is_earned_whole_on_the_day_it_is_accepted(LocalDate accepted, String prior, String toDate) {
        List<MilestoneRevenue.Milestone> milestones = List.of(
                new MilestoneRevenue.Milestone("M1", usd("30.00"), accepted),
                new MilestoneRevenue.Milestone("M2", usd("70.00"), null));
        RevenueFigure october = MilestoneRevenue.of(milestones, OCTOBER, "USD");
        assertThat(october).isEqualTo(new RevenueFigure(RevenueEvent.Method.MILESTONE, usd(prior), usd(toDate)));
        assertThat(october.policyId()).isEqualTo("revenue_milestone");
    }

    @Test
    void a_milestone_has_an_id_and_an_amount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MilestoneRevenue.Milestone(null, usd("1.00"), null))
                .withMessage("id is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MilestoneRevenue.Milestone("M1", null, null))
                .withMessage("amount is missing");
    }

    @Test
    void an_estimate_is_more_than_zero_and_not_less_than_the_cost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostToCost.Estimate(usd("0.00"), usd("0.00")))
                .withMessage("atCompletion USD 0.00 is not more than zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostToCost.Estimate(usd("10.01"), usd("10.00")))
                .withMessage("atCompletion USD 10.00 is less than the cost to date USD 10.01");
        assertThat(new CostToCost.Estimate(usd("10.00"), usd("10.00"))
                        .progress()
                        .toPlainString())
                .isEqualTo("1.000000");
        assertThat(new CostToCost.Estimate(usd("2.00"), usd("3.00")).progress().toPlainString())
                .isEqualTo("0.666667");
    }

    @Test
    void no_provision_is_made_for_a_contract_that_breaks_even_or_whose_loss_is_shown() {
        assertThat(contract("50.00", "100.00").expectedResult()).isEqualTo(usd("0.00"));
        assertThat(contract("50.00", "100.00").provision()).isEqualTo(usd("0.00"));
        assertThat(contract("50.00", "100.02").provision()).isEqualTo(usd("0.01"));
        assertThat(contract("120.00", "120.00").resultToDate()).isEqualTo(usd("-20.00"));
        assertThat(contract("120.00", "120.00").provision()).isEqualTo(usd("0.00"));
        assertThat(contract("0.00", "120.00").provision()).isEqualTo(usd("20.00"));
        CostToCost even = new CostToCost(
                usd("100000.00"), new CostToCost.Estimate(usd("66666.66"), usd("100000.00")), null, usd("0.00"));
        assertThat(even.resultToDate()).isEqualTo(usd("0.04"));
        assertThat(even.provision()).isEqualTo(usd("0.00"));
    }

    private static CostToCost contract(String cost, String atCompletion) {
        return new CostToCost(usd("100.00"), new CostToCost.Estimate(usd(cost), usd(atCompletion)), null, usd("0.00"));
    }
}
