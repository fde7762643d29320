package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundDocumentTest {

    @TempDir
    Path exchange;

    private static ObjectNode document(String... path) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        for (String part : path) {
            document.withArray("file").add(part);
        }
        document.putObject("body").putArray("$lines").add("x");
        return document;
    }

    @Test
    void a_file_appears_complete_with_its_marker() throws Exception {
        OutboundDocument file = OutboundDocument.of(document("2026-10", "lodas.txt"));
        new Outlet(exchange).put("datev", file);
        Path written = exchange.resolve("datev/out/2026-10/lodas.txt");
        assertThat(written).hasContent("x\r\n");
        assertThat(Path.of(written + ".done")).exists();
        assertThat(file.applied())
                .isEqualTo(new Answer.Applied(
                        "lodas.txt", Json.MAPPER.createObjectNode().put("file", "lodas.txt"), false));
        assertThat(file.upload().path()).isEqualTo("/lodas.txt");
        assertThat(file.upload().method()).isEqualTo("PUT");
        assertThat(file.upload().safe()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".hidden", "a/b", "a\\b", "", "C:x"})
    void no_part_leaves_the_folder(String part) {
        assertThatThrownBy(() -> OutboundDocument.of(document(part, "x.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be part of a file name");
    }

    @Test
    void what_cannot_be_written_is_said() throws Exception {
        Files.writeString(exchange.resolve("datev"), "a file where a folder is needed");
        assertThatThrownBy(() -> new Outlet(exchange).put("datev", OutboundDocument.of(document("x.txt"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("x.txt");
    }
}
