package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions of utilization and of the cost of an hour (CALC-01 and 02). */
class CapacityFiguresTest {

    private static final Utilization.Basis BASIS = new Utilization.Basis(
            new BigDecimal("176"),
            new BigDecimal("8"),
            new BigDecimal("16"),
            new BigDecimal("130"),
            new BigDecimal("140"));

    private static final LabourCostRate RATE = new LabourCostRate(
            Money.of("50000.00", "USD"),
            new BigDecimal("0.10"),
            Money.of("3000.00", "USD"),
            new BigDecimal("2000"),
            new BigDecimal("400"));

    @ParameterizedTest
    @CsvSource({"util_net, 0.8553", "util_gross, 0.7738", "billable_share, 0.9286"})
    void a_figure_names_its_definition(String id, BigDecimal ratio) {
        assertThat(new Utilization(Utilization.Definition.of(id)).figure(BASIS))
                .isEqualTo(new Utilization.Figure(id, ratio));
    }

    @Test
    void an_unknown_definition_is_refused_with_those_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Utilization.Definition.of("UTIL_NET"))
                .withMessage("utilization definition 'UTIL_NET' is none of util_net, util_gross, billable_share");
    }

    @Test
    void a_basis_is_summed_field_by_field() {
        assertThat(BASIS.plus(BASIS))
                .isEqualTo(new Utilization.Basis(
                        new BigDecimal("352"),
                        new BigDecimal("16"),
                        new BigDecimal("32"),
                        new BigDecimal("260"),
                        new BigDecimal("280")));
        assertThat(new Utilization(Utilization.Definition.UTIL_NET).ofTeam(List.of()))
                .isEmpty();
        assertThat(new Utilization(Utilization.Definition.UTIL_NET)
                        .figure(Utilization.Basis.NONE)
                        .ratio())
                .isNull();
    }

    @Test
    void the_gap_to_the_target_is_negative_above_it() {
        assertThat(Utilization.gapToTarget(new BigDecimal("0.9"), BASIS).toPlainString())
                .isEqualTo("6.80");
        assertThat(Utilization.gapToTarget(new BigDecimal("0.8"), BASIS).toPlainString())
                .isEqualTo("-8.40");
    }

    @Test
    void an_hour_costs_by_the_basis_of_the_firm() {
        assertThat(RATE.annualLoaded()).isEqualTo(Money.of("58000.00", "USD"));
        assertThat(RATE.on(LabourCostRate.Basis.PRODUCTIVE_HOUR)).isEqualTo(Rate.hourly("36.2500", "USD"));
        assertThat(RATE.on(LabourCostRate.Basis.PAID_HOUR)).isEqualTo(Rate.hourly("29.0000", "USD"));
        assertThat(LabourCostRate.Basis.PRODUCTIVE_HOUR.id()).isEqualTo("productive_hour");
        assertThat(LabourCostRate.Basis.PAID_HOUR.id()).isEqualTo("paid_hour");
    }

    @Test
    void what_payroll_cost_more_than_the_rates_absorbed_is_positive() {
        Rate rate = Rate.hourly("36.2500", "USD");
        assertThat(LabourCostRate.absorptionVariance(Money.of("6000.00", "USD"), new BigDecimal("160"), rate))
                .isEqualTo(Money.of("200.00", "USD"));
        assertThat(LabourCostRate.absorptionVariance(Money.of("5500.00", "USD"), new BigDecimal("160"), rate))
                .isEqualTo(Money.of("-300.00", "USD"));
    }

    @Test
    void a_year_without_productive_hours_has_no_rate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabourCostRate(
                        Money.of("1.00", "USD"),
                        BigDecimal.ZERO,
                        Money.zero("USD"),
                        new BigDecimal("2000"),
                        new BigDecimal("2000")))
                .withMessage("unproductiveHours 2000 leave nothing of standardHours 2000");
    }
}
