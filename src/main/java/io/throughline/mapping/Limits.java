package io.throughline.mapping;

/**
 * How much of a document is accepted.
 *
 * @param maxBytes      size of a file or message
 * @param maxJsonBytes  size of a JSON document, whose tree is held in memory as a whole
 * @param maxDepth      nesting of elements or JSON values
 * @param maxString     characters of one JSON text or of one CSV cell
 * @param maxNumber     characters of one JSON number
 * @param maxName       characters of one JSON or XML name
 * @param maxAttributes attributes of one XML element
 */
public record Limits(
        long maxBytes, long maxJsonBytes, int maxDepth, int maxString, int maxNumber, int maxName, int maxAttributes) {

    /** 50 MB, of JSON 10 MB; depth 100; texts of 1 MB; numbers of 100 characters; names of 256; 100 attributes. */
    public static final Limits DEFAULT = new Limits(50L << 20, 10L << 20, 100, 1 << 20, 100, 256, 100);

    /** These limits with another document size. */
    public Limits withMaxBytes(long bytes) {
        return new Limits(bytes, Math.min(bytes, maxJsonBytes), maxDepth, maxString, maxNumber, maxName, maxAttributes);
    }
}
