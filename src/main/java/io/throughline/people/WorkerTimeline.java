package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What holds of a worker on each day, made from everything that was told. It depends on the set of facts alone: the order
 * in which they came, and how often, makes no difference.
 *
 * <p>On a day a field has the value that was told with the latest effective date not after that day; of two with the same
 * date the higher version counts. A whole worker tells every field. It was read after the changes that have a lower
 * version and had taken effect by then, so it takes their places: the value it gives holds from the last of their dates
 * on, and the days before keep what they had. When and how an employment ends holds on all of its days, see {@link Endings}.
 */
public final class WorkerTimeline {

    private static final List<String> MARKS =
            List.of("version", "knownAt", "effectiveDate", "effectiveFrom", "sourceSystem", "xref", "ext");

    private final TreeMap<LocalDate, Period> periods = new TreeMap<>();

    /**
     * A stretch of days on which the same holds; it ends where the next begins.
     *
     * @param from    first local date
     * @param version highest version that was told of these days or earlier ones
     * @param state   the worker as a whole
     */
    public record Period(LocalDate from, long version, ObjectNode state) {

        /** Whether the same holds in another period, whenever it was told and known. */
        public boolean sameContent(Period other) {
            return content(state).equals(content(other.state));
        }

        private static JsonNode content(ObjectNode state) {
            return state.deepCopy().remove(MARKS);
        }
    }

    /** A value that was told: of a field, from a date on, with a version. */
    private record Told(LocalDate from, long version, boolean derived, String eventId, JsonNode value) {}

    private static final Comparator<Told> WEIGHT = Comparator.comparing(Told::from)
            .thenComparingLong(Told::version)
            .thenComparing(Told::derived)
            .thenComparing(Told::eventId);

    private static final Comparator<WorkerFact> EARLIEST =
            Comparator.comparing(WorkerFact::from).thenComparingLong(WorkerFact::version);

    private WorkerTimeline() {}

    /** What holds on each day; empty while no whole worker was told. */
    public static WorkerTimeline of(Collection<WorkerFact> facts) {
        List<WorkerFact> wholes = valid(facts);
        List<WorkerFact> changes = facts.stream().filter(WorkerFact::change).toList();
        Map<WorkerFact, LocalDate> begins = new HashMap<>();
        wholes.forEach(whole -> begins.put(whole, begin(whole, wholes)));
        WorkerTimeline timeline = new WorkerTimeline();
        begins.values().stream().min(Comparator.naturalOrder()).ifPresent(first -> {
            Set<LocalDate> starts = new TreeSet<>(begins.values());
            changes.stream()
                    .map(WorkerFact::from)
                    .filter(from -> from.isAfter(first))
                    .forEach(starts::add);
            starts.forEach(start -> timeline.add(period(start, begins, changes)));
        });
        WorkerTimeline ended = new WorkerTimeline();
        new Endings(wholes, facts).in(timeline.periods).forEach(ended::add);
        return ended;
    }

    /** What holds on a day, if the worker is known then. */
    public Optional<Period> on(LocalDate day) {
        return Optional.ofNullable(periods.floorEntry(day)).map(Map.Entry::getValue);
    }

    /** What holds on a day, or at first when the day is earlier: a worker hired ahead is known before the first day. */
    public Optional<Period> inForce(LocalDate today) {
        return on(today).or(() -> periods.values().stream().findFirst());
    }

    /** All periods in the order of their dates. */
    public List<Period> periods() {
        return List.copyOf(periods.values());
    }

    /** First days of periods on which one of these fields has another value in one timeline than in the other, in order. */
    static Stream<LocalDate> different(WorkerTimeline one, WorkerTimeline other, List<String> fields) {
        TreeSet<LocalDate> starts = new TreeSet<>(one.periods.keySet());
        starts.addAll(other.periods.keySet());
        return starts.stream().filter(day -> differs(one, other, fields, day));
    }

    /** Whether one of these fields differs on a day that both know. */
    static boolean differs(WorkerTimeline one, WorkerTimeline other, List<String> fields, LocalDate day) {
        return one.on(day).isPresent()
                && other.on(day).isPresent()
                && fields.stream().anyMatch(field -> !WorkerFields.get(
                                one.on(day).orElseThrow().state(), field)
                        .equals(WorkerFields.get(other.on(day).orElseThrow().state(), field)));
    }

    private void add(Period next) {
        if (periods.isEmpty() || !periods.lastEntry().getValue().sameContent(next)) {
            periods.put(next.from(), next);
        }
    }

