package io.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorKeyTest {
    @TempDir
    Path folder;

    @Test
    void the_key_is_written_once_readable_by_its_owner_only_and_read_later() throws Exception {
        Path file = folder.resolve("data/operator.key");
        OperatorKey first = OperatorKey.at(file);
        assertThat(first.value()).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(OperatorKey.at(file).value()).isEqualTo(first.value());
    }

    @Test
    void two_folders_have_two_keys() {
        assertThat(OperatorKey.at(folder.resolve("a")).value())
                .isNotEqualTo(OperatorKey.at(folder.resolve("b")).value());
    }

    @Test
    void permissions_that_are_too_wide_are_narrowed() throws Exception {
        Path file = folder.resolve("operator.key");
        OperatorKey.at(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        OperatorKey.at(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void the_key_does_not_show_when_printed() {
        OperatorKey key = OperatorKey.at(folder.resolve("operator.key"));
        assertThat("" + key).doesNotContain(key.value());
    }

    @Test
    void an_empty_key_file_is_refused_instead_of_opening_everything() throws Exception {
        Path file = Files.createFile(folder.resolve("operator.key"));
        assertThatThrownBy(() -> OperatorKey.at(file)).isInstanceOf(IllegalStateException.class);
    }
}
