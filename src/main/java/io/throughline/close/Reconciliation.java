package io.throughline.close;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The checks of WF-23 over the files of one entity and period. The rules are the SQL files of {@link CheckFile}; this class
 * opens the files, runs the statements in DuckDB and counts. Memory is bounded; what does not fit goes to the work folder.
 */
public final class Reconciliation implements AutoCloseable {

    private static final String MEMORY = "600MB";

    private final Connection duckdb;
    private final Scope scope;
    private final InputFiles files;
    private final Set<String> opened = new HashSet<>();
    private final Map<String, String> absent = new HashMap<>();

    /**
     * Opens the files.
     *
     * @param canonical folder of {@code canonical_*} files, see {@link Extracts}
     * @param extracts  folder of the systems' files
     * @param work      folder for what does not fit into memory
     * @throws IllegalStateException when DuckDB does not start
     */
    public Reconciliation(Scope scope, Path canonical, Path extracts, Path work) {
        this.scope = scope;
        try {
            Files.createDirectories(work);
            Properties streaming = new Properties();
            streaming.setProperty("jdbc_stream_results", "true");
            this.duckdb = DriverManager.getConnection("jdbc:duckdb:", streaming);
            execute("set memory_limit = '" + MEMORY + "'");
            execute("set temp_directory = " + InputFiles.quoted(work.toAbsolutePath()));
            execute("set preserve_insertion_order = false");
            execute("set autoinstall_known_extensions = false");
            execute("set TimeZone = 'UTC'");
            files = new InputFiles(duckdb, canonical.toAbsolutePath(), extracts.toAbsolutePath());
            variables();
            open(List.of("canonical_fx"));
            execute(CheckFile.prelude());
        } catch (SQLException | IOException failed) {
            throw new IllegalStateException("the reconciliation cannot start: " + failed.getMessage(), failed);
        }
    }

    /** The names of all checks in their order. */
    public static List<String> checks() {
        return CheckFile.all().stream().map(CheckFile::id).toList();
    }

    /**
     * Runs one check; its rows join those of the checks before.
     *
     * @throws IllegalArgumentException when there is no such check
     */
    public Verdict run(String id) {
        CheckFile check = CheckFile.named(id);
        List<Verdict.Total> totals = List.of();
        try {
            open(check.needs());
            open(check.part());
            open(check.uses());
            List<String> notes = absent(check.needs());
            if (notes.isEmpty()) {
                execute("begin transaction");
                try {
                    execute(check.sql());
                    execute(keep(check));
                    totals = totals(check);
                    execute("commit");
                } catch (SQLException unreadable) {
                    execute("rollback");
                    notes = List.of(InputFiles.firstLines(unreadable));
                }
            }
            if (notes.isEmpty()) {
                notes = absent(check.part());
            }
            for (String note : notes) {
                noteUnchecked(check, note);
            }
            return verdict(check, totals, notes);
        } catch (SQLException failed) {
            throw new IllegalStateException("check " + id + " failed: " + InputFiles.firstLines(failed), failed);
        }
    }

    /** Every row so far, in the order of checks and keys, see {@link Results}. */
    public Results results() {
        return new Results(duckdb);
    }

    Connection duckdb() {
        return duckdb;
    }

    /** Why inputs cannot be used; empty when all are there. */
    List<String> problems(List<String> inputs) {
        try {
            open(inputs);
        } catch (SQLException failed) {
            throw new IllegalStateException("the files cannot be opened: " + failed.getMessage(), failed);
        }
        return absent(inputs);
    }

    private List<String> absent(List<String> inputs) {
        return inputs.stream().filter(absent::containsKey).map(absent::get).toList();
    }

    private void open(List<String> inputs) throws SQLException {
        for (String input : inputs) {
            if (opened.add(input)) {
                String problem = files.open(Input.named(input), scope.toString());
                if (problem != null) {
                    absent.put(input, problem);
                }
                variable("has_" + input, String.valueOf(problem == null));
            }
        }
    }

