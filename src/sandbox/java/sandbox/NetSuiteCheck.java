package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks at a record before it is written: fields, kinds, references, periods. Answers it with references resolved. */
final class NetSuiteCheck {

    private static final Pattern DATE = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    private static final Pattern HOURS = Pattern.compile("-?(\\d{1,3}):([0-5]\\d)");
    private static final Pattern CUSTOM = Pattern.compile("cust(entity|body|col)_\\w+");
    private static final Set<String> BILLING_TYPES = Set.of("TM", "FBM", "FBI", "CB");
    private static final String USER_ERROR = "USER_ERROR";
    private static final String EXTERNAL_ID = "externalId";

    private final Records records;

    NetSuiteCheck(Records records) {
        this.records = records;
    }

    /**
     * The record as it will be kept.
     *
     * @param prefix path of the record inside the body, empty or ending in a dot
     */
    ObjectNode checked(NetSuiteType type, ObjectNode body, String prefix) {
        ObjectNode checked = Json.object();
        body.properties().forEach(field -> {
            String name = field.getKey();
            String kind = type.kinds().get(name);
            if (kind != null) {
                if (!field.getValue().isNull()) {
                    checked.set(name, value(type, name, kind, field.getValue(), prefix));
                }
            } else if (CUSTOM.matcher(name).matches() || EXTERNAL_ID.equals(name)) {
                checked.set(name, field.getValue());
            } else {
                throw refusal(
                        "INVALID_FIELD", prefix + name, "Unknown field " + name + " for record " + type.word() + ".");
            }
        });
        for (String name : type.kinds().keySet()) {
            if (type.requires(name) && !checked.has(name)) {
                throw refusal(USER_ERROR, prefix + name, "Please enter value(s) for: " + name + ".");
            }
        }
        return checked;
    }

    /** What holds between fields, once the whole record is known. */
    void whole(NetSuiteType type, ObjectNode record) {
        if (type == NetSuiteType.TIME_BILL) {
            if (record.path("isBillable").asBoolean() && !record.has("item")) {
                throw refusal(USER_ERROR, "item", "Please enter value(s) for: item.");
            }
            usable(record, "employee", "employee");
            ObjectNode job =
                    records.get("job", record.path("customer").path("id").asText());
            if (job != null && (inactive(job) || !job.path("allowTime").asBoolean(true))) {
                throw refusal(
                        "INVALID_KEY_OR_REF",
                        "customer",
                        "Project " + job.path(EXTERNAL_ID).asText() + " does not allow time entry.");
            }
        }
        if (type == NetSuiteType.INVOICE
                && lines(record, "item").isEmpty()
                && lines(record, "time").isEmpty()) {
            throw refusal(USER_ERROR, "item", "You must enter at least one line item for this transaction.");
        }
        if (type == NetSuiteType.JOURNAL_ENTRY) {
            balanced(record);
        }
        if (type == NetSuiteType.EXPENSE_REPORT) {
            report(record);
        }
    }

    private static void balanced(ObjectNode journal) {
        BigDecimal debit = BigDecimal.ZERO;
        BigDecimal credit = BigDecimal.ZERO;
        for (JsonNode line : lines(journal, "line")) {
            if (line.has("debit") == line.has("credit")) {
                throw refusal(USER_ERROR, "line", "A journal line must have either a debit or a credit.");
            }
            debit = debit.add(line.path("debit").decimalValue());
            credit = credit.add(line.path("credit").decimalValue());
        }
        if (debit.signum() == 0 || debit.compareTo(credit) != 0) {
            throw refusal(
                    USER_ERROR, "line", "The amounts in a journal entry must balance: " + debit + " / " + credit + ".");
        }
    }

    private void report(ObjectNode report) {
        usable(report, "entity", "employee");
        if (lines(report, "expense").isEmpty()) {
            throw refusal(USER_ERROR, "expense", "You must enter at least one line item for this transaction.");
        }
        for (JsonNode line : lines(report, "expense")) {
            ObjectNode job = records.get("job", line.path("customer").path("id").asText());
            if (job != null && !job.path("allowExpenses").asBoolean(true)) {
                throw refusal(
                        "INVALID_KEY_OR_REF",
                        "expense.customer",
                        "Project " + job.path(EXTERNAL_ID).asText() + " does not allow expenses.");
            }
            if (line.path("isBillable").asBoolean() && !line.has("customer")) {
                throw refusal(USER_ERROR, "expense.customer", "Please enter value(s) for: customer.");
            }
        }
    }

