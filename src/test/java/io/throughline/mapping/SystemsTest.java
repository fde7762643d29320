package io.throughline.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SystemsTest {

    private static Systems of(String... files) {
        TreeMap<String, byte[]> content = new TreeMap<>();
        for (int at = 0; at < files.length; at += 2) {
            content.put(files[at], files[at + 1].getBytes(StandardCharsets.UTF_8));
        }
        return Systems.of(new MappingFiles(content));
    }

    @Test
    void a_folder_with_a_declaration_is_a_system() {
        Systems systems = of(
                "erp/system.json",
                """
                {"source": "urn:x:erp:y:z", "speaks": true, "reference": true,
                 "settings": {"url": "http://127.0.0.1/erp", "client": {"default": "7", "meaning": "Number of the client."}},
                 "operations": {"customer": "upsert", "invoice": "lookup, money", "ping": "none"}}""",
                "crm/system.json",
                "{\"source\": \"urn:x:crm:y:z\", \"speaks\": true}",
                "codes/role.csv",
                "a",
                "crm/lib/system.json",
                "not even JSON");
        assertThat(systems.speaking()).containsExactly("erp", "crm");
        assertThat(systems.targets()).containsExactly("erp");
        Systems.Declared erp = systems.find("erp").orElseThrow();
        assertThat(erp.operations())
                .containsExactly(
                        new Systems.Operation("customer", "upsert", false),
                        new Systems.Operation("invoice", "lookup", true),
                        new Systems.Operation("ping", "none", false));
        assertThat(erp.settings())
                .contains(new Systems.Setting("client", "7", "Number of the client."))
                .contains(new Systems.Setting("timeout", "30000", ""))
                .contains(new Systems.Setting("token-url", "http://127.0.0.1/erp", ""));
        assertThat(systems.find("crm").orElseThrow().settings()).isEmpty();
    }

    @Test
    void what_is_wrong_in_a_declaration_is_named() {
        assertThatThrownBy(() -> of("erp/system.json", "{}")).hasMessage("mappings/erp/system.json has no source");
        assertThatThrownBy(() ->
                        of("erp/system.json", "{\"source\": \"x\", \"operations\": {\"invoice\": \"twice, money\"}}"))
                .hasMessageContaining("operation invoice is \"twice, money\"");
        assertThatThrownBy(() ->
                        of("erp/system.json", "{\"source\": \"x\", \"operations\": {\"invoice\": \"upsert, cash\"}}"))
                .hasMessageContaining("upsert, lookup or none");
    }

    @Test
    void the_firm_is_there() {
        assertThat(Systems.shipped().speaking())
                .startsWith("netsuite")
                .contains("workday", "salesforce", "kantata", "adp", "canonical");
        assertThat(Systems.shipped().targets()).contains("scim", "netsuite", "kantata", "salesforce", "adp");
        assertThat(Map.of("scim", false, "workday", true)).allSatisfy((name, speaks) -> assertThat(
                        Systems.shipped().find(name).orElseThrow().speaks())
                .isEqualTo(speaks));
    }
}
