package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
}
