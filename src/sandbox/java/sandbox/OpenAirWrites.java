package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Add, CreateUser, Modify and Delete: one record a command; an external id belongs to one record of a type. */
final class OpenAirWrites {

    private static final String EXTERNAL_ID = "externalid";

    private final OpenAirRecords records;
    private final OpenAirTime time;

    OpenAirWrites(OpenAirRecords records, OpenAirTime time) {
        this.records = records;
        this.time = time;
    }

    /** Adds a record; with {@code lookup="externalid"} it changes the one that has this external id. */
    XmlElement add(XmlElement command, Consumer<Write> ledger) {
        OpenAirType type = OpenAirType.of(command.attribute("type"));
        if (type == OpenAirType.USER || type == OpenAirType.LOADEDCOST) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, type.word() + " cannot be added; see CreateUser");
        }
        return upsert("Add", command, type, ledger);
    }

    /** Adds a user of the company; a new one needs a password. */
    XmlElement createUser(XmlElement command, Consumer<Write> ledger) {
        XmlElement company = command.at("Company", "nickname");
        if (company == null || company.text().isEmpty()) {
            throw OpenAirRefusal.failure("Company/nickname is required");
        }
        return upsert("CreateUser", command, OpenAirType.USER, ledger);
    }

    private XmlElement upsert(String name, XmlElement command, OpenAirType type, Consumer<Write> ledger) {
        String lookup = command.attribute("lookup");
        if (lookup != null && !lookup.equals(EXTERNAL_ID)) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_FIELD, "no lookup by " + lookup);
        }
        ObjectNode given = given(command, type);
        String externalId = Json.text(given, EXTERNAL_ID);
        try {
            ObjectNode known = lookup == null ? null : records.ofExternal(type, externalId);
            if (known != null) {
                given.put("id", known.path("id").asText());
                return answer(name, type, changed(type, known, given), 200, ledger);
            }
            if (type != OpenAirType.IMPORTEXPORT) {
                given.remove("id");
            }
            complete(type, given);
            refuseTaken(type, given, null);
            ObjectNode stored = type == OpenAirType.IMPORTEXPORT
                    ? records.putAs(type, exportKey(given), given)
                    : records.put(type, time.checked(type, given, null));
            derive(type, stored, given);
            return answer(name, type, stored, 201, ledger);
        } catch (OpenAirRefusal refusal) {
            ledger.accept(Write.refused(type.word(), externalId, 422, keys(type, given)));
            throw refusal;
        }
    }

    /** Changes the record with the id that is given. */
    XmlElement modify(XmlElement command, Consumer<Write> ledger) {
        OpenAirType type = OpenAirType.of(command.attribute("type"));
        if (type == OpenAirType.IMPORTEXPORT) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, "an ImportExport is added anew, not modified");
        }
        ObjectNode given = given(command, type);
        try {
            ObjectNode known = records.existing(type, Json.text(given, "id"));
            return answer("Modify", type, changed(type, known, given), 200, ledger);
        } catch (OpenAirRefusal refusal) {
            ledger.accept(Write.refused(type.word(), Json.text(given, EXTERNAL_ID), 422, keys(type, given)));
            throw refusal;
        }
    }

    /** Takes a booking away; other records stay. */
    XmlElement delete(XmlElement command, Consumer<Write> ledger) {
        OpenAirType type = OpenAirType.of(command.attribute("type"));
        if (type != OpenAirType.BOOKING) {
            throw new OpenAirRefusal(OpenAirRefusal.INVALID_TYPE, type.word() + " is not deleted here");
        }
        ObjectNode known = records.existing(type, Json.text(given(command, type), "id"));
        records.remove(type, known.path("id").asText());
        ledger.accept(Write.applied(
                type.word(), Json.text(known, EXTERNAL_ID), known.path("id").asText(), 200, keys(type, known)));
        return new XmlElement("Delete").with("status", "0");
    }

    private ObjectNode given(XmlElement command, OpenAirType type) {
        long count = command.children().stream()
                .filter(child -> child.name().equals(type.word()))
                .count();
        if (count != 1) {
            throw OpenAirRefusal.failure("exactly one " + type.word() + " is taken, not " + count);
        }
        return records.read(type, command.child(type.word()));
    }

    private ObjectNode changed(OpenAirType type, ObjectNode known, ObjectNode given) {
        ObjectNode record = known.deepCopy();
        record.setAll(given);
        type.fields().values().stream()
                .filter(field -> field.required() && given.has(field.name()) && empty(given, field))
                .forEach(field -> {
                    throw OpenAirRefusal.failure(type.word() + "/" + field.name() + " is required");
                });
        refuseTaken(type, record, known.path("id").asText());
        ObjectNode stored = records.put(type, time.checked(type, record, known));
        derive(type, stored, given);
        return stored;
    }

    private static void complete(OpenAirType type, ObjectNode given) {
        for (OpenAirField field : type.fields().values()) {
            if (field.required() && empty(given, field)) {
                throw OpenAirRefusal.failure(type.word() + "/" + field.name() + " is required");
            }
        }
        if (type == OpenAirType.USER && Json.text(given, "password") == null) {
            throw OpenAirRefusal.failure("User/password is required for a new user");
        }
        if (type.fields().containsKey("active") && !given.has("active")) {
            given.put("active", "1");
        }
    }

    private static boolean empty(ObjectNode given, OpenAirField field) {
        return field.kind() == OpenAirField.Kind.ADDRESS
                ? Json.text(given.path(field.name()), "email") == null
                : Json.text(given, field.name()) == null;
    }

    private void refuseTaken(OpenAirType type, ObjectNode record, String ownId) {
        if (type.hasExternalId() && type != OpenAirType.IMPORTEXPORT) {
            String externalId = Json.text(record, EXTERNAL_ID);
            ObjectNode other = records.ofExternal(type, externalId);
            if (other != null && !other.path("id").asText().equals(ownId)) {
                throw OpenAirRefusal.failure(type.word() + "/externalid must be unique: " + externalId + " is "
                        + type.word() + " " + other.path("id").asText());
            }
        }
        String[] together = together(type);
        for (ObjectNode other : together.length == 0 ? List.<ObjectNode>of() : records.all(type)) {
            boolean same = !other.path("id").asText().equals(ownId);
            for (String field : together) {
                same = same && Objects.equals(Json.text(other, field), Json.text(record, field));
            }
            if (same) {
                throw OpenAirRefusal.failure(type.word() + "/" + String.join(", ", together) + " must be unique");
            }
        }
    }

    private static String[] together(OpenAirType type) {
        return switch (type) {
            case USER -> new String[] {"nickname"};
            case RATECARDITEM -> new String[] {"rate_card_id", "job_code_id", "start"};
            default -> new String[0];
        };
    }

    /** A user who comes with a cost has it from its date on; the cost before ends the day before. */
    private void derive(OpenAirType type, ObjectNode stored, ObjectNode given) {
        if (type != OpenAirType.USER || !"1".equals(Json.text(given, "update_cost")) || !given.hasNonNull("cost")) {
            return;
        }
        String user = stored.path("id").asText();
        String start =
                Json.text(given, "cost_start_date") == null ? records.today() : Json.text(given, "cost_start_date");
        ObjectNode next = Json.object();
        for (ObjectNode cost : records.all(OpenAirType.LOADEDCOST)) {
            boolean his = user.equals(Json.text(cost, "userid"));
            if (his && start.equals(Json.text(cost, "start"))) {
                next.put("id", cost.path("id").asText());
                continue;
            }
            if (his && "1".equals(Json.text(cost, "current"))) {
                String last = LocalDate.parse(start).minusDays(1).toString();
                records.put(
                        OpenAirType.LOADEDCOST,
                        cost.deepCopy().put("current", "0").put("end", last));
            }
        }
        if (given.hasNonNull("cost_end_date")) {
            next.put("end", Json.text(given, "cost_end_date"));
        }
        records.put(
                OpenAirType.LOADEDCOST,
                next.put("userid", user)
                        .put("cost", Json.text(given, "cost"))
                        .put("currency", Json.text(given, "cost_currency"))
                        .put("start", start)
                        .put("current", "1"));
    }

    static String exportKey(ObjectNode trace) {
        return trace.path("application").asText() + "|" + trace.path("type").asText() + "|"
                + trace.path("id").asText();
    }

    private XmlElement answer(String name, OpenAirType type, ObjectNode stored, int status, Consumer<Write> ledger) {
        ledger.accept(Write.applied(
                type.word(), Json.text(stored, EXTERNAL_ID), stored.path("id").asText(), status, keys(type, stored)));
        return new XmlElement(name).with("status", "0").with(records.write(type, stored, List.of()));
    }

    private static Map<String, String> keys(OpenAirType type, ObjectNode record) {
        Map<String, String> keys = new LinkedHashMap<>();
        type.fields().values().stream()
                .filter(field -> field.required() && field.kind() != OpenAirField.Kind.ADDRESS)
                .forEach(field -> keys.put(field.name(), Json.text(record, field.name())));
        return keys;
    }
}