    /** Of the hires of one employment only the newest counts: a first day that was moved never was. */
    private static List<WorkerFact> valid(Collection<WorkerFact> facts) {
        Map<Integer, WorkerFact> newest = new HashMap<>();
        facts.stream()
                .filter(fact -> fact.whole() && fact.datedByHire())
                .forEach(hire -> newest.merge(hire.employment(), hire, WorkerTimeline::newer));
        return facts.stream()
                .filter(WorkerFact::whole)
                .filter(whole -> !whole.datedByHire()
                        || whole.hired().equals(newest.get(whole.employment()).hired()))
                .toList();
    }

    /** The newer of two facts. */
    static WorkerFact newer(WorkerFact one, WorkerFact other) {
        int versions = Long.compare(one.version(), other.version());
        return versions > 0 || (versions == 0 && one.eventId().compareTo(other.eventId()) > 0) ? one : other;
    }

    /** Where a whole worker begins to hold: one dated by the hire begins where the last one it was read after began. */
    private static LocalDate begin(WorkerFact whole, List<WorkerFact> wholes) {
        if (!whole.datedByHire()) {
            return whole.from();
        }
        return wholes.stream()
                .filter(other -> other.version() < whole.version()
                        && other.employment() <= whole.employment()
                        && !other.from().isAfter(whole.spokenOn()))
                .map(WorkerFact::from)
                .filter(from -> from.isAfter(whole.from()))
                .max(Comparator.naturalOrder())
                .orElse(whole.from());
    }

    private static Period period(LocalDate start, Map<WorkerFact, LocalDate> begins, List<WorkerFact> changes) {
        List<WorkerFact> begun = begins.keySet().stream()
                .filter(whole -> !begins.get(whole).isAfter(start))
                .toList();
        WorkerFact base = begun.stream()
                .max(Comparator.comparing((WorkerFact whole) -> begins.get(whole))
                        .thenComparingLong(WorkerFact::version)
                        .thenComparing(WorkerFact::eventId))
                .orElseThrow();
        ObjectNode state = base.state().deepCopy();
        Set<String> fields = new TreeSet<>();
        changes.forEach(change -> fields.addAll(change.after().keySet()));
        for (String field : fields) {
            told(field, start, begins, changes).ifPresent(told -> WorkerFields.set(state, field, told));
        }
        List<WorkerFact> heard = new ArrayList<>(begun);
        changes.stream().filter(change -> !change.from().isAfter(start)).forEach(heard::add);
        WorkerFact newest = heard.stream().reduce(base, WorkerTimeline::newer);
        if (heard.size() > begun.size()) {
            Instant known = heard.stream()
                    .filter(fact -> !fact.derived())
                    .map(WorkerFact::knownAt)
                    .max(Comparator.naturalOrder())
                    .orElse(base.knownAt());
            state.put("version", newest.version())
                    .put("knownAt", known.toString())
                    .put("effectiveDate", start.toString());
        }
        return new Period(start, newest.version(), state);
    }

    /** The value of a field on a day, where it is not simply that of the whole worker. */
    private static Optional<JsonNode> told(
            String field, LocalDate day, Map<WorkerFact, LocalDate> begins, List<WorkerFact> changes) {
        List<WorkerFact> ofField = changes.stream()
                .filter(change -> change.after().containsKey(field))
                .toList();
        List<Told> all = new ArrayList<>();
        begins.forEach((whole, begin) -> all.add(new Told(
                since(whole, begin, ofField),
                whole.version(),
                false,
                whole.eventId(),
                WorkerFields.get(whole.state(), field))));
        ofField.forEach(change -> all.add(new Told(
                change.from(),
                change.version(),
                change.derived(),
                change.eventId(),
                WorkerFields.value(field, change.after().get(field)))));
        Optional<Told> latest =
                all.stream().filter(told -> !told.from().isAfter(day)).max(WEIGHT);
        return latest.map(Told::value).or(() -> ofField.stream()
                .filter(change -> change.before().containsKey(field))
                .min(EARLIEST)
                .map(change -> WorkerFields.value(field, change.before().get(field))));
    }

    /** From when a whole worker tells a field: from the last change on that it was read after. */
    private static LocalDate since(WorkerFact whole, LocalDate begin, List<WorkerFact> changes) {
        return changes.stream()
                .filter(change -> includes(whole, change) && change.from().isAfter(begin))
                .map(WorkerFact::from)
                .max(Comparator.naturalOrder())
                .orElse(begin);
    }

    /** Whether a whole worker was read after a change, so that it says all there is to say. */
    static boolean includes(WorkerFact whole, WorkerFact change) {
        return change.version() < whole.version() && !change.from().isAfter(whole.spokenOn());
    }
}
