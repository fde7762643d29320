package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.journal.Seal;
import io.throughline.money.Rate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Canonical objects, which the database keeps sealed, as believed now: master data as it holds on the last day of the period,
 * or as it begins when it begins later; documents in their latest state.
 */
final class CanonicalObjects {

    private static final int AT_ONCE = 500;
    private static final LocalDate END_OF_TIME = LocalDate.of(9999, 12, 31);

    private final Connection connection;
    private final Seal seal;
    private final Scope scope;

    /** Where a worker is employed, as what, and where his cost belongs. */
    record Employed(String entity, String type, String costCenter, String role) {}

    CanonicalObjects(Connection connection, Seal seal, Scope scope) {
        this.connection = connection;
        this.seal = seal;
        this.scope = scope;
    }

    /** Every worker by id. */
    Map<String, Employed> workers() throws SQLException {
        Map<String, Employed> workers = new HashMap<>();
        master(
                "worker",
                worker -> workers.put(
                        worker.path("workerId").asText(),
                        new Employed(
                                worker.path("employment").path("legalEntityId").asText(null),
                                worker.path("workerType").asText("EMPLOYEE"),
                                worker.path("org").path("costCenterId").asText(null),
                                worker.path("job").path("roleId").asText(null))));
        return workers;
    }

    void projects(CanonicalWriter out) throws SQLException {
        master(
                "project",
                project -> out.row(
                        project.path("projectId").asText(),
                        project.path("billingType").asText()));
    }

    void expenses(CanonicalWriter out) throws SQLException {
        document("expense", expense -> {
            if (in(expense.path("date").asText())) {
                out.row(
                        expense.path("expenseId").asText(),
                        expense.path("status").asText(),
                        expense.path("amount").path("currency").asText());
            }
        });
    }

    /**
     * Every invoice of the entity up to the end of the period; a credit note is negative. A voided invoice that a credit note
     * takes back is {@code CREDITED}: it stands in its period, and the note in that of the void.
     */
    void billed(CanonicalWriter out) throws SQLException {
        Set<String> credited = new HashSet<>();
        document("invoice", invoice -> {
            if (invoice.path("type").asText().equals("CREDIT_NOTE") && !isVoid(invoice)) {
                credited.add(invoice.path("correctsInvoiceId").asText());
            }
        });
        document("invoice", invoice -> {
            if (isOurs(invoice)
                    && invoice.path("issueDate")
                                    .asText()
                                    .compareTo(scope.lastDay().toString())
                            <= 0) {
                String net = invoice.path("net").asText();
                boolean credit = invoice.path("type").asText().equals("CREDIT_NOTE") && !net.startsWith("-");
                out.row(
                        invoice.path("invoiceId").asText(),
                        invoice.path("contractId").asText(),
                        invoice.path("issueDate").asText(),
                        credit ? "-" + net : net,
                        invoice.path("currency").asText(),
                        isVoid(invoice)
                                        && credited.contains(
                                                invoice.path("invoiceId").asText())
                                ? "CREDITED"
                                : invoice.path("status").asText());
            }
        });
    }

    private static boolean isVoid(JsonNode invoice) {
        return invoice.path("status").asText().equals("VOIDED");
    }

    /** Every revenue event of the entity up to the period. */
    void revenue(CanonicalWriter out) throws SQLException {
        document("revenue-event", event -> {
            if (isOurs(event)
                    && event.path("period").asText().compareTo(scope.period().toString()) <= 0) {
                out.row(
                        event.path("contractId").asText(),
                        event.path("period").asText(),
                        event.path("amount").path("amount").asText(),
                        event.path("amount").path("currency").asText());
            }
        });
    }

    /** What an hour of the entity's roles and workers costs. */
    void costRates(CanonicalWriter out) throws SQLException {
        document("cost-rate", cost -> {
            if (cost.path("legalEntityId").asText().equals(scope.entity())) {
                out.row(
                        cost.path("roleId").asText(),
                        cost.path("workerId").asText(null),
                        cost.path("from").asText(),
                        cost.path("to").asText(null),
                        cost.path("rate").path("amount").asText(),
                        cost.path("rate").path("currency").asText());
            }
        });
    }

    void rates(CanonicalWriter out) throws SQLException {
        document(
                "fx-rate",
                rate -> out.row(
                        rate.path("from").asText(),
                        rate.path("to").asText(),
                        rate.path("type").asText(),
                        rate.path("date").asText(null),
                        rate.path("rate").asText()));
    }

    /** Prices of projects billed by the entity: of their own card, else of their contract. */
    void rateCards(CanonicalWriter out) throws SQLException {
        Set<String> ours = new HashSet<>();
        master("project", project -> {
            if (isOurs(project)) {
                ours.add(project.path("projectId").asText());
            }
        });
        Set<String> priced = new HashSet<>();
        master("rate-card", card -> {
            String project = card.path("projectId").asText();
            if (ours.contains(project)) {
                priced.add(project);
                card.path("rows").forEach(row -> price(out, project, row));
            }
        });
        master("contract", contract -> contract.path("projectIds").forEach(project -> {
            if (ours.contains(project.asText()) && !priced.contains(project.asText())) {
                contract.path("rateCard").forEach(row -> price(out, project.asText(), row));
            }
        }));
    }

    /** The zone of the entity. */
    static String zone(Connection connection, Seal seal, String entity) throws SQLException {
        String sql = "select sealed_data from entity where object = 'legal-entity' and id = ? and known_to is null"
                + " order by effective_from desc fetch first 1 rows only";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, entity);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? seal.openJson(rows.getBytes(1)).path("timeZone").asText(null)
                        : null;
            }
        }
    }

    /** A price of a day counts as that of an hour, as PSAs have it. */
    private static void price(CanonicalWriter out, String project, JsonNode row) {
        Rate.hourly(row)
                .ifPresent(hour -> out.row(
                        project,
                        row.path("roleId").asText(),
                        row.path("workerId").asText(null),
                        row.path("from").asText(),
                        row.path("to").asText(null),
                        hour.amount().toPlainString(),
                        hour.currency()));
    }

    private boolean isOurs(JsonNode object) {
        return object.path("billingEntityId").asText(scope.entity()).equals(scope.entity());
    }

    private boolean in(String day) {
        return day.length() == 10
                && day.compareTo(scope.firstDay().toString()) >= 0
                && day.compareTo(scope.lastDay().toString()) <= 0;
    }

    private void master(String object, Consumer<JsonNode> taker) throws SQLException {
        each(object, scope.lastDay(), taker);
    }

    private void document(String object, Consumer<JsonNode> taker) throws SQLException {
        each(object, END_OF_TIME, taker);
    }

    private void each(String object, LocalDate day, Consumer<JsonNode> taker) throws SQLException {
        String sql = "select id, sealed_data from entity where object = ? and known_to is null order by id,"
                + " case when effective_from <= ? then 0 else 1 end, effective_from desc";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(AT_ONCE);
            select.setString(1, object);
            select.setObject(2, day);
            try (ResultSet rows = select.executeQuery()) {
                String last = null;
                while (rows.next()) {
                    if (!rows.getString(1).equals(last)) {
                        last = rows.getString(1);
                        taker.accept(seal.openJson(rows.getBytes(2)));
                    }
                }
            }
        }
    }
}
