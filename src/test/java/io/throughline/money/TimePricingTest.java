package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimePricingTest {

    private static final Rate DAY = new Rate(new BigDecimal("1200"), "USD", Rate.Unit.DAY);

    private static TimeFact worked(String id, int minutes, Rate rate) {
        return Entries.entry(id, "SAR", "2026-10-14", minutes, rate, TimeFact.State.TRANSFERRED, null);
    }

    private static TimePricing pricing(RoundingPolicy rounding, String discount) {
        return new TimePricing(rounding, new BigDecimal(discount));
    }

    @Test
    void a_discount_is_taken_from_the_sum_of_the_lines() {
        Rate rate = Rate.hourly("1000.10", "USD");
        List<TimeFact> hour = List.of(worked("T-1", 60, rate));
        assertThat(pricing(RoundingPolicy.ROUND_LINE, "0.05").total(hour, "USD"))
                .isEqualTo(Money.of("950.09", "USD"));
        assertThat(TimePricing.PLAIN.total(hour, "USD")).isEqualTo(Money.of("1000.10", "USD"));
        assertThat(pricing(RoundingPolicy.ROUND_LINE, "1").total(hour, "USD")).isEqualTo(Money.zero("USD"));
    }

    @Test
    void a_discount_is_a_ratio() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pricing(RoundingPolicy.ROUND_LINE, "1.01"))
                .withMessage("discountPct 1.01 is not from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pricing(RoundingPolicy.ROUND_LINE, "-0.01"))
                .withMessage("discountPct -0.01 is not from 0 to 1");
    }

    @Test
    void the_id_names_what_is_rounded_and_what_is_let_off() {
        assertThat(TimePricing.PLAIN.id()).isEqualTo("round_line");
        assertThat(pricing(RoundingPolicy.ROUND_ENTRY, "0.0500").id()).isEqualTo("round_entry+discount_0.0500");
    }

    @Test
    void days_of_a_line_are_rounded_once_or_entry_by_entry() {
        List<TimeFact> three = List.of(worked("T-1", 440, DAY), worked("T-2", 440, DAY), worked("T-3", 60, DAY));
        PricedLine line = TimePricing.PLAIN.lines(three).get(0);
        assertThat(line.quantity()).isEqualTo(new BigDecimal("2.00"));
        assertThat(line.amount()).isEqualTo(Money.of("2400.00", "USD"));
        PricedLine byEntry =
                pricing(RoundingPolicy.ROUND_ENTRY, "0").lines(three).get(0);
        assertThat(byEntry.quantity()).isEqualTo(new BigDecimal("2.25"));
        assertThat(byEntry.amount()).isEqualTo(Money.of("2700.00", "USD"));
    }

    @Test
    void a_price_of_a_day_is_worth_its_part_in_an_hour() {
        assertThat(DAY.perHour()).isEqualTo(new Rate(new BigDecimal("150"), "USD", Rate.Unit.HUR));
        assertThat(DAY.of(480)).isEqualTo(Money.of("1200.00", "USD"));
        assertThat(Rate.hourly("150", "USD").perHour()).isEqualTo(Rate.hourly("150", "USD"));
        assertThat(Rate.hourly("150", "USD").of(90)).isEqualTo(Money.of("225.00", "USD"));
    }

    @Test
    void time_has_no_price_by_the_piece() {
        Rate piece = new Rate(BigDecimal.TEN, "USD", Rate.Unit.EA);
        assertThatIllegalStateException().isThrownBy(() -> piece.of(60));
        assertThatIllegalStateException().isThrownBy(piece::perHour);
    }

    @Test
    void a_factor_raises_a_price_and_keeps_its_unit() {
        Rate daily = new Rate(new BigDecimal("150.0001"), "USD", Rate.Unit.DAY);
        assertThat(daily.raised(new BigDecimal("1.5")))
                .isEqualTo(new Rate(new BigDecimal("225.0002"), "USD", Rate.Unit.DAY));
    }
}
