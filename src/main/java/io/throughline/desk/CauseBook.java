package io.throughline.desk;

import io.throughline.alerts.Alert;
import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The causes of open cases, and which alerts tell of them. */
final class CauseBook {

    /** A case whose present cause has no open alert that tells of it. */
    private static final String UNTOLD =
            "not exists (select 1 from alert_item i join alert a on a.alert_no = i.alert_no"
                    + " where i.case_no = c.case_no and a.open_fingerprint = c.cause)";

    /** Kinds of alerts that are raised here. */
    private static final String OF_CASES = "a.kind in ('CASE', 'OUT_OF_RETRIES', 'PARKED_TOO_LONG')";

    private static final int LONGEST_ID = 210;

    /**
     * Everything that is open of one cause.
     *
     * @param first       number of the oldest case
     * @param count       how many there are
     * @param assessments what is known of them, as far as something is
     */
    record Open(long first, int count, List<Assessment> assessments) {}

    private CauseBook() {}

    /** Causes with cases of which no alert tells yet. */
    static List<String> untold(Connection connection) throws SQLException {
        return texts(
                connection,
                "select distinct c.cause from exception_case c where c.closed_at is null and c.cause is not null and "
                        + UNTOLD + " order by c.cause");
    }

    /** Causes of open alerts with open cases. */
    static List<String> told(Connection connection) throws SQLException {
        return texts(
                connection,
                "select a.open_fingerprint from alert a where a.closed_at is null and " + OF_CASES
                        + " and exists (select 1"
                        + " from exception_case c where c.cause = a.open_fingerprint and c.closed_at is null) order by"
                        + " a.alert_no");
    }

    /** Open alerts of which no case is open any more, or none that still has their cause. */
    static List<Long> over(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select a.alert_no from alert a where a.closed_at is null and " + OF_CASES + " and not exists"
                                + " (select 1 from alert_item i join exception_case c on c.case_no = i.case_no where"
                                + " i.alert_no = a.alert_no and c.closed_at is null and (c.cause is null or c.cause ="
                                + " a.fingerprint))");
                ResultSet rows = select.executeQuery()) {
            List<Long> over = new ArrayList<>();
            while (rows.next()) {
                over.add(rows.getLong(1));
            }
            return over;
        }
    }

    /** All open cases of a cause; the first is 0 when there is none any more. */
    static Open open(Connection connection, String cause) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select case_no, context from exception_case where cause = ? and closed_at is null order by case_no")) {
            select.setString(1, cause);
            try (ResultSet rows = select.executeQuery()) {
                long first = 0;
                int count = 0;
                List<Assessment> assessments = new ArrayList<>();
                while (rows.next()) {
                    first = first == 0 ? rows.getLong(1) : first;
                    count++;
                    if (rows.getString(2) != null) {
                        assessments.add(Json.read(rows.getString(2), Assessment.class));
                    }
                }
                return new Open(first, count, assessments);
            }
        }
    }

    /** The open cases of a cause of which no alert tells yet, as items of one. */
    static List<Alert.Item> untoldItems(Connection connection, String cause) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select c.case_no, c.event_no, coalesce(e.event_id, c.event_id) from exception_case c left join event e on"
                        + " e.event_no = c.event_no where c.closed_at is null and c.cause = ? and " + UNTOLD
                        + " order by c.case_no")) {
            select.setString(1, cause);
            try (ResultSet rows = select.executeQuery()) {
                List<Alert.Item> items = new ArrayList<>();
                while (rows.next()) {
                    long event = rows.getLong(2);
                    Long eventNo = rows.wasNull() ? null : event;
                    items.add(new Alert.Item(item(rows.getString(3), rows.getLong(1)), eventNo, rows.getLong(1)));
                }
                return items;
            }
        }
    }

    private static String item(String eventId, long caseNo) {
        if (eventId == null) {
            return "case:" + caseNo;
        }
        return (eventId.length() <= LONGEST_ID ? eventId : eventId.substring(0, LONGEST_ID)) + "#" + caseNo;
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
