package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.Money;
import io.throughline.work.MoneyAtRisk.Finding;
import io.throughline.work.UnbilledCycles.Cycle;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CALC-11 over several facts: blocked includes direct, a cycle counts once. */
class ExposedTest {

    private static final Cycle CYCLE = cycle("BC-P-1003-2026-10B", "64210.00", "USD");

    @Test
    void the_worked_figures_of_three_failed_entries() {
        Exposed exposed = only(counted("1720.00", CYCLE), counted("1720.00", CYCLE), counted("1125.00", CYCLE));

        assertThat(exposed.direct()).isEqualTo(Money.of("4565.00", "USD"));
        assertThat(exposed.blocked()).isEqualTo(Money.of("64210.00", "USD"));
        assertThat(exposed.total()).as("not 68 775.00").isEqualTo(Money.of("64210.00", "USD"));
    }

    @Test
    void a_fact_its_cycle_does_not_know_yet_adds_to_it() {
        Exposed exposed = only(new Finding("P-1", null, usd("100.00"), false, List.of(CYCLE), 0, false));

        assertThat(exposed.blocked()).isEqualTo(usd("64310.00"));
        assertThat(exposed.total()).isEqualTo(usd("64310.00"));
    }

    @Test
    void facts_of_two_cycles_and_of_none_are_added_up() {
        Cycle other = cycle("BC-P-1001-2026-10", "50.00", "USD");
        Exposed exposed = only(
                counted("1720.00", CYCLE),
                counted("80.00", other),
                new Finding(null, null, usd("500.00"), false, List.of(), 0, true));

        assertThat(exposed.direct()).isEqualTo(usd("2300.00"));
        assertThat(exposed.blocked()).isEqualTo(usd("64260.00"));
        assertThat(exposed.total())
                .as("64 210 + the greater of 80 and 50 + 500")
                .isEqualTo(usd("64790.00"));
    }

    @Test
    void currencies_are_kept_apart() {
        Finding yen = new Finding("P-9", null, Money.of("9631500", "JPY"), false, List.of(), 0, false);

        assertThat(Exposed.of(List.of(counted("1.00", CYCLE), yen)))
                .extracting(Exposed::total)
                .containsExactly(usd("64210.00"), Money.of("9631500", "JPY"));
    }

    @Test
    void without_money_there_is_no_exposure() {
        assertThat(Exposed.of(List.of(Finding.about("P-1", "C-1")))).isEmpty();
    }

    private static Exposed only(Finding... findings) {
        List<Exposed> exposed = Exposed.of(List.of(findings));
        assertThat(exposed).hasSize(1);
        return exposed.get(0);
    }

    private static Finding counted(String direct, Cycle cycle) {
        return new Finding("P-1003", "C-02", usd(direct), true, List.of(cycle), 480, false);
    }

    private static Cycle cycle(String id, String unbilled, String currency) {
        return new Cycle(id, OffsetDateTime.parse("2026-10-31T23:59:59-04:00"), Money.of(unbilled, currency));
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
