package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The records of the account: what is in elements becomes fields of text, dates ISO 8601 in UTC, and back again. */
final class OpenAirRecords {

    private static final Pattern OURS = Pattern.compile("[WPC]-0*([1-9]\\d{0,8})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final String ADDRESS = "Address";
    private static final String EXTERNAL_ID = "externalid";

    private final Records records;
    private final Clock clock;
    private final Map<OpenAirType, Integer> next = new EnumMap<>(OpenAirType.class);
    private final Map<OpenAirType, List<ObjectNode>> deleted = new EnumMap<>(OpenAirType.class);

    OpenAirRecords(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    void start() {
        deleted.clear();
        for (OpenAirType type : OpenAirType.values()) {
            next.put(type, type.firstId());
        }
    }

    /** The second it is, as records carry it. */
    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    /** Today in UTC. */
    String today() {
        return now().substring(0, 10);
    }

    /** The record, or null. */
    ObjectNode get(OpenAirType type, String id) {
        return id == null ? null : records.get(type.word(), id);
    }

    /** The record of this id, refused with 601 when there is none. */
    ObjectNode existing(OpenAirType type, String id) {
        ObjectNode record = get(type, id);
        if (record == null) {
            throw new OpenAirRefusal(OpenAirRefusal.NOT_FOUND, "no " + type.word() + " " + id);
        }
        return record;
    }

    /** The record with this external id, or null. */
    ObjectNode ofExternal(OpenAirType type, String externalId) {
        return externalId == null
                ? null
                : records.byExternal(type.word(), externalId).stream()
                        .findFirst()
                        .orElse(null);
    }

    /** All records of a type by id. */
    List<ObjectNode> all(OpenAirType type) {
        return records.all(type.word()).stream()
                .sorted(java.util.Comparator.comparingLong(
                        record -> record.path("id").asLong()))
                .toList();
    }

    /** Deletes a record; that it was there is kept with the moment, for whoever reads what was deleted. */
    void remove(OpenAirType type, String id) {
        ObjectNode record = records.get(type.word(), id);
        if (record != null) {
            deleted.computeIfAbsent(type, any -> new ArrayList<>())
                    .add(record.deepCopy().put("updated", now()));
        }
        records.remove(type.word(), id);
    }

    /** What was deleted of a type. */
    List<ObjectNode> deleted(OpenAirType type) {
        return List.copyOf(deleted.getOrDefault(type, List.of()));
    }

    /** Keeps a record, with a new id when it has none, and notes the moment. */
    ObjectNode put(OpenAirType type, ObjectNode record) {
        String id = Json.text(record, "id");
        return putAs(type, id == null ? newId(type, Json.text(record, EXTERNAL_ID)) : id, record);
    }

    /** Keeps a record under a key of its own and notes the moment. */
    ObjectNode putAs(OpenAirType type, String id, ObjectNode record) {
        ObjectNode stored = Json.object();
        stored.put("id", Json.text(record, "id") == null ? id : Json.text(record, "id"));
        stored.setAll(record);
        if (!stored.has("created")) {
            stored.put("created", now());
        }
        stored.put("updated", now());
        records.put(type.word(), id, Json.text(stored, EXTERNAL_ID), stored);
        return stored;
    }

    /** The firm's own numbers make the id where they can, so that W-0022 is 22 and P-1004 is 1004. */
    private String newId(OpenAirType type, String externalId) {
        Matcher ours = OURS.matcher(externalId == null ? "" : externalId);
        if (ours.matches() && !records.has(type.word(), ours.group(1))) {
            return ours.group(1);
        }
        String id;
        do {
            id = String.valueOf(next.merge(type, 1, Integer::sum) - 1);
        } while (records.has(type.word(), id));
        return id;
    }

    /**
     * What the element of a record says; a reference that is given by external id or name is looked up.
     *
     * @throws OpenAirRefusal for a field that does not exist, has the wrong form or refers to nothing
     */
    ObjectNode read(OpenAirType type, XmlElement element) {
        ObjectNode record = Json.object();
        for (XmlElement child : element.children()) {
            if (child.name().equals("id")) {
                record.put("id", child.text());
                continue;
            }
            OpenAirField field = type.fields().get(child.name());
            if (field == null) {
                throw new OpenAirRefusal(OpenAirRefusal.INVALID_FIELD, type.word() + " has no field " + child.name());
            }
            if (field.kind() == OpenAirField.Kind.ADDRESS) {
                record.set(field.name(), address(child));
            } else {
                record.put(field.name(), checked(type, field, child));
            }
        }
        return record;
    }

    private String checked(OpenAirType type, OpenAirField field, XmlElement child) {
        String value = field.kind() == OpenAirField.Kind.DATE ? OpenAirDates.of(child) : child.text();
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (field.refersTo() != null) {
            return reference(type, field, child, value);
        }
        if (!field.kind().takes(value)) {
            throw OpenAirRefusal.failure(type.word() + "/" + field.name() + " cannot be " + value);
        }
        return value;
    }

    private String reference(OpenAirType type, OpenAirField field, XmlElement child, String value) {
        OpenAirType target = OpenAirType.of(field.refersTo());
        ObjectNode found;
        if (child.attribute("external") != null) {
            found = ofExternal(OpenAirType.of(child.attribute("external")), value);
        } else if (child.attribute("name") != null) {
            found = all(OpenAirType.of(child.attribute("name"))).stream()
                    .filter(record -> value.equals(Json.text(record, "name")))
                    .findFirst()
                    .orElse(null);
        } else {
            found = NUMBER.matcher(value).matches() ? get(target, value) : null;
        }
        if (found == null) {
            throw OpenAirRefusal.failure(
                    type.word() + "/" + field.name() + ": there is no " + target.word() + " " + value);
        }
        return found.path("id").asText();
    }

    private static ObjectNode address(XmlElement child) {
        ObjectNode address = Json.object();
        XmlElement inner = child.child(ADDRESS);
        if (inner != null) {
            inner.children().forEach(part -> address.put(part.name(), part.text()));
        }
        return address;
    }

    /** A record as the API answers it, with all its fields or only those that were asked for. */
    XmlElement write(OpenAirType type, ObjectNode record, List<String> only) {
        XmlElement element = new XmlElement(type.word());
        if (wanted(only, "id")) {
            element.add("id", record.path("id").asText());
        }
        type.fields().values().forEach(field -> {
            if (wanted(only, field.name())
                    && !field.name().equals("id")
                    && !field.name().equals("password")) {
                element.with(value(field, record.path(field.name())));
            }
        });
        for (String stamp : List.of("created", "updated")) {
            if (wanted(only, stamp)) {
                element.with(new XmlElement(stamp)
                        .with(OpenAirDates.element(record.path(stamp).asText())));
            }
        }
        return element;
    }

    private static boolean wanted(List<String> only, String field) {
        return only.isEmpty() || only.contains(field);
    }

    private static XmlElement value(OpenAirField field, JsonNode value) {
        XmlElement element = new XmlElement(field.name());
        if (field.kind() == OpenAirField.Kind.ADDRESS) {
            XmlElement address = new XmlElement(ADDRESS);
            value.properties()
                    .forEach(part -> address.add(part.getKey(), part.getValue().asText()));
            return element.with(address);
        }
        String text = value.isNull() ? "" : value.asText();
        if (text.isEmpty()) {
            return element;
        }
        if (field.kind() == OpenAirField.Kind.DATE) {
            return element.with(OpenAirDates.element(text));
        }
        return XmlElement.of(field.name(), text);
    }
}
