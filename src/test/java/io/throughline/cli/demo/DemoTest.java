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
    void october_of_all_entities_comes_out_as_expected() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        boolean asExpected = new Demo(Settings.of(ports()), false, true, out).play();
        JsonNode report = Json.tree(written.toByteArray());

        assertThat(report.path("differences").isArray()).isTrue();
        assertThat(report.path("differences")).isEmpty();
        assertThat(asExpected).isTrue();
        Map.of(
                        "P-1001", "175602.00",
                        "P-1003", "149152.00",
                        "P-1004", "55538.00",
                        "P-1006", "49076.00",
                        "P-1007", "8958600",
                        "P-1009", "102270.00",
                        "P-1011", "6500.00",
                        "P-1013", "7280.00",
                        "P-1014", "41168.00")
                .forEach((project, amount) -> assertThat(
                                project(report, project).path("invoiced").asText())
                        .as(project)
                        .isEqualTo(amount));
        assertThat(project(report, "P-1003").path("invoices").asInt()).isEqualTo(2);
        assertThat(project(report, "P-1010").path("invoiced").asText())
                .as("the fee of a retainer")
                .isEqualTo("18000.00");
        assertThat(project(report, "P-1002").path("hours").asText()).isEqualTo("431.99");
        assertThat(report.path("payroll")).hasSize(40);
        assertThat(report.path("batches").findValuesAsText("legalEntity"))
                .containsExactly("LE-DE", "LE-JP", "LE-US", "LE-US");
        assertThat(report.path("batches").findValuesAsText("file")).doesNotContain("none");
        assertThat(report.path("utilization")).hasSize(44);
        JsonNode firm = report.path("utilization").path(43);
        assertThat(firm.path("id").asText()).isEqualTo("*");
        assertThat(firm.path("utilization").asText()).isEqualTo("0.8323");
        assertThat(report.path("systems").findValuesAsText("system"))
                .containsExactly(
                        "adp",
                        "datev",
                        "einvoice",
                        "kantata",
                        "netsuite",
                        "openair",
                        "payroll-jp",
                        "salesforce",
                        "sap",
                        "scim");
        assertThat(report.path("systems"))
                .allSatisfy(
                        system -> assertThat(system.path("duplicates").asInt()).isZero());
        assertThat(report.path("eventsIn").fieldNames())
                .toIterable()
                .contains(
                        "file:netsuite",
                        "file:workday",
                        "file:bamboohr",
                        "file:kantata",
                        "file:openair",
                        "jms:intake.salesforce",
                        "http:/hooks/salesforce",
                        "http:/api/v1/events",
                        "poll:kantata",
                        "poll:openair",
                        "poll:workday",
                        "read:bamboohr");
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
