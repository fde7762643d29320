package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranslationTest {

    private static final Translation TO_DOLLARS = new Translation("EUR", "USD", new BigDecimal("1.0800"));
    private static final Translation TO_YEN = new Translation("USD", "JPY", new BigDecimal("150"));

    @Test
    void an_amount_is_rounded_to_the_minor_units_of_the_target() {
        assertThat(TO_YEN.of(Money.of("0.01", "USD"))).isEqualTo(Money.of("2", "JPY"));
        assertThat(TO_YEN.of(Money.of("-0.01", "USD"))).isEqualTo(Money.of("-2", "JPY"));
        assertThat(new Translation("USD", "KWD", new BigDecimal("0.30655")).of(Money.of("1.00", "USD")))
                .isEqualTo(Money.of("0.307", "KWD"));
    }

    @Test
    void a_rate_keeps_its_unit_and_four_decimals() {
        assertThat(TO_DOLLARS.of(new Rate(new BigDecimal("68.1308"), "EUR", Rate.Unit.DAY)))
                .isEqualTo(new Rate(new BigDecimal("73.5813"), "USD", Rate.Unit.DAY));
    }

    @Test
    void a_chain_is_not_rounded_in_between() {
        Money euro = Money.of("1234.56", "EUR");
        assertThat(TO_DOLLARS.then(TO_YEN)).isEqualTo(new Translation("EUR", "JPY", new BigDecimal("162.0000")));
        assertThat(TO_DOLLARS.then(TO_YEN).of(euro)).isEqualTo(Money.of("199999", "JPY"));
        assertThat(TO_YEN.of(TO_DOLLARS.of(euro))).isEqualTo(Money.of("199998", "JPY"));
    }

    @Test
    void a_currency_into_itself_changes_nothing() {
        assertThat(Translation.none("USD").of(Money.of("7.13", "USD"))).isEqualTo(Money.of("7.13", "USD"));
    }

    @Test
    void a_published_rate_is_taken_as_it_is() {
        FxRate published = new FxRate(
                "EUR-USD",
                1,
                "EUR",
                "USD",
                FxRate.Type.CLOSING,
                LocalDate.of(2026, 10, 31),
                null,
                new BigDecimal("1.08"),
                null,
                null,
                null,
                List.of(),
                null);
        assertThat(Translation.by(published)).isEqualTo(new Translation("EUR", "USD", new BigDecimal("1.08")));
    }

    @Test
    void what_is_in_another_currency_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TO_DOLLARS.of(Money.of("1.00", "USD")))
                .withMessage("amount is in USD, expected EUR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TO_DOLLARS.of(Rate.hourly("1", "GBP")))
                .withMessage("rate is in GBP, expected EUR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TO_DOLLARS.undo(Money.of("1.00", "EUR")))
                .withMessage("amount is in EUR, expected USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TO_YEN.then(TO_DOLLARS))
                .withMessage("rate is in EUR, expected JPY");
    }

    @Test
    void a_rate_is_more_than_zero_between_currencies_of_iso_4217() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Translation("EUR", "USD", BigDecimal.ZERO))
                .withMessage("rate EUR to USD 0 is not more than zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Translation("EUR", "USD", null))
                .withMessage("rate is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Translation("eur", "USD", BigDecimal.ONE))
                .withMessage("from 'eur' is not an ISO 4217 currency such as USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Translation("EUR", null, BigDecimal.ONE))
                .withMessage("to is missing");
    }
}
