package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;

/**
 * SuiteQL: {@code POST /services/rest/query/v1/suiteql?limit=&offset=} with {@code Prefer: transient} and {@code {"q": "select
 * ..."}}. The records become the tables that SuiteQL has of them, and a database in memory that only reads answers the
 * statement. Every value is text, a column without a value is left out, instants are UTC.
 */
final class NetSuiteQuery {

    static final String PATH = "/services/rest/query/v1/suiteql";

    private static final int LARGEST_PAGE = 1000;
    private final NetSuiteTables tables;

    NetSuiteQuery(Records records) {
        this.tables = new NetSuiteTables(records);
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
            tables.fill(owner);
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
}
