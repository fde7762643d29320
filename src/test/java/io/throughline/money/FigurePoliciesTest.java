package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigurePoliciesTest {

    private static final String TABLE =
            """
            figure,scope,policy
            utilization,*,util_gross
            rounding,*,round_line
            rounding,LE-DE,round_entry
            day-hours,*,7.50
            day-step,*,0.5
            """;

    private static FigurePolicies read(String from, String to) {
        return FigurePolicies.read(new StringReader(TABLE.replace(from, to)));
    }

    @Test
    void the_row_of_an_entity_comes_before_that_of_all() {
        FigurePolicies firm = read("", "");
        assertThat(firm.rounding("LE-DE")).isEqualTo(RoundingPolicy.ROUND_ENTRY);
        assertThat(firm.rounding("LE-US")).isEqualTo(RoundingPolicy.ROUND_LINE);
        assertThat(firm.utilization()).isEqualTo("util_gross");
        assertThat(firm.day()).isEqualTo(new BillingDay(new BigDecimal("7.50"), new BigDecimal("0.5")));
    }

    @Test
    void what_ships_rounds_lines_and_has_days_of_eight_hours() {
        FigurePolicies firm = FigurePolicies.shipped();
        assertThat(firm.rounding("LE-US")).isEqualTo(RoundingPolicy.ROUND_LINE);
        assertThat(firm.utilization()).isEqualTo("util_net");
        assertThat(firm.day().id()).isEqualTo("day_8.00_0.25");
    }

    @ParameterizedTest
    @CsvSource({
        "'rounding,*,round_line', '', figures.csv has no policy for rounding of *",
        "'*,round_line', '*,round_page', rounding round_page is neither round_line nor round_entry",
        "'7.50', '0', day-hours 0 is not more than zero",
        "'0.5', '0.1', day-step 0.1 is neither 0.25 nor 0.5"
    })
    void a_wrong_row_is_named(String from, String to, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(from, to)).withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8, 0.25, 1.00", "7, 8, 0.25, 1.00", "6.99, 8, 0.25, 0.75", "1, 8, 0.25, 0.25", "0.99, 8, 0.25, 0.00",
        "2, 8, 0.5, 0.50", "1.99, 8, 0.5, 0.00", "14, 8, 0.5, 2.00", "-4, 8, 0.5, -0.50", "3.75, 7.5, 0.50, 0.50"
    })
    void hours_become_days_in_steps(String hours, String dayHours, String step, String days) {
        BillingDay day = new BillingDay(new BigDecimal(dayHours), new BigDecimal(step));
        assertThat(day.days(new BigDecimal(hours)).toPlainString()).isEqualTo(days);
    }
}
