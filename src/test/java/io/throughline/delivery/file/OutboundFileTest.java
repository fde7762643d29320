package io.throughline.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundFileTest {

    private static final FileTime EARLIER = FileTime.from(Instant.parse("2026-10-16T00:00:00Z"));

    @TempDir
    private Path out;

    @Test
    void nothing_but_the_file_and_its_marker_is_left() throws IOException {
        Path file = put("hours");

        assertThat(file).hasContent("hours");
        assertThat(file.resolveSibling("PAY.csv.done")).isEmptyFile();
        try (Stream<Path> names = Files.list(file.getParent())) {
            assertThat(names.map(name -> name.getFileName().toString()))
                    .containsExactlyInAnyOrder("PAY.csv", "PAY.csv.done");
        }
    }

    @Test
    void the_same_content_again_leaves_the_file_alone_and_another_takes_its_place() throws IOException {
        Path file = put("hours");
        Files.setLastModifiedTime(file, EARLIER);

        put("hours");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(EARLIER);

        put("other hours");
        assertThat(file).hasContent("other hours");
        assertThat(file.resolveSibling("PAY.csv.done")).exists();
    }

    @Test
    void a_file_without_its_marker_was_not_finished_and_is_put_there_again() throws IOException {
        Path file = put("hours");
        Files.delete(file.resolveSibling("PAY.csv.done"));
        Files.setLastModifiedTime(file, EARLIER);

        put("hours");

        assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(EARLIER);
        assertThat(file.resolveSibling("PAY.csv.done")).exists();
    }

    private Path put(String content) throws IOException {
        Path file = out.resolve("BATCH/PAY.csv");
        OutboundFile.put(file, content.getBytes(StandardCharsets.UTF_8));
        return file;
    }
}
