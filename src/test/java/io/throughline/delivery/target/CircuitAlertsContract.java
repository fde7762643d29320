package io.throughline.delivery.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.alerts.AlertPolicy;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.journal.Audit;
import io.throughline.journal.StoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alert is open for as long as a circuit is, whatever happened between two looks. */
abstract class CircuitAlertsContract extends StoreContract {

    private Alerts alerts;
    private KillSwitches switches;
    private Circuit circuit;
    private CircuitAlerts circuitAlerts;

    @BeforeEach
    void start() {
        alerts = new Alerts(AlertPolicy.of("log", Duration.ofMinutes(30), 30, 50), "node-1", clock);
        switches = new KillSwitches(database, new Audit(database, clock, "node-1"), alerts, clock);
        circuit = circuit();
        circuitAlerts = alertsOf("node-1", circuit);
    }

    @Test
    void an_open_circuit_is_one_alert_that_is_written_once_and_closed_when_the_system_answers() {
        circuitAlerts.agree();
        assertThat(alertRows()).isEmpty();

        circuit.unreachable("connection refused");
        circuitAlerts.agree();
        circuitAlerts.agree();
        circuitAlerts.agree();
        assertThat(alertRows()).singleElement().asString().startsWith("open, seen 1: netsuite is down");

        circuit.answered();
        circuitAlerts.agree();
        circuitAlerts.agree();
        assertThat(alertRows()).singleElement().asString().startsWith("closed");
    }

    @Test
    void an_alert_that_outlived_a_restart_is_closed_by_whoever_started_again() {
        circuit.unreachable("connection refused");
        circuitAlerts.agree();

        alertsOf("node-1", circuit()).agree();

        assertThat(alertRows()).singleElement().asString().startsWith("closed");
    }

    @Test
    void an_alert_that_could_not_be_raised_is_raised_by_the_next_look() {
        circuit.unreachable("connection refused");
        write("alter table alert_notice rename to not_there");
        assertThatThrownBy(circuitAlerts::agree).isInstanceOf(RuntimeException.class);
        assertThat(alertRows()).isEmpty();
        write("alter table not_there rename to alert_notice");

        circuitAlerts.agree();

        assertThat(alertRows()).singleElement().asString().startsWith("open");
    }

    @Test
    void a_node_that_reaches_the_system_closes_no_alert_of_one_that_does_not() {
        circuit.unreachable("connection refused");
        circuitAlerts.agree();

        alertsOf("node-2", circuit()).agree();

        assertThat(alertRows()).singleElement().asString().startsWith("open");
    }

    @Test
    void a_system_that_a_person_stopped_is_not_said_to_be_down_until_it_may_go_on() {
        switches.stop(KillSwitches.Scope.SYSTEM, "netsuite", "anna", "month end");
        circuit.unreachable("connection refused");
        circuitAlerts.agree();
        assertThat(alertRows()).singleElement().asString().contains("stopped by anna");

        switches.resume(KillSwitches.Scope.SYSTEM, "netsuite", "anna", "done");
        circuitAlerts.agree();
        assertThat(alertRows()).last().asString().startsWith("open, seen 1: netsuite is down");
    }

    private CircuitAlerts alertsOf(String node, Circuit of) {
        Targets targets = new Targets(
                List.of(new Target("netsuite", of, new Budget(1, 0, System::nanoTime), 10)),
                switches,
                step -> Safety.of(Repeatability.NONE),
                Duration.ZERO,
                clock);
        return new CircuitAlerts(targets, switches, database, new Audit(database, clock, node), alerts, node);
    }

    private Circuit circuit() {
        return new Circuit(
                2, Duration.ofSeconds(1), Duration.ofSeconds(30), clock, () -> clock.millis() * 1_000_000, () -> 0.5);
    }

    private List<String> alertRows() {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select closed_at, seen, summary from alert order by alert_no")) {
                List<String> all = new ArrayList<>();
                while (rows.next()) {
                    all.add((rows.getObject(1) == null ? "open" : "closed") + ", seen " + rows.getInt(2) + ": "
                            + rows.getString(3));
                }
                return all;
            }
        });
    }

    private void write(String sql) {
        database.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }
}
