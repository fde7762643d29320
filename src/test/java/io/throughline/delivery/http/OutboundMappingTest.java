package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Repeatability;
import io.throughline.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OutboundMappingTest {

    private static final Path MAPPINGS = Path.of("mappings");
    private static final Path CASES = Path.of("src/test/resources/outbound");
    private static final Set<String> KINDS = Set.of("out", "find", "found", "answer");

    private static Mappings compiled;
    private static Outbound mappings;

    @BeforeAll
    static void compile() {
        compiled = Mappings.ofClassPath();
        mappings = new Outbound(compiled);
    }

    @AfterAll
    static void close() {
        compiled.close();
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(MAPPINGS)) {
            return files.filter(file -> file.toString().endsWith(".jslt"))
                    .map(file -> MAPPINGS.relativize(file).toString().replace(".jslt", ""))
                    .filter(name -> KINDS.contains(name.substring(name.lastIndexOf('.') + 1)))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> cases(String mapping) throws IOException {
        Path folder = CASES.resolve(mapping);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> cases = Files.list(folder)) {
            return cases.filter(Files::isDirectory).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> every_case_gives_the_document_that_is_written_down() throws IOException {
        List<DynamicTest> tests = new java.util.ArrayList<>();
        for (String mapping : files()) {
            for (Path folder : cases(mapping)) {
                tests.add(DynamicTest.dynamicTest(mapping + " " + folder.getFileName(), () -> {
                    JsonNode in = Json.MAPPER.readTree(Files.readAllBytes(folder.resolve("in.json")));
                    JsonNode out = Json.MAPPER.readTree(Files.readAllBytes(folder.resolve("out.json")));
                    JsonNode written = Json.MAPPER.readTree(Json.bytes(mappings.apply(mapping, in)));
                    assertThat(written).isEqualTo(out);
                    if (mapping.endsWith(".out")) {
                        assertThat(
                                        written.has("file")
                                                ? OutboundDocument.of(written).name()
                                                : HttpCall.of(written).method())
                                .isNotEmpty();
                    }
                }));
            }
        }
        return tests.stream();
    }

    @Test
    void every_mapping_has_at_least_one_case() throws IOException {
        for (String mapping : files()) {
            assertThat(cases(mapping)).as("cases of %s", mapping).isNotEmpty();
        }
    }

    @Test
    void every_mapping_belongs_to_an_operation_that_says_how_it_is_repeated_and_the_other_way_round()
            throws IOException {
        Set<String> declared = Connectors.operations().stream()
                .map(operation -> operation.mapping("out"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> written =
                files().stream().filter(name -> name.endsWith(".out")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(written).isEqualTo(declared);
    }

    @Test
    void operations_that_look_up_have_mappings_for_it_and_upserts_may_have_them() {
        for (Operation operation : Connectors.operations()) {
            boolean asks = mappings.has(operation.mapping("find"));
            if (operation.repeatability() != Repeatability.UPSERT) {
                assertThat(asks).as("%s.find", operation).isEqualTo(operation.repeatability() == Repeatability.LOOKUP);
            }
            assertThat(mappings.has(operation.mapping("found")))
                    .as("%s.found", operation)
                    .isEqualTo(asks);
        }
    }
}
