package io.throughline.close;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The files of October 2026 of LE-US for a test: what is not said of an input is an empty file, unless it is left out. */
final class Month {

    static final Scope SCOPE = Scope.of("LE-US", YearMonth.of(2026, 10), ZoneId.of("America/New_York"), "USD");

    private final Path folder;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    Month(Path folder) {
        this.folder = folder;
        Input.all().forEach(input -> {
            headers.put(input.name(), String.join(",", input.header()));
            rows.put(input.name(), new ArrayList<>());
        });
        with("canonical_fx", "EUR,USD,CLOSING,2026-10-31,1.0800000000", "USD,JPY,CLOSING,2026-10-31,150.0000000000");
    }

    /** Rows of an input, in the columns of its header. */
    Month with(String input, String... lines) {
        rows.get(input).addAll(List.of(lines));
        return this;
    }

    /** Rows of an input under another header. */
    Month under(String input, String header, String... lines) {
        headers.put(input, header);
        return with(input, lines);
    }

    /** No file of an input. */
    Month without(String input) {
        rows.remove(input);
        return this;
    }

    /** The rows of every file in another order. */
    Month shuffled(long seed) {
        rows.values().forEach(lines -> Collections.shuffle(lines, new Random(seed)));
        return this;
    }

    Reconciliation open() {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, List<String>> input : rows.entrySet()) {
                List<String> lines = new ArrayList<>(List.of(headers.get(input.getKey())));
                int columns = headers.get(input.getKey()).split(",").length;
                input.getValue().forEach(line -> lines.add(padded(line, columns)));
                Files.write(folder.resolve(input.getKey() + ".csv"), lines);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Reconciliation(SCOPE, folder, folder, folder.resolve("work"));
    }

    /** Columns at the end that nothing is said of are empty. */
    private static String padded(String line, int columns) {
        int given = line.split(",", -1).length;
        return line + ",".repeat(line.contains("\"") ? 0 : Math.max(0, columns - given));
    }

    /** The verdict of one check. */
    Verdict verdict(String check) {
        try (Reconciliation reconciliation = open()) {
            return reconciliation.run(check);
        }
    }

    /** Every row of one check in its order. */
    List<Results.Row> rows(String check) {
        try (Reconciliation reconciliation = open()) {
            reconciliation.run(check);
            List<Results.Row> all = new ArrayList<>();
            reconciliation.results().all(all::add);
            return all;
        }
    }
}
