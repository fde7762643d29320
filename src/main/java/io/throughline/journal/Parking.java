package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Awaited;
import io.throughline.contract.Event;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Facts that refer to something not known yet, kept until the reference arrives. */
public final class Parking {

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    private static final int AT_ONCE = 1_000;

    private final Seal seal;
    private final Clock clock;
    private final Arrivals arrivals;
    private final Set<String> gaps = ConcurrentHashMap.newKeySet();

    /** A fact that waits, still in the form in which its mapping left it. */
    public record Parked(
            String source,
            String eventId,
            String waitsFor,
            String origin,
            Journal.Provenance provenance,
            Instant since,
            JsonNode fact) {

        /** What names it among all that wait. */
        public Key key() {
            return new Key(source, eventId);
        }

        /** Which version of its object it tells. */
        public long version() {
            return fact.path("sequence").asLong(1);
        }
    }

    /** What names a fact that waits. */
    public record Key(String source, String eventId) {}

    /**
     * What is worth a look.
     *
     * @param wakers     what arrived, see {@link Awaited#waker}
     * @param everything whether all that waits is to be looked at
     */
    public record Look(Set<String> wakers, boolean everything) {}

    public Parking(Seal seal, Clock clock) {
        this(seal, clock, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward, in nanoseconds */
    Parking(Seal seal, Clock clock, LongSupplier nanos) {
        this.seal = seal;
        this.clock = clock;
        this.arrivals = new Arrivals(nanos);
    }

    /**
     * Keeps a fact; one that is kept already waits for this reference from now on.
     *
     * @param event    carries the unresolved fact as its data
     * @param waitsFor the missing reference, {@code <object>@<system>:<external id>}, or as {@link Awaited} names it
     * @return whether it was not kept yet
     */
    public boolean park(
            Connection connection, Event event, String waitsFor, String origin, Journal.Provenance provenance)
            throws SQLException {
        if (Awaited.isVersion(waitsFor)) {
            gaps.add(Awaited.waker(waitsFor));
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update parked_fact set waits_for = ?, waker = ? where event_id = ? and source = ?")) {
            update.setString(1, waitsFor);
            update.setString(2, Awaited.waker(waitsFor));
            update.setString(3, event.id());
            update.setString(4, event.source());
            if (update.executeUpdate() > 0) {
                return false;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into parked_fact (source, event_id, waits_for, origin, parked_at, sealed_fact, origin_row, origin_by,"
                        + " mapping, mapping_sha, waker, about) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, event.source());
            insert.setString(2, event.id());
            insert.setString(3, waitsFor);
            insert.setString(4, origin);
            insert.setObject(5, OffsetDateTime.now(clock));
            insert.setBytes(6, seal.closeJson(event.data()));
            insert.setInt(7, provenance.row());
            insert.setString(8, provenance.by());
            insert.setString(9, provenance.mapping());
            insert.setString(10, provenance.mappingSha());
            insert.setString(11, Awaited.waker(waitsFor));
            insert.setString(12, about(event.data()));
            return insert.executeUpdate() > 0;
        }
    }

    /** Object and subject of a fact, such as {@code time:T-8801}; null while its subject is an id of another system. */
    private static String about(JsonNode fact) {
        String type = fact.path("type").asText();
        String subject = fact.path("subject").textValue();
        return subject == null || type.indexOf('.') < 0 ? null : type.substring(0, type.indexOf('.')) + ":" + subject;
    }

    /**
     * Forgets facts that have entered the journal.
     *
     * @return the ids of those of these events that did wait
     */
    public List<String> unpark(Connection connection, List<Event> events) throws SQLException {
        List<String> waited = new ArrayList<>();
        Map<String, List<String>> bySource = events.stream()
                .collect(Collectors.groupingBy(Event::source, Collectors.mapping(Event::id, Collectors.toList())));
        for (Map.Entry<String, List<String>> ids : bySource.entrySet()) {
            List<String> found = waiting(connection, ids.getKey(), ids.getValue());
            if (!found.isEmpty()) {
                forget(connection, ids.getKey(), found);
                waited.addAll(found);
            }
        }
        return waited;
    }

    private static List<String> waiting(Connection connection, String source, List<String> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select event_id from parked_fact where event_id = any(?) and source = ?")) {
            select.setArray(1, array(connection, ids));
            select.setString(2, source);
            try (ResultSet rows = select.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }

    private static void forget(Connection connection, String source, List<String> ids) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from parked_fact where event_id = any(?) and source = ?")) {
            delete.setArray(1, array(connection, ids));
            delete.setString(2, source);
            delete.executeUpdate();
        }
    }

    /**
     * Notes what arrived, so that the next look is at what waits for it; to be called once it is committed.
     *
     * @param wakers see {@link Awaited#waker}
     */
    public void noteArrival(Collection<String> wakers) {
        arrivals.note(wakers);
    }

    /** What is worth a look since this was last asked. */
    public Look look() {
        return arrivals.take();
    }

    /** Takes a look back that came to nothing. */
    public void lookAgain(Look look) {
        arrivals.note(look.wakers());
        if (look.everything()) {
            arrivals.noteEverything();
        }
    }

    /** Whether versions of objects may wait for the one before them; time alone may release those. */
    public boolean hasGaps() {
        return !gaps.isEmpty();
    }

    /** Whether versions of this object may wait for the one before them. */
    public boolean hasGap(String source, String subject) {
        return !gaps.isEmpty() && gaps.contains(Awaited.versions(source, subject));
    }

    /** Those facts that wait for something that is known by now, oldest first. */
    public List<Key> awake(Connection connection) throws SQLException {
        Set<String> gapsBefore = Set.copyOf(gaps);
        List<String> known = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select distinct waits_for from parked_fact");
                ResultSet rows = select.executeQuery()) {
            List<String> awaited = new ArrayList<>();
            while (rows.next()) {
                awaited.add(rows.getString(1));
            }
            Set<String> found = awaited.stream()
                    .filter(Awaited::isVersion)
                    .map(Awaited::waker)
                    .collect(Collectors.toSet());
            gapsBefore.stream().filter(gap -> !found.contains(gap)).forEach(gaps::remove);
            gaps.addAll(found);
            known.addAll(References.known(connection, awaited));
        }
        return keys(connection, "waits_for = any(?)", known);
    }

    /** Those facts that one of these may wake, oldest first. */
    public List<Key> wokenBy(Connection connection, Collection<String> wakers) throws SQLException {
        return keys(connection, "waker = any(?)", wakers);
    }

    /**
     * Objects of which a version has waited too long for the one before it, as {@link Awaited#versions} names them.
     *
     * @param since before when a version began to wait that has waited too long
     * @param limit how many at most
     */
    public List<String> gapsBefore(Connection connection, Instant since, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select waker, min(parked_at) from parked_fact where parked_at <= ? and waits_for like ? group by waker"
                        + " order by 2 fetch first " + limit + " rows only")) {
            select.setObject(1, since.atOffset(ZoneOffset.UTC));
            select.setString(2, Awaited.VERSION + "%");
            try (ResultSet rows = select.executeQuery()) {
                List<String> objects = new ArrayList<>();
                while (rows.next()) {
                    objects.add(rows.getString(1));
                }
                return objects;
            }
        }
    }

