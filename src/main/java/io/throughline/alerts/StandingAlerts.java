package io.throughline.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Alerts of how things stand before or after a date: raised when it becomes so, kept true while it is, closed when it is over. An
 * alert that has an {@code occasion} in its context, a number that rises, is said once on each occasion and not again on one
 * that it had, also when it was over in between and also after a restart: what was said is read from the table of alerts.
 */
public final class StandingAlerts {

    /** The field of the context with the number of the occasion, 1 or more. */
    public static final String OCCASION = "occasion";

    private final Database database;
    private final Audit audit;
    private final Alerts alerts;
    private final String workflow;

    /**
     * An alert that is open.
     *
     * @param number  its number
     * @param alert   fingerprint
     * @param context what it said last
     */
    public record Open(long number, String alert, ObjectNode context) {}

    private record Told(boolean open, String severity, ObjectNode context) {

        boolean said(Alert alert) {
            return alert.context().path(OCCASION).asInt()
                    <= context.path(OCCASION).asInt();
        }
    }

    /** @param workflow of all these alerts and of no others of kind {@link Alert.Kind#CUT_OFF} */
    public StandingAlerts(Database database, Audit audit, Alerts alerts, String workflow) {
        this.database = database;
        this.audit = audit;
        this.alerts = alerts;
        this.workflow = workflow;
    }

    /** Those that are open, oldest first. */
    public List<Open> open() {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select alert_no, fingerprint, context from alert where closed_at is null and kind = ? and workflow = ?"
                            + " order by alert_no")) {
                select.setString(1, Alert.Kind.CUT_OFF.name());
                select.setString(2, workflow);
                try (ResultSet rows = select.executeQuery()) {
                    List<Open> open = new ArrayList<>();
                    while (rows.next()) {
                        open.add(new Open(
                                rows.getLong(1), rows.getString(2), (ObjectNode) Json.tree(rows.getString(3))));
                    }
                    return open;
                }
            }
        });
    }

    /**
     * Brings the alerts to how things stand.
     *
     * @param standing everything that is so now
     * @param over     why an alert that is not among them is over; null where that is not known
     */
    public void bring(List<Alert> standing, Function<Open, String> over) {
        Set<String> still = new LinkedHashSet<>();
        for (Alert alert : standing) {
            still.add(alert.fingerprint());
            bring(alert);
        }
        for (Open one : open()) {
            String why = still.contains(one.alert()) ? null : over.apply(one);
            if (why != null) {
                audit.inTransaction((connection, scribe) -> {
                    alerts.close(connection, scribe, one.number(), why);
                    return null;
                });
            }
        }
    }

    /** An open alert of the same occasion is only kept true: people hear of it again on the next one. */
    private void bring(Alert alert) {
        Optional<Told> told = database.read(connection -> told(connection, alert.fingerprint()));
        boolean said = told.filter(last -> last.said(alert)).isPresent();
        if (!said || !told.get().open() && !alert.context().has(OCCASION)) {
            audit.inTransaction((connection, scribe) -> alerts.raise(connection, scribe, alert));
        } else if (told.get().open()) {
            boolean byOccasion = alert.context().has(OCCASION);
            Alert same = new Alert(
                    alert.kind(),
                    byOccasion ? told.get().severity() : alert.severity(),
                    alert.workflow(),
                    alert.reason(),
                    alert.project(),
                    alert.summary(),
                    alert.context(),
                    alert.items());
            audit.inTransaction((connection, scribe) -> {
                alerts.update(connection, scribe, same);
                return null;
            });
        }
    }

    private static Optional<Told> told(Connection connection, String fingerprint) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select closed_at, severity, context from alert where fingerprint = ? order by alert_no desc fetch first 1"
                        + " rows only")) {
            select.setString(1, fingerprint);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Told(rows.getObject(1) == null, rows.getString(2), (ObjectNode)
                                Json.tree(rows.getString(3))))
                        : Optional.empty();
            }
        }
    }
}
