package faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The product's mapping of a person, with the idempotency key in a header as a target with keys wants it. */
final class KeyHeader {

    private KeyHeader() {}

    /** A folder of resources that hide the product's mapping. */
    static Path in(Path folder) throws IOException {
        Path file = folder.resolve("keyed/mappings/kantata/user.out.jslt");
        Files.createDirectories(file.getParent());
        String mapping = Files.readString(Path.of("mappings/kantata/user.out.jslt"));
        String keyed = mapping.replace(
                " \"path\": [\"users\"],",
                " \"path\": [\"users\"],\n \"headers\": {\"Idempotency-Key\": .idempotencyKey},");
        assertThat(keyed).isNotEqualTo(mapping);
        Files.writeString(file, keyed);
        return folder.resolve("keyed");
    }
}
