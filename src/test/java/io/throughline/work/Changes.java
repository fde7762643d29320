package io.throughline.work;

import io.throughline.money.Entries;
import io.throughline.money.IntercompanyPrice;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.work.ChangeCase.Affected;
import io.throughline.work.ChangeCase.Place;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/** Changes of entity and cost centre in the middle of an engagement, for tests. */
final class Changes {

    static final Rate OLD = Rate.hourly("90.0000", "USD");
    static final Rate NEW = Rate.hourly("70.0000", "USD");
    static final Rate BILL = Rate.hourly("200.0000", "USD");
    static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    static final LocalDate FROM = LocalDate.of(2026, 9, 28);
    static final IntercompanyPrice PLUS_TEN = new IntercompanyPrice.CostPlus(new BigDecimal("0.10"));

    static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    static Affected entry(String id, String date, int minutes, TimeFact.State state, String invoice) {
        return new Affected(Entries.entry(id, "SAR", date, minutes, BILL, state, invoice), OLD, NEW, null);
    }

    static ChangeCase change(
            String from, String to, String billing, IntercompanyPrice agreement, List<Affected> affected) {
        return new ChangeCase(
                "W-0007",
                FROM,
                LocalDate.of(2026, 10, 8),
                new Place(from, null, agreement),
                new Place(to, null, agreement),
                billing,
                affected,
                Set.of(SEPTEMBER),
                OCTOBER,
                null);
    }

    static List<String> posted(ChangeImpact impact) {
        return impact.journals().stream()
                .map(one -> one.posting() + " " + one.service() + " " + one.legalEntityId() + " "
                        + one.lines().get(0).text() + " / " + one.lines().get(1).text() + " "
                        + one.lines().get(0).amount())
                .toList();
    }

    static final List<Affected> TWO_MONTHS = List.of(
            entry("T-1", "2026-09-28", 60, TimeFact.State.BILLED, "INV-2"),
            entry("T-2", "2026-09-30", 60, TimeFact.State.BILLED, "INV-1"),
            entry("T-3", "2026-10-01", 120, TimeFact.State.TRANSFERRED, null),
            entry("T-4", "2026-10-01", 60, TimeFact.State.APPROVED, null),
            entry("T-5", "2026-10-02", 60, TimeFact.State.BILLED, "INV-1"));

    private Changes() {}
}
