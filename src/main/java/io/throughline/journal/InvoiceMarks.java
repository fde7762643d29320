package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * V-INV-02: what an issued invoice or credit note is over is marked with it, so that no other takes it; what a voided one charged is free
 * again.
 */
final class InvoiceMarks {

    private final TimeFactStore times;

    InvoiceMarks(TimeFactStore times) {
        this.times = times;
    }

    /** Follows one accepted event about an invoice. */
    void follow(Connection connection, Event event) throws SQLException {
        JsonNode invoice = event.data();
        String id = invoice.path("invoiceId").asText();
        if (invoice.path("status").asText().equals("VOIDED")) {
            release(
                    connection,
                    "update fact_time set status = 'TRANSFERRED', invoice_id = null where invoice_id = ?",
                    id);
            release(
                    connection,
                    "update expense_fact set status = 'POSTED', invoice_id = null where invoice_id = ?",
                    id);
        } else if (event.type().startsWith("invoice.issued.")) {
            List<String> entries = new ArrayList<>();
            List<String> expenses = new ArrayList<>();
            for (JsonNode line : invoice.path("lines")) {
                boolean expense = line.path("kind").asText().equals("EXPENSE");
                line.path("entryIds").forEach(entry -> (expense ? expenses : entries).add(entry.asText()));
            }
            times.billed(connection, entries, id);
            billed(connection, expenses, id);
        }
    }

    private static void billed(Connection connection, List<String> expenses, String invoiceId) throws SQLException {
        if (expenses.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update expense_fact set status = 'BILLED', invoice_id = ? where expense_id = ?")) {
            for (String expense : expenses) {
                update.setString(1, invoiceId);
                update.setString(2, expense);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void release(Connection connection, String sql, String invoiceId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, invoiceId);
            update.executeUpdate();
        }
    }
}
