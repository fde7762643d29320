package io.throughline.people;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of a firm, put in by a test; one state per object. */
public class InMemorySnapshots implements Snapshots, WorkerHistory, WorkerIndex {

    private final Map<String, TreeMap<String, String>> objects = new HashMap<>();
    private final Map<String, String> externals = new HashMap<>();

    /** Makes an object known. */
    public InMemorySnapshots put(String object, String id, Object value) {
        objects.computeIfAbsent(object, name -> new TreeMap<>()).put(id, Json.write(value));
        return this;
    }

    /** Tells of every object that is known. */
    public void each(Visitor visitor) {
        objects.forEach((object, byId) -> byId.forEach((id, text) -> visitor.object(object, id, Json.tree(text))));
    }

    /** Hears of an object. */
    @FunctionalInterface
    public interface Visitor {
        void object(String object, String id, Object value);
    }

    /** Makes an id of another system known. */
    public InMemorySnapshots external(String object, String id, String system, String externalId) {
        externals.put(object + ":" + id + "@" + system, externalId);
        return this;
    }

    /** The worker as one fact: told as a whole, in the version that is put in. */
    @Override
    public List<WorkerFact> facts(String workerId) {
        return latest("worker", workerId, Worker.class)
                .map(worker -> WorkerFact.of(new Event(
                        "urn:test",
                        "known-" + workerId,
                        "worker.hired.v1",
                        workerId,
                        Instant.EPOCH,
                        "worker:" + workerId,
                        worker.version(),
                        null,
                        null,
                        null,
                        null,
                        worker.employment().hireDate(),
                        Json.toTree(worker),
                        null)))
                .stream()
                .toList();
    }

    @Override
    public List<Worker> byEmail(String email) {
        return all("worker", Worker.class).stream()
                .filter(worker -> worker.workEmail().equalsIgnoreCase(email))
                .toList();
    }

    @Override
    public List<Worker> byPerson(String personId) {
        return all("worker", Worker.class).stream()
                .filter(worker -> worker.personId().equals(personId))
                .toList();
    }

    @Override
    public <T> Optional<T> find(String object, String id, LocalDate asOf, Class<T> type) {
        return latest(object, id, type);
    }

    @Override
    public <T> Optional<T> latest(String object, String id, Class<T> type) {
        return Optional.ofNullable(objects.getOrDefault(object, new TreeMap<>()).get(id))
                .map(text -> Json.read(text, type));
    }

    @Override
    public <T> List<T> all(String object, Class<T> type) {
        return objects.getOrDefault(object, new TreeMap<>()).values().stream()
                .map(text -> Json.read(text, type))
                .toList();
    }

    @Override
    public Optional<String> externalId(String object, String id, String system) {
        return Optional.ofNullable(externals.get(object + ":" + id + "@" + system));
    }

    @Override
    public Optional<String> canonicalId(String object, String system, String externalId) {
        return externals.entrySet().stream()
                .filter(entry -> entry.getValue().equals(externalId)
                        && entry.getKey().startsWith(object + ":")
                        && entry.getKey().endsWith("@" + system))
                .map(entry -> entry.getKey()
                        .substring(object.length() + 1, entry.getKey().indexOf('@')))
                .findFirst();
    }
}
