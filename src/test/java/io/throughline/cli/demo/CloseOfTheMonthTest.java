package io.throughline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.FreePort;
import io.throughline.Settings;
import io.throughline.cli.Cli;
import io.throughline.contract.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The month of the demo firm is closed: what its systems have is fetched, held against each other, and the periods move on. */
class CloseOfTheMonthTest {

    private static final List<String> OF_THE_COMMAND_LINE =
            List.of("throughline.http.port", "throughline.data.dir", "throughline.exchange.dir");
    private static final List<String> ENTITIES = List.of("LE-JP", "LE-DE", "LE-US");

    @TempDir
    Path folder;

    private Stage stage;
    private String said;

    @AfterEach
    void close() {
        OF_THE_COMMAND_LINE.forEach(System::clearProperty);
        stage.close();
    }

    @Test
    void a_month_is_fetched_reconciled_and_closed_and_late_time_goes_to_the_next() throws Exception {
        stage = Stage.open(Settings.of(ports()), folder, false, new DemoClock(Month.begin()));
        Vendors vendors = new Vendors(stage.sandbox(), stage.settings());
        var stores = stage.product().wiring().stores();
        Books books = new Books(stores.database(), stores.journal());
        Doors doors = new Doors(stage);
        new Month(stage, doors, vendors, new OpenAirTime(stage.sandbox()), books).play(title -> {});
        OF_THE_COMMAND_LINE.forEach(
                key -> System.setProperty(key, stage.settings().get(key)));

        LedgerOfTheMonth ledger = new LedgerOfTheMonth(stage, folder, this::run);
        ledger.expenses(doors, books);
        everything_is_fetched();
        ledger.everything_agrees();
        ledger.figures_changed_by_hand_are_differences_with_owner_and_money();
        what_came_as_files_is_the_difference();
        the_periods_close_in_their_order();
        late_time_is_posted_in_november(vendors, books);
    }

    private void everything_is_fetched() {
        for (String entity : ENTITIES) {
            assertThat(run("extract", "--entity", entity, "--period", "2026-10"))
                    .as(said)
                    .isZero();
            assertThat(said)
                    .containsPattern("psa_time +(kantata|openair) +[1-9]")
                    .containsPattern("erp_time .*[1-9]");
            run("reconcile", "--entity", entity, "--period", "2026-10");
            assertThat(said).containsPattern("C3 +MATCHED").doesNotContain("NOT_CHECKED");
            for (int check = 1; check <= 12; check++) {
                assertThat(said).containsPattern("(?m)^C" + check + " +(MATCHED|DIFFERENT) ");
            }
        }
        assertThat(run("extract", "--entity", "LE-US", "--period", "2026-10", "--json"))
                .isZero();
        Map<String, String> fetched = new TreeMap<>();
        Json.tree(said)
                .path("inputs")
                .forEach(input -> fetched.put(
                        input.path("input").asText(),
                        input.path("systems").path(0).asText() + " "
                                + input.path("rows").asText()));
        assertThat(fetched)
                .containsEntry("psa_time", "kantata 268")
                .containsEntry("billed_erp", "netsuite 7")
                .containsEntry("expenses_psa", "kantata 2")
                .containsEntry("payroll_journal", "adp 3")
                .containsEntry("utilization_report", "reporting 20")
                .containsKeys("erp_time", "payroll_hours");
    }

