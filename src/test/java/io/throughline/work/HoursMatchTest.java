package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.throughline.money.Rate;
import io.throughline.work.HoursMatch.Difference;
import io.throughline.work.HoursMatch.Row;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursMatchTest {

    private static BigDecimal dec(String value) {
        return value == null ? null : new BigDecimal(value);
    }

    private static Row row(String psa, String erp, String payroll, String late, String twice) {
        return new Row("W-0007", "P-1003", false, dec(psa), dec(erp), dec(payroll), dec(late), dec(twice), null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "10.00, 10.00, 10.00, MATCH",
        "10.00, 10.0, 10, MATCH",
        "10.00, 10.05, 10.00, ROUNDING",
        "10.00, 9.95, 10.00, ROUNDING",
        "10.00, 10.00, 9.95, ROUNDING",
        "10.00, 10.00, 10.05, ROUNDING",
        "10.00, 10.06, 10.00, ERP_ORPHAN",
        "10.00, 9.94, 10.00, TRANSFER_MISSING",
        "10.00, 10.00, 9.94, PAYROLL_SHORT",
        "10.00, 10.00, 10.06, PAYROLL_OVER",
        "10.00, 10.00, , MATCH",
        "10.00, 10.01, , ROUNDING",
        "0, 8.00, 0, ERP_ORPHAN"
    })
    void a_difference_of_up_to_a_twentieth_of_an_hour_is_rounding(
            String psa, String erp, String payroll, Difference expected) {
        assertThat(HoursMatch.all(row(psa, erp, payroll, null, null))).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.00, 8.00, 10.00, 2.00, TIMING",
        "10.00, 8.00, 10.00, 1.95, TIMING",
        "10.00, 8.00, 10.00, 1.94, TRANSFER_MISSING",
        "10.00, 10.00, 8.00, 2.00, TIMING",
        "10.00, 10.00, 8.00, 1.94, PAYROLL_SHORT",
        "10.00, 8.00, 8.00, 2.00, TIMING"
    })
    void what_was_approved_after_the_cut_off_comes_with_the_next_run(
            String psa, String erp, String payroll, String late, Difference expected) {
        assertThat(HoursMatch.all(row(psa, erp, payroll, late, null))).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "18.00, 8.00, DUPLICATE",
        "18.00, 7.95, DUPLICATE",
        "18.00, 7.94, ERP_ORPHAN",
        "8.00, 8.00, TRANSFER_MISSING"
    })
    void hours_the_erp_has_twice_are_told_from_those_nobody_knows(String erp, String twice, Difference expected) {
        assertThat(HoursMatch.classify(row("10.00", erp, "10.00", null, twice))).isEqualTo(expected);
    }

    @Test
    void all_differences_of_a_row_are_told_the_gravest_first() {
        assertThat(HoursMatch.all(row("10.00", "8.00", "9.00", null, null)))
                .containsExactly(Difference.TRANSFER_MISSING, Difference.PAYROLL_SHORT);
        assertThat(HoursMatch.all(row("10.00", "12.00", "8.00", "2.00", "2.00")))
                .containsExactly(Difference.DUPLICATE, Difference.TIMING);
        assertThat(HoursMatch.classify(row("10.00", "12.00", "8.00", "2.00", "2.00")))
                .isEqualTo(Difference.DUPLICATE);
    }

    @Test
    void the_erp_expects_no_hours_of_internal_work() {
        assertThat(HoursMatch.classify(Row.of("W-1", "P-1015", true, dec("40"), dec("0.00"), dec("40"))))
                .isEqualTo(Difference.MATCH);
        assertThat(HoursMatch.classify(Row.of("W-1", "P-1015", true, dec("40"), dec("40"), dec("40"))))
                .isEqualTo(Difference.ERP_ORPHAN);
        assertThat(HoursMatch.classify(Row.of("W-1", "P-1015", true, dec("40"), dec("0"), dec("32"))))
                .isEqualTo(Difference.PAYROLL_SHORT);
    }

    @Test
    void prices_are_compared_where_both_are_known() {
        Rate rate = Rate.hourly("210", "USD");
        assertThat(HoursMatch.all(priced("10.00", rate, Rate.hourly("210.0000", "USD"))))
                .containsExactly(Difference.MATCH);
        assertThat(HoursMatch.all(priced("10.00", rate, Rate.hourly("220", "USD"))))
                .containsExactly(Difference.RATE_DIFF);
        assertThat(HoursMatch.all(priced("10.01", rate, Rate.hourly("220", "EUR"))))
                .containsExactly(Difference.CURRENCY_DIFF);
        assertThat(HoursMatch.all(priced("8.00", rate, Rate.hourly("220", "USD"))))
                .containsExactly(Difference.TRANSFER_MISSING, Difference.RATE_DIFF);
        assertThat(HoursMatch.all(priced("10.00", null, rate))).containsExactly(Difference.MATCH);
        assertThat(HoursMatch.all(priced("10.00", rate, null))).containsExactly(Difference.MATCH);
    }

    @Test
    void salaried_staff_are_left_out_of_the_sum_of_payroll() {
        assertThat(HoursMatch.totals(
                        List.of(row("10.00", "9.00", null, null, null), row("1.50", "1.25", "1.75", null, null))))
                .isEqualTo(new HoursMatch.Totals(dec("11.50"), dec("10.25"), dec("1.75")));
    }

    @Test
    void a_row_names_worker_project_and_both_hours() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Row.of(null, "P-1", false, dec("1"), dec("1"), null))
                .withMessage("workerId is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Row.of("W-1", null, false, dec("1"), dec("1"), null))
                .withMessage("projectId is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Row.of("W-1", "P-1", false, null, dec("1"), null))
                .withMessage("psa is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Row.of("W-1", "P-1", false, dec("1"), null, null))
                .withMessage("erp is missing");
    }

    private static Row priced(String erp, Rate psaRate, Rate erpRate) {
        return new Row("W-0007", "P-1003", false, dec("10.00"), dec(erp), dec("10.00"), null, null, psaRate, erpRate);
    }
}
