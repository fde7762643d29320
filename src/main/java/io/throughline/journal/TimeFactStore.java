package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;

/** Approved time as fact rows, one per entry in its newest version, from which hours and money are summed. */
public final class TimeFactStore {

    /** Writes the state of an entry unless a newer version is there. */
    public void store(Connection connection, Event event, long eventNo) throws SQLException {
        String update = "update fact_time set version = ?, worker_id = ?, project_id = ?, work_date = ?, minutes = ?,"
                + " billable = ?, time_type = ?, role_id = ?, legal_entity = ?, cost_center = ?, status = ?, bill_rate ="
                + " ?, bill_currency = ?, cost_rate = ?, cost_currency = ?, event_no = ? where time_entry_id = ? and"
                + " version <= ?";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            bind(statement, event, eventNo);
            statement.setLong(18, event.version());
            if (statement.executeUpdate() > 0) {
                return;
            }
        }
        String insert = "insert into fact_time (version, worker_id, project_id, work_date, minutes, billable, time_type,"
                + " role_id, legal_entity, cost_center, status, bill_rate, bill_currency, cost_rate, cost_currency,"
                + " event_no, time_entry_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do"
                + " nothing";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            bind(statement, event, eventNo);
            statement.executeUpdate();
        }
    }

    /** Marks entries as billed on an invoice. */
    public void billed(Connection connection, Iterable<String> timeEntryIds, String invoiceId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update fact_time set status = 'BILLED', invoice_id = ? where time_entry_id = ?")) {
            for (String id : timeEntryIds) {
                statement.setString(1, invoiceId);
                statement.setString(2, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, Event event, long eventNo) throws SQLException {
        JsonNode time = event.data();
        statement.setLong(1, event.version());
        statement.setString(2, time.path("workerId").asText());
        statement.setString(3, time.path("projectId").asText());
        statement.setObject(4, LocalDate.parse(time.path("workDate").asText()));
        statement.setInt(5, time.path("minutes").asInt());
        statement.setBoolean(6, time.path("billable").asBoolean());
        statement.setString(7, time.path("timeType").asText("REGULAR"));
        statement.setString(8, text(time, "roleId"));
        statement.setString(9, text(time, "legalEntityId"));
        statement.setString(10, text(time, "costCenterId"));
        statement.setString(11, time.path("status").asText());
        statement.setBigDecimal(12, amount(time.get("billRate")));
        statement.setString(13, currency(time.get("billRate")));
        statement.setBigDecimal(14, amount(time.get("costRate")));
        statement.setString(15, currency(time.get("costRate")));
        statement.setObject(16, eventNo, Types.BIGINT);
        statement.setString(17, time.path("timeEntryId").asText());
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    private static BigDecimal amount(JsonNode rate) {
        return rate == null || !rate.hasNonNull("amount") ? null : new BigDecimal(rate.get("amount").asText());
    }

    private static String currency(JsonNode rate) {
        return rate == null ? null : text(rate, "currency");
    }
}
