package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Map;
import java.util.function.Consumer;

/** CALC-14: what a rate that changed afterwards adds or takes back. */
final class CasesOfTrueUp {

    private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final BigDecimal BILLED_HOURS = new BigDecimal("120.00");

    private CasesOfTrueUp() {}

    static Map<String, Consumer<CalculationCase>> checks() {
        return Map.of(
                "CALC-14a", CasesOfTrueUp::anIncrease,
                "CALC-14b", CasesOfTrueUp::aDecrease,
                "CALC-14c", CasesOfTrueUp::aCostRate);
    }

    private static void anIncrease(CalculationCase given) {
        YearMonth service = YearMonth.parse(given.text("service_period"));
        YearMonth posting = YearMonth.parse(given.text("posting_period"));
        Money billed = given.usd("billed");
        assertThat(Rate.hourly("210", "USD").times(BILLED_HOURS)).isEqualTo(billed);
        Rate raised = Rate.hourly("220", "USD");
        TrueUp first = TrueUp.of(BILLED_HOURS, raised, billed, Money.zero("USD"), service, posting);
        assertThat(first.newTotal()).isEqualTo(given.usd("rebilled"));
        assertThat(first.amount()).isEqualTo(given.usd("true_up"));
        assertThat(first.document()).isEqualTo(TrueUp.Document.TRUE_UP_LINE);
        TrueUp second = TrueUp.of(BILLED_HOURS, raised, billed, first.amount(), service, posting);
        assertThat(second.amount()).isEqualTo(Money.zero("USD"));
        assertThat(second.document()).isEqualTo(TrueUp.Document.NONE);
    }

    private static void aDecrease(CalculationCase given) {
        Money billed = Rate.hourly("210", "USD").times(BILLED_HOURS);
        TrueUp lowered =
                TrueUp.of(BILLED_HOURS, Rate.hourly("200", "USD"), billed, Money.zero("USD"), SEPTEMBER, OCTOBER);
        assertThat(lowered.amount()).isEqualTo(given.usd("credit_note"));
        assertThat(lowered.document()).isEqualTo(TrueUp.Document.CREDIT_NOTE);
    }

    private static void aCostRate(CalculationCase given) {
        BigDecimal hours = new BigDecimal("301.50");
        Money booked = Rate.hourly("68.1308", "EUR").times(hours);
        TrueUp retro = TrueUp.of(
                hours, Rate.hourly("70.2500", "EUR"), booked, Money.zero("EUR"), YearMonth.of(2026, 8), OCTOBER);
        assertThat(retro.amount()).isEqualTo(given.eur("cost_true_up"));
    }
}
