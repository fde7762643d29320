package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file of one table that is fetched: whole when every system told its part, and otherwise not there. */
final class FetchedFile implements AutoCloseable {

    private final Input input;
    private final List<String> systems;
    private final CanonicalWriter writer;
    private final FetchedSums sums;
    private CanonicalWriter.Written written;
    private String problem;

    /** @param systems the systems that fill it */
    FetchedFile(Path folder, Input input, List<String> systems) throws IOException {
        this.input = input;
        this.systems = systems;
        String other = List.of("csv.gz", "parquet", "jsonl").stream()
                .map(ending -> input.name() + "." + ending)
                .filter(name -> Files.exists(folder.resolve(name)))
                .findFirst()
                .orElse(null);
        this.problem = other == null ? null : other + " is there already; take it away to have the table fetched";
        this.writer = other == null ? new CanonicalWriter(folder, input) : null;
        this.sums = FetchedSums.of(input);
    }

    Input input() {
        return input;
    }

    /** Whether its systems are to be asked. */
    boolean wanted() {
        return writer != null;
    }

    /**
     * Takes a row, or a part of one where the table has sums.
     *
     * @throws IllegalArgumentException when a required value is missing
     */
    void row(JsonNode row) {
        if (sums == null) {
            write(row);
        } else {
            sums.add(row);
        }
    }

    private void write(JsonNode row) {
        Object[] cells = input.header().stream()
                .map(column -> row.path(column).asText(null))
                .toArray();
        for (int at = 0; at < cells.length; at++) {
            if (input.columns().get(at).required() && (cells[at] == null || cells[at].equals(""))) {
                throw new IllegalArgumentException("a row of " + input.name() + " has no "
                        + input.columns().get(at).name() + ": " + row);
            }
        }
        writer.row(cells);
    }

    /** What went wrong first is what is told. */
    void failed(String why) {
        if (problem == null) {
            problem = why;
        }
    }

    /** Puts the file in its place when nothing failed. */
    void finish() throws IOException {
        if (problem == null) {
            if (sums != null) {
                sums.rows(this::write);
            }
            written = writer.finish();
        }
    }

    /** Leaves nothing of a file that was not finished; one of an earlier time stays as it was. */
    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@code {input, systems, rows, sha256}}, or {@code {input, systems, problem}}. */
    ObjectNode told() {
        ObjectNode told = Json.mapper().createObjectNode().put("input", input.name());
        systems.forEach(told.putArray("systems")::add);
        if (written == null) {
            return told.put("problem", problem == null ? "not all of it was read" : problem);
        }
        return told.put("rows", written.rows()).put("sha256", written.sha256());
    }
}
