package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.ObjectTypes;
import io.throughline.contract.Ownership;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.people.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A system may change what it owns. A change of anything else is a proposal: it is not applied and waits under
 * {@code OWNERSHIP} for the owner, who makes it in his own system, or for somebody who agrees by
 * {@code ext.throughline.approvedBy}. What is new has no owner yet, and values that stay as they are change nothing.
 */
public final class OwnershipRules {

    private static final String CHANGE = "worker-change";
    private static final Set<String> PRIVATE = Set.of("name", "workEmail");
    private static final Map<String, Class<?>> RECORDS =
            Map.of("worker", Worker.class, "customer", Customer.class, "project", Project.class);

    private final Ownership ownership;
    private final Snapshots snapshots;

    public OwnershipRules(Ownership ownership, Snapshots snapshots) {
        this.ownership = ownership;
        this.snapshots = snapshots;
    }

    /** Whether an event changes something that its source does not own. */
    public boolean proposes(Event event) {
        return !findings(event).isEmpty();
    }

    /** Held, with every field that belongs to somebody else. */
    public Plan plan(Event event) {
        return Plan.stopped(findings(event));
    }

    private List<Violation> findings(Event event) {
        String object = ObjectTypes.of(event.type());
        String owned = object.equals(CHANGE) ? "worker" : object;
        Optional<String> domain = ownership.knows(owned) ? ownership.domain(event.source()) : Optional.empty();
        if (domain.isEmpty()
                || !event.data().at("/ext/throughline/approvedBy").asText("").isBlank()) {
            return List.of();
        }
        return object.equals(CHANGE) ? changes(event, domain.get()) : whole(event, owned, domain.get());
    }

    private List<Violation> changes(Event event, String domain) {
        List<Violation> found = new ArrayList<>();
        for (JsonNode change : event.data().path("changes")) {
            String field = change.path("field").asText();
            foreign("worker", field, domain)
                    .ifPresent(owners ->
                            found.add(proposal(field, owners, domain, change.path("old"), change.path("new"))));
        }
        return found;
    }

    private List<Violation> whole(Event event, String object, String domain) {
        Optional<JsonNode> known = known(object, event.subject());
        List<Violation> found = new ArrayList<>();
        if (known.isEmpty() || newEmployment(known.get(), event.data())) {
            return found;
        }
        for (String field : ownership.fields(object)) {
            JsonNode old = known.get().path(field);
            JsonNode told = event.data().path(field);
            if (!absent(old) && !absent(told) && !Json.write(old).equals(Json.write(told))) {
                foreign(object, field, domain)
                        .ifPresent(owners -> found.add(proposal(field, owners, domain, old, told)));
            }
        }
        return found;
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

    private Optional<List<String>> foreign(String object, String field, String domain) {
        List<String> owners = ownership.owners(object, field);
        return owners.isEmpty() || owners.contains(domain) ? Optional.empty() : Optional.of(owners);
    }

    private static Violation proposal(String field, List<String> owners, String domain, JsonNode old, JsonNode told) {
        boolean kept = PRIVATE.contains(field.contains(".") ? field.substring(0, field.indexOf('.')) : field);
        return Violation.hold(
                "OWNERSHIP",
                "/" + field.replace('.', '/'),
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
