package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local days, ends of months, invoices that wait and true-ups (CALC-10b, 14, 17 and 19). */
class TimingTest {

    private static final Money HELD = Money.of("365.00", "USD");
    private static final LocalDate FROM = LocalDate.of(2026, 10, 1);

    @ParameterizedTest
    @CsvSource({
        "2026-10-25, Europe/Berlin, 1500",
        "2026-10-25, America/New_York, 1440",
        "2026-11-01, America/New_York, 1500",
        "2026-03-29, Europe/Berlin, 1380",
        "2026-10-25, Asia/Tokyo, 1440"
    })
    void a_local_day_is_as_long_as_its_clocks_say(LocalDate date, ZoneId zone, long minutes) {
        assertThat(LocalDay.minutes(date, zone)).isEqualTo(minutes);
    }

    @Test
    void entities_close_a_month_in_the_order_of_their_zones() {
        List<LegalEntity> entities = List.of(
                entity("LE-US", "US", "America/New_York"),
                entity("LE-DE", "DE", "Europe/Berlin"),
                entity("LE-AT", "AT", "Europe/Vienna"),
                entity("LE-JP", "JP", "Asia/Tokyo"));
        assertThat(LocalDay.inOrderOfClose(entities, YearMonth.of(2026, 10)))
                .extracting(LegalEntity::legalEntityId)
                .containsExactly("LE-JP", "LE-AT", "LE-DE", "LE-US");
    }

    @Test
    void a_date_sent_as_milliseconds_is_midnight_in_utc() {
        assertThat(LocalDay.ofEpochMillis(0)).isEqualTo(LocalDate.of(1970, 1, 1));
        assertThat(LocalDay.ofEpochMillis(-86_400_000L)).isEqualTo(LocalDate.of(1969, 12, 31));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalDay.ofEpochMillis(1653955200001L))
                .withMessage(
                        "epoch milliseconds 1653955200001 are not midnight in UTC: 2022-05-31T00:00:00.001Z is no date");
    }

    @Test
    void an_invoice_slips_when_it_is_held_past_the_cut_off() {
        assertThat(new InvoiceTiming(HELD, FROM, FROM.plusDays(5), FROM.plusDays(5)).slipsCycle())
                .isFalse();
        InvoiceTiming late = new InvoiceTiming(HELD, FROM, FROM.plusDays(6), FROM.plusDays(5));
        assertThat(late.slipsCycle()).isTrue();
        assertThat(late.days()).isEqualTo(6);
        assertThat(late.financingCost(new BigDecimal("0.10"))).isEqualTo(Money.of("0.60", "USD"));
        assertThat(new InvoiceTiming(HELD, FROM, FROM, FROM).days()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InvoiceTiming(HELD, FROM, FROM.minusDays(1), FROM))
                .withMessage("billedOn 2026-09-30 is before heldFrom 2026-10-01");
    }

    @Test
    void financing_is_rounded_to_the_currency() {
        assertThat(Financing.cost(Money.of("100000", "JPY"), new BigDecimal("0.09"), 10))
                .isEqualTo(Money.of("247", "JPY"));
    }

    @Test
    void days_to_invoice_count_from_the_last_day_of_service() {
        ServicePeriod october = new ServicePeriod(FROM, LocalDate.of(2026, 10, 31));
        assertThat(SalesOutstanding.daysToInvoice(october, LocalDate.of(2026, 11, 3)))
                .isEqualTo(3);
        assertThat(SalesOutstanding.daysToInvoice(october, LocalDate.of(2026, 10, 31)))
                .isZero();
        assertThat(SalesOutstanding.daysToInvoice(october, LocalDate.of(2026, 10, 30)))
                .isEqualTo(-1);
    }

    @Test
    void sales_outstanding_need_revenue_of_the_same_currency() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SalesOutstanding(HELD, Money.zero("USD")))
                .withMessage("annualRevenue USD 0.00 is not more than zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SalesOutstanding(HELD, Money.of("1.00", "EUR")))
                .withMessage("currency EUR cannot be mixed with USD");
        assertThat(new SalesOutstanding(HELD, HELD).days().toPlainString()).isEqualTo("365.00");
    }

    @Test
    void earlier_true_ups_count_as_billed() {
        YearMonth month = YearMonth.of(2026, 9);
        Rate rate = Rate.hourly("220", "USD");
        TrueUp more =
                TrueUp.of(BigDecimal.TEN, rate, Money.of("2100.00", "USD"), Money.of("60.00", "USD"), month, month);
        assertThat(more.settled()).isEqualTo(Money.of("2160.00", "USD"));
        assertThat(more.amount()).isEqualTo(Money.of("40.00", "USD"));
        TrueUp back =
                TrueUp.of(BigDecimal.TEN, rate, Money.of("2100.00", "USD"), Money.of("150.00", "USD"), month, month);
        assertThat(back.amount()).isEqualTo(Money.of("-50.00", "USD"));
        assertThat(back.document()).isEqualTo(TrueUp.Document.CREDIT_NOTE);
    }

    @Test
    void a_true_up_is_not_posted_before_the_work() {
        YearMonth september = YearMonth.of(2026, 9);
        Money none = Money.zero("USD");
        assertThat(new TrueUp(none, none, september, september).document()).isEqualTo(TrueUp.Document.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrueUp(none, none, september, september.minusMonths(1)))
                .withMessage("postingPeriod 2026-08 is before servicePeriod 2026-09");
    }

    private static LegalEntity entity(String id, String country, String zone) {
        return new LegalEntity(
                id, 1, id, country, "EUR", ZoneId.of(zone), null, null, null, null, null, null, null, List.of(), null);
    }
}
