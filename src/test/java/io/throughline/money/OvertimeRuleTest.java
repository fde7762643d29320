package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.money.PayrollHours.Row;
import io.throughline.money.PayrollHours.Worked;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CALC-13: what is overtime, and in which period it is paid, depends on the entity. */
class OvertimeRuleTest {

    private static final PayPeriod OCTOBER = PayPeriod.parse("2026-10");

    /** Monday 2026-10-05 to Saturday 2026-10-10. */
    private static List<Worked> week(int... minutes) {
        List<Worked> week = new ArrayList<>();
        for (int day = 0; day < minutes.length; day++) {
            week.add(new Worked(LocalDate.of(2026, 10, 5 + day), "TE-" + day, minutes[day]));
        }
        return week;
    }

    private static String hours(OvertimeRule rule, List<Worked> worked) {
        StringBuilder text = new StringBuilder();
        for (Row row : PayrollHours.rows("W-1", OCTOBER, worked, List.of(), rule)) {
            text.append(row.payCode()).append(' ').append(row.hours()).append(' ');
        }
        return text.toString().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,         REG 46.00",
        "US_FLSA,      REG 40.00 OT 6.00",
        "JP_STATUTORY, REG 40.00 OT 6.00",
    })
    void forty_six_hours_in_a_week(OvertimeRule rule, String rows) {
        assertThat(hours(rule, week(480, 480, 480, 480, 480, 360))).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,         REG 38.00",
        "US_FLSA,      REG 38.00",
        "JP_STATUTORY, REG 34.00 OT 4.00",
    })
    void twelve_hours_on_one_day_of_a_short_week(OvertimeRule rule, String rows) {
        assertThat(hours(rule, week(720, 480, 480, 480, 120))).isEqualTo(rows);
    }

    @Test
    void in_japan_hours_over_eight_a_day_do_not_count_again_for_the_week() {
        // 10 + 10 + 8 + 8 + 8 + 2: four hours over the days; of the rest, 42, two are over 40.
        assertThat(hours(OvertimeRule.JP_STATUTORY, week(600, 600, 480, 480, 480, 120)))
                .isEqualTo("REG 40.00 OT 6.00");
    }

    @Test
    void who_is_covered_depends_on_the_rule() {
        assertThat(OvertimeRule.US_FLSA.covers(true)).isTrue();
        assertThat(OvertimeRule.US_FLSA.covers(false)).isFalse();
        assertThat(OvertimeRule.JP_STATUTORY.covers(false)).isTrue();
        assertThat(OvertimeRule.NONE.covers(true)).isFalse();
    }

    @Test
    void a_correction_takes_overtime_back_first() {
        List<Worked> worked = week(480, 480, 480, 480, 480, 360);
        worked.add(new Worked(LocalDate.of(2026, 10, 10), "TE-9", -120));
        assertThat(hours(OvertimeRule.US_FLSA, worked)).isEqualTo("REG 40.00 OT 4.00");
        assertThat(OvertimeRule.US_FLSA.count().overtime(LocalDate.of(2026, 10, 5), new BigDecimal("41.00")))
                .isEqualByComparingTo("1.00");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-15, SEMI_MONTHLY, 2026-10A, 2026-10-01, 2026-10-15",
        "2026-10-16, SEMI_MONTHLY, 2026-10B, 2026-10-16, 2026-10-31",
        "2026-10-16, MONTHLY,      2026-10,  2026-10-01, 2026-10-31",
        "2028-02-29, MONTHLY,      2028-02,  2028-02-01, 2028-02-29",
    })
    void a_period_and_its_id(LocalDate day, PayPeriod.Frequency frequency, String id, LocalDate from, LocalDate to) {
        PayPeriod period = PayPeriod.of(day, frequency);

        assertThat(period.id()).isEqualTo(id);
        assertThat(period).isEqualTo(PayPeriod.parse(id));
        assertThat(period.from()).isEqualTo(from);
        assertThat(period.to()).isEqualTo(to);
        assertThat(period.contains(from.minusDays(1))).isFalse();
        assertThat(period.contains(to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2026-10C", "2026-10-01", "26-10", "2026", "''"})
    void what_is_no_period_is_refused(String id) {
        assertThatThrownBy(() -> PayPeriod.parse(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no pay period");
    }
}
