package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.money.TimeFact;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What rules may look up. While a batch is planned, what its earlier events say is visible to its later ones although
 * nothing is committed yet; each object is read at most once per batch.
 */
public final class Knowledge implements Snapshots {

    private final Database database;
    private final Entities entities;
    private final Xrefs xrefs;
    private final ThreadLocal<Unit> units = new ThreadLocal<>();

    public Knowledge(Database database, Entities entities, Xrefs xrefs) {
        this.database = database;
        this.entities = entities;
        this.xrefs = xrefs;
    }

    /** Begins a batch on this thread. */
    public void begin() {
        units.set(new Unit());
    }

    /** Ends the batch of this thread and forgets what it had learned. */
    public void end() {
        units.remove();
    }

    /** Makes a state of an object visible to the rest of the batch. */
    public void learn(String object, String id, LocalDate from, JsonNode data) {
        Unit unit = units.get();
        if (unit != null) {
            unit.read.keySet().removeIf(key -> key.object.equals(object) && key.id.equals(id));
            unit.learned
                    .computeIfAbsent(object, name -> new TreeMap<>())
                    .computeIfAbsent(id, name -> new TreeMap<>())
                    .put(from, data);
        }
    }

    /** Makes what holds of an object, on every day, visible to the rest of the batch. */
    void learn(String object, String id, NavigableMap<LocalDate, JsonNode> states) {
        Unit unit = units.get();
        if (unit != null) {
            unit.read.keySet().removeIf(key -> key.object.equals(object) && key.id.equals(id));
            unit.learned.computeIfAbsent(object, name -> new TreeMap<>()).put(id, new TreeMap<>(states));
        }
    }

    /** Makes an event visible to the rest of the batch as one that tells something of its subject. */
    void tell(Event event) {
        Unit unit = units.get();
        if (unit != null) {
            unit.told.computeIfAbsent(event.subject(), id -> new ArrayList<>()).add(event);
        }
    }

    /** The events of this batch that tell something of a subject, in the order in which they came. */
    List<Event> told(String subject) {
        Unit unit = units.get();
        return unit == null ? List.of() : unit.told.getOrDefault(subject, List.of());
    }

    /** Makes an entry of time visible to the rest of the batch. */
    void learnTime(Event event) {
        Unit unit = units.get();
        if (unit != null) {
            unit.newTime.add(event);
        }
    }

    /** The entries of time this batch has told of, in their newest version; each is read when somebody asks first. */
    Collection<TimeFact> time() {
        Unit unit = units.get();
        if (unit == null) {
            return List.of();
        }
        unit.newTime.forEach(event -> unit.time.merge(
                event.subject(),
                TimeFactRows.fact(event),
                (known, told) -> told.version() < known.version() ? known : told));
        unit.newTime.clear();
        return unit.time.values();
    }

    Database database() {
        return database;
    }

    Seal seal() {
        return entities.seal();
    }

    Entities entities() {
        return entities;
    }

    /** Ids of the objects of a kind of which this batch has told. */
    Set<String> learned(String object) {
        Unit unit = units.get();
        return unit == null || !unit.learned.containsKey(object)
                ? Set.of()
                : Set.copyOf(unit.learned.get(object).keySet());
    }

    /** Makes a reference visible to the rest of the batch. */
    public void learn(Xrefs.Xref xref) {
        Unit unit = units.get();
        if (unit != null) {
            unit.externalIds.put(xref.reference(), xref.externalId());
            unit.canonicalIds.put(xref.externalReference(), xref.canonicalId());
        }
    }

    @Override
    public <T> Optional<T> find(String object, String id, LocalDate asOf, Class<T> type) {
        return cached(new Key(object, id, asOf, type));
    }

    @Override
    public <T> Optional<T> latest(String object, String id, Class<T> type) {
        return cached(new Key(object, id, null, type));
    }