    /** The first half of October was dropped as files, so that no PSA has it; the ERP never got a day after the last one. */
    private void what_came_as_files_is_the_difference() throws IOException {
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (DemoData.Day day :
                DemoData.time(List.of("LE-US"), LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 15))) {
            if (!day.projectId().equals("P-1015")) {
                expected.merge(day.workerId() + " " + day.projectId(), day.hours(), BigDecimal::add);
            }
        }
        expected.merge(
                DemoData.AFTER_TERMINATION.workerId() + " " + DemoData.AFTER_TERMINATION.projectId(),
                DemoData.AFTER_TERMINATION.hours().negate(),
                BigDecimal::add);
        Path rows = folder.resolve("c1.csv");
        assertThat(run(
                        "reconcile",
                        "--entity",
                        "LE-US",
                        "--period",
                        "2026-10",
                        "--check",
                        "C1",
                        "--format",
                        "csv",
                        "--out",
                        rows.toString()))
                .isEqualTo(1);
        Map<String, BigDecimal> found = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(rows)) {
            csv.stream()
                    .filter(row -> row.getField("outside").equals("true"))
                    .filter(row -> row.getField("key").contains(" ")
                            && !row.getField("key").endsWith("P-1015"))
                    .forEach(row -> {
                        assertThat(row.getField("class"))
                                .as(row.getField("key"))
                                .isIn("VALUE", "ERP_ORPHAN");
                        found.put(row.getField("key"), new BigDecimal(row.getField("difference")));
                    });
        }
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((key, hours) -> assertThat(hours)
                .as(key)
                .isCloseTo(expected.get(key), org.assertj.core.data.Offset.offset(new BigDecimal("0.01"))));
    }

    private void the_periods_close_in_their_order() throws IOException {
        assertThat(run("periods", "list", "--entity", "LE-US")).isZero();
        assertThat(said).containsPattern("LE-US +2026-10 +OPEN");
        assertThat(period("close", "LE-US")).isEqualTo(1);
        assertThat(said).contains("only a soft-closed period can be closed");
        for (String entity : ENTITIES) {
            assertThat(period("soft-close", entity)).as(said).isZero();
        }
        assertThat(period("close", "LE-US")).isEqualTo(1);
        assertThat(said)
                .contains("C1 has ", " rows outside tolerance")
                .doesNotContain("is not checked")
                .contains("LE-JP 2026-10 ended earlier and is SOFT_CLOSED, it closes first")
                .contains("nothing was changed");
        for (String entity : ENTITIES) {
            accept(entity);
            assertThat(period("close", entity)).as(said).isZero();
            assertThat(said).containsPattern(entity + " +2026-10 +CLOSED");
        }
        assertThat(folder.resolve("data/close/LE-US-2026-10/close-pack.json")).exists();
        assertThat(actions())
                .contains(
                        "period.closed.refused operator period:LE-US-2026-10",
                        "period.softclosed operator period:LE-JP-2026-10",
                        "period.closed operator period:LE-US-2026-10");
    }

    private void late_time_is_posted_in_november(Vendors vendors, Books books) {
        int before = books.events("time.approved.v1");
        vendors.approve(vendors.enterTime(List.of(
                new DemoData.Day("W-0002", "P-1003", LocalDate.of(2026, 10, 30), new BigDecimal("0.5"), true))));
        books.awaitEvents("time.approved.v1", before + 1);
        books.awaitQuiet();
        List<JsonNode> posted = new java.util.ArrayList<>();
        vendors.records("netsuite").forEach(record -> {
            if (record.path("recordType").asText().equals("timeBill")
                    && record.path("tranDate").asText().startsWith("2026-11")) {
                posted.add(record);
            }
        });
        assertThat(posted)
                .singleElement()
                .satisfies(record -> assertThat(record.path("memo").asText()).endsWith(", worked 2026-10-30"));
    }

    private void accept(String entity) throws IOException {
        Path own = stage.exchange().resolve("close").resolve(entity + "-2026-10");
        StringBuilder accepted = new StringBuilder("check,outside,note,by\n");
        for (int check = 1; check <= 12; check++) {
            accepted.append("C").append(check).append(",100,looked at,controller\n");
        }
        Files.writeString(own.resolve("accepted.csv"), accepted + "PACK,1000000,looked at,controller\n");
    }

    private List<String> actions() {
        return stage.product().wiring().stores().database().read(connection -> {
            List<String> actions = new java.util.ArrayList<>();
            try (var rows = connection
                    .prepareStatement("select action, actor, subject from audit where subject like 'period:%'")
                    .executeQuery()) {
                while (rows.next()) {
                    actions.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
                }
            }
            return actions;
        });
    }

    private int period(String move, String entity) {
        return run("periods", move, "--entity", entity, "--period", "2026-10", "--reason", "month end");
    }

    private int run(String... args) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Cli.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        int code = commandLine.execute(args);
        said = out.toString();
        return code;
    }

    private static Map<String, String> ports() {
        Map<String, String> ports = new HashMap<>();
        for (String port : List.of("http", "broker", "hawtio", "sandbox")) {
            ports.put("throughline." + port + ".port", Integer.toString(FreePort.next()));
        }
        return ports;
    }
}
