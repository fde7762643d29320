package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.CalculationCase;
import io.throughline.money.Entries;
import io.throughline.money.IntercompanyPrice;
import io.throughline.money.Journal;
import io.throughline.money.Money;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.Translation;
import io.throughline.people.Availability;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** CALC-10a, 15, 18 and 21: a change of entity, hours that must agree, and plans of staffing. */
public final class CasesOfWork {

    private static final Translation TO_DOLLARS = new Translation("EUR", "USD", new BigDecimal("1.0800"));
    private static final Rate GERMAN = TO_DOLLARS.of(Rate.hourly("68.1308", "EUR"));
    private static final Rate AMERICAN = Rate.hourly("92.5000", "USD");

    private CasesOfWork() {}

    public static Map<String, Consumer<CalculationCase>> checks() {
        return Map.of(
                "CALC-10a", CasesOfWork::aChangeOfEntity,
                "CALC-15", CasesOfWork::threeSidesOfTheHours,
                "CALC-18", CasesOfWork::theForecastOfAnAssignment,
                "CALC-21", CasesOfWork::whatIf);
    }

    private static void aChangeOfEntity(CalculationCase given) {
        ChangeImpact impact = ChangeImpactRules.of(change());
        assertThat(GERMAN.amount()).isEqualTo(given.decimal("de_cost_rate_usd"));
        assertThat(impact.days()).isEqualTo((int) given.number("affected_days"));
        assertThat(impact.minutes()).isEqualTo(given.number("affected_hours") * 60);
        assertThat(impact.billed()).isEqualTo(given.usd("revenue_billed"));
        assertThat(impact.oldCost()).isEqualTo(given.usd("old_cost"));
        assertThat(impact.newCost()).isEqualTo(given.usd("new_cost_usd"));
        assertThat(impact.costDelta()).isEqualTo(given.usd("cost_delta"));
        assertThat(impact.margins().groupBefore().ratio()).contains(given.decimal("old_margin_pct"));
        assertThat(impact.margins().entityBefore().ratio()).contains(given.decimal("old_margin_pct"));
        assertThat(impact.margins().groupAfter().ratio()).contains(given.decimal("group_margin_pct"));
        assertThat(impact.margins().entityAfter().ratio()).contains(given.decimal("us_entity_margin_pct_after_ic"));
        assertThat(impact.intercompany()).isEqualTo(given.usd("intercompany_charge_cost_plus_10"));
        assertThat(given.text("client_invoice_change"))
                .startsWith(impact.clientDelta().amount().toPlainString() + " ");
        List<List<String>> posted = new ArrayList<>();
        for (Journal journal : impact.journals()) {
            assertThat(journal.posting()).isEqualTo(YearMonth.of(2026, 10));
            assertThat(journal.service()).isEqualTo(YearMonth.of(2026, 9));
            for (Journal.Line line : journal.lines()) {
                posted.add(List.of(
                        journal.legalEntityId(),
                        line.text(),
                        line.amount().amount().toPlainString()));
            }
        }
        List<List<String>> expected = new ArrayList<>();
        given.node("gl")
                .forEach(row -> expected.add(List.of(
                        row.get(0).asText(), row.get(1).asText(), row.get(2).asText())));
        assertThat(posted).isEqualTo(expected);
    }

    /** W-0002 from LE-US to LE-DE on 14 September, told on 8 October, when September was billed. */
    static ChangeCase change() {
        List<ChangeCase.Affected> affected = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2026, 9, 14); day.getMonthValue() == 9; day = day.plusDays(1)) {
            if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
                affected.add(new ChangeCase.Affected(
                        Entries.entry(
                                "T-" + day.getDayOfMonth(),
                                "SAR",
                                day.toString(),
                                480,
                                Rate.hourly("215.0000", "USD"),
                                TimeFact.State.BILLED,
                                "INV-US-2026-0930"),
                        AMERICAN,
                        GERMAN,
                        null));
            }
        }
        return new ChangeCase(
                "W-0007",
                LocalDate.of(2026, 9, 14),
                LocalDate.of(2026, 10, 8),
                new ChangeCase.Place("LE-US", null, null),
                new ChangeCase.Place("LE-DE", null, new IntercompanyPrice.CostPlus(new BigDecimal("0.10"))),
                "LE-US",
                affected,
                Set.of(YearMonth.of(2026, 9)),
                YearMonth.of(2026, 10),
                null);
    }

    private static void threeSidesOfTheHours(CalculationCase given) {
        List<HoursMatch.Row> rows = new ArrayList<>();
        for (JsonNode row : given.node("rows")) {
            HoursMatch.Row hours = HoursMatch.Row.of(
                    row.get(0).asText(),
                    row.get(1).asText(),
                    row.get(1).asText().equals("P-1015"),
                    new BigDecimal(row.get(2).asText()),
                    new BigDecimal(row.get(3).asText()),
                    new BigDecimal(row.get(4).asText()));
            assertThat(HoursMatch.classify(hours).name())
                    .as(hours.workerId())
                    .isEqualTo(row.get(5).asText());
            rows.add(hours);
        }
        assertThat(HoursMatch.totals(rows))
                .isEqualTo(new HoursMatch.Totals(
                        given.decimal("psa_total"), given.decimal("erp_total"), given.decimal("payroll_total")));
    }

    /** Days of eight hours on weekdays, without holidays, as the figures are. */
    private static void theForecastOfAnAssignment(CalculationCase given) {
        for (JsonNode row : given.node("rows")) {
            YearMonth month = YearMonth.parse(row.get(0).asText());
            Assignment assignment = Plans.assignment(
                    month.atDay(1), month.plusMonths(1).atDay(1), row.get(2).asText());
            List<Availability.Day> days = Plans.weekdays(month.atDay(1), month.atEndOfMonth());
            assertThat(AssignmentForecast.of(assignment, days, GERMAN, Rate.hourly("220", "USD")))
                    .containsExactly(new AssignmentForecast.Month(
                            month,
                            row.get(1).asInt(),
                            new BigDecimal(row.get(3).asText()),
                            Money.of(row.get(4).asText(), "USD"),
                            Money.of(row.get(5).asText(), "USD")));
        }
    }

    private static void whatIf(CalculationCase given) {
        List<StaffingWhatIf.Outcome> outcomes = StaffingWhatIf.of(
                new BigDecimal("168.00"),
                Rate.hourly("220", "USD"),
                List.of(
                        new StaffingWhatIf.Candidate("SAR-US", AMERICAN),
                        new StaffingWhatIf.Candidate("SAR-DE", GERMAN)));
        assertThat(outcomes).extracting(StaffingWhatIf.Outcome::workerId).containsExactly("SAR-DE", "SAR-US");
        StaffingWhatIf.Outcome german = outcomes.get(0);
        StaffingWhatIf.Outcome american = outcomes.get(1);
        assertThat(german.margin().netRevenue()).isEqualTo(given.usd("revenue"));
        assertThat(american.margin().netRevenue()).isEqualTo(given.usd("revenue"));
        assertThat(german.margin().margin()).isEqualTo(given.usd("margin_de"));
        assertThat(american.margin().margin()).isEqualTo(given.usd("margin_us"));
        assertThat(german.margin().ratio()).contains(given.decimal("margin_pct_de"));
        assertThat(american.margin().ratio()).contains(given.decimal("margin_pct_us"));
    }
}
