package io.throughline.delivery.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Open alerts say what the circuits say: one is open for each system that this node finds down. Every look compares the two,
 * so that an alert that could not be raised or closed, or outlived a restart, is put right by the next look. Each node has
 * circuits, and therefore alerts, of its own.
 */
public final class CircuitAlerts {

    private final Targets targets;
    private final KillSwitches switches;
    private final Database database;
    private final Audit audit;
    private final Alerts alerts;
    private final String node;

    /** @param node whose circuits they are */
    public CircuitAlerts(
            Targets targets, KillSwitches switches, Database database, Audit audit, Alerts alerts, String node) {
        this.targets = targets;
        this.switches = switches;
        this.database = database;
        this.audit = audit;
        this.alerts = alerts;
        this.node = node;
    }

    /** Raises what is missing and closes what is over; writes nothing when alerts and circuits agree. */
    public void agree() {
        Set<String> open = database.read(CircuitAlerts::open);
        Set<String> stopped = switches.stopped(KillSwitches.Scope.SYSTEM);
        for (Target target : targets.all().values()) {
            Circuit.View circuit = target.circuit().view();
            Alert alert = alert(target.system(), circuit.reason());
            boolean down = circuit.state() != Circuit.State.CLOSED;
            boolean told = open.contains(alert.fingerprint());
            if (down && !told && !stopped.contains(target.system())) {
                audit.inTransaction((connection, scribe) -> alerts.raise(connection, scribe, alert));
            } else if (!down && told) {
                audit.inTransaction((connection, scribe) -> {
                    alerts.close(connection, scribe, alert.fingerprint(), "the system answers again");
                    return null;
                });
            }
        }
    }

    private Alert alert(String system, String why) {
        ObjectNode context = Json.mapper().createObjectNode();
        context.putObject("technical").put("endpoint", system).put("node", node);
        return new Alert(
                Alert.Kind.CIRCUIT,
                "HIGH",
                system + " from " + node,
                "DOWN",
                null,
                system + " is down and is being probed; what goes there waits: " + why,
                context,
                List.of());
    }

    private static Set<String> open(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select fingerprint from alert where closed_at is null and kind = 'CIRCUIT'");
                ResultSet rows = select.executeQuery()) {
            Set<String> open = new HashSet<>();
            while (rows.next()) {
                open.add(rows.getString(1));
            }
            return open;
        }
    }
}
