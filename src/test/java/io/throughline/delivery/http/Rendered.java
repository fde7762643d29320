package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.mapping.Mappings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files as outbound mappings make them, for tests of their bytes. */
public final class Rendered implements AutoCloseable {

    private final Mappings compiled = Mappings.ofClassPath();
    private final Outbound mappings = new Outbound(compiled);

    /** Name and bytes of a file. */
    public record File(String name, byte[] bytes) {
        /** The bytes as UTF-8 text. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * The file of a step.
     *
     * @param operation system and operation, such as {@code datev/pay-data}
     * @param input what the mapping reads
     * @throws IllegalArgumentException in the words of the mapping that refuses
     */
    public File file(String operation, JsonNode input) {
        OutboundDocument document = OutboundDocument.of(mappings.apply(operation + ".out", input));
        return new File(document.name(), document.body().bytes());
    }

    /** What a mapping makes of the answer to a step. */
    public JsonNode answer(String operation, ObjectNode input, JsonNode body) {
        ObjectNode all = input.deepCopy();
        all.putObject("response").put("status", 200).set("body", body);
        return mappings.apply(operation + ".answer", all);
    }

    /** The input of a case of {@code src/test/resources/outbound}. */
    public static ObjectNode input(String operation, String name) {
        try {
            Path file = Path.of("src/test/resources/outbound", operation + ".out", name, "in.json");
            return (ObjectNode) Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        compiled.close();
    }
}
