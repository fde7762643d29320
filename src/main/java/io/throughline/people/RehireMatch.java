package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Snapshots;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * WF-04: whether somebody who is hired again is a worker we know. The same person is; else the work mail address counts 50,
 * the name 30 and the first hire date 20 of 100: {@value #SURE} is sure, {@value #MAYBE} is for a person to decide. Birth
 * date and national id would say more, but are not in the canonical model.
 */
public final class RehireMatch {

    static final int SURE = 80;
    static final int MAYBE = 50;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final WorkerIndex index;
    private final Snapshots snapshots;

    public RehireMatch(WorkerIndex index, Snapshots snapshots) {
        this.index = index;
        this.snapshots = snapshots;
    }

    /**
     * The worker it surely is; empty when nobody is, or two are as likely.
     *
     * @param worker canonical worker, whose references may still be unresolved
     */
    public Optional<Worker> of(JsonNode worker) {
        if (!worker.path("employment").path("rehire").asBoolean()) {
            return Optional.empty();
        }
        if (worker.path("personId").isTextual()) {
            List<Worker> same = index.byPerson(worker.path("personId").asText());
            if (same.size() == 1) {
                return Optional.of(same.get(0));
            }
        }
        Map<Worker, Integer> scores = scores(worker);
        int best = scores.values().stream().max(Comparator.naturalOrder()).orElse(0);
        List<Worker> first = scores.entrySet().stream()
                .filter(entry -> entry.getValue() == best)
                .map(Map.Entry::getKey)
                .toList();
        return best >= SURE && first.size() == 1 ? Optional.of(first.get(0)) : Optional.empty();
    }

    /** Workers it may be, the likeliest first, each such as {@code W-0016 (70)}. */
    public List<String> maybe(JsonNode worker) {
        if (!worker.path("employment").path("rehire").asBoolean()) {
            return List.of();
        }
        List<Map.Entry<Worker, Integer>> found = new ArrayList<>(scores(worker).entrySet());
        found.removeIf(entry -> entry.getValue() < MAYBE);
        found.sort(Map.Entry.<Worker, Integer>comparingByValue().reversed());
        return found.stream()
                .map(entry -> entry.getKey().workerId() + " (" + entry.getValue() + ")")
                .toList();
    }

    private Map<Worker, Integer> scores(JsonNode worker) {
        Map<Worker, Integer> scores = new LinkedHashMap<>();
        String self =
                worker.path("workerId").isTextual() ? worker.path("workerId").asText() : "";
        for (Worker known : snapshots.all("worker", Worker.class)) {
            if (!known.workerId().equals(self)) {
                scores.put(known, score(known, worker));
            }
        }
        return scores;
    }

    private static int score(Worker known, JsonNode worker) {
        boolean mail = known.workEmail()
                .toLowerCase(Locale.ROOT)
                .equals(worker.path("workEmail").asText("").toLowerCase(Locale.ROOT));
        boolean name = !names(known).isEmpty() && names(known).equals(names(worker.path("name")));
        boolean hire = known.employment()
                .originalHireDate()
                .toString()
                .equals(worker.path("employment").path("originalHireDate").asText());
        return (mail ? 50 : 0) + (name ? 30 : 0) + (hire ? 20 : 0);
    }

    private static String names(Worker known) {
        Worker.Name.Legal legal = known.name().legal();
        return words(legal.full() == null ? legal.given() + " " + legal.family() : legal.full());
    }

    private static String names(JsonNode name) {
        JsonNode legal = name.path("legal");
        return words(
                legal.hasNonNull("full")
                        ? legal.path("full").asText()
                        : legal.path("given").asText("") + " "
                                + legal.path("family").asText(""));
    }

    /** The words of a name in the order of the alphabet, without accents, in lower case. */
    private static String words(String name) {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        TreeSet<String> words = new TreeSet<>(List.of(NOT_WORDS
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip()
                .split(" ")));
        return String.join(" ", words);
    }
}
