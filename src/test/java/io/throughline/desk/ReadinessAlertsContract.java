package io.throughline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.work.Contract;
import io.throughline.work.Deals;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WF-16: who hears three days, one day and four hours before a cut-off that a cycle is not ready, and that it is over. */
abstract class ReadinessAlertsContract extends CutOffContract {

    private static final Instant THREE_DAYS = Instant.parse("2026-10-29T03:59:59Z");
    private static final Instant ONE_DAY = Instant.parse("2026-10-31T03:59:59Z");
    private static final Instant FOUR_HOURS = Instant.parse("2026-10-31T23:59:59Z");
    private static final String CYCLE = "NOT_READY BC-P-1003-2026-10B";

    private ReadinessAlerts watched;

    @BeforeEach
    void watch() {
        watched = restarted();
        time("T-1", "P-1003", "2026-10-20", "TRANSFERRED", "215.0000");
        time("T-2", "P-1003", "2026-10-21", "APPROVED", null);
    }

    private ReadinessAlerts restarted() {
        return new ReadinessAlerts(openCycles(), standing(ReadinessAlerts.WORKFLOW), watch, json, clock);
    }

    private void look(Instant at) {
        clock.set(at);
        watched.look();
    }

    @Test
    void each_moment_is_said_once_and_a_restart_repeats_none() {
        look(THREE_DAYS.minusSeconds(1));
        assertThat(said()).isEmpty();
        look(THREE_DAYS);
        assertThat(said()).containsExactly(CYCLE + " T-3d");

        watched = restarted();
        look(THREE_DAYS.plus(Duration.ofHours(20)));
        assertThat(said()).isEmpty();
        look(ONE_DAY.minusSeconds(1));
        assertThat(said())
                .as("two working days before it is critical, and was said already")
                .isEmpty();
        look(ONE_DAY);
        assertThat(said()).containsExactly(CYCLE + " T-1d");
        look(FOUR_HOURS.minusSeconds(1));
        assertThat(said()).isEmpty();
        watched = restarted();
        look(FOUR_HOURS);
        assertThat(said()).containsExactly(CYCLE + " T-4h");
        look(FOUR_HOURS.plus(Duration.ofHours(5)));
        assertThat(said()).isEmpty();

        assertThat(all()).singleElement().satisfies(alert -> {
            assertThat(alert.path("seen").asInt()).isEqualTo(3);
            assertThat(alert.path("summary").asText()).contains("was cut off");
            assertThat(alert.has("closedAt")).isFalse();
        });
    }

    @Test
    void it_says_which_gates_whose_how_old_and_how_much_of_cycle_and_client() {
        time("T-3", "P-1003", "2026-10-22", "SUBMITTED", null);
        look(THREE_DAYS);

        JsonNode alert = all().get(0);
        assertThat(alert.path("kind").asText()).isEqualTo("CUT_OFF");
        assertThat(alert.path("workflow").asText()).isEqualTo("WF-16 billing readiness");
        assertThat(alert.at("/project/name").asText()).isEqualTo("Regulated core banking program");
        assertThat(alert.at("/client/name").asText()).isEqualTo("Calder Regional Bank");
        assertThat(alert.at("/billingCycle/cutOff").asText()).isEqualTo("2026-10-31T23:59:59-04:00");
        assertThat(alert.at("/billingCycle/daysLeft").asInt()).isEqualTo(3);
        assertThat(alert.at("/gates/0/gate").asText()
                        + alert.at("/gates/1/gate").asText())
                .isEqualTo("R1R2");
        assertThat(alert.at("/gates/1/owner").asText()).isEqualTo("finance-ops");
        assertThat(alert.at("/gates/1/since").asText()).isEqualTo("2026-10-21");
        assertThat(alert.at("/gates/1/ageDays").asInt()).isEqualTo(7);
        assertThat(alert.at("/owner/escalation").asText()).isEqualTo("project-manager W-0010");
        assertThat(alert.at("/owner/teams")).extracting(JsonNode::asText).contains("finance-ops", "project-manager");
        assertThat(alert.at("/revenueExposure/blocked/amount").asText())
                .as("three days of eight hours at 215.00, one of them not approved")
                .isEqualTo("5160.00");
        assertThat(alert.at("/client/held/amount").asText()).isEqualTo("5160.00");
        assertThat(alert.path("summary").asText())
                .contains("less than 3 days", "USD 5160.00", "C-02", "R2 finance-ops", "(since 2026-10-21)");
    }

    @Test
    void the_money_of_a_client_is_that_of_all_its_cycles() {
        keep(
                "contract.signed.v1",
                "CT-1001",
                Json.read(
                        Json.write(Deals.CONTRACT).replace("1003", "1001").replace("SEMI_MONTHLY", "MONTHLY"),
                        Contract.class));
        keep("project.created.v1", "P-1001", Json.tree(Json.write(Deals.PROJECT).replace("1003", "1001")));
        time("T-9", "P-1001", "2026-10-05", "APPROVED", null);
        look(THREE_DAYS);

        assertThat(all())
                .extracting(alert -> alert.at("/revenueExposure/total/amount").asText())
                .containsExactlyInAnyOrder("1720.00", "3440.00");
        assertThat(all())
                .extracting(alert -> alert.at("/client/held/amount").asText())
                .containsExactly("5160.00", "5160.00");
    }

    @Test
    void a_cycle_that_becomes_ready_closes_its_alert_and_is_said_again_only_at_the_next_moment() {
        look(THREE_DAYS);
        said();
        time("T-2", "P-1003", "2026-10-21", "TRANSFERRED", "215.0000");
        look(THREE_DAYS.plus(Duration.ofHours(1)));
        assertThat(said()).containsExactly("over: " + CYCLE + " T-3d");
        assertThat(all().get(0).path("closedBy").asText()).contains("ready");

        time("T-4", "P-1003", "2026-10-29", "APPROVED", null);
        look(THREE_DAYS.plus(Duration.ofHours(30)));
        assertThat(said()).as("once for each moment").isEmpty();
        look(ONE_DAY);
        assertThat(said()).containsExactly(CYCLE + " T-1d");
        look(THREE_DAYS.plus(Duration.ofHours(1)));
        assertThat(said()).as("a clock that is set back repeats nothing").isEmpty();
    }

    @Test
    void a_cycle_that_is_ready_has_nothing_in_it_or_is_over_is_not_said() {
        time("T-2", "P-1003", "2026-10-21", "TRANSFERRED", "215.0000");
        look(FOUR_HOURS);
        assertThat(all()).isEmpty();

        time("T-5", "P-1003", "2026-10-30", "APPROVED", null);
        look(Instant.parse("2026-11-01T04:00:00Z"));
        assertThat(all())
                .as("the cut-off of October is past, that of November far")
                .isEmpty();
    }

    @Test
    void the_days_before_a_cut_off_are_days_of_its_zone_also_where_the_clocks_change() {
        time("T-2", "P-1003", "2026-10-21", "TRANSFERRED", "215.0000");
        time("T-7", "P-1003", "2027-03-02", "APPROVED", null);
        look(Instant.parse("2027-03-13T04:59:58Z"));
        assertThat(all())
                .as("72 hours before it, but three days are one hour less")
                .isEmpty();
        look(Instant.parse("2027-03-13T04:59:59Z"));
        assertThat(said()).containsExactly("NOT_READY BC-P-1003-2027-03A T-3d");
    }
}
