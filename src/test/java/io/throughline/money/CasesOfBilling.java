package io.throughline.money;

import static io.throughline.money.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** CALC-04, 05, 10b, 11 and 17: what is billed, what waits and for how long. */
final class CasesOfBilling {

    private CasesOfBilling() {}

    static Map<String, Consumer<CalculationCase>> checks() {
        return Map.of(
                "CALC-04a", CasesOfBilling::entriesByTheirOwnRate,
                "CALC-04b", CasesOfBilling::aLineIsRoundedOnce,
                "CALC-04c", CasesOfBilling::aCap,
                "CALC-05", CasesOfBilling::milestones,
                "CALC-10b", CasesOfBilling::aHeldInvoice,
                "CALC-11", CasesOfBilling::exposure,
                "CALC-17", CasesOfBilling::salesOutstanding);
    }

    private static final TimePricing BY_ENTRY = new TimePricing(RoundingPolicy.ROUND_ENTRY, BigDecimal.ZERO);

    private static void entriesByTheirOwnRate(CalculationCase given) {
        Money total = Money.zero("USD");
        List<TimeFact> all = new ArrayList<>();
        for (JsonNode row : given.node("rows")) {
            TimeFact entry = entry(
                    row.get(0).asText(),
                    row.get(1).asText(),
                    row.get(2).asText(),
                    row.get(3).asInt(),
                    row.get(5).asText());
            assertThat(Hours.of(entry.minutes()))
                    .isEqualTo(new BigDecimal(row.get(4).asText()));
            Money amount = TimePricing.PLAIN.total(List.of(entry), "USD");
            assertThat(amount.amount()).isEqualTo(new BigDecimal(row.get(6).asText()));
            total = total.plus(amount);
            all.add(entry);
        }
        assertThat(total).isEqualTo(given.usd("total"));
        assertThat(BY_ENTRY.total(all, "USD")).isEqualTo(given.usd("total"));
        assertThat(all.stream().mapToLong(TimeFact::minutes).sum()).isEqualTo(given.number("billable_minutes"));
    }

    private static void aLineIsRoundedOnce(CalculationCase given) {
        List<TimeFact> three = List.of(
                entry("T1", "SAR", "2026-10-05", 20, "210"),
                entry("T2", "SAR", "2026-10-05", 20, "210"),
                entry("T3", "SAR", "2026-10-05", 20, "210"));
        assertThat(TimePricing.PLAIN.lines(three)).hasSize(1);
        assertThat(TimePricing.PLAIN.total(three, "USD")).isEqualTo(given.usd("line_level"));
        assertThat(BY_ENTRY.total(three, "USD")).isEqualTo(given.usd("entry_level"));
        assertThat(BY_ENTRY.lines(three)).hasSize(1);
    }

    private static void aCap(CalculationCase given) {
        TimeAndMaterials.Capped capped =
                TimeAndMaterials.capped(given.usd("cap"), given.usd("billed_before"), given.usd("priced"));
        assertThat(capped.billable()).isEqualTo(given.usd("billable"));
        assertThat(capped.overCap()).isEqualTo(given.usd("over_cap"));
    }

    private static void milestones(CalculationCase given) {
        Money price = Money.of("300000.00", "USD");
        BigDecimal retention = new BigDecimal("0.10");
        MilestoneBilling billing = MilestoneBilling.ofParts(
                price, List.of(new BigDecimal("0.20"), new BigDecimal("0.30"), new BigDecimal("0.50")), retention);
        List<MilestoneBilling.Milestone> expected = new ArrayList<>();
        for (JsonNode row : given.node("milestones")) {
            MilestoneBilling.Milestone one = new MilestoneBilling.Milestone(
                    Money.of(row.path("gross").asText(), "USD"),
                    Money.of(row.path("retained").asText(), "USD"));
            assertThat(one.payable()).isEqualTo(Money.of(row.path("payable").asText(), "USD"));
            expected.add(one);
        }
        assertThat(billing.milestones()).isEqualTo(expected);
        assertThat(billing.released()).isEqualTo(given.usd("retention_released_at_acceptance"));
    }

    private static void aHeldInvoice(CalculationCase given) {
        LocalDate from = LocalDate.of(2026, 9, 30);
        InvoiceTiming timing = new InvoiceTiming(
                given.usd("amount"), from, from.plusDays(given.number("days")), LocalDate.of(2026, 10, 10));
        assertThat(timing.days()).isEqualTo(given.number("days"));
        assertThat(timing.financingCost(new BigDecimal("0.09"))).isEqualTo(given.usd("financing_cost"));
        assertThat(timing.slipsCycle()).isTrue();
    }

    private static void exposure(CalculationCase given) {
        assertThat(given.text("gate")).isEqualTo("all approved time transferred");
        Exposure exposure = Exposure.ofTime(
                List.of(
                        entry("T-8801", "SAR", "2026-10-14", 480, "215"),
                        entry("T-8811", "SAR", "2026-10-15", 480, "215"),
                        entry("T-8812", "CON", "2026-10-15", 450, "150")),
                given.usd("project_unbilled_in_cycle"),
                "USD",
                false);
        assertThat(exposure.direct()).isEqualTo(given.usd("direct"));
        assertThat(exposure.blocked()).isEqualTo(given.usd("blocked"));
        assertThat(exposure.total()).isEqualTo(given.usd("exposure_total"));
        assertThat(exposure.payrollHours()).isEqualTo(given.decimal("payroll_exposure_hours"));
        assertThat(exposure.financing(new BigDecimal("0.09"), 30)).isEqualTo(given.usd("financing_cost_if_next_cycle"));
        assertThat(exposure.totalIn(new BigDecimal("150"), "JPY")).isEqualTo(given.money("jpy_example", "JPY"));
        int daysLeft = (int) given.number("days_to_cut_off");
        assertThat(Exposure.severity(exposure.total(), daysLeft)).isEqualTo(Exposure.Severity.CRITICAL);
        assertThat(Exposure.severity(exposure.direct(), daysLeft)).isEqualTo(Exposure.Severity.MEDIUM);
        assertThat(Exposure.severity(exposure.direct(), daysLeft - 1)).isEqualTo(Exposure.Severity.CRITICAL);
    }

    /** Receivables and revenue are those of the demo firm's year: 812,000 and 9,600,000. */
    private static void salesOutstanding(CalculationCase given) {
        SalesOutstanding before = new SalesOutstanding(Money.of("812000.00", "USD"), Money.of("9600000.00", "USD"));
        SalesOutstanding after = before.withUnbilled(Money.of("186400.00", "USD"));
        assertThat(before.days()).isEqualTo(given.decimal("dso_before"));
        assertThat(after.days()).isEqualTo(given.decimal("dso_if_unbilled_counted"));
        assertThat(after.days().subtract(before.days())).isEqualTo(given.decimal("delta"));
    }
}
