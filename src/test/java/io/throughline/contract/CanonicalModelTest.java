package io.throughline.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas, the records and the published samples say the same. */
class CanonicalModelTest {

    private final SchemaWalk walk = new SchemaWalk();

    static Set<String> names() {
        return CanonicalSchemas.RECORDS.keySet();
    }

    @Test
    void every_schema_has_a_record() throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> folder = Files.list(CanonicalSchemas.FOLDER)) {
            folder.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".schema.json"))
                    .map(file -> file.replace(".schema.json", ""))
                    .filter(name -> !name.equals("common"))
                    .forEach(files::add);
        }
        assertThat(files).isEqualTo(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_schema_and_its_record_have_the_same_fields_and_types(String name) {
        walk.sameFields(name, CanonicalSchemas.document(name), CanonicalSchemas.RECORDS.get(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void what_a_schema_requires_is_enough_for_the_record_and_each_field_of_it_is_needed_by_both(String name) {
        ObjectNode least = walk.instance(CanonicalSchemas.document(name), false);
        accepted(name, least);
        List<List<String>> paths = new ArrayList<>();
        required(CanonicalSchemas.document(name), least, List.of(), paths);
        assertThat(paths).isNotEmpty();
        for (List<String> path : paths) {
            ObjectNode without = without(least, path);
            String field = path.get(path.size() - 1);
            assertThat(CanonicalSchemas.errors(name, without))
                    .as(name + " without " + path)
                    .isNotEmpty();
            assertThatThrownBy(() -> Json.read(without, CanonicalSchemas.RECORDS.get(name)))
                    .as(name + " without " + path)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(field);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_instance_with_every_field_survives_the_record_unchanged(String name) {
        ObjectNode all = walk.instance(CanonicalSchemas.document(name), true);
        accepted(name, all);
        assertThat(Json.write(Json.read(all, CanonicalSchemas.RECORDS.get(name))))
                .isEqualTo(Json.write(all));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_field_nobody_knows_is_ignored(String name) {
        ObjectNode more = walk.instance(CanonicalSchemas.document(name), false).put("laterInvention", 1);
        accepted(name, more);
    }

    @ParameterizedTest
    @CsvSource({
        "worker_hired.json, worker",
        "worker_org_changed.json, worker-change",
        "opportunity_won.json, opportunity",
        "time_approved.json, time",
        "invoice_issued.json, invoice",
        "alert_time_transfer_failed.json, alert"
    })
    void every_published_sample_is_valid_and_survives_its_record(String file, String name) throws IOException {
        JsonNode data = Json.tree(Files.readAllBytes(Path.of("src/test/resources/canonical", file)))
                .path("data");
        assertThat(CanonicalSchemas.errors(name, data)).isEmpty();
        JsonNode back = Json.tree(Json.write(Json.read(data, CanonicalSchemas.RECORDS.get(name))));
        assertThat(back).isEqualTo(withoutNulls(data));
    }

    @Test
    void the_table_of_samples_leaves_none_out() throws IOException {
        try (Stream<Path> folder = Files.list(Path.of("src/test/resources/canonical"))) {
            assertThat(folder.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "worker_hired.json",
                            "worker_org_changed.json",
                            "opportunity_won.json",
                            "time_approved.json",
                            "invoice_issued.json",
                            "alert_time_transfer_failed.json");
        }
    }

    private static void accepted(String name, JsonNode instance) {
        assertThat(CanonicalSchemas.errors(name, instance)).as(name).isEmpty();
        assertThat(Json.read(instance, CanonicalSchemas.RECORDS.get(name))).isNotNull();
    }

    private void required(JsonNode schema, JsonNode instance, List<String> at, List<List<String>> paths) {
        JsonNode node = walk.resolve(schema);
        if (SchemaWalk.kind(node).equals("array")) {
            required(node.path("items"), instance.path(0), append(at, "0"), paths);
            return;
        }
        for (JsonNode name : node.path("required")) {
            List<String> path = append(at, name.asText());
            paths.add(path);
            required(node.path("properties").path(name.asText()), instance.path(name.asText()), path, paths);
        }
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static ObjectNode without(ObjectNode instance, List<String> path) {
        ObjectNode copy = instance.deepCopy();
        JsonNode parent = copy;
        for (String name : path.subList(0, path.size() - 1)) {
            parent = parent.isArray() ? parent.path(Integer.parseInt(name)) : parent.path(name);
        }
        ((ObjectNode) parent).remove(path.get(path.size() - 1));
        return copy;
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode out = object.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (!field.getValue().isNull()) {
                    out.set(field.getKey(), withoutNulls(field.getValue()));
                }
            }
            return out;
        }
        return node;
    }
}
