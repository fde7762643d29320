package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked numbers of the domain, from calc_cases.json; inputs the file lacks are those of the same case's text. */
class CalculationCasesTest {

    private static final JsonNode CASES = read();
    private static final Utilization NET = new Utilization(Utilization.Definition.UTIL_NET);
    private static final Utilization GROSS = new Utilization(Utilization.Definition.UTIL_GROSS);

    @ParameterizedTest
    @ValueSource(strings = {"CALC-01a", "CALC-01b", "CALC-01c", "CALC-01d"})
    void utilization_of_one_worker(String id) {
        JsonNode expected = CASES.path(id);
        Utilization.Basis basis = basis(id);
        assertThat(basis.standard())
                .isEqualByComparingTo(expected.path("standard_h").asText());
        assertThat(basis.available())
                .isEqualByComparingTo(expected.path("available_h").asText());
        assertThat(NET.of(basis).map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(expected.path("util_net").textValue());
        assertThat(GROSS.of(basis).map(BigDecimal::toPlainString).orElse(null))
                .isEqualTo(expected.path("util_gross").textValue());
        assertThat(Utilization.gapToTarget(dec(expected, "target"), basis)).isEqualTo(dec(expected, "gap_to_target_h"));
    }

    @Test
    void utilization_of_a_team_is_the_ratio_of_sums() {
        JsonNode expected = CASES.path("CALC-01e");
        List<Utilization.Basis> team = List.of(basis("CALC-01a"), basis("CALC-01b"));
        assertThat(NET.ofTeam(team)).contains(dec(expected, "ratio_of_sums"));
        assertThat(NET.ofTeam(team)).isNotEqualTo(java.util.Optional.of(dec(expected, "mean_of_ratios_WRONG")));
    }

    @Test
    void labour_cost_of_one_hour() {
        JsonNode expected = CASES.path("CALC-02");
        BigDecimal standard = new BigDecimal(expected.path("standard_hours").asText());
        BigDecimal productive = new BigDecimal(expected.path("productive_hours").asText());
        LabourCostRate rate = new LabourCostRate(
                Money.of("96000.00", "EUR"),
                new BigDecimal("0.215"),
                Money.zero("EUR"),
                standard,
                standard.subtract(productive));
        assertThat(rate.annualLoaded().amount()).isEqualTo(dec(expected, "annual_loaded"));
        assertThat(rate.perPaidHour().amount()).isEqualTo(dec(expected, "payroll_hour_rate"));
        assertThat(rate.perProductiveHour().amount()).isEqualTo(dec(expected, "productive_hour_rate"));
    }

    @Test
    void entries_are_priced_by_their_own_rate() {
        JsonNode expected = CASES.path("CALC-04a");
        Money total = Money.zero("USD");
        long minutes = 0;
        for (JsonNode row : expected.path("rows")) {
            TimeFact entry = entry(
                    row.get(0).asText(),
                    row.get(1).asText(),
                    row.get(2).asText(),
                    row.get(3).asInt(),
                    row.get(5).asText());
            assertThat(Hours.of(entry.minutes()))
                    .isEqualTo(new BigDecimal(row.get(4).asText()));
            Money amount = TimeAndMaterials.total(TimeAndMaterials.lines(List.of(entry)), "USD");
            assertThat(amount.amount()).isEqualTo(new BigDecimal(row.get(6).asText()));
            total = total.plus(amount);
            minutes += entry.minutes();
        }
        assertThat(total.amount()).isEqualTo(dec(expected, "total"));
        assertThat(minutes).isEqualTo(expected.path("billable_minutes").asLong());
    }

    @Test
    void a_line_is_rounded_once_and_not_per_entry() {
        JsonNode expected = CASES.path("CALC-04b");
        List<TimeFact> three = new ArrayList<>();
        Money perEntry = Money.zero("USD");
        for (String id : List.of("T1", "T2", "T3")) {
            TimeFact entry = entry(id, "SAR", "2026-10-05", 20, "210.0000");
            three.add(entry);
            perEntry = perEntry.plus(entry.billRate().times(Hours.of(20)));
        }
        List<PricedLine> lines = TimeAndMaterials.lines(three);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).amount().amount()).isEqualTo(dec(expected, "line_level"));
        assertThat(perEntry.amount()).isEqualTo(dec(expected, "entry_level"));
    }

    @Test
    void a_cap_is_billed_up_to_and_the_rest_held() {
        JsonNode expected = CASES.path("CALC-04c");
        TimeAndMaterials.Capped capped =
                TimeAndMaterials.capped(usd(expected, "cap"), usd(expected, "billed_before"), usd(expected, "priced"));
        assertThat(capped.billable()).isEqualTo(usd(expected, "billable"));
        assertThat(capped.overCap()).isEqualTo(usd(expected, "over_cap"));
    }

    @Test
    void exposure_is_what_is_blocked_and_never_the_sum() {
        JsonNode expected = CASES.path("CALC-11");
        Exposure exposure = Exposure.ofTime(
                List.of(
                        entry("T-8801", "SAR", "2026-10-14", 480, "215.0000"),
                        entry("T-8811", "SAR", "2026-10-15", 480, "215.0000"),
                        entry("T-8812", "CON", "2026-10-15", 450, "150.0000")),
                usd(expected, "project_unbilled_in_cycle"),
                "USD",
                false);
        assertThat(exposure.direct()).isEqualTo(usd(expected, "direct"));
        assertThat(exposure.blocked()).isEqualTo(usd(expected, "blocked"));
        assertThat(exposure.total()).isEqualTo(usd(expected, "exposure_total"));
        assertThat(exposure.payrollHours()).isEqualTo(dec(expected, "payroll_exposure_hours"));
        assertThat(exposure.financing(new BigDecimal("0.09"), 30))
                .isEqualTo(usd(expected, "financing_cost_if_next_cycle"));
        assertThat(exposure.totalIn(new BigDecimal("150"), "JPY").amount()).isEqualTo(dec(expected, "jpy_example"));
        assertThat(Exposure.severity(exposure.total(), null)).isEqualTo(Exposure.Severity.CRITICAL);
        assertThat(Exposure.severity(Money.of("10000.00", "USD"), 5)).isEqualTo(Exposure.Severity.HIGH);
        assertThat(Exposure.severity(Money.of("1.00", "USD"), 2)).isEqualTo(Exposure.Severity.CRITICAL);
        assertThat(Exposure.severity(Money.of("1.00", "USD"), 3)).isEqualTo(Exposure.Severity.MEDIUM);
    }

    @Test
    void overtime_at_one_rate() {
        JsonNode expected = CASES.path("CALC-13a");
        PayrollHours.WeekPay pay =
                PayrollHours.weekPay(Map.of(Rate.hourly("40.0000", "USD"), new BigDecimal("46")), "USD");
        assertThat(pay.total()).isEqualTo(usd(expected, "pay"));
    }

    @Test
    void overtime_at_two_rates_is_paid_at_their_weighted_average() {
        JsonNode expected = CASES.path("CALC-13b");
        Map<Rate, BigDecimal> hours = new LinkedHashMap<>();
        hours.put(Rate.hourly("40.0000", "USD"), new BigDecimal("30"));
        hours.put(Rate.hourly("50.0000", "USD"), new BigDecimal("16"));
        PayrollHours.WeekPay pay = PayrollHours.weekPay(hours, "USD");
        assertThat(pay.straightTime().amount())
                .isEqualByComparingTo(expected.path("straight_time").asText());
        assertThat(pay.regularRate()).isEqualTo(dec(expected, "regular_rate"));
        assertThat(pay.premium()).isEqualTo(usd(expected, "premium"));
        assertThat(pay.total()).isEqualTo(usd(expected, "total"));
    }

    @Test
    void overtime_of_a_week_is_allocated_in_order_of_time() {
        JsonNode expected = CASES.path("CALC-13c");
        LocalDate monday = LocalDate.of(2026, 10, 26);
        List<PayrollHours.Worked> week = new ArrayList<>();
        for (int i = 0; i < expected.path("rows").size(); i++) {
            JsonNode row = expected.path("rows").get(i);
            int hours = row.get(1).asInt() + row.get(2).asInt();
            week.add(new PayrollHours.Worked(monday.plusDays(i), "T-" + i, hours * 60));
        }
        List<PayrollHours.Day> days = PayrollHours.classify(week, true);
        for (int i = 0; i < days.size(); i++) {
            JsonNode row = expected.path("rows").get(i);
            assertThat(days.get(i).regular()).isEqualByComparingTo(row.get(1).asText());
            assertThat(days.get(i).overtime()).isEqualByComparingTo(row.get(2).asText());
        }
        assertThat(PayrollHours.classify(week, false))
                .allMatch(day -> day.overtime().signum() == 0);
    }

    @Test
    void a_currency_without_minor_unit_has_no_decimals() {
        JsonNode expected = CASES.path("CALC-16a");
        Rate yen = Rate.hourly("18500.0000", "JPY");
        assertThat(yen.times(Hours.of(435)).amount().toPlainString())
                .isEqualTo(expected.path("l1").asText());
        assertThat(yen.times(Hours.of(200)).amount().toPlainString())
                .isEqualTo(expected.path("l2").asText());
        assertThat(Money.rounded(new BigDecimal("39.1666"), "KWD").amount()).isEqualTo(dec(expected, "kwd_example"));
    }

    @Test
    void an_allocation_loses_nothing() {
        JsonNode expected = CASES.path("CALC-16b");
        List<Money> shares = Rounding.allocate(
                Money.of("100.00", "USD"),
                List.of(new BigDecimal("33.335"), new BigDecimal("33.335"), new BigDecimal("33.33")));
        assertThat(shares)
                .extracting(share -> share.amount().toPlainString())
                .isEqualTo(Json.mapper().convertValue(expected.path("shares"), List.class));
        assertThat(shares.stream().reduce(Money.zero("USD"), Money::plus)).isEqualTo(usd(expected, "sum"));
    }

    @Test
    void tax_is_computed_on_the_document() {
        JsonNode expected = CASES.path("CALC-16c");
        Money line = Money.of("10.13", "EUR");
        BigDecimal rate = new BigDecimal("0.19");
        assertThat(Rounding.documentTax(List.of(line, line, line), rate, "EUR").amount())
                .isEqualTo(dec(expected, "per_document"));
        Money one = Rounding.documentTax(List.of(line), rate, "EUR");
        assertThat(one.plus(one).plus(one).amount()).isEqualTo(dec(expected, "per_line"));
    }

    @Test
    void rounding_is_the_same_on_both_sides_of_zero() {
        JsonNode expected = CASES.path("CALC-16d");
        assertThat(Currencies.round(new BigDecimal("2.345"), "USD")).isEqualTo(dec(expected, "pos"));
        assertThat(Currencies.round(new BigDecimal("-2.345"), "USD")).isEqualTo(dec(expected, "neg"));
    }

    private static Utilization.Basis basis(String id) {
        JsonNode given = CASES.path(id);
        BigDecimal gross = dec(given, "gross_capacity_h");
        BigDecimal standard = dec(given, "standard_h");
        return new Utilization.Basis(
                gross,
                gross.subtract(standard),
                standard.subtract(dec(given, "available_h")),
                dec(given, "billable_h"),
                dec(given, "billable_h"));
    }

    private static TimeFact entry(String id, String role, String date, int minutes, String rate) {
        return new TimeFact(
                id,
                1,
                "W-0007",
                "P-1003",
                null,
                role,
                LocalDate.parse(date),
                minutes,
                true,
                false,
                TimeFact.State.APPROVED,
                Rate.hourly(rate, "USD"),
                "LE-US",
                "CC-1200",
                null,
                null,
                null);
    }

    private static BigDecimal dec(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asText());
    }

    private static Money usd(JsonNode node, String field) {
        return Money.of(node.path(field).asText(), "USD");
    }

    private static JsonNode read() {
        try {
            return Json.tree(Files.readAllBytes(Path.of("src/test/resources/calc_cases.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
