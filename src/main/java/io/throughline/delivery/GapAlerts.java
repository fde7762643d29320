package io.throughline.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.alerts.Alert;
import io.throughline.alerts.Alerts;
import io.throughline.contract.Awaited;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Parking;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells people of versions of an object that never came, until they come after all. */
final class GapAlerts {

    private static final String REASON = "GAP";

    private final Alerts alerts;

    GapAlerts(Alerts alerts) {
        this.alerts = alerts;
    }

    /**
     * Tells that versions go on without those before them.
     *
     * @param object   as {@link Awaited#versions} names it
     * @param versions those that waited
     * @return what was told, as one sentence
     */
    String raise(Connection connection, Audit.Scribe scribe, String object, List<Parking.Parked> versions)
            throws SQLException {
        String about = object.substring(Awaited.VERSION.length());
        String source = about.substring(0, about.lastIndexOf(':'));
        String subject = about.substring(about.lastIndexOf(':') + 1);
        Set<Long> missing = missing(versions);
        String names = missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
        ObjectNode context = Json.mapper().createObjectNode();
        ObjectNode technical =
                context.putObject("technical").put("endpoint", source).put("subject", subject);
        missing.forEach(technical.putArray("missing")::add);
        Alert alert = new Alert(
                Alert.Kind.MISSING_ACTIVITY,
                "HIGH",
                "versions of " + subject,
                REASON,
                null,
                "version " + names + " of " + subject + " never came from " + source + "; " + versions.size()
                        + " that waited for it went on without it",
                context,
                versions.stream()
                        .map(fact -> new Alert.Item(fact.eventId(), null, null))
                        .toList());
        alerts.raise(connection, scribe, alert);
        return alert.summary();
    }

    /** Closes the alerts of which everything that was missing has come. */
    Void closeArrived(Connection connection, Audit.Scribe scribe) throws SQLException {
        for (Open open : open(connection)) {
            if (hasCome(connection, open.context().path("technical"))) {
                alerts.close(connection, scribe, open.alertNo(), "what was missing has come");
            }
        }
        return null;
    }

    /** Whether any such alert is open. */
    boolean anyOpen(Connection connection) throws SQLException {
        return !open(connection).isEmpty();
    }

    private record Open(long alertNo, JsonNode context) {}

    private static List<Open> open(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select alert_no, context from alert where closed_at is null and kind = ? and reason = ?")) {
            select.setString(1, Alert.Kind.MISSING_ACTIVITY.name());
            select.setString(2, REASON);
            try (ResultSet rows = select.executeQuery()) {
                List<Open> open = new ArrayList<>();
                while (rows.next()) {
                    open.add(new Open(rows.getLong(1), Json.tree(rows.getString(2))));
                }
                return open;
            }
        }
    }

    private static boolean hasCome(Connection connection, JsonNode technical) throws SQLException {
        Set<Long> missing = new TreeSet<>();
        technical.path("missing").forEach(version -> missing.add(version.asLong()));
        try (PreparedStatement select =
                connection.prepareStatement("select distinct version from event where subject = ? and source = ?")) {
            select.setString(1, technical.path("subject").asText());
            select.setString(2, technical.path("endpoint").asText());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    missing.remove(rows.getLong(1));
                }
            }
        }
        return missing.isEmpty();
    }

    /** The versions right before those that waited, as far as they are not among these. */
    private static Set<Long> missing(List<Parking.Parked> versions) {
        Set<Long> told = versions.stream().map(Parking.Parked::version).collect(Collectors.toSet());
        Set<Long> missing = new TreeSet<>();
        told.stream()
                .map(version -> version - 1)
                .filter(version -> !told.contains(version))
                .forEach(missing::add);
        return missing;
    }
}