    @Override
    public <T> List<T> all(String object, Class<T> type) {
        Map<String, JsonNode> byId = new TreeMap<>();
        database.read(connection -> entities.all(connection, object))
                .forEach(snapshot -> byId.put(snapshot.id(), snapshot.data()));
        Unit unit = units.get();
        if (unit != null) {
            unit.learned
                    .getOrDefault(object, new TreeMap<>())
                    .forEach((id, states) -> byId.put(id, states.lastEntry().getValue()));
        }
        List<T> all = new ArrayList<>();
        byId.values().forEach(data -> all.add(Json.read(data, type)));
        return all;
    }

    @Override
    public <T> List<T> all(String object, String field, String named, Class<T> type) {
        Set<String> ids = database.read(connection -> EntityRefs.find(connection, object, field, named));
        ids.addAll(learned(object));
        List<T> all = new ArrayList<>();
        for (String id : ids) {
            latest(object, id, JsonNode.class)
                    .filter(data -> Snapshots.names(data, field, named))
                    .ifPresent(data -> all.add(Json.read(data, type)));
        }
        return all;
    }

    @Override
    public Optional<String> externalId(String object, String id, String system) {
        Unit unit = units.get();
        String learned = unit == null ? null : unit.externalIds.get(object + ":" + id + "@" + system);
        return learned != null ? Optional.of(learned) : xrefs.externalId(object, id, system);
    }

    @Override
    public Optional<String> canonicalId(String object, String system, String externalId) {
        Unit unit = units.get();
        String learned = unit == null ? null : unit.canonicalIds.get(object + "@" + system + ":" + externalId);
        return learned != null ? Optional.of(learned) : xrefs.canonicalId(object, system, externalId);
    }

    /** The newest version of an object's events that a source has told and the journal has, 0 when it has none. */
    public long newestVersion(String source, String key, String subject) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select coalesce(max(version), 0) from event where event_key = ? and source = ? and subject = ?")) {
                select.setString(1, key);
                select.setString(2, source);
                select.setString(3, subject);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /** Whether a canonical id is in use for this kind of object. */
    public boolean taken(String object, String canonicalId) {
        Unit unit = units.get();
        String prefix = object + ":" + canonicalId + "@";
        return (unit != null && unit.externalIds.keySet().stream().anyMatch(key -> key.startsWith(prefix)))
                || xrefs.taken(object, canonicalId);
    }

    private <T> Optional<T> cached(Key key) {
        Unit unit = units.get();
        if (unit == null) {
            return stored(key).map(data -> convert(key, data));
        }
        Optional<?> known = unit.read.get(key);
        if (known == null) {
            known = state(unit, key).map(data -> convert(key, data));
            unit.read.put(key, known);
        }
        @SuppressWarnings("unchecked")
        Optional<T> typed = (Optional<T>) known;
        return typed;
    }

    @SuppressWarnings("unchecked")
    private static <T> T convert(Key key, JsonNode data) {
        return (T) Json.read(data, key.type);
    }

    private Optional<JsonNode> state(Unit unit, Key key) {
        TreeMap<LocalDate, JsonNode> learned =
                unit.learned.getOrDefault(key.object, new TreeMap<>()).get(key.id);
        if (learned != null) {
            var entry = key.asOf == null ? learned.lastEntry() : learned.floorEntry(key.asOf);
            if (entry != null) {
                return Optional.of(entry.getValue());
            }
        }
        return stored(key);
    }

    private Optional<JsonNode> stored(Key key) {
        return database.read(connection -> entities.find(connection, key.object, key.id, key.asOf))
                .map(Entities.Snapshot::data);
    }

    private record Key(String object, String id, LocalDate asOf, Class<?> type) {}

    private static final class Unit {
        final Map<Key, Optional<?>> read = new HashMap<>();
        final Map<String, TreeMap<String, TreeMap<LocalDate, JsonNode>>> learned = new HashMap<>();
        final Map<String, List<Event>> told = new HashMap<>();
        final List<Event> newTime = new ArrayList<>();
        final Map<String, TimeFact> time = new HashMap<>();
        final Map<String, String> externalIds = new HashMap<>();
        final Map<String, String> canonicalIds = new HashMap<>();
    }
}
