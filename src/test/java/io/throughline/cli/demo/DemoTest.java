package io.throughline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.throughline.FreePort;
import io.throughline.contract.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The month of the demo firm as one journey through files, JMS, HTTP and polling: the command as a person starts it. */
class DemoTest {

    /** Less than the minute that threads of the embedded broker's clients would keep the process alive. */
    private static final int ENDED_AFTER_REPORT_SECONDS = 45;

    @TempDir
    Path folder;

    @Test
    void october_of_all_entities_comes_out_as_expected_and_the_process_ends() throws Exception {
        Path written = folder.resolve("report.json");
        Path log = folder.resolve("demo.log");
        Process demo = start(written, log);
        JsonNode report;
        boolean ended;
        try {
            report = Awaitility.await()
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> written(written), found -> found.isObject() || !demo.isAlive());
            ended = demo.waitFor(ENDED_AFTER_REPORT_SECONDS, TimeUnit.SECONDS);
        } finally {
            demo.destroyForcibly().waitFor();
        }

        assertThat(report.path("differences").isArray())
                .as(Files.readString(log))
                .isTrue();
        assertThat(report.path("differences")).isEmpty();
        assertThat(ended).as("the process ends after its report").isTrue();
        assertThat(demo.exitValue()).isZero();
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

    private Process start(Path written, Path log) throws IOException {
        ProcessBuilder demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx600m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        "io.throughline.Throughline",
                        "demo",
                        "--json")
                .directory(folder.toFile())
                .redirectOutput(written.toFile())
                .redirectError(log.toFile());
        for (String port : List.of("HTTP", "BROKER", "HAWTIO", "SANDBOX")) {
            demo.environment().put("THROUGHLINE_" + port + "_PORT", Integer.toString(FreePort.next()));
        }
        return demo.start();
    }

    /** What is written so far, or nothing while that is no whole document. */
    private static JsonNode written(Path file) throws IOException {
        try {
            return Json.tree(Files.readAllBytes(file));
        } catch (RuntimeException unfinished) {
            return MissingNode.getInstance();
        }
    }

    private static String classPath() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(given.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
