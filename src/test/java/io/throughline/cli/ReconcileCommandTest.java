package io.throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.http.OperatorKey;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A month is reconciled on the command line, with a product that runs and without. */
class ReconcileCommandTest extends CommandLineFixture {

    private static final String[] OCTOBER = {"reconcile", "--entity", "LE-US", "--period", "2026-10"};

    private Path extracts;

    @BeforeEach
    void aStoppedProductAndTheFilesOfItsSystems() throws IOException {
        server.stop(0);
        extracts = Files.createDirectories(data.resolve("extracts"));
        Seal seal = Seal.withKeyIn(data.resolve("payload.key"));
        OperatorKey.at(data.resolve("operator.key"));
        try (Database database =
                new Database(Database.embeddedUrl(data.resolve("throughline")), "throughline", "", "kill")) {
            database.inTransaction(connection -> {
                new Entities(seal, Clock.systemUTC())
                        .put(
                                connection,
                                "legal-entity",
                                "LE-US",
                                LocalDate.of(2026, 1, 1),
                                1,
                                1,
                                Json.tree("{\"timeZone\":\"America/New_York\"}"));
                return null;
            });
        }
        Files.write(
                extracts.resolve("psa_time.csv"),
                List.of(
                        "entry_id,worker_id,project_id,work_date,hours,bill_rate,currency",
                        "T-1,W-1,P-1,2026-10-05,8.00,215,USD",
                        "T-2,=W-2,P-1,2026-10-05,7.50,150,USD"));
        Files.write(
                extracts.resolve("erp_time.csv"),
                List.of("entry_id,worker_id,project_id,work_date,hours", "T-1,W-1,P-1,2026-10-05,8.00"));
    }

    @Test
    void what_is_outside_tolerance_is_shown_and_ends_with_1() {
        assertThat(reconcile("--check", "C1")).isEqualTo(1);

        assertThat(out.toString())
                .contains("Reconciliation of LE-US 2026-10, period closes at 2026-11-01T04:00:00Z")
                .containsPattern("C1 +DIFFERENT +2 +1 +1125.00 +Time: PSA = ERP = payroll")
                .contains("NOT_CHECKED: no payroll_hours extract for LE-US 2026-10")
                .containsPattern("C1 +=W-2 P-1 +TRANSFER_MISSING +7.50 +0.00 +-7.50 +h +1125.00 ")
                .contains("in the way: C1 has 1 rows outside tolerance");
    }

    @Test
    void every_row_is_written_as_csv_and_as_json() throws IOException {
        Path file = data.resolve("rows.csv");

        assertThat(reconcile("--check", "C1", "--format", "csv", "--out", file.toString()))
                .isEqualTo(1);
        assertThat(reconcile("--check", "C1", "--json")).isEqualTo(1);

        assertThat(Files.readAllLines(file))
                .contains(
                        "check,key,unit,expected,actual,difference,class,cause,owner,at_risk,outside",
                        "C1,'=W-2 P-1,h,7.50,0.00,-7.50,TRANSFER_MISSING,T-2 is not in the ERP: it has not arrived here,delivery"
                                + " operations,1125.00,true",
                        "C1,W-1 P-1,h,8.00,8.00,0.00,MATCH,,delivery operations,,false");
        assertThat(out.toString().lines().map(Json::tree).map(row -> row.path("class")
                        .asText()))
                .containsExactlyInAnyOrder("MATCH", "TRANSFER_MISSING", "NOT_CHECKED");
        assertThat(out.toString()).contains("\"at_risk\":\"1125.00\"");
    }

    @Test
    void what_somebody_answers_for_is_no_obstacle() throws IOException {
        Files.write(
                extracts.resolve("accepted.csv"),
                List.of("check,outside,note,by", "C1,1,\"posted on 2 November, JE 4711\",controller"));

        assertThat(reconcile("--check", "C1")).isZero();

        assertThat(out.toString())
                .contains("accepted  C1, 1 rows, by controller: posted on 2 November, JE 4711")
                .contains("nothing stands in the way of signing off");
    }

    @Test
    void all_twelve_checks_run_when_none_is_named() {
        assertThat(reconcile()).isEqualTo(1);

        assertThat(out.toString())
                .contains("C12", "in the way: C4 is not checked: no revenue_erp extract for LE-US 2026-10");
    }

    @Test
    void a_pack_is_made_and_found_genuine_until_somebody_touches_it() throws IOException {
        Path file = data.resolve("pack.json");

        assertThat(reconcile("--pack", "--out", file.toString())).isZero();
        assertThat(run("reconcile", "--verify", file.toString())).isZero();
        assertThat(out.toString()).contains("Close pack of LE-US, 2026-10").contains("pack.json is genuine");

        Files.writeString(file, Files.readString(file).replace("\"approved\":0", "\"approved\":1"));
        assertThat(run("reconcile", "--verify", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("pack.json is NOT genuine");
    }

    @Test
    void a_product_that_runs_writes_the_files_itself() throws IOException {
        reconcile("--check", "C1");
        String folder = data.resolve("close").resolve("LE-US-2026-10").toString();
        Files.delete(data.resolve("throughline.mv.db"));
        start();
        answers.put(
                "POST /api/v1/close/LE-US/2026-10/extract",
                "200 " + Json.mapper().createObjectNode().put("folder", folder));
        answers.put("POST /api/v1/close/LE-US/2026-09/extract", "404 {\"detail\":\"no legal entity LE-US is known\"}");

        assertThat(reconcile("--check", "C1")).isEqualTo(1);
        assertThat(requests).singleElement().asString().startsWith("POST /api/v1/close/LE-US/2026-10/extract Bearer ");
        assertThat(run("reconcile", "--entity", "LE-US", "--period", "2026-09")).isEqualTo(2);
        assertThat(err.toString()).contains("no legal entity LE-US is known");
    }

    @Test
    void wrong_use_is_said() {
        assertThat(run("reconcile")).isEqualTo(2);
        assertThat(reconcile("--check", "C99")).isEqualTo(2);
        assertThat(err.toString()).contains("say what to reconcile").contains("there is no check C99");
    }

    private int reconcile(String... further) {
        String[] all = new String[OCTOBER.length + 2 + further.length];
        System.arraycopy(OCTOBER, 0, all, 0, OCTOBER.length);
        all[OCTOBER.length] = "--extracts";
        all[OCTOBER.length + 1] = extracts.toString();
        System.arraycopy(further, 0, all, OCTOBER.length + 2, further.length);
        return run(all);
    }
}
