package io.throughline.delivery.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.journal.Database;
import io.throughline.journal.Seal;
import io.throughline.money.Rate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * WF-26: what the facts of {@link ReportingFeed} are about, as slowly changing dimensions of type 2 (see {@link Dimension}):
 * {@code dim-worker.csv}, {@code dim-project.csv} and {@code dim-rate.csv} in {@code exchange/reporting/out}. They are made from what is
 * believed now of every day, so that a change that came late or in another order stands where it belongs. Each is written
 * whole when something of its objects changed, and once after a start; the same content is not written again. Of people
 * they have neither names nor pay.
 */
public final class ReportingDimensions {

    private static final int AT_ONCE = 500;

    private static final List<String> WORKER = List.of(
            "/workerType",
            "/status",
            "/employment/legalEntityId",
            "/org/costCenterId",
            "/org/region",
            "/org/location",
            "/org/country",
            "/org/managerId",
            "/job/roleFamily",
            "/job/roleId",
            "/job/grade",
            "/employment/fte",
            "/employment/weeklyHours",
            "/employment/hireDate",
            "/employment/terminationDate");
    private static final List<String> WORKER_COLUMNS = List.of(
            "worker_type",
            "status",
            "legal_entity",
            "cost_center",
            "region",
            "location",
            "country",
            "manager_id",
            "role_family",
            "role_id",
            "grade",
            "fte",
            "weekly_hours",
            "hire_date",
            "termination_date");

    private static final List<String> PROJECT = List.of(
            "/name",
            "/customerId",
            "/contractId",
            "/status",
            "/billingType",
            "/currency",
            "/billingEntityId",
            "/costCenterId",
            "/managerId",
            "/deliveryLeadId",
            "/start",
            "/end");
    private static final List<String> PROJECT_COLUMNS = List.of(
            "name",
            "customer_id",
            "contract_id",
            "status",
            "billing_type",
            "currency",
            "billing_entity",
            "cost_center",
            "manager_id",
            "delivery_lead_id",
            "start",
            "end");

    private static final List<String> RATE_KEYS = List.of("kind", "owner", "role_id", "worker_id");

    private final Database database;
    private final Seal seal;
    private final Path out;
    private long workersTold = -1;
    private long projectsTold = -1;
    private long ratesTold = -1;

    /** @param out folder of the files */
    public ReportingDimensions(Database database, Seal seal, Path out) {
        this.database = database;
        this.seal = seal;
        this.out = out;
    }

    /** Writes every dimension of whose objects something changed since it was written. */
    public synchronized void write() {
        long workers = newest("worker");
        if (workers != workersTold) {
            put("dim-worker.csv", objects("worker", "worker_id", WORKER, WORKER_COLUMNS));
            workersTold = workers;
        }
        long projects = newest("project");
        if (projects != projectsTold) {
            put("dim-project.csv", objects("project", "project_id", PROJECT, PROJECT_COLUMNS));
            projectsTold = projects;
        }
        long rates = newest("rate-card', 'contract', 'cost-rate");
        if (rates != ratesTold) {
            put("dim-rate.csv", rates());
            ratesTold = rates;
        }
    }

    private byte[] objects(String object, String key, List<String> pointers, List<String> columns) {
        Dimension dimension = new Dimension(List.of(key), columns);
        each(object, (id, from, to, data) -> dimension.state(List.of(id), from, to, Dimension.values(data, pointers)));
        return dimension.bytes();
    }

    /**
     * @param kind  {@code BILL} or {@code COST}
     * @param owner what the price is of: the project of a card, or the entity that employs
     */
    private record Price(
            String kind,
            String owner,
            String role,
            String worker,
            LocalDate from,
            LocalDate to,
            String rate,
            String currency) {

        List<String> key() {
            return List.of(kind, owner, role, worker);
        }
    }

    /** Bill rates of projects, of their own card, else of their contract, and cost rates of entities. */
    private byte[] rates() {
        List<Price> prices = new ArrayList<>();
        Set<String> carded = new HashSet<>();
        latest("rate-card", card -> {
            String project = card.path("projectId").asText();
            if (!project.isEmpty()) {
                carded.add(project);
                card.path("rows").forEach(row -> bill(project, row).ifPresent(prices::add));
            }
        });
        latest("contract", contract -> contract.path("projectIds").forEach(project -> {
            if (!carded.contains(project.asText())) {
                contract.path("rateCard")
                        .forEach(row -> bill(project.asText(), row).ifPresent(prices::add));
            }
        }));
        latest(
                "cost-rate",
                cost -> prices.add(new Price(
                        "COST",
                        cost.path("legalEntityId").asText(),
                        cost.path("roleId").asText(),
                        cost.path("workerId").asText(""),
                        LocalDate.parse(cost.path("from").asText()),
                        day(cost.path("to")),
                        cost.path("rate").path("amount").asText(),
                        cost.path("rate").path("currency").asText())));
        prices.sort(Comparator.comparing((Price price) -> String.join("\n", price.key()))
                .thenComparing(Price::from));
        Dimension dimension = new Dimension(RATE_KEYS, List.of("rate", "currency"));
        prices.forEach(price ->
                dimension.state(price.key(), price.from(), price.to(), List.of(price.rate(), price.currency())));
        return dimension.bytes();
    }

    /** The price of an hour, also where a day was agreed. */
    private static Optional<Price> bill(String project, JsonNode row) {
        return Rate.hourly(row)
                .map(hour -> new Price(
                        "BILL",
                        project,
                        row.path("roleId").asText(),
                        row.path("workerId").asText(""),
                        LocalDate.parse(row.path("from").asText()),
                        day(row.path("to")),
                        hour.amount().toPlainString(),
                        hour.currency()));
    }

    private static LocalDate day(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty() ? LocalDate.parse(value.asText()) : null;
    }

    @FunctionalInterface
    private interface Taker {
        void take(String id, LocalDate from, LocalDate to, JsonNode data);
    }

    /** The state of every object that begins last. */
    private void latest(String object, java.util.function.Consumer<JsonNode> taker) {
        JsonNode[] last = new JsonNode[1];
        String[] of = new String[1];
        each(object, (id, from, to, data) -> {
            if (last[0] != null && !id.equals(of[0])) {
                taker.accept(last[0]);
            }
            of[0] = id;
            last[0] = data;
        });
        if (last[0] != null) {
            taker.accept(last[0]);
        }
    }

    private void each(String object, Taker taker) {
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select id, effective_from, effective_to, sealed_data from entity where object = ? and known_to is null"
                            + " order by id, effective_from")) {
                select.setFetchSize(AT_ONCE);
                select.setString(1, object);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        taker.take(
                                rows.getString(1),
                                rows.getObject(2, LocalDate.class),
                                rows.getObject(3, LocalDate.class),
                                seal.openJson(rows.getBytes(4)));
                    }
                }
            }
            return null;
        });
    }

    private long newest(String objects) {
        return database.read(connection -> newest(connection, objects));
    }

    private static long newest(Connection connection, String objects) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select coalesce(max(row_no), 0) from entity where object in ('" + objects + "')");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void put(String name, byte[] content) {
        try {
            OutboundFile.put(out.resolve(name), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
