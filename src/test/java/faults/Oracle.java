package faults;

import com.fasterxml.jackson.databind.JsonNode;
import faults.Event.Expected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ten invariants, computed from the driver's book, the targets' effects, the node's ledger and its log.
 *
 * <p>An effect is a record that a target made, or a change of what it held: the same upsert applied again right after
 * itself changes nothing and is counted as a repeat, not as a duplicate.
 */
final class Oracle {

    /** Record types that are made once and are not addressed by our id: every further one is a duplicate. */
    private static final Set<String> CREATED =
            Set.of("scim/User", "kantata/users", "kantata/external_references", "kantata/workspaces");

    private static final Set<String> SETTLED = Set.of("DONE", "SKIPPED");
    private static final Set<String> WAITING = Set.of("HELD", "DEAD", "PARKED");

    private static final Pattern DENIED = Pattern.compile(
            "NullPointerException|ClassCastException|StackOverflow|AMQ224\\d{3}|\\b90098\\b|AMQ222\\d{3}.*lost");

    private Oracle() {}

    /** What a scenario allows beside the rule. */
    static final class Terms {
        private long parked;
        private Pattern allowed = Pattern.compile("(?!)");
        private long recoveryFrom = System.nanoTime();
        private boolean versionsMayBeSkipped;
        private boolean missingAllowed;
        private Duration patience = Patience.LONG;

        /** So many steps may wait for a person in the end. */
        Terms parked(long expected) {
            parked = expected;
            return this;
        }

        /** Log lines that this fault is expected to cause. */
        Terms mayLog(String pattern) {
            allowed = Pattern.compile(pattern);
            return this;
        }

        /** What waits for a person may have had no effect. */
        Terms mayMiss() {
            missingAllowed = true;
            return this;
        }

        /** Judges after this time at the latest. */
        Terms within(Duration time) {
            patience = time;
            return this;
        }

        /** A newer version may come first, and the older is then left out. */
        Terms mayOvertake() {
            versionsMayBeSkipped = true;
            return this;
        }
    }

    /** Waits until nothing moves any more and judges. The clock of I9 runs from the creation of the terms. */
    static Verdict judge(Node node, Driver driver, Targets targets, long effectsBefore, Terms terms) {
        Verdict verdict = new Verdict();
        List<JsonNode> steps = quiet(node, driver, verdict, terms);
        verdict.recoverySeconds = (System.nanoTime() - terms.recoveryFrom) / 1e9;
        if (verdict.recoverySeconds > 60) {
            verdict.breaks("I9", "recovery took " + verdict.recoverySeconds + " s");
        }
        verdict.acked = driver.acked().size();
        List<EffectLog.Line> lines = EffectLog.read(targets.effects(), effectsBefore);
        effects(driver, lines, terms, verdict);
        recorded(driver, lines, steps, verdict);
        audit(node, driver, steps, verdict);
        logs(node, terms, verdict);
        return verdict;
    }

