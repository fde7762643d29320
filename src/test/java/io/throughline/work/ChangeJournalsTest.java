package io.throughline.work;

import static io.throughline.work.Changes.PLUS_TEN;
import static io.throughline.work.Changes.TWO_MONTHS;
import static io.throughline.work.Changes.change;
import static io.throughline.work.Changes.entry;
import static io.throughline.work.Changes.posted;
import static io.throughline.work.Changes.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.money.Journal;
import io.throughline.money.Money;
import io.throughline.money.TimeFact;
import io.throughline.work.ChangeCase.Affected;
import io.throughline.work.ChangeImpact.Flag;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeJournalsTest {

    @Test
    void a_closed_month_is_posted_in_the_open_one_and_an_open_month_in_itself() {
        ChangeImpact impact = ChangeImpactRules.of(change("LE-US", "LE-DE", "LE-US", PLUS_TEN, TWO_MONTHS));
        assertThat(posted(impact))
                .containsExactly(
                        "2026-10 2026-09 LE-US Dr payroll clearing / Cr project labour cost USD 180.00",
                        "2026-10 2026-09 LE-US Dr intercompany labour cost / Cr intercompany payable LE-DE USD 154.00",
                        "2026-10 2026-09 LE-DE Dr project labour cost / Cr payroll clearing USD 140.00",
                        "2026-10 2026-09 LE-DE Dr intercompany receivable LE-US / Cr intercompany revenue USD 154.00",
                        "2026-10 2026-10 LE-US Dr payroll clearing / Cr project labour cost USD 360.00",
                        "2026-10 2026-10 LE-US Dr intercompany labour cost / Cr intercompany payable LE-DE USD 308.00",
                        "2026-10 2026-10 LE-DE Dr project labour cost / Cr payroll clearing USD 280.00",
                        "2026-10 2026-10 LE-DE Dr intercompany receivable LE-US / Cr intercompany revenue USD 308.00");
    }

    @Test
    void a_worker_who_comes_home_to_the_billing_entity_takes_the_charge_back() {
        ChangeImpact impact = ChangeImpactRules.of(change(
                "LE-DE",
                "LE-US",
                "LE-US",
                PLUS_TEN,
                List.of(entry("T-1", "2026-10-05", 60, TimeFact.State.APPROVED, null))));
        assertThat(posted(impact))
                .containsExactly(
                        "2026-10 2026-10 LE-DE Dr payroll clearing / Cr project labour cost USD 90.00",
                        "2026-10 2026-10 LE-US Dr intercompany payable LE-DE / Cr intercompany labour cost USD 99.00",
                        "2026-10 2026-10 LE-DE Dr intercompany revenue / Cr intercompany receivable LE-US USD 99.00",
                        "2026-10 2026-10 LE-US Dr project labour cost / Cr payroll clearing USD 70.00");
        assertThat(impact.intercompany()).isEqualTo(usd("0.00"));
        assertThat(impact.margins().entityBefore().margin()).isEqualTo(usd("101.00"));
        assertThat(impact.margins().entityAfter().margin()).isEqualTo(usd("130.00"));
        assertThat(impact.flags()).isEmpty();
        assertThat(impact.closedPeriods()).isEmpty();
        assertThat(impact.invoices()).isEmpty();
    }

    @Test
    void a_change_of_cost_centre_stays_within_the_entity() {
        ChangeImpact impact = ChangeImpactRules.of(change(
                "LE-US",
                "LE-US",
                "LE-US",
                null,
                List.of(entry("T-1", "2026-09-28", 60, TimeFact.State.APPROVED, null))));
        assertThat(posted(impact))
                .containsExactly(
                        "2026-10 2026-09 LE-US Dr payroll clearing / Cr project labour cost USD 90.00",
                        "2026-10 2026-09 LE-US Dr project labour cost / Cr payroll clearing USD 70.00");
        assertThat(impact.flags()).as("one payroll paid all").containsExactly(Flag.CLOSED_PERIOD);
    }

    @Test
    void time_that_cancels_out_posts_nothing() {
        List<Affected> cancelled = List.of(
                entry("T-1", "2026-10-05", 60, TimeFact.State.APPROVED, null),
                entry("T-2", "2026-10-05", -60, TimeFact.State.APPROVED, null));
        ChangeImpact impact = ChangeImpactRules.of(change("LE-US", "LE-DE", "LE-US", PLUS_TEN, cancelled));
        assertThat(impact.journals()).isEmpty();
        assertThat(impact.days()).isEqualTo(1);
    }

    @Test
    void every_journal_balances_and_intercompany_eliminates() {
        ChangeImpact impact = ChangeImpactRules.of(change("LE-JP", "LE-DE", "LE-US", PLUS_TEN, TWO_MONTHS));
        Money receivable = balance(impact, Journal.Account.INTERCOMPANY_RECEIVABLE);
        Money payable = balance(impact, Journal.Account.INTERCOMPANY_PAYABLE);
        assertThat(receivable).isEqualTo(usd("-132.00"));
        assertThat(receivable.plus(payable)).isEqualTo(usd("0.00"));
        assertThat(impact.journals()).hasSize(12);
    }

    private static Money balance(ChangeImpact impact, Journal.Account account) {
        return impact.journals().stream()
                .flatMap(one -> one.lines().stream())
                .filter(line -> line.account() == account)
                .map(line -> line.side() == Journal.Side.DR
                        ? line.amount()
                        : line.amount().negated())
                .reduce(usd("0.00"), Money::plus);
    }
}
