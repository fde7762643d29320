package faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import sandbox.Effects;

/** The file in which a target notes every effect before it answers; forced to disk line by line. */
final class EffectLog implements Effects, AutoCloseable {

    /** One line. */
    record Line(String system, String method, String type, String entity, String id, String key, JsonNode record) {}

    private final FileChannel channel;
    private long lines;

    EffectLog(Path file) throws IOException {
        lines = Files.exists(file) ? Files.readAllLines(file).size() : 0;
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public synchronized void applied(Effect effect) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("sequence", ++lines)
                .put("at", System.currentTimeMillis())
                .put("system", effect.system())
                .put("method", effect.method())
                .put("type", effect.recordType())
                .put("entity", effect.externalId())
                .put("id", effect.id())
                .put("key", effect.key());
        line.set("record", effect.record());
        try {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Everything noted from a line on. */
    static List<Line> read(Path file, long from) {
        try {
            List<Line> lines = new ArrayList<>();
            for (String text : Files.readAllLines(file)) {
                JsonNode line = Json.tree(text);
                if (line.path("sequence").asLong() > from) {
                    lines.add(new Line(
                            line.path("system").asText(),
                            line.path("method").asText(),
                            line.path("type").asText(),
                            line.path("entity").asText(),
                            line.path("id").asText(),
                            line.path("key").asText(null),
                            line.path("record")));
                }
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How many effects there are so far. */
    static long size(Path file) {
        return Files.exists(file) ? read(file, 0).size() : 0;
    }
}
