package io.throughline.close;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One check of WF-23: an SQL file under {@code close/} on the class path. Its first line names it ({@code -- C1 Time: ...}),
 * the comment lines below say what it reads; the statements leave a view {@code c<n>_rows} and may leave {@code c<n>_totals}.
 *
 * @param id    {@code C1} to {@code C12}
 * @param title what is compared
 * @param needs inputs without which nothing can be said
 * @param part  inputs without which a part stays open
 * @param uses  inputs that explain and price differences
 * @param owner who acts on its differences unless a row names somebody else
 * @param sql   the statements
 */
record CheckFile(
        String id, String title, List<String> needs, List<String> part, List<String> uses, String owner, String sql) {

    private static final List<String> FILES = List.of(
            "c01_time",
            "c02_expenses",
            "c03_billed",
            "c04_revenue",
            "c05_contract_balances",
            "c06_intercompany",
            "c07_labour_cost",
            "c08_utilization",
            "c09_exceptions",
            "c10_xref",
            "c11_fx",
            "c12_rate_cards");

    private static final Pattern FIRST = Pattern.compile("-- (C\\d+) (.+)");

    /** Every check in its order. */
    static List<CheckFile> all() {
        return FILES.stream().map(file -> parse(text(file + ".sql"))).toList();
    }

    /**
     * One check.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    static CheckFile named(String id) {
        return all().stream()
                .filter(check -> check.id().equals(id.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no check " + id + "; they are C1 to C12"));
    }

    static String prelude() {
        return text("prelude.sql");
    }

    /** Whether the check sums what it compared. */
    boolean hasTotals() {
        return sql.contains("create view " + view("totals"));
    }

    String view(String what) {
        return id.toLowerCase(Locale.ROOT) + "_" + what;
    }

    private static CheckFile parse(String sql) {
        Matcher first = FIRST.matcher(sql.lines().findFirst().orElse(""));
        if (!first.matches()) {
            throw new IllegalArgumentException("a check begins with its name and title, such as -- C1 Time: PSA = ERP");
        }
        return new CheckFile(
                first.group(1),
                first.group(2),
                names(sql, "needs"),
                names(sql, "part"),
                names(sql, "uses"),
                line(sql, "owner"),
                sql);
    }

    private static List<String> names(String sql, String what) {
        String line = line(sql, what);
        return line.isEmpty()
                ? List.of()
                : Arrays.stream(line.split(",")).map(String::strip).toList();
    }

    private static String line(String sql, String what) {
        String start = "-- " + what + ": ";
        return sql.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> line.substring(start.length()).strip())
                .orElse("");
    }

    static String text(String file) {
        try (InputStream in = CheckFile.class.getResourceAsStream("/close/" + file)) {
            if (in == null) {
                throw new IllegalStateException("close/" + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
