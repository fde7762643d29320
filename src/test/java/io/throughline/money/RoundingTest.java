package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Allocation, days and extras (CALC-04 and 16). */
class RoundingTest {

    private static List<BigDecimal> weights(String... weights) {
        return Stream.of(weights).map(BigDecimal::new).toList();
    }

    private static List<String> plain(List<Money> shares) {
        return shares.stream().map(share -> share.amount().toPlainString()).toList();
    }

    @Test
    void the_largest_remainder_gets_the_odd_unit_and_of_equal_ones_the_first() {
        assertThat(plain(Rounding.allocate(Money.of("0.05", "USD"), weights("1", "1", "1"))))
                .containsExactly("0.02", "0.02", "0.01");
        assertThat(plain(Rounding.allocate(Money.of("10.00", "USD"), weights("1", "2"))))
                .containsExactly("3.33", "6.67");
        assertThat(plain(Rounding.allocate(Money.of("100", "JPY"), weights("0", "1", "2"))))
                .containsExactly("0", "33", "67");
    }

    @Test
    void a_credit_is_shared_as_the_bill_was() {
        assertThat(plain(Rounding.allocate(Money.of("-0.05", "USD"), weights("1", "1", "1"))))
                .containsExactly("-0.02", "-0.02", "-0.01");
        assertThat(plain(Rounding.allocate(Money.zero("USD"), weights("1", "3"))))
                .containsExactly("0.00", "0.00");
    }

    @Test
    void weights_that_share_nothing_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rounding.allocate(Money.of("1.00", "USD"), weights("0", "0.0")))
                .withMessage("weights sum to 0, so that nothing can be shared by them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rounding.lastTakesRest(Money.of("1.00", "USD"), List.of()))
                .withMessage("weights sum to 0, so that nothing can be shared by them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rounding.allocate(Money.of("1.00", "USD"), weights("2", "-1")))
                .withMessage("weight -1 is negative");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8, 0.25, 1.00", "7, 8, 0.25, 1.00", "6.99, 8, 0.25, 0.75", "1, 8, 0.25, 0.25", "0.99, 8, 0.25, 0.00",
        "2, 8, 0.5, 0.50", "1.99, 8, 0.5, 0.00", "14, 8, 0.5, 2.00", "-4, 8, 0.5, -0.50", "3.75, 7.5, 0.50, 0.50"
    })
    void hours_become_days_in_steps(String hours, String dayHours, String step, String days) {
        assertThat(BillingExtras.days(new BigDecimal(hours), new BigDecimal(dayHours), new BigDecimal(step))
                        .toPlainString())
                .isEqualTo(days);
    }

    @Test
    void a_day_has_hours_and_a_step_is_a_quarter_or_a_half() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillingExtras.days(BigDecimal.ONE, BigDecimal.ZERO, new BigDecimal("0.5")))
                .withMessage("dayHours 0 is not more than zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillingExtras.days(BigDecimal.ONE, BigDecimal.TEN, new BigDecimal("0.1")))
                .withMessage("step 0.1 is neither 0.25 nor 0.5");
    }

    @Test
    void overtime_of_the_contract_raises_the_price_and_keeps_its_unit() {
        Rate daily = new Rate(new BigDecimal("150.0001"), "USD", Rate.Unit.DAY);
        assertThat(BillingExtras.overtime(daily, new BigDecimal("1.5")))
                .isEqualTo(new Rate(new BigDecimal("225.0002"), "USD", Rate.Unit.DAY));
    }

    @Test
    void a_discount_is_taken_from_the_sum_of_the_lines() {
        Money lines = Money.of("1000.10", "USD");
        assertThat(BillingExtras.discounted(lines, new BigDecimal("0.05"))).isEqualTo(Money.of("950.09", "USD"));
        assertThat(BillingExtras.discounted(lines, BigDecimal.ZERO)).isEqualTo(lines);
        assertThat(BillingExtras.discounted(lines, BigDecimal.ONE)).isEqualTo(Money.zero("USD"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillingExtras.discounted(lines, new BigDecimal("1.01")))
                .withMessage("discountPct 1.01 is not from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillingExtras.discounted(lines, new BigDecimal("-0.01")))
                .withMessage("discountPct -0.01 is not from 0 to 1");
    }

    @Test
    void an_expense_is_translated_and_rounded_before_its_mark_up() {
        Translation rate = new Translation("GBP", "USD", new BigDecimal("1.2699"));
        assertThat(BillingExtras.expense(Money.of("189.00", "GBP"), rate, new BigDecimal("0.10")))
                .isEqualTo(Money.of("264.01", "USD"));
    }
}
