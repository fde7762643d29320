package io.throughline.delivery.file;

import io.throughline.journal.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * WF-26: the facts of each month of service as files for analytics, one per kind and month, each written whole again when
 * something of its month changed: {@code time-2026-10.csv}, {@code cost-2026-10.csv}, {@code billed-2026-10.csv} and
 * {@code revenue-2026-10.csv} in {@code exchange/reporting/out}, UTF-8, RFC 4180, each with a {@code .done} beside it.
 *
 * <p>Every row has the month of service, an id of its own and {@code restated}: {@code Y} for what became known after the
 * month had been told the first time after its end, {@code N} otherwise. Minutes are whole, amounts decimal in the currency
 * beside them; cost is {@code minutes / 60} times the rate of the work date, rounded to 2 decimals.
 */
public final class ReportingFeed {

    private static final int MONTHS = 6;

    private static final String OF_MONTH =
            " from fact_time where work_date between ? and ? order by work_date, time_entry_id";

    private static final String TOLD_BY = "event_no";

    /** What is billed became known with the time or, later, with the invoice. */
    private static final String BILLED_BY =
            "greatest(event_no, coalesce((select max(n.event_no) from entity n where n.object ="
                    + " 'invoice' and n.id = fact_time.invoice_id), 0)) as event_no";

    private enum Kind {
        TIME(
                "time_entry_id,version,worker_id,project_id,role_id,legal_entity,cost_center,work_date,minutes,"
                        + "case when billable then 'Y' else 'N' end as billable,status",
                TOLD_BY,
                OF_MONTH),
        COST(
                "time_entry_id,worker_id,project_id,legal_entity,cost_center,minutes,cost_rate,cost_currency,"
                        + "round(minutes * cost_rate / 60, 2) as cost",
                TOLD_BY,
                " from fact_time where work_date between ? and ? and cost_rate is not null order by work_date,"
                        + " time_entry_id"),
        BILLED(
                "time_entry_id,project_id,invoice_id,minutes,bill_rate,bill_currency",
                BILLED_BY,
                " from fact_time where work_date between ? and ? and status = 'BILLED' order by work_date,"
                        + " time_entry_id"),
        REVENUE(
                "contract_id,obligation_id,currency,amount,provision,cost,runs",
                TOLD_BY,
                " from revenue_to_date where service_month between ? and ? order by contract_id, obligation_id");

        private final String columns;
        private final String told;
        private final String rest;

        /** @param told the number of the event by which a row became known */
        Kind(String columns, String told, String rest) {
            this.columns = columns;
            this.told = told;
            this.rest = rest;
        }

        List<String> header() {
            List<String> header = new ArrayList<>(List.of("service_month"));
            for (String column : columns.split(",(?![^(]*\\))")) {
                header.add(column.substring(column.lastIndexOf(' ') + 1));
            }
            header.add("restated");
            return header;
        }

        String sql() {
            return "select " + columns + ", " + told + rest;
        }
    }

    private final Database database;
    private final Path out;
    private final Clock clock;

    /** @param out folder of the files */
    public ReportingFeed(Database database, Path out, Clock clock) {
        this.database = database;
        this.out = out;
        this.clock = clock;
    }

    /**
     * Writes the files of every recent month of which something changed since it was written.
     *
     * @return the months written, oldest first
     */
    public synchronized List<YearMonth> write() {
        List<YearMonth> written = new ArrayList<>();
        YearMonth current = YearMonth.from(LocalDate.now(clock));
        for (YearMonth month = current.minusMonths(MONTHS); !month.isAfter(current); month = month.plusMonths(1)) {
            if (write(month, month.isBefore(current))) {
                written.add(month);
            }
        }
        return written;
    }

    private boolean write(YearMonth month, boolean over) {
        Told told = database.read(connection -> told(connection, month));
        boolean first = over && told.finalThrough() == null;
        boolean nothing = told.facts() == 0 && told.through() == 0;
        if (nothing || told.newest() == told.through() && !first) {
            return false;
        }
        for (Kind kind : Kind.values()) {
            put(kind, month, told.finalThrough());
        }
        database.inTransaction(connection -> note(connection, month, told, over));
        return true;
    }

    /**
     * @param facts        newest event of a fact of the month, 0 when it has none
     * @param invoices     newest event of any invoice: it may bill or release time of any month
     * @param finalThrough null while the month is not over or was not told since
     */
    private record Told(long facts, long invoices, long through, Long finalThrough) {
        long newest() {
            return Math.max(facts, invoices);
        }
    }

    private static Told told(Connection connection, YearMonth month) throws SQLException {
        String sql = "select coalesce((select max(event_no) from fact_time where work_date between ? and ?), 0),"
                + " coalesce((select max(event_no) from revenue_to_date where service_month = ?), 0),"
                + " coalesce((select max(event_no) from entity where object = 'invoice'), 0),"
                + " coalesce((select told_through from reporting_period where service_month = ?), 0),"
                + " (select final_through from reporting_period where service_month = ?)";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, month.atDay(1));
            select.setObject(2, month.atEndOfMonth());
            for (int i = 3; i <= 5; i++) {
                select.setString(i, month.toString());
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Told(
                        Math.max(row.getLong(1), row.getLong(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5, Long.class));
            }
        }
    }

    private static Void note(Connection connection, YearMonth month, Told told, boolean over) throws SQLException {
        Long last = told.finalThrough() != null ? told.finalThrough() : over ? (Long) told.newest() : null;
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into reporting_period (service_month, told_through) values (?, 0) on conflict do nothing")) {
            insert.setString(1, month.toString());
            insert.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update reporting_period set told_through = ?, final_through = ? where service_month = ?")) {
            update.setLong(1, told.newest());
            update.setObject(2, last, java.sql.Types.BIGINT);
            update.setString(3, month.toString());
            update.executeUpdate();
        }
        return null;
    }

    private void put(Kind kind, YearMonth month, Long finalThrough) {
        CsvText csv = new CsvText(kind.header());
        int columns = kind.header().size() - 2;
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(kind.sql())) {
                boolean days = kind != Kind.REVENUE;
                select.setObject(1, days ? month.atDay(1) : month.toString());
                select.setObject(2, days ? month.atEndOfMonth() : month.toString());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        csv.guarded(row(rows, columns, month, finalThrough));
                    }
                }
            }
            return null;
        });
        String name = kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + month + ".csv";
        try {
            OutboundFile.put(out.resolve(name), csv.text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> row(ResultSet rows, int columns, YearMonth month, Long finalThrough)
            throws SQLException {
        List<String> row = new ArrayList<>(List.of(month.toString()));
        for (int i = 1; i <= columns; i++) {
            String value = rows.getString(i);
            row.add(value == null ? "" : value);
        }
        long told = rows.getLong(columns + 1);
        row.add(finalThrough != null && told > finalThrough ? "Y" : "N");
        return row;
    }
}
