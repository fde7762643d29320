package io.throughline.close;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** The rows of a reconciliation, handed out one by one or written by DuckDB, so that their number takes no memory. */
public final class Results {

    private static final String ORDER = " order by length(\"check\"), \"check\", key, unit, class";

    /** At least two decimals, and no zeros behind them. */
    private static final String PLAIN = "regexp_replace(cast(%1$s as varchar), '(\\.\\d\\d\\d*?)0+$', '\\1') as %1$s";

    private final Connection duckdb;

    Results(Connection duckdb) {
        this.duckdb = duckdb;
    }

    /**
     * One row.
     *
     * @param check      check it belongs to
     * @param key        what was compared
     * @param unit       h, a currency, or what is counted
     * @param expected   figure of the system of record, or null when it has none
     * @param actual     figure of the other side, or null
     * @param difference actual less expected
     * @param type       MATCH, ROUNDING, TIMING, MISSING, ORPHAN, VALUE or a finer class of CALC-15; NOT_CHECKED
     * @param cause      why, or null
     * @param owner      who acts on it
     * @param atRisk     money at risk in group currency, or null
     * @param outside    whether it is outside tolerance
     */
    public record Row(
            String check,
            String key,
            String unit,
            BigDecimal expected,
            BigDecimal actual,
            BigDecimal difference,
            String type,
            String cause,
            String owner,
            BigDecimal atRisk,
            boolean outside) {}

    /** Writes every row as CSV in UTF-8; text that a spreadsheet would take for a formula gets an apostrophe in front. */
    public void csv(Path file) {
        copy(
                columns(text -> "case when regexp_matches(" + text + ", '^[=+\\-@\\t\\r]') then '''' || " + text
                        + " else " + text + " end as " + text),
                file,
                "format csv, header true");
    }

    /** Writes every row as one JSON object per line; decimals are strings. */
    public void json(Path file) {
        copy(columns(text -> text), file, "format json");
    }

    /** Hands out the rows outside tolerance, at most so many of each check. */
    public void outside(int ofEachCheck, Consumer<Row> taker) {
        each(
                "select * from result where outside qualify row_number() over (partition by \"check\" order by"
                        + " class = 'NOT_CHECKED' desc, at_risk desc nulls last, key, unit) <= " + ofEachCheck + ORDER,
                taker);
    }

    /** Hands out every row. */
    public void all(Consumer<Row> taker) {
        each("select * from result" + ORDER, taker);
    }

    private void each(String sql, Consumer<Row> taker) {
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                taker.accept(new Row(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getBigDecimal(4),
                        rows.getBigDecimal(5),
                        rows.getBigDecimal(6),
                        rows.getString(7),
                        rows.getString(8),
                        rows.getString(9),
                        rows.getBigDecimal(10),
                        rows.getBoolean(11)));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the results cannot be read: " + failed.getMessage(), failed);
        }
    }

    private void copy(String columns, Path file, String format) {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select " + columns + " from result" + ORDER + ") to "
                    + InputFiles.quoted(file.toAbsolutePath()) + " (" + format + ")");
        } catch (SQLException failed) {
            throw new IllegalStateException(
                    "the results cannot be written to " + file + ": " + failed.getMessage(), failed);
        }
    }

    private static String columns(java.util.function.UnaryOperator<String> text) {
        return String.join(
                ", ",
                "\"check\"",
                text.apply("key"),
                "unit",
                PLAIN.formatted("expected"),
                PLAIN.formatted("actual"),
                PLAIN.formatted("difference"),
                "class",
                text.apply("cause"),
                text.apply("owner"),
                PLAIN.formatted("at_risk"),
                "outside");
    }
}
