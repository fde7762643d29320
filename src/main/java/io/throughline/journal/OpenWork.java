package io.throughline.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What clients are still to be billed for: found by what is on no invoice, so that what is billed costs nothing. */
public final class OpenWork {

    private static final String TIME = "select distinct project_id, work_date from fact_time where invoice_id is null"
            + " and work_date between ? and ? and billable and minutes <> 0"
            + " and status in ('SUBMITTED', 'APPROVED', 'TRANSFERRED')";
    private static final String EXPENSES = "select distinct project_id, expense_date from expense_fact where invoice_id"
            + " is null and expense_date between ? and ? and billable and project_id is not null"
            + " and status in ('APPROVED', 'POSTED')";

    static final String OLDEST_EXPENSE =
            "select min(expense_date) from expense_fact where invoice_id is null and billable"
                    + " and project_id = ? and expense_date between ? and ? and status in ('APPROVED', 'POSTED')";

    private final Database database;

    public OpenWork(Database database) {
        this.database = database;
    }

    /**
     * Days with billable time or expenses that are submitted, approved or in the ERP and on no invoice, by project.
     *
     * @param from first local work date
     * @param to   last local work date
     */
    public Map<String, SortedSet<LocalDate>> days(LocalDate from, LocalDate to) {
        Map<String, SortedSet<LocalDate>> days = new TreeMap<>();
        add(days, TIME, from, to);
        add(days, EXPENSES, from, to);
        return days;
    }

    /**
     * The first day of the range with billable expenses of a project that are approved or in the ERP and on no invoice.
     *
     * @param from first local date
     * @param to   last local date
     */
    public Optional<LocalDate> oldestExpense(String projectId, LocalDate from, LocalDate to) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(OLDEST_EXPENSE)) {
                select.setString(1, projectId);
                select.setObject(2, from);
                select.setObject(3, to);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return Optional.ofNullable(rows.getObject(1, LocalDate.class));
                }
            }
        });
    }

    private void add(Map<String, SortedSet<LocalDate>> days, String sql, LocalDate from, LocalDate to) {
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, from);
                select.setObject(2, to);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        days.computeIfAbsent(rows.getString(1), project -> new TreeSet<>())
                                .add(rows.getObject(2, LocalDate.class));
                    }
                }
            }
            return null;
        });
    }
}
