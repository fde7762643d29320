package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.ExpenseFact;
import io.throughline.money.ExpenseFacts;
import io.throughline.money.Money;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Expenses as fact rows, one per expense in its newest version. What the batch under way says of an expense counts before
 * the row, unless the expense is on an invoice.
 */
public final class ExpenseFactStore implements ExpenseFacts {

    private static final String EXPENSE = "expense";

    private static final String UNBILLED =
            "billable and invoice_id is null and status = 'POSTED' and bill_amount is not null";

    private final Knowledge knowledge;

    public ExpenseFactStore(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public Optional<ExpenseFact> latest(String expenseId) {
        return query(fact -> fact.expenseId().equals(expenseId), "expense_id = ?", expenseId).stream()
                .findFirst();
    }

    @Override
    public List<ExpenseFact> ofWorker(String workerId, LocalDate date) {
        return query(
                fact -> fact.workerId().equals(workerId) && fact.date().equals(date),
                "worker_id = ? and expense_date = ?",
                workerId,
                date);
    }

    @Override
    public List<ExpenseFact> correctionsOf(String expenseId) {
        return query(fact -> expenseId.equals(fact.correctionOf()), "correction_of = ?", expenseId);
    }

    /** Projects with expenses on any day of the range that a client is still to be billed for, ordered by id. */
    public List<String> unbilledProjects(LocalDate from, LocalDate to) {
        return knowledge.database().read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select distinct project_id from expense_fact"
                    + " where project_id is not null and expense_date between ? and ? and " + UNBILLED
                    + " order by 1")) {
                select.setObject(1, from);
                select.setObject(2, to);
                try (ResultSet rows = select.executeQuery()) {
                    List<String> projects = new ArrayList<>();
                    while (rows.next()) {
                        projects.add(rows.getString(1));
                    }
                    return projects;
                }
            }
        });
    }

    /** Those expenses of a project, both days inclusive, ordered by day and id. */
    public List<ExpenseFact> unbilled(String projectId, LocalDate from, LocalDate to) {
        return knowledge
                .database()
                .read(connection -> rows(
                        connection,
                        "project_id = ? and expense_date between ? and ? and " + UNBILLED,
                        projectId,
                        from,
                        to));
    }

    /** Expenses of a project in a range of days, both inclusive, ordered by day and id. */
    static List<ExpenseFact> ofProject(Database database, String projectId, LocalDate from, LocalDate to) {
        return database.read(
                connection -> rows(connection, "project_id = ? and expense_date between ? and ?", projectId, from, to));
    }

    /**
     * Writes the state of an expense unless a newer version is there. Of an expense on an invoice only the version is
     * noted: what changes then is the matter of corrections.
     */
    void store(Connection connection, Event event, long eventNo) throws SQLException {
        ExpenseFact fact = fact(event.data(), state(event.type()));
        String sql =
                "version = ?, worker_id = ?, project_id = ?, expense_date = ?, category = ?, merchant = ?, amount ="
                        + " ?, currency = ?, billable = ?, status = ?, bill_amount = ?, bill_currency = ?, correction_of = ?,"
                        + " event_no = ?";
        try (PreparedStatement update =
                connection.prepareStatement("update expense_fact set " + sql + " where expense_id = ? and (version < ?"
                        + " or version = ? and status <> 'REVERSED') and status <> 'BILLED'")) {
            bind(update, fact, eventNo);
            update.setLong(16, fact.version());
            update.setLong(17, fact.version());
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement note = connection.prepareStatement(
                "update expense_fact set version = ? where expense_id = ? and version < ? and status = 'BILLED'")) {
            note.setLong(1, fact.version());
            note.setString(2, fact.expenseId());
            note.setLong(3, fact.version());
            note.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into expense_fact (version, worker_id,"
                + " project_id, expense_date, category, merchant, amount, currency, billable, status, bill_amount,"
                + " bill_currency, correction_of, event_no, expense_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict do nothing")) {
            bind(insert, fact, eventNo);
            insert.executeUpdate();
        }
    }

    private List<ExpenseFact> query(Predicate<ExpenseFact> wanted, String condition, Object... values) {
        Map<String, ExpenseFact> found = new TreeMap<>();
        knowledge
                .database()
                .read(connection -> rows(connection, condition, values))
                .forEach(fact -> found.put(fact.expenseId(), fact));
        for (String id : knowledge.learned(EXPENSE)) {
            boolean billed = found.containsKey(id) && found.get(id).state() == ExpenseFact.State.BILLED;
            if (!billed) {
                knowledge
                        .latest(EXPENSE, id, JsonNode.class)
                        .map(data -> fact(data, ExpenseFact.State.valueOf(known(data))))
                        .filter(wanted)
                        .ifPresent(fact -> found.put(id, fact));
            }
        }
        return List.copyOf(found.values());
    }

    private static String known(JsonNode data) {
        String status = data.path("status").asText();
        return status.equals("REJECTED") ? ExpenseFact.State.REVERSED.name() : status;
    }

    private static ExpenseFact.State state(String type) {
        if (type.startsWith("expense.reversed.")) {
            return ExpenseFact.State.REVERSED;
        }
        return type.startsWith("expense.posted.") ? ExpenseFact.State.POSTED : ExpenseFact.State.APPROVED;
    }

    private static List<ExpenseFact> rows(Connection connection, String condition, Object... values)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select expense_id, version, worker_id, project_id, expense_date, category, merchant, amount, currency,"
                        + " billable, status, bill_amount, bill_currency, correction_of, invoice_id from expense_fact where "
                        + condition + " order by expense_date, expense_id")) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<ExpenseFact> facts = new ArrayList<>();
                while (rows.next()) {
                    facts.add(fact(rows));
                }
                return facts;
            }
        }
    }

    private static ExpenseFact fact(ResultSet row) throws SQLException {
        BigDecimal billed = row.getBigDecimal(12);
        return new ExpenseFact(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                row.getString(6),
                row.getString(7),
                new Money(row.getBigDecimal(8), row.getString(9)),
                row.getBoolean(10),
                ExpenseFact.State.valueOf(row.getString(11)),
                billed == null ? null : new Money(billed, row.getString(13)),
                row.getString(14),
                row.getString(15));
    }

    private static ExpenseFact fact(JsonNode data, ExpenseFact.State state) {
        return new ExpenseFact(
                data.path("expenseId").asText(),
                data.path("version").asLong(1),
                data.path("workerId").asText(),
                text(data, "projectId"),
                LocalDate.parse(data.path("date").asText()),
                data.path("category").asText(),
                text(data, "merchant"),
                Json.read(data.get("amount"), Money.class),
                data.path("billable").asBoolean(),
                state,
                data.hasNonNull("billableAmount") ? Json.read(data.get("billableAmount"), Money.class) : null,
                text(data, "correctionOf"),
                null);
    }

    private static void bind(PreparedStatement statement, ExpenseFact fact, long eventNo) throws SQLException {
        Money billable = fact.billableAmount();
        statement.setLong(1, fact.version());
        statement.setString(2, fact.workerId());
        statement.setString(3, fact.projectId());
        statement.setObject(4, fact.date());
        statement.setString(5, fact.category());
        statement.setString(6, fact.merchant());
        statement.setBigDecimal(7, fact.amount().amount());
        statement.setString(8, fact.amount().currency());
        statement.setBoolean(9, fact.billable());
        statement.setString(10, fact.state().name());
        statement.setBigDecimal(11, billable == null ? null : billable.amount());
        statement.setString(12, billable == null ? null : billable.currency());
        statement.setString(13, fact.correctionOf());
        statement.setLong(14, eventNo);
        statement.setString(15, fact.expenseId());
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }
}
