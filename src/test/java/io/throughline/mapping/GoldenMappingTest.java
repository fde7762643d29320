package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Finds every inbound mapping and every case of it: {@code src/test/resources/mappings/<vendor>/<mapping>/<case>/in.*} with
 * what must come out in {@code out.json}. Run with {@code -Dgolden.write=true} to write {@code out.json} anew, then read
 * the difference.
 */
class GoldenMappingTest {

    private static final Path CASES = Path.of("src/test/resources/mappings");
    private static final ObjectMapper JSON =
            StrictJson.mapper(Limits.DEFAULT).copy().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Map<String, String> SOURCES = Map.ofEntries(
            Map.entry("workday", "urn:mha:hris:workday:mha_demo"),
            Map.entry("bamboohr", "urn:mha:hris:bamboohr:mha"),
            Map.entry("salesforce", "urn:mha:crm:salesforce:00Dhs0000001"),
            Map.entry("kantata", "urn:mha:psa:kantata:41003"),
            Map.entry("netsuite", "urn:mha:erp:netsuite:mha"),
            Map.entry("sap", "urn:mha:erp:sap:s4hclnt100"),
            Map.entry("openair", "urn:mha:psa:openair:mha"),
            Map.entry("hr-pay", "urn:mha:hris:pay:mha"),
            Map.entry("time", "urn:mha:psa:kantata:41003"),
            Map.entry("expenses", "urn:mha:psa:kantata:41003"),
            Map.entry("cloudevents", "urn:mha:integration:canonical:mha"));

    private static Translator translator;
    private static Schemas schemas;

    @BeforeAll
    static void compile() {
        translator = Translator.ofClassPath();
        schemas = Schemas.ofClassPath();
    }

    @AfterAll
    static void close() {
        translator.mappings().close();
    }

    @Test
    void every_inbound_mapping_has_a_case_and_every_case_a_mapping() throws IOException {
        List<String> mappings = translator.mappings().names().stream()
                .filter(name -> name.matches(".*\\.(in|read)\\.(jslt|xsl)"))
                .map(name -> name.replaceAll("\\.(in|read)\\.(jslt|xsl)$", name.contains(".read.") ? ".read" : ""))
                .sorted()
                .toList();
        List<String> tested = inbound()
                .map(folder -> CASES.relativize(folder.getParent()).toString())
                .distinct()
                .sorted()
                .toList();
        assertThat(tested).isEqualTo(mappings);
    }

    @TestFactory
    List<DynamicTest> each_case_gives_what_its_out_file_says() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        inbound()
                .sorted()
                .forEach(folder -> tests.add(DynamicTest.dynamicTest(
                        CASES.relativize(folder).toString(), folder.toUri(), () -> check(folder))));
        return tests;
    }

    @TestFactory
    List<DynamicTest> each_candidate_fits_its_schema_once_its_references_are_resolved() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        inbound()
                .filter(folder -> !folder.getFileName().toString().startsWith("bad-"))
                .filter(folder -> !folder.getParent().toString().endsWith(".read"))
                .sorted()
                .forEach(folder -> tests.add(DynamicTest.dynamicTest(
                        CASES.relativize(folder).toString(), folder.toUri(), () -> fits(folder))));
        return tests;
    }

    private static Stream<Path> inbound() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith("in."))
                    .map(Path::getParent)
                    .toList()
                    .stream();
        }
    }

    private static void check(Path folder) throws IOException {
        JsonNode actual = JSON.readTree(JSON.writeValueAsBytes(translate(folder)));
        Path expected = folder.resolve("out.json");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, JSON.writeValueAsString(actual) + "\n");
        }
        assertThat(actual).as(JSON.writeValueAsString(actual)).isEqualTo(JSON.readTree(expected.toFile()));
    }

    private static void fits(Path folder) throws IOException {
        for (JsonNode row : translate(folder)) {
            assertThat(row.has("violations")).as(row.toPrettyString()).isFalse();
            for (JsonNode candidate : row.path("candidates")) {
                ObjectNode resolved = XrefMarkers.resolve(
                                (ObjectNode) candidate, reference -> java.util.Optional.of(canonical(reference)))
                        .candidate();
                String type = resolved.get("type").asText();
                if (type.startsWith("payroll.")) {
                    continue;
                }
                String object = schemas.objectOf(type).orElseThrow();
                JsonNode data = resolved.get("data");
                if (object.equals("time") && !data.has("workTimeZone")) {
                    ((ObjectNode) data).put("workTimeZone", "America/New_York");
                }
                assertThat(schemas.check(object, data)).as(object + " " + data).isEmpty();
            }
        }
    }

    private static String canonical(XrefMarkers.Reference reference) {
        return reference.prefer() == null ? "X-" + reference.value().replaceAll("\\W", "") : reference.prefer();
    }

    private static ArrayNode translate(Path folder) throws IOException {
        String vendor = CASES.relativize(folder).getName(0).toString();
        Context context = new Context(
                SOURCES.getOrDefault(vendor, "urn:mha:test:" + vendor),
                LocalDate.parse("2026-10-09"),
                Instant.parse("2026-10-09T08:00:00Z"),
                "com.example.");
        Path input;
        try (Stream<Path> files = Files.list(folder)) {
            input = files.filter(file -> file.getFileName().toString().startsWith("in."))
                    .findFirst()
                    .orElseThrow();
        }
        ArrayNode out = JSON.createArrayNode();
        String mapping = CASES.relativize(folder).getName(1).toString();
        if (mapping.endsWith(".read")) {
            Map<String, JsonNode> variables = context.variables(vendor);
            return out.add(translator
                    .mappings()
                    .get(vendor + "/" + mapping + ".jslt")
                    .apply(JSON.readTree(input.toFile()), variables));
        }
        String sender = Map.of("time", "kantata", "expenses", "kantata", "cloudevents", "canonical", "payroll", "datev")
                .getOrDefault(vendor, vendor);
        Translation translation = translator.read(sender, input, context);
        assertThat(translation.mapping()).startsWith(vendor + "/" + mapping + ".in.");
        for (TranslatedRow row : translation.rows()) {
            ObjectNode said = out.addObject();
            said.put("row", row.row().number()).put("pointer", row.pointer());
            if (row.skipped() != null) {
                said.put("skipped", row.skipped());
            }
            row.candidates().forEach(said.withArray("candidates")::add);
            row.violations().forEach(violation -> said.withArray("violations")
                    .add(violation.rule() + " " + violation.pointer() + " " + violation.message()));
        }
        return out;
    }
}
