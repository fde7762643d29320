package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class IntercompanyTest {

    private static final Rate COST = Rate.hourly("60.0000", "EUR");
    private static final Rate BILL = Rate.hourly("200.0000", "EUR");
    private static final Translation RATE = new Translation("EUR", "USD", new BigDecimal("1.08"));
    private static final BigDecimal TEN = new BigDecimal("10.00");

    @Test
    void each_price_names_itself() {
        assertThat(new IntercompanyPrice.CostPlus(new BigDecimal("0.125")).id()).isEqualTo("cost_plus_12.5");
        assertThat(new IntercompanyPrice.CostPlus(new BigDecimal("0.10")).id()).isEqualTo("cost_plus_10");
        assertThat(new IntercompanyPrice.BillRateShare(new BigDecimal("0.65")).id())
                .isEqualTo("bill_share_65");
        assertThat(new IntercompanyPrice.FixedCard(COST).id()).isEqualTo("fixed_card");
    }

    @Test
    void a_share_of_the_price_and_a_fixed_card_are_charged_and_translated_once() {
        IntercompanyCharge share = IntercompanyCharge.of(
                new IntercompanyPrice.BillRateShare(new BigDecimal("0.4")), TEN, COST, BILL, RATE);
        assertThat(share)
                .isEqualTo(new IntercompanyCharge(
                        "bill_share_40",
                        Money.of("600.00", "EUR"),
                        Money.of("800.00", "EUR"),
                        Money.of("864.00", "USD"),
                        RATE));
        assertThat(share.providerMargin()).isEqualTo(Money.of("200.00", "EUR"));
        IntercompanyCharge card = IntercompanyCharge.of(
                new IntercompanyPrice.FixedCard(Rate.hourly("55.0000", "EUR")), TEN, COST, BILL, RATE);
        assertThat(card.charge()).isEqualTo(Money.of("550.00", "EUR"));
        assertThat(card.providerMargin()).isEqualTo(Money.of("-50.00", "EUR"));
    }

    @Test
    void what_the_receiver_books_otherwise_does_not_eliminate() {
        IntercompanyCharge charge =
                IntercompanyCharge.of(new IntercompanyPrice.CostPlus(BigDecimal.ZERO), TEN, COST, null, RATE);
        assertThat(charge.received()).isEqualTo(Money.of("648.00", "USD"));
        assertThat(charge.notEliminated(Money.of("648.00", "USD"))).isEqualTo(Money.of("0.00", "EUR"));
        assertThat(charge.notEliminated(Money.of("637.20", "USD"))).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(charge.notEliminated(Money.of("658.80", "USD"))).isEqualTo(Money.of("-10.00", "EUR"));
    }

    @Test
    void the_charge_is_rounded_once_from_hours_rate_and_mark_up() {
        Rate cost = Rate.hourly("73.5813", "USD");
        assertThat(new IntercompanyPrice.CostPlus(new BigDecimal("0.10")).charge(new BigDecimal("104.00"), cost, null))
                .as("of the rounded cost it would be 8417.71")
                .isEqualTo(Money.of("8417.70", "USD"));
    }

    @Test
    void mark_up_and_share_have_their_limits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntercompanyPrice.CostPlus(new BigDecimal("-0.01")))
                .withMessage("markup -0.01 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntercompanyPrice.BillRateShare(new BigDecimal("-0.01")))
                .withMessage("share -0.01 is not from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntercompanyPrice.BillRateShare(new BigDecimal("1.01")))
                .withMessage("share 1.01 is not from 0 to 1");
        assertThat(new IntercompanyPrice.BillRateShare(BigDecimal.ONE).charge(TEN, COST, BILL))
                .isEqualTo(Money.of("2000.00", "EUR"));
        assertThat(new IntercompanyPrice.BillRateShare(BigDecimal.ZERO).charge(TEN, COST, BILL))
                .isEqualTo(Money.of("0.00", "EUR"));
    }
}
