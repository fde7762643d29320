package io.throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of one transaction are written and encrypted once. */
class BodiesTest {

    @TempDir
    Path folder;

    private Seal seal;
    private Bodies bodies;

    @BeforeEach
    void open() throws Exception {
        seal = Seal.withKeyIn(folder.resolve("key"));
        bodies = new Bodies(seal);
    }

    @Test
    void one_document_is_encrypted_once_and_another_that_says_the_same_for_itself() {
        JsonNode document = Json.tree("{\"pay\":\"100.00\"}");
        JsonNode twin = Json.tree("{\"pay\":\"100.00\"}");

        assertThat(bodies.sealed(document)).isSameAs(bodies.sealed(document));
        assertThat(bodies.sealed(twin)).isNotEqualTo(bodies.sealed(document));
        assertThat(new String(bodies.plain(document), StandardCharsets.UTF_8)).isEqualTo("{\"pay\":\"100.00\"}");
        assertThat(seal.openJson(bodies.sealed(twin))).isEqualTo(document);
    }

    @Test
    void what_was_prepared_beside_each_other_belongs_to_its_own_document() {
        List<JsonNode> documents = new ArrayList<>();
        for (int n = 0; n < 200; n++) {
            documents.add(Json.tree("{\"n\":" + n + "}"));
        }

        bodies.prepare(documents);

        for (JsonNode document : documents) {
            assertThat(seal.openJson(bodies.sealed(document))).isEqualTo(document);
            assertThat(bodies.sealed(document)).isSameAs(bodies.sealed(document));
        }
    }
}