    private static List<JsonNode> quiet(Node node, Driver driver, Verdict verdict, Terms terms) {
        List<List<JsonNode>> last = new ArrayList<>();
        Set<String> ours = Set.copyOf(driver.acked().stream().map(Event::id).toList());
        try {
            Patience.until("every step is settled or waits for a person", terms.patience, () -> {
                List<JsonNode> now = new ArrayList<>();
                node.ask("/steps").forEach(now::add);
                last.clear();
                last.add(now);
                Set<String> known = new java.util.HashSet<>();
                now.forEach(row -> known.add(row.path("event_id").asText()));
                return known.containsAll(ours)
                        && now.stream()
                                .filter(row ->
                                        ours.contains(row.path("event_id").asText()))
                                .map(row -> row.path("step_state").asText(""))
                                .allMatch(state -> state.isEmpty()
                                        || state.equals("null")
                                        || SETTLED.contains(state)
                                        || WAITING.contains(state));
            });
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            List<String> open = last.isEmpty()
                    ? List.of("no answer")
                    : last.get(0).stream()
                            .filter(row -> ours.contains(row.path("event_id").asText()))
                            .filter(row -> row.hasNonNull("step_state"))
                            .filter(row ->
                                    !SETTLED.contains(row.path("step_state").asText()))
                            .map(JsonNode::toString)
                            .limit(10)
                            .toList();
            verdict.breaks("I6", "not everything came to an end: " + open);
        }
        List<JsonNode> steps = last.isEmpty() ? List.of() : last.get(0);
        List<JsonNode> waiting = steps.stream()
                .filter(row -> ours.contains(row.path("event_id").asText()))
                .filter(row -> WAITING.contains(row.path("step_state").asText())
                        || row.path("state").asText().equals("HELD"))
                .toList();
        verdict.parked = waiting.size();
        verdict.parkedExpected = terms.parked;
        if (verdict.parked != terms.parked) {
            verdict.breaks(
                    "I6",
                    verdict.parked + " steps wait for a person, expected " + terms.parked + ": "
                            + waiting.stream().limit(5).toList());
        }
        return steps;
    }

    private record Place(String system, String type, String entity) {}

    private static void effects(Driver driver, List<EffectLog.Line> lines, Terms terms, Verdict verdict) {
        Map<Place, List<EffectLog.Line>> found = new LinkedHashMap<>();
        lines.forEach(line -> found.computeIfAbsent(
                        new Place(line.system(), line.type(), line.entity()), place -> new ArrayList<>())
                .add(line));
        Map<Place, Map<String, Integer>> known = new LinkedHashMap<>();
        Map<Place, Integer> newest = new LinkedHashMap<>();
        Map<Place, List<Integer>> due = new LinkedHashMap<>();
        Set<String> acked = Set.copyOf(driver.acked().stream().map(Event::id).toList());
        for (Event event : driver.sent()) {
            for (Expected expected : event.expected()) {
                Place place = new Place(expected.system(), expected.type(), expected.entity());
                known.computeIfAbsent(place, any -> new LinkedHashMap<>())
                        .putIfAbsent(expected.fingerprint(), expected.sequence());
                if (acked.contains(event.id())) {
                    newest.merge(place, expected.sequence(), Math::max);
                    due.computeIfAbsent(place, any -> new ArrayList<>()).add(expected.sequence());
                }
            }
        }
        known.forEach((place, fingerprints) -> {
            List<EffectLog.Line> effects = found.getOrDefault(place, List.of());
            if (CREATED.contains(place.system() + "/" + place.type())) {
                created(place, fingerprints, effects, newest.containsKey(place) && !terms.missingAllowed, verdict);
            } else {
                upserted(place, fingerprints, effects, due.getOrDefault(place, List.of()), terms, verdict);
            }
        });
    }

    private static void created(
            Place place,
            Map<String, Integer> fingerprints,
            List<EffectLog.Line> effects,
            boolean wanted,
            Verdict verdict) {
        List<EffectLog.Line> made =
                effects.stream().filter(line -> line.method().equals("POST")).toList();
        if (made.isEmpty() && wanted) {
            verdict.lost++;
            verdict.breaks("I1", "no effect: " + place);
        }
        if (made.size() > 1) {
            verdict.duplicate += made.size() - 1;
            verdict.breaks("I2", made.size() + " effects instead of one: " + place);
        }
        for (EffectLog.Line line : made) {
            if (!fingerprints.containsKey(Fingerprint.of(place.system(), place.type(), line.record()))) {
                verdict.wrong++;
                verdict.breaks("I4", "not what was to be written: " + place + " " + line.record());
            }
        }
    }

