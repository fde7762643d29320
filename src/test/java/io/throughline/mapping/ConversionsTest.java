package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-10-05-07:00, 2026-10-05",
        "2026-10-05+09:00, 2026-10-05",
        "2026-10-05Z, 2026-10-05",
        "2026-11-01T08:30+09:00, 2026-11-01",
        "2026-10-05, 2026-10-05",
        "05.10.2026, 05.10.2026",
    })
    void a_date_loses_its_offset_and_is_never_shifted(String text, String date) {
        assertThat(Conversions.localDate(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({"7.33, 440", "8, 480", "0.125, 8", "-2, -120", "25.00, 1500", "9.5, 570"})
    void hours_become_minutes_half_up(String hours, int minutes) {
        assertThat(Conversions.minutesFromHours(hours)).isEqualTo(minutes);
    }

    @ParameterizedTest
    @CsvSource({"21500, 100, 215.00", "18500, 1, 18500", "5, 100, 0.05", "1234567, 1000, 1234.567", "-50, 100, -0.50"})
    void cents_become_decimals_of_their_currency(BigDecimal cents, int base, String amount) {
        assertThat(Conversions.cents(cents, base)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({"250000, 2, 250000.00", "165.0000, 4, 165.0000", "68.13085, 4, 68.13085", "abc, 2, abc", "8, 2, 8.00"})
    void decimals_are_widened_and_never_rounded(String text, int decimals, String scaled) {
        assertThat(Conversions.scaled(text, decimals)).isEqualTo(scaled);
    }

    @Test
    void a_Salesforce_id_is_cut_to_fifteen_characters() {
        assertThat(Conversions.id15("006Hs00000Q1003IAB")).isEqualTo("006Hs00000Q1003");
        assertThat(Conversions.id15("006Hs00000Q1003")).isEqualTo("006Hs00000Q1003");
    }

    @Test
    void a_moment_is_the_same_however_its_offset_is_written() {
        assertThat(Conversions.instant("2026-10-16T09:31:55-04:00")).isEqualTo("2026-10-16T13:31:55Z");
        assertThat(Conversions.instant("2026-09-30T15:02:11.000+0000")).isEqualTo("2026-09-30T15:02:11Z");
        assertThat(Conversions.compactInstant("2026-10-16T09:31:55-04:00")).isEqualTo("20261016T133155Z");
        assertThat(Conversions.epochMillisToDate(1790726400000L)).isEqualTo("2026-09-30");
    }
}
