package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

    private static final String CANARY = "Zephyrine Quillfeather";

    @TempDir
    Path folder;

    @Test
    void what_was_sealed_opens_with_the_same_key_after_a_restart() throws Exception {
        Path key = folder.resolve("key");
        byte[] sealed = Seal.withKeyIn(key).close(CANARY.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Zephyrine");
        assertThat(Seal.withKeyIn(key).open(sealed))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(CANARY);
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Seal.withKeyIn(key).close(null)).isNull();
        assertThat(Seal.withKeyIn(key).open(null)).isNull();
    }

    @Test
    void the_same_text_is_sealed_differently_each_time() throws Exception {
        Seal seal = Seal.withKeyIn(folder.resolve("key"));
        assertThat(seal.close(new byte[] {1})).isNotEqualTo(seal.close(new byte[] {1}));
    }

    @Test
    void another_key_and_every_changed_byte_are_noticed() throws Exception {
        Seal seal = Seal.withKeyIn(folder.resolve("key"));
        byte[] sealed = seal.closeJson(Json.tree("{\"name\":\"x\"}"));
        Seal other = Seal.withKeyIn(folder.resolve("other"));
        assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(IllegalStateException.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seal.open(changed)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> seal.open(new byte[3])).isInstanceOf(IllegalStateException.class);
        assertThat(seal.openJson(sealed).path("name").asText()).isEqualTo("x");
    }

    @Test
    void a_key_of_the_wrong_length_stops_the_start() throws Exception {
        Path key = Files.writeString(folder.resolve("short"), "AAAA");
        assertThatThrownBy(() -> Seal.withKeyIn(key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void no_name_is_readable_in_the_database_file() throws Exception {
        Seal seal = Seal.withKeyIn(folder.resolve("key"));
        try (Database database = TestDatabases.h2(folder)) {
            Journal journal = new Journal(database, seal, Clock.systemUTC(), "node-1");
            Entities entities = new Entities(seal, Clock.systemUTC());
            var event = StoreContract.event("e1", "worker.hired.v1", "W-1", 1, "{\"name\":\"" + CANARY + "\"}");
            journal.chained(chain -> database.inTransaction(connection -> {
                journal.append(
                        connection,
                        chain,
                        List.of(new Journal.Draft(1, event, Journal.State.ACCEPTED, List.of(), "test")));
                entities.put(connection, "worker", "W-1", event.effectiveDate(), 1, 1, event.data());
                return null;
            }));
        }
        String file = Files.readString(folder.resolve("throughline.mv.db"), StandardCharsets.ISO_8859_1);
        assertThat(file).contains("worker.hired.v1").doesNotContain("Zephyrine").doesNotContain("Quillfeather");
    }
}