    /** What facts wait for that begins with a prefix and for which they began to wait after this, in order. */
    public List<String> awaited(Connection connection, String prefix, Instant after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct waits_for from parked_fact where waits_for like ? and parked_at > ? order by waits_for")) {
            select.setString(1, prefix + "%");
            select.setObject(2, after.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = select.executeQuery()) {
                List<String> awaited = new ArrayList<>();
                while (rows.next()) {
                    awaited.add(rows.getString(1));
                }
                return awaited;
            }
        }
    }

    /** Whether anything began to wait after this. */
    public boolean isAnyAfter(Connection connection, Instant after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select event_id from parked_fact where parked_at > ? fetch first 1 rows only")) {
            select.setObject(1, after.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Lets the waiting of those begin now that began it in the future, before a clock was set back. */
    public int beginAnew(Connection connection, Instant after) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update parked_fact set parked_at = ? where parked_at > ?")) {
            update.setObject(1, OffsetDateTime.now(clock));
            update.setObject(2, after.atOffset(ZoneOffset.UTC));
            return update.executeUpdate();
        }
    }

    /** These facts in this order, without those that do not wait any more; one that cannot be opened is left where it is. */
    public List<Parked> facts(Connection connection, Collection<Key> keys) throws SQLException {
        Map<Key, Parked> found = new HashMap<>();
        Map<String, List<String>> bySource = new LinkedHashMap<>();
        keys.forEach(key -> bySource.computeIfAbsent(key.source(), source -> new ArrayList<>())
                .add(key.eventId()));
        try (PreparedStatement select = connection.prepareStatement(
                "select source, event_id, waits_for, origin, origin_row, origin_by, mapping, mapping_sha, parked_at, sealed_fact"
                        + " from parked_fact where event_id = any(?) and source = ?")) {
            for (Map.Entry<String, List<String>> ids : bySource.entrySet()) {
                select.setArray(1, array(connection, ids.getValue()));
                select.setString(2, ids.getKey());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        open(rows, found);
                    }
                }
            }
        }
        return keys.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private void open(ResultSet rows, Map<Key, Parked> found) throws SQLException {
        Key key = new Key(rows.getString(1), rows.getString(2));
        JsonNode fact;
        try {
            fact = seal.openJson(rows.getBytes(10));
        } catch (RuntimeException sealed) {
            LOG.error("the parked fact {} of {} cannot be opened: {}", key.eventId(), key.source(), sealed.toString());
            return;
        }
        found.put(
                key,
                new Parked(
                        key.source(),
                        key.eventId(),
                        rows.getString(3),
                        rows.getString(4),
                        new Journal.Provenance(rows.getInt(5), rows.getString(6), rows.getString(7), rows.getString(8)),
                        rows.getObject(9, OffsetDateTime.class).toInstant(),
                        fact));
    }

    private static List<Key> keys(Connection connection, String condition, Collection<String> values)
            throws SQLException {
        Map<Key, Instant> since = new LinkedHashMap<>();
        List<String> all = List.copyOf(values);
        try (PreparedStatement select =
                connection.prepareStatement("select source, event_id, parked_at from parked_fact where " + condition
                        + " order by parked_at, event_id")) {
            for (int from = 0; from < all.size(); from += AT_ONCE) {
                select.setArray(1, array(connection, all.subList(from, Math.min(all.size(), from + AT_ONCE))));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        since.put(
                                new Key(rows.getString(1), rows.getString(2)),
                                rows.getObject(3, OffsetDateTime.class).toInstant());
                    }
                }
            }
        }
        List<Key> oldestFirst = new ArrayList<>(since.keySet());
        oldestFirst.sort(Comparator.comparing(since::get));
        return oldestFirst;
    }

    private static Array array(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("varchar", values.toArray());
    }
}
