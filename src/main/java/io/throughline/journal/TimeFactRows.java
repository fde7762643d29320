package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.money.Rate;
import io.throughline.money.TimeFact;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.HexFormat;

/** Time facts as rows of {@code fact_time} and as events tell them. */
final class TimeFactRows {

    /** The columns of a fact, in the order in which they are read. */
    static final String COLUMNS =
            "time_entry_id, version, worker_id, project_id, task_id, role_id, work_date, minutes, billable, time_type,"
                    + " status, bill_rate, bill_currency, legal_entity, cost_center, correction_of, invoice_id, note_hash, day_rate";

    private TimeFactRows() {}

    /** The fact of a row of {@link #COLUMNS}. */
    static TimeFact fact(ResultSet row) throws SQLException {
        Rate rate = rate(row.getBigDecimal(12), row.getBigDecimal(19), row.getString(13));
        return new TimeFact(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, LocalDate.class),
                row.getInt(8),
                row.getBoolean(9),
                "OVERTIME".equals(row.getString(10)),
                TimeFact.State.valueOf(row.getString(11)),
                rate,
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18));
    }

    /** The fact that an event of time tells. */
    static TimeFact fact(Event event) {
        JsonNode time = event.data();
        return new TimeFact(
                time.path("timeEntryId").asText(),
                event.version(),
                time.path("workerId").asText(),
                time.path("projectId").asText(),
                text(time, "taskId"),
                text(time, "roleId"),
                LocalDate.parse(time.path("workDate").asText()),
                time.path("minutes").asInt(),
                time.path("billable").asBoolean(),
                "OVERTIME".equals(time.path("timeType").asText()),
                TimeFact.State.valueOf(time.path("status").asText()),
                rate(time.get("billRate")),
                text(time, "legalEntityId"),
                text(time, "costCenterId"),
                text(time, "correctionOf"),
                null,
                noteHash(time));
    }

    private static String noteHash(JsonNode time) {
        return time.hasNonNull("note") ? sha256(time.get("note").asText()) : null;
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(HashChain.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Sets the values of an insert or update whose columns begin with {@code version} and end with {@code time_entry_id}.
     *
     * @param eventNo number of the event in the journal
     */
    static void bind(PreparedStatement statement, Event event, long eventNo) throws SQLException {
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
        Rate bill = rate(time.get("billRate"));
        statement.setBigDecimal(12, bill == null ? null : bill.perHour().amount());
        statement.setString(13, bill == null ? null : bill.currency());
        statement.setBigDecimal(14, amount(time.get("costRate")));
        statement.setString(15, currency(time.get("costRate")));
        statement.setObject(16, eventNo, Types.BIGINT);
        statement.setString(17, text(time, "taskId"));
        statement.setString(18, text(time, "correctionOf"));
        statement.setString(19, noteHash(time));
        statement.setBigDecimal(20, bill == null || bill.per() != Rate.Unit.DAY ? null : bill.amount());
        statement.setString(21, time.path("timeEntryId").asText());
    }

    /** @param day the price of a day, or null when it is one of an hour */
    private static Rate rate(BigDecimal hour, BigDecimal day, String currency) {
        return hour == null
                ? null
                : day == null ? new Rate(hour, currency, Rate.Unit.HUR) : new Rate(day, currency, Rate.Unit.DAY);
    }

    private static Rate rate(JsonNode stated) {
        BigDecimal amount = amount(stated);
        return amount == null
                ? null
                : new Rate(
                        amount, currency(stated), "DAY".equals(text(stated, "unit")) ? Rate.Unit.DAY : Rate.Unit.HUR);
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    private static BigDecimal amount(JsonNode rate) {
        return rate == null || !rate.hasNonNull("amount")
                ? null
                : new BigDecimal(rate.get("amount").asText());
    }

    private static String currency(JsonNode rate) {
        return rate == null ? null : text(rate, "currency");
    }
}
