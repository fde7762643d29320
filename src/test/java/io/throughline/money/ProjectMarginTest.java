package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.ProjectMargin.Amounts;
import io.throughline.money.ProjectMargin.Scope;
import org.junit.jupiter.api.Test;

class ProjectMarginTest {

    private static final Amounts ACTUALS = new Amounts(
            usd("1100.00"), usd("400.00"), usd("50.00"), usd("130.00"), usd("100.00"), usd("70.00"), usd("25.00"));
    private static final Amounts REMAINING = new Amounts(
            usd("500.00"), usd("200.00"), usd("10.00"), usd("40.00"), usd("15.00"), usd("7.00"), usd("3.00"));

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    @Test
    void the_group_leaves_intercompany_out() {
        ProjectMargin margin = ProjectMargin.booked(Scope.GROUP, ACTUALS);
        assertThat(margin.netRevenue()).isEqualTo(usd("1000.00"));
        assertThat(margin.nonBillableExpense()).isEqualTo(usd("30.00"));
        assertThat(margin.margin()).isEqualTo(usd("520.00"));
        assertThat(margin.ratio().orElseThrow().toPlainString()).isEqualTo("0.5200");
    }

    @Test
    void an_entity_pays_and_earns_intercompany() {
        ProjectMargin margin = ProjectMargin.booked(Scope.ENTITY, ACTUALS);
        assertThat(margin.netRevenue()).isEqualTo(usd("1025.00"));
        assertThat(margin.margin()).isEqualTo(usd("475.00"));
        assertThat(margin.ratio().orElseThrow().toPlainString()).isEqualTo("0.4634");
    }

    @Test
    void a_forecast_adds_what_is_still_planned() {
        ProjectMargin margin = ProjectMargin.forecast(Scope.ENTITY, ACTUALS, REMAINING);
        assertThat(margin.amounts())
                .isEqualTo(new Amounts(
                        usd("1600.00"),
                        usd("600.00"),
                        usd("60.00"),
                        usd("170.00"),
                        usd("115.00"),
                        usd("77.00"),
                        usd("28.00")));
        assertThat(margin.netRevenue()).isEqualTo(usd("1513.00"));
        assertThat(margin.margin()).isEqualTo(usd("721.00"));
    }

    @Test
    void every_margin_names_what_it_is() {
        assertThat(ProjectMargin.booked(Scope.GROUP, ACTUALS).view().id()).isEqualTo("margin_booked_group");
        assertThat(ProjectMargin.booked(Scope.ENTITY, ACTUALS).view().id()).isEqualTo("margin_booked_entity");
        assertThat(ProjectMargin.forecast(Scope.GROUP, ACTUALS, REMAINING)
                        .view()
                        .id())
                .isEqualTo("margin_forecast_group");
        assertThat(ProjectMargin.forecast(Scope.ENTITY, ACTUALS, REMAINING)
                        .view()
                        .id())
                .isEqualTo("margin_forecast_entity");
    }

    @Test
    void without_revenue_there_is_a_margin_and_no_ratio() {
        ProjectMargin none = ProjectMargin.booked(Scope.GROUP, Amounts.ofLabour(usd("0.00"), usd("10.00")));
        assertThat(none.margin()).isEqualTo(usd("-10.00"));
        assertThat(none.ratio()).isEmpty();
        assertThat(ProjectMargin.booked(Scope.GROUP, Amounts.ofLabour(usd("-5.00"), usd("10.00")))
                        .ratio())
                .isEmpty();
        assertThat(ProjectMargin.booked(Scope.GROUP, Amounts.ofLabour(usd("0.01"), usd("0.02")))
                        .ratio()
                        .orElseThrow()
                        .toPlainString())
                .isEqualTo("-1.0000");
    }

    @Test
    void a_charge_is_added_to_labour_alone() {
        Amounts charged = Amounts.ofLabour(usd("100.00"), usd("40.00")).charged(usd("9.00"));
        Money none = Money.zero("USD");
        assertThat(charged).isEqualTo(new Amounts(usd("100.00"), usd("40.00"), none, none, none, usd("9.00"), none));
    }
}
