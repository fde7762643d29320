package faults;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run of the fault suite, or one process of it, has found so far. */
final class Score {

    /** The faults of the catalogue. */
    private static final int CATALOGUE = 48;

    /** What the catalogue names and only two nodes can show. */
    private static final Map<String, String> WAITING = new TreeMap<>(Map.of(
            "F33", "two nodes",
            "F34", "two nodes",
            "F35", "two nodes",
            "F36", "a pair of brokers"));

    final String run;
    final Verdict total = new Verdict();
    final Set<String> passed = new TreeSet<>();
    final Set<String> failed = new TreeSet<>();
    final Map<String, String> skipped = new TreeMap<>();
    final List<Long> seeds = new ArrayList<>();
    long started = System.currentTimeMillis();
    long kills;

    @JsonCreator
    Score(@JsonProperty("run") String run) {
        this.run = run;
    }

    /** Adds what another process of the same run found; that of an earlier run says nothing. */
    void add(Score other) {
        if (!other.run.equals(run)) {
            return;
        }
        total.add(other.total);
        passed.addAll(other.passed);
        failed.addAll(other.failed);
        skipped.putAll(other.skipped);
        seeds.addAll(other.seeds);
        started = Math.min(started, other.started);
        kills += other.kills;
    }

    /** The score line. */
    String line() {
        Set<String> good = new TreeSet<>(passed);
        good.removeAll(failed);
        good.removeAll(skipped.keySet());
        Map<String, String> waiting = new TreeMap<>(WAITING);
        waiting.keySet().removeAll(good);
        String notes = (failed.isEmpty() ? "" : "; failed: " + String.join(" ", failed))
                + (skipped.isEmpty()
                        ? ""
                        : "; skipped: "
                                + skipped.entrySet().stream()
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .collect(Collectors.joining(", ")));
        return "faults %d/%d (waiting: %s, failover of F16, long soak of F48%s) · %s · kills %d · seeds %s · %.0f s"
                .formatted(
                        good.size(),
                        CATALOGUE,
                        String.join(" ", waiting.keySet()),
                        notes,
                        total,
                        kills,
                        seeds,
                        (System.currentTimeMillis() - started) / 1e3);
    }
}
