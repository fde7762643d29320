package io.throughline.work;

import static io.throughline.work.Changes.FROM;
import static io.throughline.work.Changes.NEW;
import static io.throughline.work.Changes.OCTOBER;
import static io.throughline.work.Changes.OLD;
import static io.throughline.work.Changes.PLUS_TEN;
import static io.throughline.work.Changes.SEPTEMBER;
import static io.throughline.work.Changes.TWO_MONTHS;
import static io.throughline.work.Changes.change;
import static io.throughline.work.Changes.entry;
import static io.throughline.work.Changes.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.throughline.money.Entries;
import io.throughline.money.IntercompanyPrice;
import io.throughline.money.InvoiceTiming;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.work.ChangeCase.Affected;
import io.throughline.work.ChangeImpact.Flag;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeImpactTest {

    @Test
    void what_is_affected_is_told_by_state_month_and_invoice() {
        ChangeImpact impact = ChangeImpactRules.of(change("LE-US", "LE-DE", "LE-US", PLUS_TEN, TWO_MONTHS));
        assertThat(impact.days()).isEqualTo(4);
        assertThat(impact.minutes()).isEqualTo(360);
        assertThat(impact.entriesByState())
                .containsExactly(
                        Map.entry(TimeFact.State.APPROVED, 1L),
                        Map.entry(TimeFact.State.TRANSFERRED, 1L),
                        Map.entry(TimeFact.State.BILLED, 3L));
        assertThat(impact.billed()).isEqualTo(usd("1200.00"));
        assertThat(impact.clientDelta()).isEqualTo(usd("0.00"));
        assertThat(impact.oldCost()).isEqualTo(usd("540.00"));
        assertThat(impact.newCost()).isEqualTo(usd("420.00"));
        assertThat(impact.costDelta()).isEqualTo(usd("-120.00"));
        assertThat(impact.intercompany()).isEqualTo(usd("462.00"));
        assertThat(impact.invoices()).containsExactly("INV-1", "INV-2");
        assertThat(impact.closedPeriods()).containsExactly(SEPTEMBER);
        assertThat(impact.daysAtRisk()).isZero();
        assertThat(impact.flags()).containsExactlyInAnyOrder(Flag.PAYROLL_RETRO_BY_HAND, Flag.CLOSED_PERIOD);
        assertThat(impact.margins().groupBefore().margin()).isEqualTo(usd("660.00"));
        assertThat(impact.margins().groupAfter().margin()).isEqualTo(usd("780.00"));
        assertThat(impact.margins().entityBefore().margin()).isEqualTo(usd("660.00"));
        assertThat(impact.margins().entityAfter().margin()).isEqualTo(usd("738.00"));
        assertThat(impact.margins().entityAfter().view().id()).isEqualTo("margin_booked_entity");
        assertThat(impact.margins().groupAfter().view().id()).isEqualTo("margin_booked_group");
    }

    @Test
    void without_an_agreement_nothing_is_charged_and_a_person_is_told() {
        ChangeImpact impact = ChangeImpactRules.of(change(
                "LE-US",
                "LE-DE",
                "LE-US",
                null,
                List.of(entry("T-1", "2026-10-05", 60, TimeFact.State.APPROVED, null))));
        assertThat(impact.intercompany()).isEqualTo(usd("0.00"));
        assertThat(impact.flags()).containsExactly(Flag.AGREEMENT_MISSING);
        assertThat(impact.journals()).hasSize(2);
    }

    @Test
    void another_price_for_billed_time_is_a_matter_for_the_client() {
        Rate raised = Rate.hourly("220.0000", "USD");
        Affected billed = new Affected(TWO_MONTHS.get(4).entry(), OLD, NEW, raised);
        ChangeImpact impact = ChangeImpactRules.of(change(
                "LE-US",
                "LE-DE",
                "LE-US",
                new IntercompanyPrice.BillRateShare(new BigDecimal("0.5")),
                List.of(billed)));
        assertThat(impact.billed()).isEqualTo(usd("200.00"));
        assertThat(impact.clientDelta()).isEqualTo(usd("20.00"));
        assertThat(impact.intercompany()).isEqualTo(usd("110.00"));
        assertThat(impact.margins().groupAfter().netRevenue()).isEqualTo(usd("220.00"));
        assertThat(impact.margins().groupBefore().netRevenue()).isEqualTo(usd("200.00"));
        assertThat(impact.flags()).containsExactly(Flag.CLIENT_BILLED_DIFFERENTLY);
        Affected open = new Affected(TWO_MONTHS.get(3).entry(), OLD, NEW, raised);
        assertThat(ChangeImpactRules.of(change("LE-US", "LE-DE", "LE-US", PLUS_TEN, List.of(open)))
                        .flags())
                .isEmpty();
    }

    @Test
    void hours_at_several_rates_are_costed_each_at_its_own() {
        Affected other = new Affected(
                TWO_MONTHS.get(3).entry(), Rate.hourly("95.0000", "USD"), Rate.hourly("75.0000", "USD"), null);
        ChangeImpact impact =
                ChangeImpactRules.of(change("LE-US", "LE-DE", "LE-US", PLUS_TEN, List.of(TWO_MONTHS.get(2), other)));
        assertThat(impact.oldCost()).isEqualTo(usd("275.00"));
        assertThat(impact.newCost()).isEqualTo(usd("215.00"));
        assertThat(impact.intercompany()).isEqualTo(usd("236.50"));
    }

    @Test
    void minutes_of_one_rate_are_summed_before_they_become_hours() {
        List<Affected> three = List.of(
                entry("T-1", "2026-10-05", 20, TimeFact.State.APPROVED, null),
                entry("T-2", "2026-10-06", 20, TimeFact.State.APPROVED, null),
                entry("T-3", "2026-10-07", 20, TimeFact.State.APPROVED, null));
        ChangeImpact impact = ChangeImpactRules.of(change("LE-US", "LE-DE", "LE-US", PLUS_TEN, three));
        assertThat(impact.oldCost()).isEqualTo(usd("90.00"));
        assertThat(impact.intercompany()).isEqualTo(usd("77.00"));
    }

    @Test
    void internal_time_has_cost_and_no_revenue() {
        Affected internal = new Affected(Entries.internal(TWO_MONTHS.get(3).entry()), OLD, NEW, null);
        ChangeImpact impact = ChangeImpactRules.of(change("LE-US", "LE-DE", "LE-US", PLUS_TEN, List.of(internal)));
        assertThat(impact.billed()).isEqualTo(usd("0.00"));
        assertThat(impact.newCost()).isEqualTo(usd("70.00"));
        assertThat(impact.margins().groupAfter().ratio()).isEmpty();
    }

    @Test
    void the_days_the_invoice_waits_are_at_risk() {
        ChangeCase base = change("LE-US", "LE-DE", "LE-US", PLUS_TEN, TWO_MONTHS);
        InvoiceTiming timing = new InvoiceTiming(usd("1.00"), FROM, FROM.plusDays(11), FROM.plusDays(3));
        ChangeCase held = new ChangeCase(
                base.workerId(),
                base.effectiveFrom(),
                base.enteredOn(),
                base.before(),
                base.after(),
                base.billingEntityId(),
                base.affected(),
                null,
                base.open(),
                timing);
        assertThat(ChangeImpactRules.of(held).daysAtRisk()).isEqualTo(11);
        assertThat(ChangeImpactRules.of(held).closedPeriods()).isEmpty();
    }

    @Test
    void an_entry_of_somebody_else_or_of_before_is_refused() {
        Affected before = entry("T-9", "2026-09-27", 60, TimeFact.State.APPROVED, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change("LE-US", "LE-DE", "LE-US", PLUS_TEN, List.of(before)))
                .withMessage("entry T-9 of 2026-09-27 is before the change of 2026-09-28");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change("LE-US", "LE-DE", "LE-US", PLUS_TEN, List.of()))
                .withMessage("affected is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("W-0008", OCTOBER))
                .withMessage("entry T-1 is of W-0007, not of W-0008");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("W-0007", SEPTEMBER))
                .withMessage("open 2026-09 is closed, nothing can be posted in it");
    }

    private static ChangeCase with(String workerId, YearMonth open) {
        return new ChangeCase(
                workerId,
                FROM,
                FROM,
                new ChangeCase.Place("LE-US", null, null),
                new ChangeCase.Place("LE-DE", null, PLUS_TEN),
                "LE-US",
                TWO_MONTHS,
                Set.of(SEPTEMBER),
                open,
                null);
    }
}
