package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.throughline.money.Money;
import io.throughline.money.ProjectMargin;
import io.throughline.money.Rate;
import io.throughline.people.Availability;
import io.throughline.people.Canon;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans of staffing (CALC-18 and 21). */
class AssignmentForecastTest {

    private static final Rate COST = Rate.hourly("50.0000", "USD");
    private static final Rate BILL = Rate.hourly("120.0000", "USD");
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    @Test
    void only_days_of_the_assignment_count_the_end_excluded() {
        Assignment week = Plans.assignment(LocalDate.of(2026, 10, 29), LocalDate.of(2026, 11, 3), "0.5");
        List<Availability.Day> days = Plans.weekdays(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 30));
        assertThat(AssignmentForecast.of(week, days, COST, BILL))
                .containsExactly(
                        new AssignmentForecast.Month(
                                OCTOBER,
                                2,
                                new BigDecimal("8.00"),
                                Money.of("400.00", "USD"),
                                Money.of("960.00", "USD")),
                        new AssignmentForecast.Month(
                                OCTOBER.plusMonths(1),
                                1,
                                new BigDecimal("4.00"),
                                Money.of("200.00", "USD"),
                                Money.of("480.00", "USD")));
    }

    @Test
    void holidays_and_leave_of_the_worker_are_not_booked() {
        Assignment all = Plans.assignment(LocalDate.of(2026, 10, 12), LocalDate.of(2026, 10, 15), "1");
        List<Availability.Day> days = List.of(
                new Availability.Day(LocalDate.of(2026, 10, 12), 0, 480, 480, null),
                new Availability.Day(LocalDate.of(2026, 10, 13), 240, 480, null, 240),
                new Availability.Day(LocalDate.of(2026, 10, 14), 480, 480, null, null));
        assertThat(AssignmentForecast.of(all, days, COST, BILL))
                .extracting(AssignmentForecast.Month::workingDays, AssignmentForecast.Month::hours)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, new BigDecimal("12.00")));
        assertThat(AssignmentForecast.of(all, days.subList(0, 1), COST, BILL)).isEmpty();
    }

    @Test
    void the_price_of_the_assignment_goes_first_and_unbilled_work_earns_nothing() {
        Assignment day = Plans.assignment(LocalDate.of(2026, 10, 14), LocalDate.of(2026, 10, 15), "1");
        List<Availability.Day> days = Plans.weekdays(LocalDate.of(2026, 10, 14), LocalDate.of(2026, 10, 14));
        Assignment own = Canon.with(day, "billRateOverride", Rate.hourly("100.0000", "EUR"));
        assertThat(AssignmentForecast.of(own, days, COST, BILL).get(0).revenue())
                .isEqualTo(Money.of("800.00", "EUR"));
        Assignment unbilled = Canon.with(day, "billable", false);
        assertThat(AssignmentForecast.of(unbilled, days, COST, BILL).get(0).revenue())
                .isEqualTo(Money.zero("USD"));
        assertThat(AssignmentForecast.of(unbilled, days, COST, BILL).get(0).cost())
                .isEqualTo(Money.of("400.00", "USD"));
    }

    @Test
    void parts_of_minutes_are_rounded_once_a_month() {
        Assignment part = Plans.assignment(LocalDate.of(2026, 10, 12), LocalDate.of(2026, 10, 17), "0.3334");
        List<Availability.Day> days = Plans.weekdays(LocalDate.of(2026, 10, 12), LocalDate.of(2026, 10, 16));
        AssignmentForecast.Month month =
                AssignmentForecast.of(part, days, COST, BILL).get(0);
        assertThat(month.hours()).isEqualTo(new BigDecimal("13.33"));
        assertThat(month.planned()).isEqualTo(new Assignment.PlannedMonth(OCTOBER, 800, month.cost(), month.revenue()));
    }

    @Test
    void equal_outcomes_are_told_by_worker_and_the_best_first() {
        List<StaffingWhatIf.Outcome> outcomes = StaffingWhatIf.of(
                BigDecimal.TEN,
                BILL,
                List.of(
                        new StaffingWhatIf.Candidate("W-3", COST),
                        new StaffingWhatIf.Candidate("W-2", Rate.hourly("130", "USD")),
                        new StaffingWhatIf.Candidate("W-1", COST)));
        assertThat(outcomes).extracting(StaffingWhatIf.Outcome::workerId).containsExactly("W-1", "W-3", "W-2");
        ProjectMargin loss = outcomes.get(2).margin();
        assertThat(loss.margin()).isEqualTo(Money.of("-100.00", "USD"));
        assertThat(loss.view().id()).isEqualTo("margin_forecast_group");
    }

    @Test
    void a_candidate_has_an_id_and_a_cost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StaffingWhatIf.Candidate(null, COST))
                .withMessage("workerId is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StaffingWhatIf.Candidate("W-1", null))
                .withMessage("cost is missing");
    }
}
