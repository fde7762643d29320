package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.CostToCost.Estimate;
import io.throughline.money.ProjectMargin.Amounts;
import io.throughline.money.ProjectMargin.Scope;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** CALC-03, 07, 09 and 12: margin, revenue, contract balances and intercompany. */
final class CasesOfRevenue {

    private static final Money PRICE = Money.of("300000.00", "USD");

    private CasesOfRevenue() {}

    static Map<String, Consumer<CalculationCase>> checks() {
        return Map.of(
                "CALC-03", CasesOfRevenue::margin,
                "CALC-07a", CasesOfRevenue::anEstimateThatRises,
                "CALC-07b", CasesOfRevenue::anOnerousContract,
                "CALC-09", CasesOfRevenue::balances,
                "CALC-12", CasesOfRevenue::intercompany);
    }

    private static void margin(CalculationCase given) {
        Money none = Money.zero("USD");
        Money passThrough = given.usd("billable_expense_passthrough");
        Amounts amounts = new Amounts(
                given.usd("net_revenue").plus(passThrough),
                given.usd("labour"),
                given.usd("subcontract"),
                given.usd("non_billable_expense").plus(passThrough),
                passThrough,
                none,
                none);
        ProjectMargin margin = ProjectMargin.booked(Scope.GROUP, amounts);
        assertThat(margin.netRevenue()).isEqualTo(given.usd("net_revenue"));
        assertThat(margin.nonBillableExpense()).isEqualTo(given.usd("non_billable_expense"));
        assertThat(margin.margin()).isEqualTo(given.usd("margin"));
        assertThat(margin.ratio()).contains(given.decimal("margin_pct"));
        assertThat(margin.view().id()).isEqualTo("margin_booked_group");
        assertThat(margin.margin().amount().divide(amounts.invoiceable().amount(), 4, RoundingMode.HALF_UP))
                .isEqualTo(given.decimal("margin_pct_if_gross_WRONG"));
    }

    private static void anEstimateThatRises(CalculationCase given) {
        Money eac = Money.of("200000.00", "USD");
        CostToCost september =
                new CostToCost(PRICE, new Estimate(Money.of("50000.00", "USD"), eac), null, Money.zero("USD"));
        assertThat(september.now().progress()).isEqualTo(given.decimal("progress_sep"));
        assertThat(september.revenue().toDate()).isEqualTo(given.usd("revenue_to_date_sep"));
        assertThat(september.catchUp()).isEqualTo(Money.zero("USD"));
        CostToCost october = new CostToCost(
                PRICE,
                new Estimate(Money.of("90000.00", "USD"), Money.of("225000.00", "USD")),
                eac,
                september.revenue().toDate());
        assertThat(october.now().progress()).isEqualTo(given.decimal("progress_oct"));
        assertThat(october.revenue().toDate()).isEqualTo(given.usd("revenue_to_date_oct"));
        assertThat(october.revenue().period()).isEqualTo(given.usd("revenue_oct"));
        assertThat(october.revenue().policyId()).isEqualTo("revenue_cost_to_cost");
        assertThat(october.atEarlierEstimate()).isEqualTo(given.usd("at_old_eac"));
        assertThat(october.catchUp()).isEqualTo(given.usd("cumulative_catch_up"));
        assertThat(october.margin(given.usd("cost_oct"))).isEqualTo(given.usd("margin_oct"));
        assertThat(october.provision()).isEqualTo(Money.zero("USD"));
    }

    private static void anOnerousContract(CalculationCase given) {
        CostToCost contract = new CostToCost(
                PRICE, new Estimate(given.usd("cost_to_date"), Money.of("320000.00", "USD")), null, Money.zero("USD"));
        assertThat(contract.now().progress()).isEqualTo(given.decimal("progress"));
        assertThat(contract.revenue().toDate()).isEqualTo(given.usd("revenue_to_date"));
        assertThat(contract.resultToDate()).isEqualTo(given.usd("loss_to_date"));
        assertThat(contract.expectedResult()).isEqualTo(given.usd("total_expected_loss"));
        assertThat(contract.provision()).isEqualTo(given.usd("provision"));
    }

    private static void balances(CalculationCase given) {
        CalculationCase tm = given.group("tm");
        CalculationCase fixed = given.group("fixed");
        ContractBalance asset = ContractBalance.of("CT-1", tm.usd("revenue"), tm.usd("billed"));
        ContractBalance liability = ContractBalance.of("CT-2", fixed.usd("revenue"), fixed.usd("billed"));
        assertThat(asset.asset()).isEqualTo(tm.usd("unbilled_asset"));
        assertThat(asset.liability()).isEqualTo(tm.usd("deferred_liability"));
        assertThat(liability.asset()).isEqualTo(fixed.usd("unbilled_asset"));
        assertThat(liability.liability()).isEqualTo(fixed.usd("deferred_liability"));
        assertThat(ContractBalance.totals(List.of(asset, liability), "USD"))
                .isEqualTo(new ContractBalance.Totals(tm.usd("unbilled_asset"), fixed.usd("deferred_liability")));
        assertThat(tm.unread()).isEmpty();
        assertThat(fixed.unread()).isEmpty();
    }

    private static void intercompany(CalculationCase given) {
        Translation rate = new Translation("EUR", "USD", new java.math.BigDecimal("1.0800"));
        IntercompanyCharge charge = IntercompanyCharge.of(
                new IntercompanyPrice.CostPlus(new java.math.BigDecimal("0.10")),
                given.decimal("hours"),
                Rate.hourly("68.1308", "EUR"),
                null,
                rate);
        assertThat(charge.policyId()).isEqualTo("cost_plus_10");
        assertThat(charge.cost()).isEqualTo(given.eur("provider_cost_eur"));
        assertThat(charge.charge()).isEqualTo(given.eur("charge_eur"));
        assertThat(charge.received()).isEqualTo(given.usd("charge_usd_at_1_0800"));
        assertThat(charge.providerMargin()).isEqualTo(given.eur("provider_ic_margin_eur"));
        assertThat(charge.notEliminated(charge.received())).isEqualTo(given.eur("elimination_check_eur"));
        assertThat(new IntercompanyPrice.BillRateShare(new java.math.BigDecimal("0.65"))
                        .charge(given.decimal("hours"), null, Rate.hourly("210", "USD")))
                .isEqualTo(given.usd("bill_rate_share_65pct_usd"));
    }
}
