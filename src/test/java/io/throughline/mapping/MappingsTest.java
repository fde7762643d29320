package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingsTest {

    @TempDir
    Path folder;

    @Test
    void mappings_are_found_in_a_jar_as_they_are_in_a_folder() throws IOException {
        Path jar = folder.resolve("app.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("mappings/"));
            out.putNextEntry(new JarEntry("mappings/x/"));
            out.putNextEntry(new JarEntry("mappings/x/a.in.jslt"));
            out.write("{\"b\": .a}".getBytes(StandardCharsets.UTF_8));
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            MappingFiles files = MappingFiles.ofClassPath("mappings", loader);
            assertThat(files.files()).containsOnlyKeys("x/a.in.jslt");
        }
    }

    @Test
    void a_mapping_that_does_not_compile_stops_the_start_and_is_named() {
        assertThatThrownBy(() -> mappings("x/a.in.jslt", "{\"b\": }"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("x/a.in.jslt does not compile");
        assertThatThrownBy(() -> mappings("x/b.in.xsl", "<xsl:stylesheet/>"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("x/b.in.xsl does not compile");
    }

    @Test
    void a_stylesheet_translates_JSON_into_JSON_too() throws IOException {
        String stylesheet =
                """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:output method="json"/>
                  <xsl:param name="input"/>
                  <xsl:param name="vendor"/>
                  <xsl:template name="xsl:initial-template">
                    <xsl:sequence select="map{'name': $vendor || ' ' || $input?name}"/>
                  </xsl:template>
                </xsl:stylesheet>
                """;
        ObjectMapper json = new ObjectMapper();
        try (Mappings mappings = mappings("x/a.out.xsl", stylesheet)) {
            Map<String, JsonNode> variables = Map.of("vendor", json.readTree("\"adp\""));
            assertThat(mappings.get("x/a.out.xsl").apply(json.readTree("{\"name\":\"Zhou\"}"), variables))
                    .isEqualTo(json.readTree("{\"name\":\"adp Zhou\"}"));
        }
    }

    @Test
    void the_version_of_a_mapping_changes_with_its_text() {
        try (Mappings one = mappings("x/a.in.jslt", ".a");
                Mappings same = mappings("x/a.in.jslt", ".a");
                Mappings other = mappings("x/a.in.jslt", ".b")) {
            assertThat(one.get("x/a.in.jslt").version())
                    .isEqualTo(same.get("x/a.in.jslt").version())
                    .isNotEqualTo(other.get("x/a.in.jslt").version());
        }
    }

    @Test
    void a_mapping_that_calls_itself_without_end_fails_alone() throws IOException {
        try (Mappings mappings = mappings("x/a.in.jslt", "def f(n) 1 + f($n + 1)\nf(.a)")) {
            Mapping mapping = mappings.get("x/a.in.jslt");
            JsonNode input = new ObjectMapper().readTree("{\"a\":1}");
            assertThatThrownBy(() -> mapping.apply(input, Map.of()))
                    .isInstanceOf(MappingFailure.class)
                    .hasMessageContaining("without end");
        }
    }

    @Test
    void a_code_table_that_names_a_code_twice_is_refused() {
        assertThatThrownBy(() -> mappings("codes/role.csv", "vendor,code,canonical\nx,1,A\nx,1,B\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("role has 1 of x twice");
    }

    private static Mappings mappings(String name, String text) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return new Mappings(new MappingFiles(files), Duration.ofSeconds(30));
    }
}
