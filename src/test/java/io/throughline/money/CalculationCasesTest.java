package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.work.CasesOfWork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The worked numbers of the domain, from calc_cases.json; inputs the file lacks are those of the same case's text. A case
 * without a check fails, and so does a check that leaves a figure of its case unread.
 */
class CalculationCasesTest {

    private static final Map<String, Consumer<CalculationCase>> CHECKS = new HashMap<>();

    static {
        List.of(
                        CasesOfPeople.checks(),
                        CasesOfBilling.checks(),
                        CasesOfRevenue.checks(),
                        CasesOfPayroll.checks(),
                        CasesOfCurrency.checks(),
                        CasesOfTrueUp.checks(),
                        CasesOfWork.checks())
                .forEach(CHECKS::putAll);
    }

    static List<String> ids() {
        return CalculationCase.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void the_figures_of_a_case_are_those_calculated(String id) {
        CalculationCase figures = CalculationCase.of(id);
        assertThat(CHECKS).as("no check of case %s", id).containsKey(id);
        CHECKS.get(id).accept(figures);
        assertThat(figures.unread()).as("figures of %s that nothing checks", id).isEmpty();
    }

    @Test
    void every_check_has_its_case() {
        assertThat(CHECKS.keySet()).containsExactlyInAnyOrderElementsOf(CalculationCase.ids());
        assertThat(CHECKS).hasSize(34);
    }
}
