package io.throughline.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** CALC-13: hours and overtime of a workweek. */
final class CasesOfPayroll {

    private static final LocalDate MONDAY = LocalDate.of(2026, 10, 26);

    private CasesOfPayroll() {}

    static Map<String, Consumer<CalculationCase>> checks() {
        return Map.of(
                "CALC-13a", CasesOfPayroll::atOneRate,
                "CALC-13b", CasesOfPayroll::atTwoRates,
                "CALC-13c", CasesOfPayroll::inOrderOfTime);
    }

    private static void atOneRate(CalculationCase given) {
        int hours = (int) (given.number("reg") + given.number("ot"));
        PayrollHours.WeekPay pay =
                PayrollHours.weekPay(Map.of(Rate.hourly("40", "USD"), BigDecimal.valueOf(hours)), "USD");
        assertThat(pay.total()).isEqualTo(given.usd("pay"));
        List<PayrollHours.Worked> week = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            week.add(new PayrollHours.Worked(MONDAY.plusDays(i), "T-" + i, (i < 5 ? 8 : hours - 40) * 60));
        }
        sums(given, PayrollHours.classify(week, true));
    }

    private static void atTwoRates(CalculationCase given) {
        Map<Rate, BigDecimal> hours = new LinkedHashMap<>();
        hours.put(Rate.hourly("40", "USD"), new BigDecimal("30"));
        hours.put(Rate.hourly("50", "USD"), new BigDecimal("16"));
        PayrollHours.WeekPay pay = PayrollHours.weekPay(hours, "USD");
        assertThat(pay.straightTime().amount()).isEqualByComparingTo(given.decimal("straight_time"));
        assertThat(pay.regularRate()).isEqualTo(given.decimal("regular_rate"));
        assertThat(pay.premium()).isEqualTo(given.usd("premium"));
        assertThat(pay.total()).isEqualTo(given.usd("total"));
    }

    private static void inOrderOfTime(CalculationCase given) {
        JsonNode rows = given.node("rows");
        List<PayrollHours.Worked> week = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int hours = rows.get(i).get(1).asInt() + rows.get(i).get(2).asInt();
            week.add(new PayrollHours.Worked(MONDAY.plusDays(i), "T-" + i, hours * 60));
        }
        List<PayrollHours.Day> days = PayrollHours.classify(week, true);
        assertThat(days).hasSize(rows.size());
        for (int i = 0; i < days.size(); i++) {
            assertThat(days.get(i).regular())
                    .isEqualByComparingTo(rows.get(i).get(1).asText());
            assertThat(days.get(i).overtime())
                    .isEqualByComparingTo(rows.get(i).get(2).asText());
        }
        sums(given, days);
        assertThat(PayrollHours.classify(week, false))
                .allMatch(day -> day.overtime().signum() == 0);
    }

    private static void sums(CalculationCase given, List<PayrollHours.Day> days) {
        assertThat(days.stream().map(PayrollHours.Day::regular).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(given.decimal("reg"));
        assertThat(days.stream().map(PayrollHours.Day::overtime).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(given.decimal("ot"));
    }
}
