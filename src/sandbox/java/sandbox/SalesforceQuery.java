package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query resource, as far as SOQL asks for what was modified since an instant; 2000 records a page. */
final class SalesforceQuery {

    private static final int PAGE = 2000;
    private static final int DEPTH = 4;
    private static final Pattern SOQL = Pattern.compile(
            "\\s*SELECT\\s+([A-Za-z0-9_,\\s]+?)\\s+FROM\\s+(\\w+)\\s+WHERE\\s+LastModifiedDate\\s*(>=|>)\\s*(\\S+)"
                    + "\\s+ORDER\\s+BY\\s+LastModifiedDate(?:\\s+ASC)?\\s*",
            Pattern.CASE_INSENSITIVE);

    private final Records records;
    private final Map<String, List<ObjectNode>> cursors = new HashMap<>();
    private int last;

    SalesforceQuery(Records records) {
        this.records = records;
    }

    /** How a record is shown with some of its fields. */
    @FunctionalInterface
    interface Shown {
        ObjectNode of(SalesforceObject object, ObjectNode record, Collection<String> fields);
    }

    /** Old cursors lead nowhere any more. */
    void forget() {
        cursors.clear();
    }

    /** Answers {@code GET query?q=<SOQL>} and {@code GET query/<cursor>-<offset>}. */
    Reply answer(Call call, Shown shown) {
        String locator = call.segment(DEPTH);
        if (!locator.isEmpty()) {
            int dash = locator.lastIndexOf('-');
            List<ObjectNode> found = dash < 0 ? null : cursors.get(locator.substring(0, dash));
            if (found == null || !locator.substring(dash + 1).matches("\\d{1,9}")) {
                throw refusal("INVALID_QUERY_LOCATOR", "invalid query locator");
            }
            return page(locator.substring(0, dash), found, Integer.parseInt(locator.substring(dash + 1)));
        }
        String cursor = "01gHs%010dAAA".formatted(++last);
        List<ObjectNode> found = found(String.valueOf(call.query("q")), shown);
        cursors.put(cursor, found);
        return page(cursor, found, 0);
    }

    private List<ObjectNode> found(String soql, Shown shown) {
        Matcher query = SOQL.matcher(soql);
        if (!query.matches()) {
            throw refusal("MALFORMED_QUERY", "unexpected token: '" + soql + "'");
        }
        SalesforceObject object = SalesforceObject.of(query.group(2));
        if (object == null) {
            throw refusal("INVALID_TYPE", "sObject type '" + query.group(2) + "' is not supported.");
        }
        List<String> fields = List.of(query.group(1).strip().split("\\s*,\\s*"));
        Instant since = instant(query.group(4));
        boolean inclusive = query.group(3).equals(">=");
        return records.all(object.word()).stream()
                .filter(record -> {
                    Instant modified = modified(record);
                    return modified.isAfter(since) || (inclusive && modified.equals(since));
                })
                .sorted(Comparator.comparing(SalesforceQuery::modified))
                .map(record -> shown.of(object, record, fields))
                .toList();
    }

    private static Reply page(String cursor, List<ObjectNode> found, int from) {
        int to = Math.min(found.size(), from + PAGE);
        ObjectNode page = Json.object().put("totalSize", found.size()).put("done", to == found.size());
        if (to < found.size()) {
            page.put("nextRecordsUrl", "/services/data/v62.0/query/" + cursor + "-" + to);
        }
        ArrayNode list = page.putArray("records");
        found.subList(Math.min(from, to), to).forEach(list::add);
        return Reply.json(200, page);
    }

    private static Instant modified(ObjectNode record) {
        return Instant.parse(record.path("LastModifiedDate").asText());
    }

    private static Instant instant(String literal) {
        try {
            return OffsetDateTime.parse(literal).toInstant();
        } catch (DateTimeException wrong) {
            throw refusal(
                    "INVALID_FIELD", "value of filter criterion for field 'LastModifiedDate' must be of type dateTime");
        }
    }

    private static Refusal refusal(String code, String message) {
        return new Refusal(SalesforceSandbox.error(400, code, message));
    }
}
