package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.ObjectTypes;
import io.throughline.contract.Ownership;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.CostCenter;
import io.throughline.money.CostRate;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.FxRate;
import io.throughline.money.LegalEntity;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.Leave;
import io.throughline.people.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A system may change what it owns (DOMAIN 1.0). A change of anything else is a proposal: it is not applied and waits under
 * {@code OWNERSHIP} for the owner, who makes it in his own system, or for somebody who agrees by
 * {@code ext.throughline.approvedBy}. The rest of what the system tells is applied all the same. What is new has no owner
 * yet, unless somebody owns such objects as a whole, and values that stay as they are change nothing.
 */
public final class OwnershipRules {

    private static final String CHANGE = "worker-change";
    private static final String CHANGES = "changes";
    private static final Set<String> PRIVATE = Set.of("name", "workEmail");
    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("worker", Worker.class),
            Map.entry("customer", Customer.class),
            Map.entry("project", Project.class),
            Map.entry("contract", Contract.class),
            Map.entry("rate-card", RateCard.class),
            Map.entry("cost-rate", CostRate.class),
            Map.entry("assignment", Assignment.class),
            Map.entry("expense", Expense.class),
            Map.entry("leave", Leave.class),
            Map.entry("legal-entity", LegalEntity.class),
            Map.entry("cost-center", CostCenter.class),
            Map.entry("fiscal-period", FiscalPeriod.class),
            Map.entry("fx-rate", FxRate.class),
            Map.entry("holiday-calendar", HolidayCalendar.class));

    /** What says nothing about the object itself. */
    private static final Set<String> MARKS =
            Set.of("version", "effectiveFrom", "effectiveDate", "knownAt", "sourceSystem", "xref", "ext");

    private final Ownership ownership;
    private final Snapshots snapshots;

    public OwnershipRules(Ownership ownership, Snapshots snapshots) {
        this.ownership = ownership;
        this.snapshots = snapshots;
    }

    /**
     * What an event would change that its source does not own.
     *
     * @param findings the fields, each with its owners and both values
     * @param rest     the data without them, as the source may tell it; null when nothing is left
     */
    private record Foreign(List<Violation> findings, ObjectNode rest) {}

    /** Whether an event changes something that its source does not own. */
    public boolean proposes(Event event) {
        return !foreign(event).findings().isEmpty();
    }

    /**
     * Held, with every field that belongs to somebody else; emits an event {@code <id>-owned} of the same type and source with
     * what the source owns, in which fields of others are as they are known.
     */
    public Plan plan(Event event) {
        Foreign foreign = foreign(event);
        return Plan.parted(
                foreign.findings(), foreign.rest() == null ? List.of() : List.of(owned(event, foreign.rest())));
    }

    private static Event owned(Event event, ObjectNode rest) {
        String id = event.id() + "-owned";
        return new Event(
                event.source(),
                id,
                event.type(),
                event.subject(),
                event.time(),
                event.key(),
                event.version(),
                event.correlationId() == null ? event.id() : event.correlationId(),
                event.id(),
                id,
                event.legalEntity(),
                event.effectiveDate(),
                rest,
                null);
    }

    private Foreign foreign(Event event) {
        String object = ObjectTypes.of(event.type());
        String owned = object.equals(CHANGE) ? "worker" : object;
        Optional<String> domain = ownership.knows(owned) ? ownership.domain(event.source()) : Optional.empty();
        if (domain.isEmpty()
                || !event.data().at("/ext/throughline/approvedBy").asText("").isBlank()) {
            return new Foreign(List.of(), null);
        }
        return object.equals(CHANGE) ? changes(event, domain.get()) : whole(event, owned, domain.get());
    }

    private Foreign changes(Event event, String domain) {
        List<Violation> found = new ArrayList<>();
        ObjectNode rest = event.data().deepCopy();
        ArrayNode left = rest.putArray(CHANGES);
        for (JsonNode change : event.data().path(CHANGES)) {
            String field = change.path("field").asText();
            Optional<List<String>> owners = others("worker", field, domain);
            if (owners.isPresent()) {
                found.add(proposal(field, owners.get(), domain, change.path("old"), change.path("new")));
            } else {
                left.add(change);
            }
        }
        return new Foreign(found, left.isEmpty() ? null : rest);
    }

    /** Listed fields come parents first, so that what is owned below a field of others keeps what was told. */
    private Foreign whole(Event event, String object, String domain) {
        Optional<JsonNode> known = known(object, event.subject());
        List<Violation> found = new ArrayList<>();
        if (known.isEmpty()) {
            List<String> owners = ownership.owners(object);
            if (!owners.isEmpty() && !owners.contains(domain)) {
                found.add(proposal(object, event.subject(), owners, domain));
            }
            return new Foreign(found, null);
        }
        if (newEmployment(known.get(), event.data())) {
            return new Foreign(found, null);
        }
        ObjectNode rest = event.data().deepCopy();
        JsonNode words = inItsWords(object, event.data());
        boolean own = ownership.owners(object).isEmpty();
        for (String field : fields(object, words)) {
            JsonNode old = apart(object, field, known.get());
            JsonNode told = apart(object, field, words);
            Optional<List<String>> owners = others(object, field, domain);
            boolean differs = !absent(old) && !absent(told) && !Json.write(old).equals(Json.write(told));
            if (differs && owners.isPresent()) {
                found.add(proposal(field, owners.get(), domain, old, told));
                set(rest, field, known.get().at(pointer(field)));
            } else if (differs) {
                set(rest, field, event.data().at(pointer(field)));
                own = true;
            }
        }
        return new Foreign(found, own ? rest : null);
    }

    /** The listed fields, and where the rest has an owner every other one that is told. */
    private Set<String> fields(String object, JsonNode told) {
        Set<String> fields = ownership.fields(object);
        if (!ownership.owners(object).isEmpty()) {
            told.fieldNames().forEachRemaining(field -> {
                if (!MARKS.contains(field)) {
                    fields.add(field);
                }
            });
        }
        return fields;
    }

    /** What is told, written as what is known is; as it was told where it cannot be read. */
    private static JsonNode inItsWords(String object, JsonNode data) {
        try {
            return Json.toTree(Json.read(data, RECORDS.get(object)));
        } catch (IllegalArgumentException broken) {
            return data;
        }
    }

    /** The value of a field without what the table lists below it. */
    private JsonNode apart(String object, String field, JsonNode data) {
        JsonNode value = data.at(pointer(field));
        if (!value.isObject()) {
            return value;
        }
        ObjectNode own = value.deepCopy();
        ownership.fields(object).stream()
                .filter(other -> other.startsWith(field + "."))
                .forEach(other -> {
                    String below = other.substring(field.length() + 1);
                    int last = below.lastIndexOf('.');
                    JsonNode parent = last < 0 ? own : own.at(pointer(below.substring(0, last)));
                    if (parent instanceof ObjectNode node) {
                        node.remove(below.substring(last + 1));
                    }
                });
        return own;
    }

    private static void set(ObjectNode data, String field, JsonNode value) {
        int last = field.lastIndexOf('.');
        ObjectNode parent = last < 0 ? data : data.withObject(pointer(field.substring(0, last)));
        parent.set(field.substring(last + 1), value.deepCopy());
    }

    private static String pointer(String field) {
        return "/" + field.replace('.', '/');
    }

    private Optional<JsonNode> known(String object, String id) {
        Class<?> type = RECORDS.get(object);
        return type == null
                ? Optional.empty()
                : snapshots.latest(object, id, type).map(Json::toTree);
    }

    private static boolean newEmployment(JsonNode known, JsonNode told) {
        return known.at("/employment/sequence").asInt(1)
                != told.at("/employment/sequence").asInt(1);
    }

    private Optional<List<String>> others(String object, String field, String domain) {
        List<String> owners = ownership.owners(object, field);
        return owners.isEmpty() || owners.contains(domain) ? Optional.empty() : Optional.of(owners);
    }

    /** Something new, or something that is told as a whole. */
    private static Violation proposal(String object, String id, List<String> owners, String domain) {
        return Violation.hold(
                "OWNERSHIP",
                "",
                object + " " + id + " is owned by " + String.join(" or ", owners) + "; " + domain
                        + " only proposes it");
    }

    private static Violation proposal(String field, List<String> owners, String domain, JsonNode old, JsonNode told) {
        boolean kept = PRIVATE.contains(field.contains(".") ? field.substring(0, field.indexOf('.')) : field);
        return Violation.hold(
                "OWNERSHIP",
                pointer(field),
                field + " is owned by " + String.join(" or ", owners) + "; " + domain + " proposes "
                        + (kept ? "another value" : text(told) + " instead of " + text(old)));
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty());
    }

    private static String text(JsonNode value) {
        return absent(value) ? "nothing" : value.isValueNode() ? value.asText() : Json.write(value);
    }
}
