package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** CALC-16, 19 and 20: rounding, time zones and translation. */
final class CasesOfCurrency {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private CasesOfCurrency() {}

    static Map<String, Consumer<CalculationCase>> checks() {
        return Map.of(
                "CALC-16a", CasesOfCurrency::minorUnits,
                "CALC-16b", CasesOfCurrency::allocation,
                "CALC-16c", CasesOfCurrency::taxOfTheDocument,
                "CALC-16d", CasesOfCurrency::negatives,
                "CALC-19", CasesOfCurrency::localTime,
                "CALC-20", CasesOfCurrency::translation);
    }

    private static void minorUnits(CalculationCase given) {
        Rate yen = Rate.hourly("18500", "JPY");
        assertThat(yen.times(Hours.of(435)).amount().toPlainString()).isEqualTo(given.text("l1"));
        assertThat(yen.times(Hours.of(200)).amount().toPlainString()).isEqualTo(given.text("l2"));
        assertThat(Money.rounded(new BigDecimal("39.1666"), "KWD").amount()).isEqualTo(given.decimal("kwd_example"));
        assertThat(baseUnit("JPY")).isEqualTo(given.number("kantata_currency_base_unit_jpy"));
        assertThat(baseUnit("USD")).isEqualTo(given.number("usd_base_unit"));
    }

    private static long baseUnit(String currency) {
        return BigDecimal.ONE.movePointRight(Currencies.minorUnits(currency)).longValueExact();
    }

    private static void allocation(CalculationCase given) {
        List<Money> shares = Rounding.allocate(
                Money.of("100.00", "USD"),
                List.of(new BigDecimal("33.335"), new BigDecimal("33.335"), new BigDecimal("33.33")));
        assertThat(shares)
                .extracting(share -> share.amount().toPlainString())
                .isEqualTo(Json.mapper().convertValue(given.node("shares"), List.class));
        assertThat(shares.stream().reduce(Money.zero("USD"), Money::plus)).isEqualTo(given.usd("sum"));
    }

    private static void taxOfTheDocument(CalculationCase given) {
        TaxBreakdown.Item line = new TaxBreakdown.Item(TaxCategory.S, new BigDecimal("0.19"), new BigDecimal("10.13"));
        assertThat(InvoiceTotals.of(List.of(line, line, line), "EUR").tax()).isEqualTo(given.decimal("per_document"));
        BigDecimal one = InvoiceTotals.of(List.of(line), "EUR").tax();
        assertThat(one.add(one).add(one)).isEqualTo(given.decimal("per_line"));
    }

    private static void negatives(CalculationCase given) {
        assertThat(Currencies.round(new BigDecimal("2.345"), "USD")).isEqualTo(given.decimal("pos"));
        assertThat(Currencies.round(new BigDecimal("-2.345"), "USD")).isEqualTo(given.decimal("neg"));
    }

    private static void localTime(CalculationCase given) {
        assertThat(BigDecimal.valueOf(LocalDay.minutes(LocalDate.of(2026, 10, 25), BERLIN)))
                .isEqualByComparingTo(given.decimal("berlin_25_oct_hours").multiply(new BigDecimal("60")));
        assertThat(BigDecimal.valueOf(LocalDay.minutes(LocalDate.of(2026, 11, 1), NEW_YORK)))
                .isEqualByComparingTo(given.decimal("new_york_1_nov_hours").multiply(new BigDecimal("60")));
        YearMonth october = YearMonth.of(2026, 10);
        Instant tokyo = instant(given, "tokyo_1_nov_0830");
        assertThat(tokyo)
                .isEqualTo(OffsetDateTime.parse("2026-11-01T08:30+09:00").toInstant());
        assertThat(tokyo)
                .isBetween(
                        LocalDay.monthEnd(october, TOKYO),
                        LocalDay.monthEnd(october, BERLIN).plusSeconds(3600));
        Instant newYork = instant(given, "new_york_31_oct_2000");
        assertThat(newYork).isAfter(tokyo).isBefore(LocalDay.monthEnd(october, NEW_YORK));
        CalculationCase close = given.group("period_close_utc");
        assertThat(LocalDay.monthEnd(october, TOKYO)).isEqualTo(instant(close, "tokyo"));
        assertThat(LocalDay.monthEnd(october, BERLIN)).isEqualTo(instant(close, "berlin"));
        assertThat(LocalDay.monthEnd(october, NEW_YORK)).isEqualTo(instant(close, "new_york"));
        assertThat(close.unread()).isEmpty();
        assertThat(LocalDay.ofEpochMillis(1653955200000L).atStartOfDay().toInstant(ZoneOffset.UTC))
                .isEqualTo(instant(given, "sf_closedate_epoch_ms_1653955200000"));
    }

    private static Instant instant(CalculationCase given, String field) {
        return OffsetDateTime.parse(given.text(field)).toInstant();
    }

    private static void translation(CalculationCase given) {
        Translation toDollars = new Translation("EUR", "USD", new BigDecimal("1.0800"));
        Translation toYen = new Translation("USD", "JPY", new BigDecimal("150"));
        Money euro = Money.of("1234.56", "EUR");
        Money dollars = toDollars.of(euro);
        assertThat(dollars).isEqualTo(given.usd("eur_to_usd"));
        assertThat(toYen.of(Money.of("1234.56", "USD"))).isEqualTo(given.money("usd_to_jpy", "JPY"));
        assertThat(toDollars.undo(dollars)).isEqualTo(given.eur("round_trip_eur"));
        assertThat(toDollars.then(toYen).of(euro)).isEqualTo(given.money("triangulated_eur_jpy", "JPY"));
    }
}
