package io.throughline.desk;

import io.throughline.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Which of the open cases are shown, in which order: the most money first, and before it what nobody has assessed yet. */
final class CaseList {

    /** Cases of one cause that are shown one by one. */
    static final int SHOWN = 200;

    /** What a case weighs: its total in group currency, or in its own when no rate is known. */
    private static final String WEIGHT = "case when c.assessed_at is null and c.context is null then 9999999999999999"
            + " else coalesce(c.group_total, c.total_amount, 0) end";

    /** What the cases of one cause weigh together: what they hold at most, or what they are worth themselves. */
    private static final String WEIGHT_OF_GROUP =
            "greatest(max(" + WEIGHT + "), coalesce(sum(case when c.total_amount > 0"
                    + " then c.direct_amount * coalesce(c.group_total, c.total_amount) / c.total_amount else 0 end), 0))";

    /**
     * Open cases of one cause.
     *
     * @param cases       the first {@value #SHOWN} of them, the most money first
     * @param count       how many there are
     * @param assessments what is known of all of them
     */
    record Group(
            List<DeskCase> cases,
            int count,
            Instant firstSeen,
            Instant lastSeen,
            int timesSeen,
            List<Assessment> assessments) {

        /** One case by itself. */
        static Group of(DeskCase one) {
            return new Group(
                    List.of(one),
                    1,
                    one.openedAt(),
                    one.lastSeen(),
                    one.times(),
                    one.assessment() == null ? List.of() : List.of(one.assessment()));
        }
    }

    private record Row(String id, int count, Instant firstSeen, Instant lastSeen, int timesSeen) {}

    private final CaseBook book;

    CaseList(CaseBook book) {
        this.book = book;
    }

    /** Single cases: a page of them. */
    List<DeskCase> page(Connection connection, Query query) throws SQLException {
        Filter filter = new Filter(query);
        if (query.after() != null && query.after().matches("\\d{1,18}")) {
            filter.behind(Long.parseLong(query.after()));
        }
        return book.query(connection, filter.sql + order(query.limit()), filter.values.toArray());
    }

    /** Cases by cause: a page of causes. */
    List<Group> groups(Connection connection, Query query) throws SQLException {
        Filter filter = new Filter(query);
        List<Group> groups = new ArrayList<>();
        for (Row row : query.page(rows(connection, filter), Row::id)) {
            Filter inside = filter.and("c.group_id = ?", row.id());
            List<DeskCase> cases = book.query(connection, inside.sql + order(SHOWN), inside.values.toArray());
            if (!cases.isEmpty()) {
                groups.add(new Group(
                        cases,
                        row.count(),
                        row.firstSeen(),
                        row.lastSeen(),
                        row.timesSeen(),
                        assessments(connection, inside)));
            }
        }
        return groups;
    }

    private static String order(int limit) {
        return " order by " + WEIGHT + " desc, c.case_no fetch first " + limit + " rows only";
    }

    private static List<Row> rows(Connection connection, Filter filter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select c.group_id, count(*), min(c.opened_at), max(c.last_seen), sum(c.times_seen) from exception_case c"
                        + " where " + filter.sql + " group by c.group_id order by "
                        + WEIGHT_OF_GROUP + " desc, min(c.case_no)")) {
            CaseBook.bind(select, filter.values.toArray());
            try (ResultSet rows = select.executeQuery()) {
                List<Row> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Row(
                            rows.getString(1),
                            rows.getInt(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getObject(4, OffsetDateTime.class).toInstant(),
                            rows.getInt(5)));
                }
                return found;
            }
        }
    }

    private static List<Assessment> assessments(Connection connection, Filter filter) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select c.context from exception_case c where c.context is not null and "
                        + filter.sql + " order by c.case_no")) {
            CaseBook.bind(select, filter.values.toArray());
            try (ResultSet rows = select.executeQuery()) {
                List<Assessment> known = new ArrayList<>();
                while (rows.next()) {
                    known.add(Json.read(rows.getString(1), Assessment.class));
                }
                return known;
            }
        }
    }

    /** A condition on open cases with its values. */
    private static final class Filter {
        private String sql = "c.closed_at is null";
        private final List<Object> values = new ArrayList<>();

        Filter(Query query) {
            if (query.domain() != null) {
                add("c.owner_domain = ?", query.domain());
            }
            if ("rules".equals(query.system())) {
                sql += " and c.system is null";
            } else if (query.system() != null) {
                add("c.system = ?", query.system());
            }
            if (query.state() != null) {
                add("c.state = ?", query.state());
            }
        }

        private Filter(Filter other) {
            sql = other.sql;
            values.addAll(other.values);
        }

        Filter and(String condition, Object value) {
            Filter narrower = new Filter(this);
            narrower.add(condition, value);
            return narrower;
        }

        /** Only what comes after a case; everything when there is no such case. */
        void behind(long caseNo) {
            String weight = "(select " + WEIGHT + " from exception_case c where c.case_no = ?)";
            add("(" + WEIGHT + " < coalesce(" + weight + ", 99999999999999999)", caseNo);
            add("(" + WEIGHT + " = " + weight, caseNo, " or ");
            add("c.case_no > ?))", caseNo);
        }

        private void add(String condition, Object value) {
            add(condition, value, " and ");
        }

        private void add(String condition, Object value, String link) {
            sql += link + condition;
            values.add(value);
        }
    }
}
