package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MilestoneBillingTest {

    private static final Money PRICE = Money.of("100.00", "USD");

    private static List<BigDecimal> parts(String... parts) {
        return Stream.of(parts).map(BigDecimal::new).toList();
    }

    private static List<String> gross(MilestoneBilling billing) {
        return billing.milestones().stream()
                .map(one -> one.gross().amount().toPlainString())
                .toList();
    }

    @Test
    void the_last_milestone_takes_what_rounding_leaves() {
        MilestoneBilling billing = MilestoneBilling.ofParts(PRICE, parts("0.3333", "0.3333", "0.3334"), null);
        assertThat(gross(billing)).containsExactly("33.33", "33.33", "33.34");
        assertThat(gross(
                        MilestoneBilling.ofParts(Money.of("0.10", "USD"), parts("0.25", "0.25", "0.25", "0.25"), null)))
                .containsExactly("0.03", "0.03", "0.03", "0.01");
        assertThat(gross(
                        MilestoneBilling.ofParts(Money.of("0.02", "USD"), parts("0.25", "0.25", "0.25", "0.25"), null)))
                .as("never more than is left")
                .containsExactly("0.01", "0.01", "0.00", "0.00");
    }

    @Test
    void without_retention_all_is_payable_and_nothing_released() {
        MilestoneBilling billing = MilestoneBilling.ofParts(PRICE, parts("1"), null);
        assertThat(billing.milestones().get(0).payable()).isEqualTo(PRICE);
        assertThat(billing.released()).isEqualTo(Money.zero("USD"));
    }

    @Test
    void a_price_of_nothing_has_milestones_of_nothing() {
        assertThat(gross(MilestoneBilling.ofParts(Money.zero("USD"), parts("0.5", "0.5"), null)))
                .containsExactly("0.00", "0.00");
    }

    @Test
    void retention_is_rounded_per_milestone_and_released_as_retained() {
        MilestoneBilling billing = MilestoneBilling.ofAmounts(
                PRICE, List.of(Money.of("33.35", "USD"), Money.of("66.65", "USD")), new BigDecimal("0.05"));
        assertThat(billing.milestones())
                .extracting(one -> one.retained().amount().toPlainString())
                .containsExactly("1.67", "3.33");
        assertThat(billing.milestones())
                .extracting(one -> one.payable().amount().toPlainString())
                .containsExactly("31.68", "63.32");
        assertThat(billing.released()).isEqualTo(Money.of("5.00", "USD"));
    }

    @Test
    void parts_that_do_not_sum_to_one_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MilestoneBilling.ofParts(PRICE, parts("0.5", "0.49"), null))
                .withMessage("parts sum to 0.99, not to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MilestoneBilling.ofParts(PRICE, List.of(), null))
                .withMessage("parts is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MilestoneBilling.ofParts(PRICE, parts("-0.5", "1.5"), null))
                .withMessage("weight -0.5 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MilestoneBilling.ofParts(PRICE.negated(), parts("1"), null))
                .withMessage("amount USD -100.00 is negative and cannot be shared in order");
    }

    @Test
    void amounts_that_do_not_sum_to_the_price_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MilestoneBilling.ofAmounts(PRICE, List.of(Money.of("99.99", "USD")), null))
                .withMessage("milestones sum to USD 99.99, the price is USD 100.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1", "1.5"})
    void retention_is_a_part_of_less_than_all(String retention) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MilestoneBilling.ofParts(PRICE, parts("1"), new BigDecimal(retention)))
                .withMessage("retentionPct " + retention + " is not from 0 to less than 1");
    }

    @Test
    void retention_of_nothing_and_almost_all_is_taken() {
        assertThat(MilestoneBilling.ofParts(PRICE, parts("1"), BigDecimal.ZERO).released())
                .isEqualTo(Money.zero("USD"));
        assertThat(MilestoneBilling.ofParts(PRICE, parts("1"), new BigDecimal("0.99"))
                        .released())
                .isEqualTo(Money.of("99.00", "USD"));
    }
}
