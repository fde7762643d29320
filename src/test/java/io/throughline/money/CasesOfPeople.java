package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** CALC-01 and 02: utilization and the cost of one hour. */
final class CasesOfPeople {

    private static final Utilization NET = new Utilization(Utilization.Definition.UTIL_NET);
    private static final Utilization GROSS = new Utilization(Utilization.Definition.UTIL_GROSS);

    private CasesOfPeople() {}

    static Map<String, Consumer<CalculationCase>> checks() {
        return Map.of(
                "CALC-01a", CasesOfPeople::utilization,
                "CALC-01b", CasesOfPeople::utilization,
                "CALC-01c", CasesOfPeople::utilization,
                "CALC-01d", CasesOfPeople::utilization,
                "CALC-01e", CasesOfPeople::ofATeam,
                "CALC-02", CasesOfPeople::labourCost);
    }

    private static void utilization(CalculationCase given) {
        Utilization.Basis basis = basis(given);
        assertThat(basis.standard()).isEqualByComparingTo(given.decimal("standard_h"));
        assertThat(basis.available()).isEqualByComparingTo(given.decimal("available_h"));
        assertThat(plain(NET.figure(basis))).isEqualTo(given.text("util_net"));
        assertThat(plain(GROSS.figure(basis))).isEqualTo(given.text("util_gross"));
        assertThat(Utilization.gapToTarget(given.decimal("target"), basis)).isEqualTo(given.decimal("gap_to_target_h"));
    }

    /** A team is the ratio of the sums; the mean of the ratios is wrong. */
    private static void ofATeam(CalculationCase given) {
        List<Utilization.Basis> team =
                List.of(basis(CalculationCase.of("CALC-01a")), basis(CalculationCase.of("CALC-01b")));
        assertThat(NET.ofTeam(team)).contains(given.decimal("ratio_of_sums"));
        BigDecimal mean = team.stream()
                .map(one -> NET.of(one).orElseThrow())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(new BigDecimal("2"), 4, java.math.RoundingMode.HALF_UP);
        assertThat(mean).isEqualTo(given.decimal("mean_of_ratios_WRONG"));
    }

    private static void labourCost(CalculationCase given) {
        BigDecimal standard = given.decimal("standard_hours");
        LabourCostRate rate = new LabourCostRate(
                Money.of("96000.00", "EUR"),
                new BigDecimal("0.215"),
                Money.zero("EUR"),
                standard,
                standard.subtract(given.decimal("productive_hours")));
        assertThat(rate.annualLoaded().amount()).isEqualTo(given.decimal("annual_loaded"));
        assertThat(rate.on(LabourCostRate.Basis.PAID_HOUR).amount()).isEqualTo(given.decimal("payroll_hour_rate"));
        assertThat(rate.on(LabourCostRate.Basis.PRODUCTIVE_HOUR).amount())
                .isEqualTo(given.decimal("productive_hour_rate"));
    }

    private static String plain(Utilization.Figure figure) {
        return figure.ratio() == null ? null : figure.ratio().toPlainString();
    }

    private static Utilization.Basis basis(CalculationCase given) {
        BigDecimal gross = given.decimal("gross_capacity_h");
        BigDecimal standard = given.decimal("standard_h");
        BigDecimal billable = given.decimal("billable_h");
        return new Utilization.Basis(
                gross, gross.subtract(standard), standard.subtract(given.decimal("available_h")), billable, billable);
    }
}