    private static void upserted(
            Place place,
            Map<String, Integer> fingerprints,
            List<EffectLog.Line> effects,
            List<Integer> due,
            Terms terms,
            Verdict verdict) {
        String before = null;
        int highest = 0;
        Set<Integer> applied = new java.util.HashSet<>();
        for (EffectLog.Line line : effects) {
            String fingerprint = Fingerprint.of(place.system(), place.type(), line.record());
            Integer sequence = fingerprints.get(fingerprint);
            if (sequence == null) {
                verdict.wrong++;
                verdict.breaks("I4", "not what was to be written: " + place + " " + line.record());
            } else if (fingerprint.equals(before)) {
                verdict.repeats++;
            } else if (sequence < highest) {
                verdict.outOfOrder++;
                verdict.breaks("I3", "version " + sequence + " after " + highest + ": " + place);
            } else {
                highest = sequence;
                applied.add(sequence);
            }
            before = fingerprint;
        }
        Set<Integer> distinct = Set.copyOf(fingerprints.values());
        int wanted = due.stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int sequence : due) {
            boolean optional = terms.versionsMayBeSkipped && sequence < wanted;
            if (distinct.contains(sequence) && !applied.contains(sequence) && !optional) {
                verdict.lost++;
                verdict.breaks("I1", "version " + sequence + " had no effect: " + place);
            }
        }
    }

    /** Every call that took effect was begun in the ledger first; a call nobody wrote down is one too many. */
    private static void recorded(Driver driver, List<EffectLog.Line> lines, List<JsonNode> steps, Verdict verdict) {
        Set<String> entities =
                Set.copyOf(driver.sent().stream().map(Event::entity).distinct().toList());
        for (String entity : entities) {
            long calls = lines.stream()
                    .filter(line ->
                            line.system().equals("netsuite") && line.entity().equals(entity))
                    .count();
            long begun = steps.stream()
                    .filter(row -> row.path("system").asText().equals("netsuite"))
                    .filter(row -> row.path("subject").asText().equals(entity))
                    .mapToLong(row -> row.path("epoch").asLong())
                    .sum();
            if (calls > begun) {
                verdict.unrecorded += calls - begun;
                verdict.breaks("I5", calls + " effects and " + begun + " attempts begun in the ledger: " + entity);
            }
        }
    }

    private static void audit(Node node, Driver driver, List<JsonNode> steps, Verdict verdict) {
        Map<String, List<JsonNode>> byEvent = new LinkedHashMap<>();
        steps.forEach(row -> byEvent.computeIfAbsent(row.path("event_id").asText(), id -> new ArrayList<>())
                .add(row));
        for (Event event : driver.acked()) {
            List<JsonNode> rows = byEvent.getOrDefault(event.id(), List.of());
            boolean complete = !rows.isEmpty()
                    && rows.stream()
                            .map(row -> row.path("step_state").asText("null"))
                            .allMatch(state ->
                                    state.equals("null") || SETTLED.contains(state) || WAITING.contains(state));
            if (complete) {
                verdict.audited++;
            } else {
                verdict.breaks("I5", "the journal does not tell the end of " + event.id() + ": " + rows);
            }
        }
        String broken = node.ask("/verify").path("broken").asText();
        if (!broken.isEmpty()) {
            verdict.chain = false;
            verdict.breaks("I5", broken);
        }
    }

    private static void logs(Node node, Terms terms, Verdict verdict) {
        List<String> output = new ArrayList<>();
        try {
            output.addAll(Files.readAllLines(node.log(), java.nio.charset.StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (String line : output) {
            if (DENIED.matcher(line).find() && !terms.allowed.matcher(line).find()) {
                verdict.breaks("I8", "in the log: " + line);
            }
        }
        node.ask("/jmx").forEach(line -> output.add(line.asText()));
        output.addAll(node.api("GET", "/observe/metrics", null).body().lines().toList());
        String canary = Workers.CANARY.toLowerCase(Locale.ROOT);
        for (String line : output) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.contains(canary) || lower.contains("sandbox-secret") || lower.contains("sandbox-scim-token")) {
                verdict.leaks++;
                verdict.breaks("I7", "said to everybody: " + line.substring(0, Math.min(300, line.length())));
            }
        }
    }
}
