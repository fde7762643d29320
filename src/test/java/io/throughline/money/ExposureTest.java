package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits on a failure, and how urgent it is. */
class ExposureTest {

    @Test
    void billable_time_with_a_price_is_money_and_all_of_it_is_hours() {
        TimeFact priced = Entries.entry("T-1", "SAR", "2026-10-14", 90, "200.0000");
        TimeFact unpaid = Entries.internal(Entries.entry("T-2", "SAR", "2026-10-14", 60, "200.0000"));
        TimeFact unpriced = Entries.entry("T-3", "SAR", "2026-10-14", 30, null, TimeFact.State.APPROVED, null);

        Exposure exposure = Exposure.ofTime(List.of(priced, unpaid, unpriced), null, "USD", true);

        assertThat(exposure.direct()).isEqualTo(Money.of("300.00", "USD"));
        assertThat(exposure.blocked()).isEqualTo(Money.zero("USD"));
        assertThat(exposure.payrollHours()).isEqualByComparingTo("3.00");
        assertThat(exposure.estimated()).isTrue();
    }

    @Test
    void the_greater_of_direct_and_blocked_counts_and_never_their_sum() {
        List<TimeFact> failed = List.of(Entries.entry("T-1", "SAR", "2026-10-14", 60, "200.0000"));
        assertThat(Exposure.ofTime(failed, Money.of("150.00", "USD"), "USD", false)
                        .total())
                .isEqualTo(Money.of("200.00", "USD"));
        Exposure blocked = Exposure.ofTime(failed, Money.of("250.00", "USD"), "USD", false);
        assertThat(blocked.total()).isEqualTo(Money.of("250.00", "USD"));
        assertThat(blocked.totalIn(new BigDecimal("0.9250"), "EUR")).isEqualTo(Money.of("231.25", "EUR"));
        assertThat(blocked.financing(new BigDecimal("0.09"), 0)).isEqualTo(Money.zero("USD"));
    }

    @ParameterizedTest
    @CsvSource({
        "9999.99, , MEDIUM",
        "10000.00, , HIGH",
        "49999.99, , HIGH",
        "50000.00, , CRITICAL",
        "1.00, 2, CRITICAL",
        "1.00, 3, MEDIUM"
    })
    void money_and_the_days_that_are_left_make_it_urgent(String total, Integer daysLeft, Exposure.Severity severity) {
        assertThat(Exposure.severity(Money.of(total, "USD"), daysLeft)).isEqualTo(severity);
    }
}
