package io.throughline.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the mappings for SAP write is, element for element and in the same order, what the firm's samples hold. */
class SapSamplesTest {

    private static final Path SAMPLES = Path.of("src/main/resources/samples/sap");
    private static final Path CASES = Path.of("src/test/resources/outbound/sap");

    private static Mappings compiled;

    @BeforeAll
    static void compile() {
        compiled = Mappings.ofClassPath();
    }

    @AfterAll
    static void close() {
        compiled.close();
    }

    private static JsonNode mapped(String mapping, String golden) throws IOException {
        JsonNode in =
                Json.MAPPER.readTree(Files.readAllBytes(CASES.resolve(golden).resolve("in.json")));
        return new Outbound(compiled).apply("sap/" + mapping, in);
    }

    @Test
    void the_invoice_of_338_hours_is_the_sample_of_P_1004() throws IOException {
        byte[] written =
                HttpCall.of(mapped("invoice.out", "invoice.out/P-1004")).body();
        byte[] sample = Files.readAllBytes(SAMPLES.resolve("ACC_DOCUMENT05_invoice_P-1004.xml"));

        assertThat(XmlTree.read(written).toString())
                .isEqualTo(XmlTree.read(sample).toString());
    }

    @Test
    void a_day_is_the_sample_of_an_entry_and_its_correction_that_of_a_change() throws IOException {
        JsonNode sample = Json.MAPPER.readTree(Files.readAllBytes(SAMPLES.resolve("s4_timesheet_entry.json")));

        assertThat(mapped("time.out", "time.out/a-day").path("body")).isEqualTo(sample.path("create"));
        assertThat(mapped("time.found", "time.found/older-version").at("/instead/body"))
                .isEqualTo(sample.path("correct"));
    }
}
