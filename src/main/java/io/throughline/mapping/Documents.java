package io.throughline.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells by content alone what a document is, refuses what must not be read, and splits the rest once into records.
 * Refusals: {@code DOC-EMPTY}, {@code DOC-BINARY}, {@code DOC-TOO-LARGE}, {@code DOC-UNKNOWN}, {@code DOC-DOCTYPE},
 * {@code DOC-MALFORMED}, {@code DOC-DEPTH}, {@code DOC-LIMIT}.
 */
public final class Documents {

    private final DocumentTypes types;
    private final Limits limits;
    private final JsonDocuments json;
    private final XmlDocuments xml;
    private final CsvDocuments csv;

    public Documents(DocumentTypes types, Limits limits, SaxonEngine saxon) {
        this.types = types;
        this.limits = limits;
        this.json = new JsonDocuments(types, limits);
        this.xml = new XmlDocuments(types, limits, saxon);
        this.csv = new CsvDocuments(types, limits);
    }

    /** The kinds that are known. */
    public DocumentTypes types() {
        return types;
    }

    /**
     * Reads a file whose size is checked before anything of it is read.
     *
     * @throws Refusal when it is not let in
     * @throws IOException when the file cannot be read
     */
    public Document read(String vendor, Path file) throws IOException {
        checkSize(Files.size(file), limits.maxBytes(), "The file");
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 16L, limits.maxBytes() + 1));
        }
        return read(vendor, bytes);
    }

    /**
     * Reads a message.
     *
     * @param vendor system it came from, such as {@code workday}
     * @throws Refusal when it is not let in
     */
    public Document read(String vendor, byte[] bytes) {
        checkSize(bytes.length, limits.maxBytes(), "The document");
        int start = Bytes.firstCharacter(bytes);
        if (start == bytes.length) {
            throw new Refusal(
                    "DOC-EMPTY",
                    bytes.length == 0
                            ? "The document is empty: it has 0 bytes."
                            : "The document holds only white space.");
        }
        Bytes.refuseBinary(bytes);
        return switch (bytes[start]) {
            case '<' -> xml.read(vendor, bytes);
            case '{', '[' -> {
                checkSize(bytes.length, limits.maxJsonBytes(), "The JSON document");
                yield json.read(vendor, bytes);
            }
            default -> csv.read(vendor, bytes);
        };
    }

    private static void checkSize(long size, long limit, String what) {
        if (size > limit) {
            throw new Refusal(
                    "DOC-TOO-LARGE",
                    what + " has " + size + " bytes; at most " + limit + " are accepted. Split it and send the parts.");
        }
    }
}
