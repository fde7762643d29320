package io.throughline.close;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The files of one period as views of DuckDB: {@code <input>.csv} (comma, UTF-8, header), {@code .parquet} or
 * {@code .jsonl}. Files are read when a check reads its view, as a stream; nothing is loaded before.
 */
final class InputFiles {

    private static final List<String> ENDINGS = List.of("csv", "csv.gz", "parquet", "jsonl");

    private final Connection duckdb;
    private final Path canonical;
    private final Path extracts;

    /**
     * @param canonical folder with what is known here
     * @param extracts  folder with what systems have told
     */
    InputFiles(Connection duckdb, Path canonical, Path extracts) {
        this.duckdb = duckdb;
        this.canonical = canonical;
        this.extracts = extracts;
    }

    /**
     * Makes the view of an input, empty when there is no file.
     *
     * @return null when the input is there, otherwise why it cannot be used
     */
    String open(Input input, String scope) throws SQLException {
        Path folder = input.canonical() ? canonical : extracts;
        List<Path> found = ENDINGS.stream()
                .map(ending -> folder.resolve(input.name() + "." + ending))
                .filter(Files::exists)
                .toList();
        String problem = found.isEmpty() ? "no " + input.name() + " extract for " + scope : null;
        if (found.size() > 1) {
            problem = "both " + found.get(0).getFileName() + " and "
                    + found.get(1).getFileName() + " are there";
        }
        List<String> header = List.of();
        if (problem == null) {
            try {
                header = header(found.get(0));
                problem = missing(input, found.get(0), header);
            } catch (SQLException unreadable) {
                problem = found.get(0).getFileName() + " cannot be read: " + firstLines(unreadable);
            }
        }
        execute("create or replace view " + input.name() + " as "
                + (problem == null ? select(input, found.get(0), header) : empty(input)));
        return problem;
    }

    /** What DuckDB says of a value that cannot be read, in one line. */
    static String firstLines(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .limit(3)
                .map(String::strip)
                .collect(Collectors.joining("; "));
    }

    static String quoted(Object text) {
        return "'" + text.toString().replace("'", "''") + "'";
    }

    private List<String> header(Path file) throws SQLException {
        String reader = isCsv(file)
                ? "read_csv(" + quoted(file)
                        + ", header = true, all_varchar = true, delim = ',', quote = '\"', sample_size = 20)"
                : isParquet(file)
                        ? "read_parquet(" + quoted(file) + ")"
                        : "read_json(" + quoted(file) + ", format = 'newline_delimited', sample_size = 1000)";
        List<String> names = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("describe select * from " + reader)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static String missing(Input input, Path file, List<String> header) {
        List<String> missing = input.columns().stream()
                .filter(column -> column.required() && !header.contains(column.name()))
                .map(Input.Column::name)
                .toList();
        return missing.isEmpty() ? null : file.getFileName() + " has no column " + String.join(", ", missing);
    }

    private static String select(Input input, Path file, List<String> header) {
        String key = input.columns().get(0).name();
        String columns = input.columns().stream()
                .map(column -> value(column, file, key, header.contains(column.name())) + " as " + column.name())
                .collect(Collectors.joining(", "));
        return "select " + columns + " from " + reader(input, file, header);
    }

    private static String reader(Input input, Path file, List<String> header) {
        if (isParquet(file)) {
            return "read_parquet(" + quoted(file) + ")";
        }
        List<String> given = isCsv(file)
                ? header
                : input.header().stream().filter(header::contains).toList();
        String types = given.stream()
                .map(name -> quoted(name) + ": "
                        + quoted(input.column(name).map(Input.Column::sqlType).orElse("varchar")))
                .collect(Collectors.joining(", ", "{", "}"));
        return isCsv(file)
                ? "read_csv(" + quoted(file)
                        + ", header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
                        + " nullstr = '', columns = " + types + ")"
                : "read_json(" + quoted(file) + ", format = 'newline_delimited', columns = " + types + ")";
    }

    /** The value of a column; a required one that is absent in a row stops the check with the row's key. */
    private static String value(Input.Column column, Path file, String key, boolean there) {
        String cast = "cast(" + (there ? '"' + column.name() + '"' : "null") + " as " + column.sqlType() + ")";
        if (column.required()) {
            return "case when \"" + column.name() + "\" is null then error("
                    + quoted(file.getFileName() + ": the row of ")
                    + " || coalesce(cast(\"" + key + "\" as varchar), 'an unknown key') || "
                    + quoted(" has no " + column.name()) + ") else " + cast + " end";
        }
        return column.absent().isEmpty() ? cast : "coalesce(" + cast + ", " + quoted(column.absent()) + ")";
    }

    private static String empty(Input input) {
        return "select "
                + input.columns().stream()
                        .map(column -> "cast(null as " + column.sqlType() + ") as " + column.name())
                        .collect(Collectors.joining(", "))
                + " where false";
    }

    private static boolean isCsv(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".csv.gz");
    }

    private static boolean isParquet(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }
}
