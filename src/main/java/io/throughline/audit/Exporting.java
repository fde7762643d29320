package io.throughline.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes one export line by line: every row the checkpoint knows and none that came later, then the line that ends it.
 * Works on pages, wherever they come from.
 */
public final class Exporting {

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, ObjectNode> heads = new TreeMap<>();
    private final String checkpoint;
    private final Consumer<String> lines;
    private long written;

    /** Where pages come from. */
    @FunctionalInterface
    public interface Pages {
        /**
         * One page.
         *
         * @param after what the page before gave as {@code next}, null for the first
         * @return {@code {rows: [...], next: "..." or null}}
         */
        JsonNode after(String after) throws IOException;
    }

    /**
     * @param checkpoint a line of the checkpoints that was made for this export
     * @param lines      takes each line
     */
    public Exporting(String checkpoint, Consumer<String> lines) {
        this.checkpoint = checkpoint;
        this.lines = lines;
        Json.tree(checkpoint)
                .path("heads")
                .forEach(head -> counts.put(
                        head.path("table").asText() + " " + head.path("chain").asText(),
                        head.path("count").asLong()));
    }

    /**
     * Writes everything.
     *
     * @return how many rows were written
     */
    public long run(Pages pages) throws IOException {
        String after = null;
        do {
            JsonNode page = pages.after(after);
            for (JsonNode row : page.path("rows")) {
                row((ObjectNode) row);
            }
            after = page.path("next").textValue();
        } while (after != null);
        ArrayNode ends = Json.mapper().createArrayNode();
        heads.values().forEach(ends::add);
        lines.accept(AuditExport.last(ends, checkpoint).toString());
        return written;
    }

    private void row(ObjectNode row) {
        String name = row.path("table").asText() + " " + row.path("chain").asText();
        long position = row.path("position").asLong();
        if (position > counts.getOrDefault(name, 0L)) {
            return;
        }
        lines.accept(row.toString());
        written++;
        heads.put(
                name,
                Json.mapper()
                        .createObjectNode()
                        .put("table", row.path("table").asText())
                        .put("chain", row.path("chain").asText())
                        .put("count", position)
                        .put("hash", row.path("hash").asText()));
    }
}
