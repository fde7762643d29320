package io.throughline.contract;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known, for one look at many things: all objects of a kind are read once. Not for several threads. */
public final class OneLook implements Snapshots {

    private final Snapshots snapshots;
    private final Map<String, List<?>> read = new HashMap<>();

    public OneLook(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> List<T> all(String object, Class<T> type) {
        return (List<T>) read.computeIfAbsent(object + " " + type.getName(), key -> snapshots.all(object, type));
    }

    @Override
    public <T> List<T> all(String object, String field, String named, Class<T> type) {
        return snapshots.all(object, field, named, type);
    }

    @Override
    public <T> Optional<T> find(String object, String id, LocalDate asOf, Class<T> type) {
        return snapshots.find(object, id, asOf, type);
    }

    @Override
    public <T> Optional<T> latest(String object, String id, Class<T> type) {
        return snapshots.latest(object, id, type);
    }

    @Override
    public Optional<String> externalId(String object, String id, String system) {
        return snapshots.externalId(object, id, system);
    }

    @Override
    public Optional<String> canonicalId(String object, String system, String externalId) {
        return snapshots.canonicalId(object, system, externalId);
    }
}
