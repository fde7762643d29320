package io.throughline.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.audit.Finding.Kind;
import io.throughline.journal.ChainRows;
import io.throughline.journal.ChainRows.Table;
import io.throughline.journal.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the checkpoints line by line and holds them against each other and against the chains. Between a stop and the next
 * start no chain of this node may grow; nodes that share the database have chains of their own, and go on meanwhile.
 */
final class CheckpointFile {

    private final Database database;
    private final Path file;
    private final Path keyFile;

    /** What the checkpoints know: how far each chain was at the last of them. */
    record Known(long lines, Instant last, Map<String, Long> counts) {

        long count(Table table, String chain) {
            return counts.getOrDefault(table.table() + " " + chain, 0L);
        }
    }

    private record Head(long count, String hash) {}

    /** One reading of the file. */
    private final class Reading {
        private final Consumer<Finding> findings;
        private final CheckpointKey key;
        private final Map<String, Head> heads = new HashMap<>();
        private final Set<String> blamed = new HashSet<>();
        private String previous = Checkpoints.NOTHING;
        private String kind = "";
        private long number;
        private long lines;
        private Instant last;
        private boolean torn;

        Reading(Consumer<Finding> findings, CheckpointKey key) {
            this.findings = findings;
            this.key = key;
        }

        void line(String text) {
            JsonNode line = CheckpointKey.parse(text);
            if (line == null) {
                torn = torn || !text.isEmpty();
                return;
            }
            boolean start = line.path("kind").asText().equals("start");
            if (!key.signed(text)) {
                broken(number + 1, "does not bear the signature of the key");
            } else if (line.path("no").asLong() != number + 1
                    || !line.path("prev").asText().equals(previous)
                    || (torn && !start)) {
                broken(number + 1, "does not follow the line before it: a line was changed or is missing");
            } else {
                boolean rested = kind.equals("stop") && start;
                String own = line.path("node").asText() + "/";
                for (JsonNode head : line.path("heads")) {
                    compare(line, head, rested && head.path("chain").asText().startsWith(own));
                }
            }
            lines++;
            torn = false;
            number = line.path("no").asLong();
            previous = line.path("hmac").asText();
            kind = line.path("kind").asText();
            last = Instant.parse(line.path("time").asText());
        }

        private void compare(JsonNode line, JsonNode head, boolean rested) {
            String name = head.path("table").asText() + " " + head.path("chain").asText();
            Head now = new Head(head.path("count").asLong(), head.path("hash").asText());
            Head earlier = heads.put(name, now);
            if (now.equals(earlier) || blamed.contains(name)) {
                return;
            }
            Table table = Table.valueOf(head.path("table").asText().toUpperCase(Locale.ROOT));
            String chain = head.path("chain").asText();
            String place = table.table() + " chain " + chain + " position ";
            String time = line.path("time").asText();
            if (rested) {
                long from = earlier == null ? 1 : earlier.count() + 1;
                blame(
                        name,
                        Kind.INSERTED,
                        table,
                        chain,
                        from,
                        place + from + ": rows were added while nothing ran, before the start at " + time);
                return;
            }
            ChainRows.Head there = database.read(connection -> ChainRows.head(connection, table, chain, now.count()))
                    .orElse(null);
            if (there == null || there.count() < now.count()) {
                long from = there == null ? 1 : there.count() + 1;
                blame(
                        name,
                        Kind.TRUNCATED,
                        table,
                        chain,
                        from,
                        place + from + ": the checkpoint of " + time + " knows " + now.count()
                                + " rows, and the last of them are gone");
            } else if (!HexFormat.of().formatHex(there.hash()).equals(now.hash())) {
                blame(
                        name,
                        Kind.REWRITTEN,
                        table,
                        chain,
                        now.count(),
                        place + now.count() + ": is not the row that the checkpoint of " + time
                                + " knows; the chain was written anew");
            }
        }

        private void blame(String name, Kind kind, Table table, String chain, long position, String message) {
            blamed.add(name);
            findings.accept(new Finding(kind, table.table(), chain, position, null, message));
        }

        private void broken(long at, String what) {
            findings.accept(new Finding(
                    Kind.CHECKPOINT, "checkpoints", null, at, null, "checkpoint " + at + " of " + file + " " + what));
        }
    }

    CheckpointFile(Database database, Path file, Path keyFile) {
        this.database = database;
        this.file = file;
        this.keyFile = keyFile;
    }

    /** Verifies every line; what is not in order goes to the findings. */
    Known verify(Consumer<Finding> findings) {
        if (!Files.exists(file) || !Files.exists(keyFile)) {
            Path gone = Files.exists(file) ? keyFile : file;
            findings.accept(new Finding(
                    Kind.CHECKPOINT,
                    "checkpoints",
                    null,
                    0,
                    null,
                    gone + " is not there; without it nobody can tell whether the ends of the chains are gone"));
            return new Known(0, null, Map.of());
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Reading reading = new Reading(
                    findings, new CheckpointKey(Files.readString(keyFile).strip()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reading.line(line);
            }
            Map<String, Long> counts = new HashMap<>();
            reading.heads.forEach((name, head) -> counts.put(name, head.count()));
            return new Known(reading.lines, reading.last, counts);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }
}