    private void usable(ObjectNode record, String field, String type) {
        ObjectNode target = records.get(type, record.path(field).path("id").asText());
        if (target != null && inactive(target)) {
            throw refusal(
                    "INVALID_KEY_OR_REF",
                    field,
                    "The " + type + " " + target.path(EXTERNAL_ID).asText() + " is inactive.");
        }
    }

    static JsonNode lines(ObjectNode record, String sublist) {
        return record.path(sublist).path("items");
    }

    private static boolean inactive(ObjectNode record) {
        return record.path("isInactive").asBoolean();
    }

    private JsonNode value(NetSuiteType type, String name, String kind, JsonNode value, String prefix) {
        String path = prefix + name;
        switch (kind) {
            case "text" -> expect(value.isTextual(), path, value);
            case "flag" -> expect(value.isBoolean(), path, value);
            case "number" -> expect(value.isNumber(), path, value);
            case "date" -> expect(
                    value.isTextual() && DATE.matcher(value.asText()).matches(), path, value);
            case "period" -> {
                expect(value.isTextual() && DATE.matcher(value.asText()).matches(), path, value);
                refuseClosed(value.asText(), path);
            }
            case "hours" -> expect(isDuration(value), path, value);
            case "object" -> object(name, value, path);
            case "lines" -> {
                return sublist(type, name, value, path);
            }
            default -> {
                return reference(kind, value, path);
            }
        }
        return value;
    }

    private static void object(String name, JsonNode value, String path) {
        expect(value.isObject(), path, value);
        if ("jobBillingType".equals(name)) {
            expect(BILLING_TYPES.contains(value.path("id").asText()), path, value);
        }
    }

    private ObjectNode sublist(NetSuiteType type, String name, JsonNode value, String path) {
        NetSuiteType line =
                switch (name) {
                    case "item" -> NetSuiteType.INVOICE_ITEM_LINE;
                    case "line" -> NetSuiteType.JOURNAL_LINE;
                    case "expense" -> NetSuiteType.EXPENSE_LINE;
                    default -> NetSuiteType.INVOICE_TIME_LINE;
                };
        expect(value.path("items").isArray(), path, value);
        ArrayNode items = Json.array();
        for (JsonNode item : value.path("items")) {
            String at = path + ".items[" + items.size() + "].";
            expect(item.isObject(), at, item);
            items.add(checked(line, (ObjectNode) item, at));
        }
        return Json.object().set("items", items);
    }

    private ObjectNode reference(String types, JsonNode value, String path) {
        String id = Json.text(value, "id");
        String externalId = Json.text(value, EXTERNAL_ID);
        for (String type : types.split(",", -1)) {
            List<ObjectNode> found = id != null
                    ? java.util.stream.Stream.ofNullable(records.get(type, id)).toList()
                    : externalId == null ? List.of() : records.byExternal(type, externalId);
            if (!found.isEmpty()) {
                return resolved(found.get(0));
            }
        }
        String key = id != null ? id : "external id " + externalId;
        throw refusal("INVALID_KEY_OR_REF", path, "Invalid reference key " + key + " for field " + path + ".");
    }

    private static ObjectNode resolved(ObjectNode target) {
        ObjectNode reference = Json.object().put("id", target.path("id").asText());
        String externalId = Json.text(target, EXTERNAL_ID);
        if (externalId != null) {
            reference.put(EXTERNAL_ID, externalId);
        }
        for (String name : List.of("name", "entityId", "companyName", "lastName")) {
            String text = Json.text(target, name);
            if (text != null) {
                return reference.put("refName", text);
            }
        }
        return reference;
    }

    private void refuseClosed(String date, String path) {
        List<ObjectNode> period = records.byExternal("accountingPeriod", date.substring(0, 7));
        if (period.isEmpty() || period.get(0).path("closed").asBoolean()) {
            throw refusal(
                    "PERIOD_CLOSED", path, "The transaction date " + date + " is not in an open accounting period.");
        }
    }

    /** Any time but none; negative takes back what was billed. */
    private static boolean isDuration(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue().signum() != 0;
        }
        return HOURS.matcher(value.asText()).matches() && !value.asText().matches("-?0+:00");
    }

    private static void expect(boolean right, String path, JsonNode value) {
        if (!right) {
            throw refusal("INVALID_VALUE", path, "Invalid value " + value + " for field " + path + ".");
        }
    }

    private static Refusal refusal(String code, String path, String detail) {
        return NetSuiteError.refusal(400, code, path, detail);
    }
}
