package io.throughline.close;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** One {@code canonical_*.csv}, written row by row beside its name and put there whole, with its hash. */
final class CanonicalWriter implements AutoCloseable {

    private final Path file;
    private final Path unfinished;
    private final MessageDigest digest;
    private final CsvWriter csv;
    private long rows;
    private boolean finished;

    /** What was written: name of the file, rows below its header, and SHA-256 over its bytes. */
    record Written(String file, long rows, String sha256) {}

    CanonicalWriter(Path folder, Input input) throws IOException {
        this.file = folder.resolve(input.name() + ".csv");
        this.unfinished = folder.resolve(input.name() + ".csv.unfinished");
        this.digest = sha256();
        this.csv = CsvWriter.builder()
                .build(new OutputStreamWriter(
                        new DigestOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16), digest),
                        StandardCharsets.UTF_8));
        csv.writeRecord(input.header());
    }

    /** Adds a row; null is nothing. */
    void row(Object... values) {
        List<String> cells = Arrays.stream(values)
                .map(value -> value == null
                        ? ""
                        : value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString())
                .toList();
        csv.writeRecord(cells);
        rows++;
    }

    /** Puts the file in its place. */
    Written finish() throws IOException {
        csv.close();
        finished = true;
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Written(file.getFileName().toString(), rows, HexFormat.of().formatHex(digest.digest()));
    }

    /** Leaves nothing of a file that was not finished. */
    @Override
    public void close() throws IOException {
        if (!finished) {
            csv.close();
            Files.deleteIfExists(unfinished);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
