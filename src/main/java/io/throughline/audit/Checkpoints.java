package io.throughline.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.http.OperatorKey;
import io.throughline.journal.ChainRows;
import io.throughline.journal.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the chains ended at known times, kept outside the database: one JSON object per line, appended and forced to the
 * disk, each signed and chained to the line before. What is cut off a chain, or written anew, contradicts them.
 */
public final class Checkpoints implements AutoCloseable {

    static final String NOTHING = "0".repeat(64);

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final Database database;
    private final Path file;
    private final CheckpointKey key;
    private final Clock clock;
    private final String node;
    private long number;
    private String previous = NOTHING;
    private String heads;

    /**
     * Opens the file, making it and its key when they are not there, and notes where the chains are at the start.
     *
     * @param file    the checkpoints, usually {@code data/audit.checkpoints}
     * @param keyFile the key that signs them, usually {@code data/audit.key}
     * @throws UncheckedIOException when they cannot be read or written
     */
    public Checkpoints(Database database, Path file, Path keyFile, Clock clock, String node) {
        this.database = database;
        this.file = file;
        this.key = new CheckpointKey(OperatorKey.at(keyFile).value());
        this.clock = clock;
        this.node = node;
        try {
            resume();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the checkpoints " + file + " cannot be read", unreadable);
        }
        append("start");
    }

    /** Appends a checkpoint when a chain has grown since the last; called by the clock. */
    public void minute() {
        append("minute");
    }

    /** Appends a checkpoint whatever has happened, and returns it as it stands in the file. */
    public synchronized String now(String kind) {
        heads = null;
        return append(kind);
    }

    /** Appends the last one before the database closes. */
    @Override
    public void close() {
        try {
            now("stop");
        } catch (RuntimeException late) {
            LOG.warn("the last checkpoint was not written: {}", late.toString());
        }
    }

    private synchronized String append(String kind) {
        ArrayNode current = Json.mapper().createArrayNode();
        List<ChainRows.Head> ends = database.readDurable(ChainRows::heads);
        ends.forEach(head -> current.addObject()
                .put("table", head.table().table())
                .put("chain", head.chain())
                .put("count", head.count())
                .put("hash", HexFormat.of().formatHex(head.hash())));
        if (kind.equals("minute") && current.toString().equals(heads)) {
            return null;
        }
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("no", number + 1)
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("kind", kind)
                .put("node", node)
                .set("heads", current);
        line.put("prev", previous);
        String signature = key.sign(line.toString());
        line.put("hmac", signature);
        try {
            write(line + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException("a checkpoint could not be written to " + file, failed);
        }
        number++;
        previous = signature;
        heads = current.toString();
        return line.toString();
    }

    private void write(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Goes on after the last whole line; one that a crash has cut short is ended, so that the next stands by itself. */
    private void resume() throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode parsed = CheckpointKey.parse(line);
                if (parsed != null) {
                    number = parsed.path("no").asLong();
                    previous = parsed.path("hmac").asText();
                }
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            if (channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n') {
                write("\n");
            }
        }
    }
}
