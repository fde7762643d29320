package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.cli.Cli;
import io.throughline.contract.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import picocli.CommandLine;

/** The product tells where a fact came from and where it went, and proves that its record is what was written. */
@TestMethodOrder(OrderAnnotation.class)
class StoryJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-02T12:00:00Z"));

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
        vendors.hire("0041", "Nora", "Quist", "2026-10-01");
        product.dropAndAwait("workday", "hire.xml", vendors.recentlyEntered("210041"));
        product.eventuallyDone("worker:W-0041", 4);
        product.dropAndAwait(
                "kantata",
                "early.csv",
                """
                time_entry_id,version,worker_id,project_id,work_date,minutes,billable,role,status,approved_by,approved_at,note
                T-7001,1,W-0041,P-1001,2026-10-02,120,Y,CON,approved,W-0010,2026-10-02T12:00:00Z,early
                """);
    }

    @Test
    @Order(1)
    void a_worker_is_told_from_the_file_through_the_mapping_to_the_ids_in_every_system() throws Exception {
        JsonNode trace = product.trace("worker:W-0041");

        JsonNode hired = trace.path("events").get(0);
        assertThat(hired.path("origin").asText()).startsWith("file:workday/hire.xml#");
        assertThat(hired.path("row").asInt()).isEqualTo(1);
        assertThat(hired.path("mapping").path("name").asText())
                .startsWith("workday/")
                .endsWith(".xsl");
        assertThat(hired.path("mapping").path("sha256").asText()).hasSize(64);
        assertThat(hired.path("rules").asText()).matches(".+\\+[0-9a-f]{12}");
        JsonNode employee = step(hired, "netsuite");
        assertThat(employee.path("state").asText()).isEqualTo("DONE");
        assertThat(employee.path("targetReference").asText()).isNotEmpty();
        assertThat(Instant.parse(employee.path("settledAt").asText()))
                .isAfterOrEqualTo(Instant.parse(hired.path("recordedAt").asText()));
        assertThat(texts(trace)).anySatisfy(text -> assertThat(text)
                .contains("worker.hired.v1 of W-0041")
                .contains("hire.xml")
                .contains("translated by workday/"));
        assertThat(texts(trace)).anySatisfy(text -> assertThat(text).matches("erp to netsuite applied as .+"));
        assertThat(trace.path("owed")).isEmpty();
    }

    @Test
    @Order(2)
    void time_that_came_too_early_is_owed_with_the_key_it_waits_for_and_since_when() throws Exception {
        JsonNode trace = product.trace("time:T-7001");

        assertThat(trace.path("events")).isEmpty();
        assertThat(trace.path("owed").get(0).path("awaits").asText()).isEqualTo("project@throughline:P-1001");
        assertThat(trace.path("owed").get(0).path("state").asText()).isEqualTo("PARKED");
        assertThat(Instant.parse(trace.path("owed").get(0).path("since").asText()))
                .isBeforeOrEqualTo(CLOCK.instant());
        JsonNode waiting = product.trace("project:P-1001").path("waitingForIt");
        assertThat(waiting.findValuesAsText("eventId"))
                .contains(trace.path("parked").get(0).path("id").asText());
    }

    @Test
    @Order(3)
    void a_file_is_told_by_its_name_and_by_its_receipt_and_the_command_prints_it_for_people() throws Exception {
        JsonNode byName = product.trace("file:early.csv");
        String receipt = byName.path("files").get(0).path("receipt").asText();

        assertThat(byName.path("parked")).hasSize(1);
        assertThat(byName.path("files").get(0).path("held").asInt()).isEqualTo(1);
        assertThat(product.trace("file:" + receipt).path("parked")).isEqualTo(byName.path("parked"));
        Printed printed = throughline("trace", "file:early.csv");
        assertThat(printed.code()).isZero();
        assertThat(printed.out())
                .contains("file early.csv taken from kantata")
                .contains("owed: ")
                .contains("waits for project@throughline:P-1001");
        assertThat(throughline("trace", "file:nowhere.csv").code()).isEqualTo(1);
    }

    @Test
    @Order(4)
    void whoever_posts_an_event_is_named_in_its_story() throws Exception {
        String event = Files.readString(Path.of("src/test/resources/canonical/worker_hired.json"));
        product.post("/api/v1/events", event.replace("bamboohr-121-1790323964", "posted-1"));

        assertThat(product.read("/api/v1/events/posted-1").path("broughtBy").asText())
                .isEqualTo("operator");
    }

    @Test
    @Order(5)
    void the_running_product_proves_its_record_and_exports_it_with_proof() throws Exception {
        assertThat(product.read("/api/v1/audit/verify").path("intact").asBoolean())
                .isTrue();

        Printed verdict = throughline("audit", "verify");
        assertThat(verdict.out()).startsWith("intact: ");
        assertThat(verdict.code()).isZero();
        Path file = folder.resolve("export.jsonl");
        Printed exported = throughline("audit", "export", "--out", file.toString());
        assertThat(exported.code()).as(exported.err()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSizeGreaterThan(20);
        assertThat(lines.get(0)).contains("\"table\":\"event\"").doesNotContain("Quist");
        assertThat(Json.tree(lines.get(lines.size() - 1)).has("checkpoint")).isTrue();
        assertThat(throughline("audit", "export", "--out", file.toString()).code())
                .isEqualTo(2);
        assertThat(product.get("/api/v1/audit?after=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    @Order(6)
    void a_stopped_product_is_verified_from_its_database_and_what_was_done_to_it_is_named() throws Exception {
        product.product().wiring().stores().database().inTransaction(connection -> connection
                .createStatement()
                .executeUpdate("update event set legal_entity = 'LE-XX' where event_id = 'posted-1'"));
        Printed running = throughline("audit", "verify");
        product.stop();
        Printed stopped = throughline("audit", "verify");

        for (Printed verdict : List.of(running, stopped)) {
            assertThat(verdict.code()).isEqualTo(1);
            assertThat(verdict.out())
                    .contains("CHANGED")
                    .contains("event posted-1 is not what was written")
                    .contains("NOT INTACT");
        }
    }

    private record Printed(int code, String out, String err) {}

    /** The command line with the settings of the product that runs here. */
    private static Printed throughline(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        product.settings().forEach(System::setProperty);
        try {
            CommandLine line = Cli.commandLine();
            line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
            int code = line.execute(arguments);
            return new Printed(code, out.toString(), err.toString());
        } finally {
            product.settings().keySet().forEach(System::clearProperty);
        }
    }

    private static JsonNode step(JsonNode event, String system) {
        for (JsonNode step : event.path("steps")) {
            if (step.path("system").asText().equals(system)) {
                return step;
            }
        }
        throw new AssertionError("no step to " + system + " in " + event);
    }

    private static List<String> texts(JsonNode trace) {
        return trace.path("timeline").findValuesAsText("text");
    }
}
