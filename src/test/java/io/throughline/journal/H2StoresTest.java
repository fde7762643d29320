package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class H2StoresTest extends StoresContract {

    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @Test
    void expenses_that_are_billed_or_no_clients_are_not_scanned_for_open_ones() {
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into expense_fact (expense_id, version,"
                            + " worker_id, project_id, expense_date, category, amount, currency, billable, status, invoice_id,"
                            + " event_no) select concat('X-', \"X\"), 1, 'W-1', 'P-1', date '2026-10-01', 'HOTEL', 1, 'USD', mod(\"X\", 2) = 0,"
                            + " 'POSTED', case when mod(\"X\", 2) = 0 and \"X\" < 999 then 'INV-1' end, 1 from system_range(1, 1000)")) {
                return insert.executeUpdate();
            }
        });
        LocalDate day = LocalDate.of(2026, 10, 1);
        assertThat(new OpenWork(database).oldestExpense("P-1", day, day)).contains(day);
        assertThat(new OpenWork(database).oldestExpense("P-2", day, day)).isEmpty();
        assertThat(scanned(OpenWork.OLDEST_EXPENSE, day)).isLessThan(5);
    }

    /** How many rows a query over a project and a range of days looks at. */
    private int scanned(String sql, LocalDate day) {
        return database.read(connection -> {
            try (PreparedStatement explain = connection.prepareStatement("explain analyze " + sql)) {
                explain.setString(1, "P-1");
                explain.setObject(2, day);
                explain.setObject(3, day);
                try (ResultSet rows = explain.executeQuery()) {
                    rows.next();
                    Matcher found = SCANNED.matcher(rows.getString(1));
                    assertThat(found.find()).as(rows.getString(1)).isTrue();
                    return Integer.parseInt(found.group(1));
                }
            }
        });
    }
}
