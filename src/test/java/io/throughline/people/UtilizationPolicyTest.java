package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.throughline.money.Entries;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import io.throughline.money.Utilization;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtilizationPolicyTest {

    private static final List<Availability.Day> DAYS = List.of(
            new Availability.Day(LocalDate.of(2026, 10, 12), 0, 480, 480, null),
            new Availability.Day(LocalDate.of(2026, 10, 13), 240, 480, null, 240),
            new Availability.Day(LocalDate.of(2026, 10, 14), 480, 480, null, null),
            new Availability.Day(LocalDate.of(2026, 10, 17), 0, null, null, null));

    private static TimeFact time(String id, TimeFact.State state, int minutes) {
        return Entries.entry(id, "SAR", "2026-10-14", minutes, Rate.hourly("200", "USD"), state, null);
    }

    private static final List<TimeFact> FACTS = List.of(
            time("T-1", TimeFact.State.APPROVED, 120),
            time("T-2", TimeFact.State.BILLED, 60),
            time("T-3", TimeFact.State.WRITTEN_OFF, 180),
            time("T-4", TimeFact.State.SUBMITTED, 480),
            Entries.internal(time("T-5", TimeFact.State.TRANSFERRED, 60)));

    private static BigDecimal dec(String value) {
        return new BigDecimal(value);
    }

    @Test
    void a_basis_comes_from_days_and_approved_time() {
        assertThat(UtilizationPolicy.shipped().basis(DAYS, FACTS))
                .isEqualTo(new Utilization.Basis(dec("24.00"), dec("8.00"), dec("4.00"), dec("6.00"), dec("7.00")));
        assertThat(UtilizationPolicy.of("util_net-without-written-off").basis(DAYS, FACTS))
                .isEqualTo(new Utilization.Basis(dec("24.00"), dec("8.00"), dec("4.00"), dec("3.00"), dec("4.00")));
    }

    @ParameterizedTest
    @CsvSource({
        "util_net, 0.5000",
        "util_gross, 0.3750",
        "billable_share, 0.8571",
        "util_net-without-written-off, 0.2500",
        "billable_share-without-written-off, 0.7500"
    })
    void a_figure_carries_the_id_of_its_policy(String id, String ratio) {
        UtilizationPolicy policy = UtilizationPolicy.of(id);
        assertThat(policy.id()).isEqualTo(id);
        assertThat(policy.figure(policy.basis(DAYS, FACTS))).isEqualTo(new Utilization.Figure(id, dec(ratio)));
    }

    @Test
    void the_default_divides_by_available_hours_and_counts_what_was_written_off() {
        assertThat(UtilizationPolicy.shipped().id()).isEqualTo("util_net");
        assertThat(UtilizationPolicy.shipped().figure(Utilization.Basis.NONE))
                .isEqualTo(new Utilization.Figure("util_net", null));
    }

    @Test
    void hours_on_a_day_off_may_take_a_worker_above_one() {
        List<TimeFact> more = new ArrayList<>(FACTS);
        more.add(Entries.entry("T-6", "SAR", "2026-10-12", 480, "200"));
        UtilizationPolicy net = UtilizationPolicy.shipped();
        assertThat(net.figure(net.basis(DAYS, more)).ratio()).isEqualTo(dec("1.1667"));
    }

    @Test
    void each_entry_is_rounded_for_itself() {
        List<TimeFact> three = List.of(
                time("T-1", TimeFact.State.APPROVED, 20),
                time("T-2", TimeFact.State.APPROVED, 20),
                time("T-3", TimeFact.State.APPROVED, 20));
        assertThat(UtilizationPolicy.shipped().basis(List.of(), three).billable())
                .isEqualTo(dec("0.99"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"net", "", "util_net-without", "-without-written-off"})
    void an_unknown_id_is_refused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UtilizationPolicy.of(id))
                .withMessageEndingWith("is none of util_net, util_gross, billable_share");
    }
}
