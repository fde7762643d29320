package io.throughline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.FreePort;
import io.throughline.Settings;
import io.throughline.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The month of the demo firm as one journey through files, JMS, HTTP and polling. */
class DemoTest {

    @Test
    void october_of_the_us_entity_comes_out_as_expected() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        boolean asExpected = new Demo(Settings.of(ports()), false, true, out).play();
        JsonNode report = Json.tree(written.toByteArray());

        assertThat(report.path("differences").isArray()).isTrue();
        assertThat(report.path("differences")).isEmpty();
        assertThat(asExpected).isTrue();
        assertThat(project(report, "P-1001").path("invoiced").asText()).isEqualTo("175602.00");
        assertThat(project(report, "P-1003").path("invoiced").asText()).isEqualTo("149152.00");
        assertThat(project(report, "P-1003").path("invoices").asInt()).isEqualTo(2);
        assertThat(project(report, "P-1013").path("invoiced").asText()).isEqualTo("7280.00");
        assertThat(project(report, "P-1010").path("invoiced").asText())
                .as("the fee of a retainer")
                .isEqualTo("18000.00");
        assertThat(project(report, "P-1002").path("hours").asText()).isEqualTo("431.99");
        assertThat(report.path("payroll")).hasSize(40);
        JsonNode entity = report.path("utilization").path(20);
        assertThat(entity.path("id").asText()).isEqualTo("LE-US");
        assertThat(entity.path("utilization").asText()).isEqualTo("0.8612");
        assertThat(report.path("systems")).hasSize(5).allSatisfy(system -> {
            assertThat(system.path("duplicates").asInt()).isZero();
            assertThat(system.path("writes").asInt()).isPositive();
        });
        assertThat(report.path("systems"))
                .filteredOn(system -> system.path("system").asText().equals("netsuite"))
                .singleElement()
                .satisfies(erp -> assertThat(erp.path("records").path("journalEntry").asInt())
                        .as("revenue of October, one posting per contract")
                        .isEqualTo(6));
        assertThat(report.path("eventsIn").fieldNames())
                .toIterable()
                .contains(
                        "file:netsuite",
                        "file:workday",
                        "file:kantata",
                        "jms:intake.salesforce",
                        "http:/hooks/salesforce",
                        "http:/api/v1/events",
                        "poll:kantata",
                        "poll:workday");
    }

    private static JsonNode project(JsonNode report, String id) {
        for (JsonNode line : report.path("projects")) {
            if (line.path("projectId").asText().equals(id)) {
                return line;
            }
        }
        throw new AssertionError("the report has no project " + id);
    }

    private static Map<String, String> ports() {
        Map<String, String> ports = new HashMap<>();
        for (String port : List.of("http", "broker", "hawtio", "sandbox")) {
            ports.put("throughline." + port + ".port", Integer.toString(FreePort.next()));
        }
        return ports;
    }
}
