package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import io.throughline.contract.ObjectTypes;
import io.throughline.people.WorkerFact;
import io.throughline.people.WorkerTimeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the state that an accepted event carries: as a bitemporal snapshot, or as a fact row for approved time. What holds
 * of a worker is made from everything that was told of him, so that the order in which it came makes no difference.
 */
public final class Snapshotting {

    private static final String WORKER = "worker";
    private static final Set<String> AWAITED = Set.of("project", "customer", "legal-entity", "invoice", "time");

    /** The newest version of one object of which one source has told. */
    public record NewestVersion(String source, String object, String id, long version) {}

    private final Knowledge knowledge;
    private final Entities entities;
    private final TimeFactStore times;
    private final WorkerFacts workers;
    private final WorkerKeys keys;
    private final ExpenseFactStore expenses;
    private final InvoiceMarks invoices;

    public Snapshotting(Knowledge knowledge, Entities entities, TimeFactStore times) {
        this.knowledge = knowledge;
        this.entities = entities;
        this.times = times;
        this.workers = new WorkerFacts(knowledge);
        this.keys = new WorkerKeys(knowledge);
        this.expenses = new ExpenseFactStore(knowledge);
        this.invoices = new InvoiceMarks(times);
    }

    /** Makes the state visible to the rest of the batch. */
    public void learn(Event event) {
        String object = ObjectTypes.of(event.type());
        if (WorkerFact.isTold(event)) {
            knowledge.tell(event);
            knowledge.learn(WORKER, event.subject(), states(workers.facts(event.subject())));
        } else if (object.equals("time")) {
            knowledge.learnTime(event);
        } else if (ObjectTypes.isKept(object)) {
            knowledge.learn(object, event.subject(), WorkerFact.dateOf(event), event.data());
        }
    }

    /** Makes a state that a newer one overtook visible to the rest of the batch, where that matters. */
    public void learnSuperseded(Event event) {
        if (WorkerFact.isTold(event)) {
            learn(event);
        }
    }

    /**
     * What an event like this one wakes: changes of a worker wait for the worker and for the change before them,
     * assignments and time for worker and project, corrections for the time they correct, deals for their customer, expenses
     * for the rate of a pair of currencies.
     */
    public Optional<String> awaited(Event event) {
        if (WorkerFact.isTold(event)) {
            return Optional.of(Awaited.object(WORKER, event.subject()));
        }
        String object = ObjectTypes.of(event.type());
        if (object.equals("fx-rate")) {
            return Optional.of(Awaited.rate(
                    event.data().path("from").asText(), event.data().path("to").asText()));
        }
        return AWAITED.contains(object) ? Optional.of(Awaited.object(object, event.subject())) : Optional.empty();
    }

    /** Writes a state that a newer one overtook, where nothing newer holds. */
    public void storeSuperseded(Connection connection, Event event, long eventNo) throws SQLException {
        if (WorkerFact.isTold(event)) {
            storeWorker(connection, event, eventNo);
            return;
        }
        if (!ObjectTypes.isKept(ObjectTypes.of(event.type()))) {
            return;
        }
        entities.putSuperseded(
                connection,
                ObjectTypes.of(event.type()),
                event.subject(),
                WorkerFact.dateOf(event),
                event.version(),
                eventNo,
                event.data());
    }

    /** The newest versions known of the objects that these events are about, of those that are kept. */
    public List<NewestVersion> newest(Connection connection, List<Event> events) throws SQLException {
        Map<String, Set<String>> ids = new HashMap<>();
        for (Event event : events) {
            String object = ObjectTypes.of(event.type());
            if (ObjectTypes.isKept(object)) {
                ids.computeIfAbsent(object, name -> new HashSet<>()).add(event.subject());
            }
        }
        List<NewestVersion> newest = new ArrayList<>();
        for (Map.Entry<String, Set<String>> object : ids.entrySet()) {
            for (Entities.Told told : entities.newest(connection, object.getKey(), object.getValue())) {
                newest.add(new NewestVersion(told.source(), object.getKey(), told.id(), told.version()));
            }
        }
        return newest;
    }

    /** Writes the state; that of approved time is written for all events of a batch together. */
    public void store(Connection connection, Event event, long eventNo) throws SQLException {
        String object = ObjectTypes.of(event.type());
        if (WorkerFact.isTold(event)) {
            storeWorker(connection, event, eventNo);
        } else if (ObjectTypes.isKept(object)) {
            entities.put(
                    connection,
                    object,
                    event.subject(),
                    WorkerFact.dateOf(event),
                    event.version(),
                    eventNo,
                    event.data());
            if (object.equals("expense")) {
                expenses.store(connection, event, eventNo);
            } else if (object.equals("invoice")) {
                invoices.follow(connection, event);
            } else if (object.equals("revenue-event")) {
                RevenueStore.store(connection, event, eventNo);
            }
        }
        PayrollExportStore.store(connection, event, eventNo);
    }

    /** Writes what was told of approved time, by number in the journal and in the order in which it came. */
    public void storeTime(Connection connection, Map<Long, Event> accepted) throws SQLException {
        Map<Long, Event> told = new LinkedHashMap<>();
        accepted.forEach((number, event) -> {
            if (ObjectTypes.of(event.type()).equals("time")) {
                told.put(number, event);
            }
        });
        times.store(connection, told);
    }

    private void storeWorker(Connection connection, Event event, long eventNo) throws SQLException {
        NavigableMap<LocalDate, Entities.State> states = new TreeMap<>();
        WorkerTimeline.of(workers.store(connection, event))
                .periods()
                .forEach(period -> states.put(period.from(), new Entities.State(period.version(), period.state())));
        if (!states.isEmpty()) {
            entities.replace(connection, WORKER, event.subject(), states, eventNo);
            keys.store(
                    connection, event.subject(), states.lastEntry().getValue().data());
        }
    }

    private static NavigableMap<LocalDate, JsonNode> states(List<WorkerFact> facts) {
        NavigableMap<LocalDate, JsonNode> states = new TreeMap<>();
        WorkerTimeline.of(facts).periods().forEach(period -> states.put(period.from(), period.state()));
        return states;
    }
}
