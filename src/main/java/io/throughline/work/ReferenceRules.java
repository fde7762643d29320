package io.throughline.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.ObjectTypes;
import io.throughline.contract.Plan;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Violation;
import io.throughline.money.CostCenter;
import io.throughline.money.LegalEntity;
import io.throughline.money.ReferenceSnapshot;
import io.throughline.people.FollowUp;
import io.throughline.people.HolidayCalendar;
import io.throughline.people.Worker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * WF-24: reference data is distributed when it changes, and nothing that is in use disappears. What is told again in the
 * same words is not published; a cost centre of workers or open projects is closed only with a successor.
 */
public final class ReferenceRules {

    private static final String COST_CENTER = "cost-center";
    private static final Set<String> SAYS_NOTHING = Set.of("version", "knownAt", "sourceSystem");

    private final Snapshots snapshots;
    private final Clock clock;

    public ReferenceRules(Snapshots snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Overtaken when the object is known in the same words; held (V-REF-02) when a closure leaves workers or open projects behind. */
    public Plan changed(Event event) {
        String object = ObjectTypes.of(event.type());
        Optional<JsonNode> known = snapshots.latest(object, event.subject(), JsonNode.class);
        if (known.isPresent() && words(known.get()).equals(words(event.data()))) {
            return Plan.OVERTAKEN;
        }
        if (object.equals(COST_CENTER) && event.data().hasNonNull("effectiveTo")) {
            return Plan.stopped(closure(Json.read(event.data(), CostCenter.class)));
        }
        return Plan.NOTHING;
    }

    /**
     * V-REF-01: held with one finding for each object that is missing and in use. A missing cost centre that nobody uses
     * is closed on the day of the snapshot; other kinds are kept, with a remark.
     */
    public Plan snapshot(Event event, ReferenceSnapshot snapshot) {
        Set<String> there = new HashSet<>(snapshot.ids());
        List<Violation> held = new ArrayList<>();
        List<Violation> remarks = new ArrayList<>();
        List<Event> closures = new ArrayList<>();
        for (String id : ids(snapshot)) {
            if (there.contains(id)) {
                continue;
            }
            Optional<String> user = user(snapshot.object(), id);
            if (user.isPresent()) {
                held.add(Violation.hold(
                        "V-REF-01",
                        "/ids",
                        snapshot.object() + " " + id + " is missing from the snapshot but used by " + user.get()));
            } else if (snapshot.object().equals(COST_CENTER)) {
                closures.add(closed(event, id, snapshot));
            } else {
                remarks.add(Violation.warn(
                        "V-REF-01",
                        "/ids",
                        snapshot.object() + " " + id + " is missing from the snapshot; it is kept"));
            }
        }
        return held.isEmpty()
                ? Plan.NOTHING.with(remarks).emitting(closures.toArray(Event[]::new))
                : Plan.stopped(held);
    }

    private List<Violation> closure(CostCenter closing) {
        Optional<String> user = user(COST_CENTER, closing.costCenterId());
        if (user.isEmpty()) {
            return List.of();
        }
        String what = "cost centre " + closing.costCenterId() + " is closed on " + closing.effectiveTo()
                + " but used by " + user.get();
        if (closing.successorId() == null) {
            return List.of(Violation.hold("V-REF-02", "/successorId", what + "; name its successor"));
        }
        boolean open = snapshots
                .latest(COST_CENTER, closing.successorId(), CostCenter.class)
                .filter(successor -> successor.effectiveTo() == null
                        || successor.effectiveTo().isAfter(closing.effectiveTo()))
                .isPresent();
        return open
                ? List.of()
                : List.of(Violation.hold(
                        "V-REF-02",
                        "/successorId",
                        what + ", and its successor " + closing.successorId() + " is not open then"));
    }

    private List<String> ids(ReferenceSnapshot snapshot) {
        return switch (snapshot.object()) {
            case COST_CENTER -> snapshots.all(COST_CENTER, CostCenter.class).stream()
                    .filter(known ->
                            known.effectiveTo() == null || known.effectiveTo().isAfter(snapshot.date()))
                    .map(CostCenter::costCenterId)
                    .toList();
            case "legal-entity" -> snapshots.all("legal-entity", LegalEntity.class).stream()
                    .map(LegalEntity::legalEntityId)
                    .toList();
            case "holiday-calendar" -> snapshots.all("holiday-calendar", HolidayCalendar.class).stream()
                    .map(HolidayCalendar::calendarId)
                    .toList();
            default -> List.of();
        };
    }

    /** Who uses it: the first of them and how many more. */
    private Optional<String> user(String object, String id) {
        List<String> users = new ArrayList<>();
        for (Worker worker : snapshots.all("worker", Worker.class)) {
            if (worker.status() != Worker.Status.TERMINATED && uses(worker, object, id)) {
                users.add("worker " + worker.workerId());
            }
        }
        snapshots.all("project", Project.class).stream()
                .filter(project -> project.status() != Project.Status.CLOSED && uses(project, object, id))
                .forEach(project -> users.add("project " + project.projectId()));
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of(users.get(0) + (users.size() > 1 ? " and " + (users.size() - 1) + " more" : ""));
    }

    private static boolean uses(Worker worker, String object, String id) {
        return switch (object) {
            case COST_CENTER -> id.equals(worker.org().costCenterId());
            case "legal-entity" -> id.equals(worker.employment().legalEntityId());
            case "holiday-calendar" -> id.equals(worker.employment().holidayCalendarId());
            default -> false;
        };
    }

    private static boolean uses(Project project, String object, String id) {
        return switch (object) {
            case COST_CENTER -> id.equals(project.costCenterId());
            case "legal-entity" -> id.equals(project.billingEntityId());
            default -> false;
        };
    }

    private Event closed(Event event, String id, ReferenceSnapshot snapshot) {
        ObjectNode gone = snapshots
                .latest(COST_CENTER, id, JsonNode.class)
                .map(known -> (ObjectNode) known.deepCopy())
                .orElseThrow();
        gone.put("effectiveTo", snapshot.date().toString());
        return FollowUp.of(
                event,
                id + "-gone-" + snapshot.date(),
                "reference.costcenter.changed.v1",
                id,
                "cost-center:" + id,
                gone.path("version").asLong(1),
                Json.read(gone, CostCenter.class),
                clock.instant());
    }

    private static ObjectNode words(JsonNode data) {
        ObjectNode words = Json.mapper().createObjectNode();
        data.properties().forEach(field -> {
            boolean empty = field.getValue().isNull()
                    || field.getValue().isEmpty() && field.getValue().isContainerNode();
            if (!SAYS_NOTHING.contains(field.getKey()) && !empty) {
                words.set(field.getKey(), field.getValue());
            }
        });
        return words;
    }
}
