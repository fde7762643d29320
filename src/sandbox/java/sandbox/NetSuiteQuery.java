package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * SuiteQL: {@code POST /services/rest/query/v1/suiteql?limit=&offset=} with {@code Prefer: transient} and {@code {"q": "select
 * ..."}}. The records become the tables that SuiteQL has of them, and a database in memory that only reads answers the
 * statement. Every value is text, a column without a value is left out, instants are UTC.
 */
final class NetSuiteQuery {

    static final String PATH = "/services/rest/query/v1/suiteql";

    private static final int LARGEST_PAGE = 1000;
    private static final List<String> TABLES = List.of(
            "entity(id varchar, externalid varchar, currency varchar)",
            "subsidiary(id varchar, externalid varchar)",
            "currency(id varchar, symbol varchar)",
            "timebill(id bigint, externalid varchar, trandate date, employee varchar, customer varchar, hours decimal(12, 6),"
                    + " rate decimal(18, 6), subsidiary varchar, isbillable varchar, memo varchar)",
            "transaction(id bigint, externalid varchar, type varchar, trandate date, duedate date, currency varchar,"
                    + " foreigntotal decimal(18, 4), foreignamountunpaid decimal(18, 4), lastmodifieddate timestamp)",
            "transactionline(transaction bigint, mainline varchar, taxline varchar, subsidiary varchar,"
                    + " foreignamount decimal(18, 4))");
    private static final Map<String, String> TYPES =
            Map.of("invoice", "CustInvc", "creditMemo", "CustCred", "customerPayment", "CustPymt");

    private final Records records;

    NetSuiteQuery(Records records) {
        this.records = records;
    }

    /** One page of what the statement selects. */
    Reply answer(Call call) {
        int limit = call.number("limit", LARGEST_PAGE);
        int offset = call.number("offset", 0);
        if (limit < 1 || limit > LARGEST_PAGE || offset % limit != 0) {
            throw NetSuiteError.refusal(
                    400, "INVALID_PARAMETER", "limit", "The limit is 1 to 1000 and the offset a multiple of it.");
        }
        if (!"transient".equals(call.header("Prefer"))) {
            throw NetSuiteError.refusal(
                    400, "INVALID_HEADER", null, "Required header 'Prefer' must be set to 'transient'.");
        }
        String statement = statement(call);
        String url = "jdbc:h2:mem:suiteql-" + UUID.randomUUID() + ";MODE=Oracle";
        try (Connection owner = DriverManager.getConnection(url, "owner", "owner")) {
            fill(owner);
            try (Connection reader = DriverManager.getConnection(url, "reader", "reader")) {
                return page(reader, statement, limit, offset);
            }
        } catch (SQLException wrong) {
            throw NetSuiteError.refusal(
                    400,
                    "INVALID_PARAMETER",
                    "q",
                    "Invalid search query. Detailed unprocessed description follows. "
                            + wrong.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static String statement(Call call) {
        try {
            String text = Json.text(call.json(), "q");
            if (text != null && text.strip().toLowerCase(Locale.ROOT).startsWith("select ")) {
                return text;
            }
        } catch (IOException noJson) {
            throw NetSuiteError.refusal(400, "INVALID_CONTENT", null, "Invalid content in the request body.");
        }
        throw NetSuiteError.refusal(400, "INVALID_PARAMETER", "q", "Invalid search query.");
    }

    private static Reply page(Connection reader, String statement, int limit, int offset) throws SQLException {
        ArrayNode items = Json.array();
        int total = 0;
        try (Statement select = reader.createStatement();
                ResultSet rows = select.executeQuery(statement)) {
            while (rows.next()) {
                if (total >= offset && items.size() < limit) {
                    items.add(row(rows));
                }
                total++;
            }
        }
        ObjectNode page = Json.object();
        page.putArray("links");
        page.put("count", items.size()).put("hasMore", offset + items.size() < total);
        page.set("items", items);
        return Reply.json(200, page.put("offset", offset).put("totalResults", total));
    }

    private static ObjectNode row(ResultSet rows) throws SQLException {
        ObjectNode row = Json.object();
        row.putArray("links");
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            String value = rows.getString(column);
            if (value != null) {
                row.put(rows.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT), value);
            }
        }
        return row;
    }

    private void fill(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (String table : TABLES) {
                statement.execute("create table " + table);
            }
            statement.execute("create user reader password 'reader'");
            statement.execute("grant select on schema public to reader");
        }
        for (String type : List.of("customer", "job", "employee")) {
            insert(owner, "entity", type, record ->
                    new Object[] {id(record), external(record), in(record, "currency")});
        }
        insert(owner, "subsidiary", "subsidiary", record -> new Object[] {id(record), external(record)});
        insert(owner, "currency", "currency", record -> new Object[] {id(record), external(record)});
        insert(owner, "timebill", "timeBill", record -> new Object[] {
            id(record),
            external(record),
            day(record, "tranDate"),
            in(record, "employee"),
            in(record, "customer"),
            hours(record.path("hours")),
            record.has("rate") ? number(record.path("rate")) : null,
            in(record, "subsidiary"),
            record.path("isBillable").asBoolean() ? "T" : "F",
            Json.text(record, "memo")
        });
        for (String type : TYPES.keySet()) {
            insert(owner, "transaction", type, record -> transaction(type, record));
            insert(owner, "transactionline", type, record -> new Object[] {
                id(record), "T", "F", in(record, "subsidiary"), sign(type).multiply(total(record))
            });
            for (JsonNode each : records.all(type)) {
                for (JsonNode line : NetSuiteCheck.lines((ObjectNode) each, "item")) {
                    put(
                            owner,
                            "transactionline",
                            id(each),
                            "F",
                            "F",
                            in(each, "subsidiary"),
                            sign(type).negate().multiply(amount(line)));
                }
            }
        }
    }

    private Object[] transaction(String type, ObjectNode record) {
        BigDecimal total = total(record);
        BigDecimal paid = records.all("customerPayment").stream()
                .flatMap(payment -> java.util.stream.StreamSupport.stream(
                        payment.path("apply").path("items").spliterator(), false))
                .filter(applied -> external(record) != null
                        && external(record).equals(Json.text(applied.path("doc"), "externalId")))
                .map(applied -> number(applied.path("amount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Object[] {
            id(record),
            external(record),
            TYPES.get(type),
            day(record, "tranDate"),
            day(record, "dueDate"),
            in(record, "currency"),
            total,
            type.equals("invoice") ? total.subtract(paid) : BigDecimal.ZERO,
            LocalDateTime.ofInstant(
                    Instant.parse(record.path("lastModifiedDate").asText()), ZoneOffset.UTC)
        };
    }

    @FunctionalInterface
    private interface Columns {
        Object[] of(ObjectNode record);
    }

    private void insert(Connection owner, String table, String type, Columns columns) throws SQLException {
        for (ObjectNode record : records.all(type)) {
            put(owner, table, columns.of(record));
        }
    }

    private static void put(Connection owner, String table, Object... values) throws SQLException {
        String places = "?" + ", ?".repeat(values.length - 1);
        try (PreparedStatement insert = owner.prepareStatement("insert into " + table + " values (" + places + ")")) {
            for (int at = 0; at < values.length; at++) {
                insert.setObject(at + 1, values[at]);
            }
            insert.executeUpdate();
        }
    }

    private static BigDecimal sign(String type) {
        return type.equals("invoice") ? BigDecimal.ONE : BigDecimal.ONE.negate();
    }

    private static BigDecimal total(JsonNode record) {
        return number(record.path("total"));
    }

    private static BigDecimal amount(JsonNode line) {
        return line.has("amount")
                ? number(line.path("amount"))
                : number(line.path("quantity")).multiply(number(line.path("rate")));
    }

    private static BigDecimal number(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? new BigDecimal(value.asText()) : BigDecimal.ZERO;
    }

    /** A duration as hours with 6 decimals. */
    private static BigDecimal hours(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        String[] parts = value.asText().replace("-", "").split(":", 2);
        BigDecimal minutes = new BigDecimal(Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]));
        BigDecimal hours = minutes.divide(new BigDecimal(60), 6, RoundingMode.HALF_UP);
        return value.asText().startsWith("-") ? hours.negate() : hours;
    }

    private static LocalDate day(JsonNode record, String field) {
        String text = Json.text(record, field);
        return text == null ? null : LocalDate.parse(text);
    }

    /** The id that a reference points to; one that only names an external id is followed when it is a currency's symbol. */
    private String in(JsonNode record, String field) {
        JsonNode reference = record.path(field);
        String id = Json.text(reference, "id");
        if (id != null) {
            return id;
        }
        String external = reference.isTextual() ? reference.asText() : Json.text(reference, "externalId");
        return external == null || records.byExternal(field, external).isEmpty()
                ? null
                : records.byExternal(field, external).get(0).path("id").asText();
    }

    private static String id(JsonNode record) {
        return Json.text(record, "id");
    }

    private static String external(JsonNode record) {
        return Json.text(record, "externalId");
    }
}
