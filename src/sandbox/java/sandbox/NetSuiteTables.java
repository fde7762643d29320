package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The records as the tables that SuiteQL has of them; lines of a transaction have the main line, which balances them, as first. */
final class NetSuiteTables {

    private static final List<String> TABLES = List.of(
            "entity(id varchar, externalid varchar, currency varchar)",
            "subsidiary(id varchar, externalid varchar)",
            "currency(id varchar, symbol varchar)",
            "timebill(id bigint, externalid varchar, trandate date, employee varchar, customer varchar, hours decimal(12, 6),"
                    + " rate decimal(18, 6), subsidiary varchar, isbillable varchar, memo varchar)",
            "transaction(id bigint, externalid varchar, type varchar, trandate date, duedate date, currency varchar,"
                    + " foreigntotal decimal(18, 4), foreignamountunpaid decimal(18, 4), lastmodifieddate timestamp, memo varchar)",
            "transactionline(id bigint, transaction bigint, mainline varchar, taxline varchar, subsidiary varchar,"
                    + " foreignamount decimal(18, 4), memo varchar)",
            "transactionaccountingline(transaction bigint, transactionline bigint, accountingbook bigint,"
                    + " account varchar, posting varchar)",
            "account(id varchar, acctnumber varchar, externalid varchar)");
    private static final Map<String, String> TYPES = Map.of(
            "invoice", "CustInvc",
            "creditMemo", "CustCred",
            "customerPayment", "CustPymt",
            "expenseReport", "ExpRept",
            "journalEntry", "Journal");
    private static final int PRIMARY_BOOK = 1;

    private final Records records;

    NetSuiteTables(Records records) {
        this.records = records;
    }

    /** Makes the tables and lets the user {@code reader} read them. */
    void fill(Connection owner) throws SQLException {
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
        insert(owner, "account", "account", record -> new Object[] {id(record), external(record), external(record)});
        for (String type : TYPES.keySet()) {
            insert(owner, "transaction", type, record -> transaction(type, record));
            for (ObjectNode record : records.all(type)) {
                lines(owner, type, record);
            }
        }
    }

    /** One line of a transaction in its currency, debit positive; without an account where that is a matter of the item. */
    private record Line(String mainLine, String account, BigDecimal amount, String memo) {}

    private void lines(Connection owner, String type, ObjectNode record) throws SQLException {
        String posting = record.path("approved").asBoolean(true) ? "T" : "F";
        int number = 0;
        for (Line line : linesOf(type, record)) {
            put(
                    owner,
                    "transactionline",
                    number,
                    id(record),
                    line.mainLine(),
                    "F",
                    in(record, "subsidiary"),
                    line.amount(),
                    line.memo());
            if (line.account() != null) {
                put(owner, "transactionaccountingline", id(record), number, PRIMARY_BOOK, line.account(), posting);
            }
            number++;
        }
    }

    /** A journal has no main line; that of other transactions balances their lines. */
    private List<Line> linesOf(String type, ObjectNode record) {
        List<Line> lines = new ArrayList<>();
        if (type.equals("journalEntry")) {
            NetSuiteCheck.lines(record, "line")
                    .forEach(line -> lines.add(new Line(
                            "F",
                            in(line, "account"),
                            number(line.path("debit")).subtract(number(line.path("credit"))),
                            Json.text(line, "memo"))));
        } else if (type.equals("expenseReport")) {
            NetSuiteCheck.lines(record, "expense")
                    .forEach(line -> lines.add(
                            new Line("F", in(line, "expenseAccount"), amount(line), Json.text(line, "memo"))));
            BigDecimal owed = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::subtract);
            lines.add(0, new Line("T", null, owed, Json.text(record, "memo")));
        } else {
            lines.add(new Line("T", null, sign(type).multiply(total(record)), Json.text(record, "memo")));
            NetSuiteCheck.lines(record, "item")
                    .forEach(line -> lines.add(
                            new Line("F", null, sign(type).negate().multiply(amount(line)), Json.text(line, "memo"))));
        }
        return lines;
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
            in(record, type.equals("expenseReport") ? "expenseReportCurrency" : "currency"),
            total,
            type.equals("invoice") ? total.subtract(paid) : BigDecimal.ZERO,
            LocalDateTime.ofInstant(
                    Instant.parse(record.path("lastModifiedDate").asText()), ZoneOffset.UTC),
            Json.text(record, "memo")
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
