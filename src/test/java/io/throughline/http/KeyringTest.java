package io.throughline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {

    @TempDir
    Path data;

    private OperatorKey operator;
    private Keyring keys;

    @BeforeEach
    void open() {
        operator = OperatorKey.at(data.resolve("operator.key"));
        keys = new Keyring(operator);
    }

    @Test
    void each_key_opens_as_its_person() {
        OperatorKey ann = keys.keyFor("ann");

        assertThat(keys.personOf(operator.value())).contains("operator");
        assertThat(keys.personOf(ann.value())).contains("ann");
        assertThat(keys.personOf("guess")).isEmpty();
        assertThat(keys.personOf(null)).isEmpty();
    }

    @Test
    void a_key_that_is_taken_away_opens_nothing_any_more() throws IOException {
        OperatorKey ann = keys.keyFor("ann");

        Files.delete(ann.file());

        assertThat(keys.personOf(ann.value())).isEmpty();
    }

    @Test
    void nobody_is_called_like_the_operator_or_like_a_path() {
        assertThatThrownBy(() -> keys.keyFor("operator")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.keyFor("../ann")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.keyFor("Ann")).isInstanceOf(IllegalArgumentException.class);
    }
}
