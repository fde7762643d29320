package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.delivery.file.CsvText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The bytes of a body as a request document names it: {@code {"$xml": tree}}, see {@link XmlTree} and {@link CredentialMarks}; {@code {"$lines":
 * [text, ...]}}, each line ended by CRLF; {@code {"$csv": {"header": [...], "rows": [[...], ...]}}}, see
 * {@link CsvText}; anything else is JSON. {@code "charset"} beside them is that of the bytes,
 * UTF-8 when it is not there.
 */
final class BodyFormat {

    /** Bytes and what they are. */
    record Body(byte[] bytes, String contentType) {}

    private BodyFormat() {}

    /**
     * Writes a body.
     *
     * @throws IllegalArgumentException naming a character that the charset does not have
     */
    static Body of(JsonNode body) {
        Charset charset =
                body.hasNonNull("charset") ? Charset.forName(body.get("charset").asText()) : StandardCharsets.UTF_8;
        if (body.has("$xml")) {
            return new Body(
                    encode(XmlTree.write(CredentialMarks.marked(body.get("$xml")), charset), charset),
                    "application/xml; charset=" + charset);
        }
        if (body.has("$lines")) {
            StringBuilder text = new StringBuilder();
            body.get("$lines")
                    .forEach(line -> text.append(single(line.asText())).append("\r\n"));
            return new Body(encode(text.toString(), charset), "text/plain; charset=" + charset);
        }
        if (body.has("$csv")) {
            return new Body(encode(csv(body.get("$csv")), charset), "text/csv; charset=" + charset);
        }
        return new Body(Json.bytes(body), "application/json");
    }

    private static String csv(JsonNode table) {
        CsvText csv = new CsvText(cells(table.path("header")));
        table.path("rows").forEach(row -> csv.guarded(cells(row)));
        return csv.text();
    }

    private static List<String> cells(JsonNode row) {
        List<String> cells = new ArrayList<>();
        row.forEach(cell -> cells.add(
                cell.isNull() ? "" : cell.isNumber() ? cell.decimalValue().toPlainString() : cell.asText()));
        return cells;
    }

    /** A line is one line, whatever is in it. */
    private static String single(String line) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a line holds a line break: " + line.replaceAll("[\\r\\n]+", "\\\\n"));
        }
        return line;
    }

    private static byte[] encode(String text, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return text.getBytes(charset);
        }
        CharsetEncoder encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException unmappable) {
            String missing = text.codePoints()
                    .filter(c -> !charset.newEncoder().canEncode(Character.toString(c)))
                    .mapToObj(c -> Character.toString(c) + " (U+"
                            + Integer.toHexString(c).toUpperCase(Locale.ROOT) + ")")
                    .findFirst()
                    .orElse("");
            throw new IllegalArgumentException("the character set " + charset + " has no " + missing, unmappable);
        }
    }
}