    @Override
    public void close() {
        try {
            duckdb.close();
        } catch (SQLException failed) {
            throw new UncheckedIOException(new IOException("DuckDB did not close", failed));
        }
    }

    private void variables() throws SQLException {
        variable("entity", InputFiles.quoted(scope.entity()));
        variable("period", InputFiles.quoted(scope.period()));
        variable("first_day", "date " + InputFiles.quoted(scope.firstDay()));
        variable("last_day", "date " + InputFiles.quoted(scope.lastDay()));
        variable("cut_off", "timestamptz " + InputFiles.quoted(scope.cutOff()));
        variable("group_currency", InputFiles.quoted(scope.groupCurrency()));
        variable("tolerance_hours", decimal(scope.tolerances().hours()));
        variable("tolerance_money", decimal(scope.tolerances().money()));
        variable("tolerance_labour", decimal(scope.tolerances().labour()));
    }

    private static String decimal(BigDecimal value) {
        return "cast(" + value.toPlainString() + " as decimal(9, 4))";
    }

    private void variable(String name, String value) throws SQLException {
        execute("set variable " + name + " = " + value);
    }

    private static String keep(CheckFile check) {
        return "insert into result select '" + check.id() + "', key, unit, expected, actual,"
                + " coalesce(actual, 0) - coalesce(expected, 0), class, cause, coalesce(owner, "
                + InputFiles.quoted(check.owner()) + "), round(at_risk, 2),"
                + " coalesce(outside, class not in ('MATCH', 'ROUNDING')) from " + check.view("rows");
    }

    private void noteUnchecked(CheckFile check, String note) throws SQLException {
        try (PreparedStatement insert = duckdb.prepareStatement(
                "insert into result (\"check\", key, class, cause, owner, outside) values (?, ?, 'NOT_CHECKED', ?, ?, true)")) {
            insert.setString(1, check.id());
            insert.setString(2, scope.toString());
            insert.setString(3, note);
            insert.setString(4, check.owner());
            insert.execute();
        }
    }

    private List<Verdict.Total> totals(CheckFile check) throws SQLException {
        List<Verdict.Total> totals = new ArrayList<>();
        if (check.hasTotals()) {
            try (Statement statement = duckdb.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select name, cast(coalesce(value, 0) as decimal(28, 2)), unit"
                                    + " from " + check.view("totals") + " order by name, unit")) {
                while (rows.next()) {
                    totals.add(new Verdict.Total(rows.getString(1), rows.getBigDecimal(2), rows.getString(3)));
                }
            }
        }
        return totals;
    }

    private Verdict verdict(CheckFile check, List<Verdict.Total> totals, List<String> notes) throws SQLException {
        Map<String, Long> classes = new TreeMap<>();
        long rows = 0;
        long outside = 0;
        BigDecimal atRisk = null;
        try (Statement statement = duckdb.createStatement();
                ResultSet counted = statement.executeQuery("select class, count(*), count(*) filter (outside),"
                        + " cast(sum(at_risk) filter (outside) as decimal(28, 2)) from result where \"check\" = '"
                        + check.id() + "' and class <> 'NOT_CHECKED' group by class order by class")) {
            while (counted.next()) {
                classes.put(counted.getString(1), counted.getLong(2));
                rows += counted.getLong(2);
                outside += counted.getLong(3);
                BigDecimal risk = counted.getBigDecimal(4);
                atRisk = risk == null ? atRisk : atRisk == null ? risk : atRisk.add(risk);
            }
        }
        Verdict.Outcome outcome = outside > 0
                ? Verdict.Outcome.DIFFERENT
                : notes.isEmpty() ? Verdict.Outcome.MATCHED : Verdict.Outcome.NOT_CHECKED;
        return new Verdict(check.id(), check.title(), outcome, rows, outside, classes, atRisk, totals, notes);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }
}
