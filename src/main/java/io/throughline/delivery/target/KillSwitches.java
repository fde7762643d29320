package io.throughline.delivery.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person has stopped: all that goes to one system, or all that one flow sends. It holds for every node and
 * survives restarts; the last word read from the database is kept in memory.
 */
public final class KillSwitches {

    /** What a switch stops. */
    public enum Scope {
        SYSTEM,
        FLOW
    }

    /** One thing that is stopped. */
    public record Stop(Scope scope, String name, Instant since, String actor, String reason) {}

    private final Database database;
    private final Audit audit;
    private final Clock clock;
    private final Alerts alerts;
    private volatile List<Stop> stops = List.of();

    public KillSwitches(Database database, Audit audit, Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        refresh();
    }

    /**
     * Stops a system or a flow; what is stopped already stays as it is.
     *
     * @param actor  who does it
     * @param reason why; shown wherever something waits because of it
     * @return whether it was running before
     */
    public boolean stop(Scope scope, String name, String actor, String reason) {
        boolean changed = audit.inTransaction((connection, scribe) -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into kill_switch (scope, name, since, actor, reason) values (?, ?, ?, ?, ?) on conflict do"
                            + " nothing")) {
                insert.setString(1, scope.name());
                insert.setString(2, name);
                insert.setObject(3, OffsetDateTime.now(clock));
                insert.setString(4, actor);
                insert.setString(5, reason);
                if (insert.executeUpdate() == 0) {
                    return false;
                }
            }
            scribe.note(actor, "switch.stopped", subject(scope, name), why(reason));
            alerts.raise(connection, scribe, alert(scope, name, actor, reason));
            return true;
        });
        refresh();
        return changed;
    }

    /**
     * Lets a system or a flow go on; its steps are sent again at once.
     *
     * @return whether it was stopped before
     */
    public boolean resume(Scope scope, String name, String actor, String reason) {
        boolean changed = audit.inTransaction((connection, scribe) -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from kill_switch where scope = ? and name = ?")) {
                delete.setString(1, scope.name());
                delete.setString(2, name);
                if (delete.executeUpdate() == 0) {
                    return false;
                }
            }
            String column = scope == Scope.SYSTEM ? "system" : "flow";
            try (PreparedStatement update = connection.prepareStatement(
                    "update step set queued_at = null where is_open and state in ('PLANNED', 'RETRY', 'IN_DOUBT') and "
                            + column + " = ?")) {
                update.setString(1, name);
                update.executeUpdate();
            }
            scribe.note(actor, "switch.resumed", subject(scope, name), why(reason));
            alerts.close(connection, scribe, alert(scope, name, actor, reason).fingerprint(), actor + " let it go on");
            return true;
        });
        refresh();
        return changed;
    }

    /** Reads again what is stopped. */
    public void refresh() {
        stops = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select scope, name, since, actor, reason from kill_switch order by scope, name");
                    ResultSet rows = select.executeQuery()) {
                List<Stop> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Stop(
                            Scope.valueOf(rows.getString(1)),
                            rows.getString(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getString(4),
                            rows.getString(5)));
                }
                return List.copyOf(found);
            }
        });
    }

    /** Everything that is stopped, as it was read last. */
    public List<Stop> all() {
        return stops;
    }

    /** Names of what is stopped. */
    public Set<String> stopped(Scope scope) {
        return stops.stream()
                .filter(stop -> stop.scope() == scope)
                .map(Stop::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Alert alert(Scope scope, String name, String actor, String reason) {
        return Alert.ofSystem(
                Alert.Kind.KILL_SWITCH,
                "HIGH",
                subject(scope, name),
                "STOPPED",
                "Nothing of " + subject(scope, name) + " is sent: stopped by " + actor + ", " + reason);
    }

    private static String subject(Scope scope, String name) {
        return scope.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
    }

    private static ObjectNode why(String reason) {
        return Json.mapper().createObjectNode().put("reason", reason);
    }
}
