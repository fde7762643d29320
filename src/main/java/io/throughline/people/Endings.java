package io.throughline.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.people.WorkerTimeline.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When employments end. Of all that was told of the end of one employment the highest version counts; a whole worker of a
 * higher version says it himself. The last day holds on every day of the employment, because it was agreed for all of it;
 * the worker is {@code TERMINATED} from the day after it and not before, and {@code SUSPENDED} until then when the end is
 * involuntary. A cancelled hire ends on the day before it begins.
 */
final class Endings {

    private final List<WorkerFact> wholes;
    private final List<WorkerFact> ends;

    /**
     * @param wholes what was told of the worker as a whole and counts
     * @param facts  everything that was told
     */
    Endings(List<WorkerFact> wholes, Collection<WorkerFact> facts) {
        this.wholes = wholes;
        this.ends = facts.stream().filter(fact -> fact.end() != null).toList();
    }

    /** The periods as they are once the ends of employments are counted in. */
    List<Period> in(NavigableMap<LocalDate, Period> periods) {
        TreeMap<LocalDate, Period> told = new TreeMap<>();
        periods.forEach((from, period) -> newest(period, periods)
                .ifPresentOrElse(
                        end -> keptOut(told(period, end), end, periods.higherKey(from), told),
                        () -> told.put(from, period)));
        List<Period> all = new ArrayList<>();
        for (Map.Entry<LocalDate, Period> entry : told.entrySet()) {
            LocalDate next = told.higherKey(entry.getKey());
            split(entry.getValue(), next, all);
        }
        return all;
    }

    private static void split(Period period, LocalDate next, List<Period> all) {
        String last = period.state().path("employment").path("terminationDate").asText("");
        if (last.isEmpty()) {
            all.add(period);
            return;
        }
        LocalDate gone = LocalDate.parse(last).plusDays(1);
        if (!period.from().isBefore(gone)) {
            all.add(status(period, period.from(), Worker.Status.TERMINATED));
            return;
        }
        boolean early = isTerminated(period.state());
        all.add(early ? status(period, period.from(), Worker.Status.ACTIVE) : period);
        if (next == null || next.isAfter(gone)) {
            Period after = status(period, gone, Worker.Status.TERMINATED);
            after.state().put("effectiveDate", gone.toString());
            all.add(after);
        }
    }

    private static Period status(Period period, LocalDate from, Worker.Status status) {
        ObjectNode state = period.state().deepCopy().put("status", status.name());
        return new Period(from, period.version(), state);
    }

    /** From the day on which an involuntary end was known the worker is kept out. */
    private static void keptOut(Period period, WorkerFact fact, LocalDate next, Map<LocalDate, Period> told) {
        String zone = period.state().path("org").path("timeZone").asText("");
        LocalDate since = fact.knownAt()
                .atZone(ZoneId.getAvailableZoneIds().contains(zone) ? ZoneId.of(zone) : ZoneOffset.UTC)
                .toLocalDate();
        LocalDate last = fact.end().lastDay();
        if (!fact.end().atOnce() || last == null || since.isAfter(last) || (next != null && !next.isAfter(since))) {
            told.put(period.from(), period);
            return;
        }
        LocalDate from = period.from().isAfter(since) ? period.from() : since;
        told.put(period.from(), period);
        Period out = status(period, from, Worker.Status.SUSPENDED);
        if (!from.equals(period.from())) {
            out.state().put("effectiveDate", from.toString());
        }
        told.put(from, out);
    }

    private Optional<WorkerFact> newest(Period period, NavigableMap<LocalDate, Period> periods) {
        int employment = employment(period);
        return ends.stream()
                .filter(end -> employmentOf(end.end(), periods) == employment)
                .reduce(WorkerTimeline::newer)
                .filter(end -> wholes.stream()
                        .noneMatch(whole -> whole.employment() == employment && whole.version() > end.version()));
    }

    private static Period told(Period period, WorkerFact fact) {
        ObjectNode state = period.state().deepCopy();
        ObjectNode employment = (ObjectNode) state.path("employment");
        LocalDate last =
                switch (fact.end().kind()) {
                    case TERMINATED -> fact.end().lastDay();
                    case RESCINDED -> null;
                    case CANCELLED -> LocalDate.parse(
                                    employment.path("hireDate").asText())
                            .minusDays(1);
                };
        put(employment, "terminationDate", last);
        put(employment, "lastDayWorked", fact.end().lastDayWorked());
        if (last == null && isTerminated(state)) {
            state.put("status", Worker.Status.ACTIVE.name());
        }
        long version = Math.max(period.version(), fact.version());
        String known = state.path("knownAt").asText("");
        if (known.isEmpty() || Instant.parse(known).isBefore(fact.knownAt())) {
            state.put("knownAt", fact.knownAt().toString());
        }
        return new Period(period.from(), version, state.put("version", version));
    }

    private static int employmentOf(WorkerFact.End end, NavigableMap<LocalDate, Period> periods) {
        if (end.employment() != null) {
            return end.employment();
        }
        Map.Entry<LocalDate, Period> of =
                end.lastDay() == null ? periods.lastEntry() : periods.floorEntry(end.lastDay());
        return employment((of == null ? periods.firstEntry() : of).getValue());
    }

    private static int employment(Period period) {
        return period.state().path("employment").path("sequence").asInt(1);
    }

    private static boolean isTerminated(ObjectNode state) {
        return state.path("status").asText().equals(Worker.Status.TERMINATED.name());
    }

    private static void put(ObjectNode employment, String field, LocalDate value) {
        if (value == null) {
            employment.remove(field);
        } else {
            employment.put(field, value.toString());
        }
    }
}
