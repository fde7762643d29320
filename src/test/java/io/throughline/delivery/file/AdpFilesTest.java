package io.throughline.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdpFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path out;

    private AdpFiles files;

    @BeforeEach
    void create() {
        files = new AdpFiles(out, "MHU");
    }

    private static ObjectNode batch() {
        ObjectNode batch = JSON.createObjectNode().put("companyCode", "MHU").put("batchId", "OCT26A");
        row(batch, "210009", "80.00", "6.00", null, "0.00", "CC-1200");
        row(batch, "210014", "72.00", null, "V", "8.00", "CC-1100");
        row(batch, "210016", "64", "0", null, null, "CC-1100");
        row(batch, "210017", "0.00", "0", "V", null, "CC-1100");
        return batch;
    }

    private static void row(
            ObjectNode batch, String number, String regular, String overtime, String code, String other, String dept) {
        batch.withArray("rows")
                .addObject()
                .put("workerId", "W-x")
                .put("fileNumber", number)
                .put("regularHours", regular)
                .put("overtimeHours", overtime)
                .put("hours3Code", code)
                .put("hours3Amount", other)
                .put("tempDept", dept);
    }

    @Test
    void an_expense_is_paid_back_by_pay_data_in_a_folder_of_its_own() throws IOException {
        ObjectNode expense =
                JSON.createObjectNode().put("expenseId", "EXP-2026-10017").put("payrollId", "210009");
        expense.putObject("companyAmount").put("amount", "240.03").put("currency", "USD");

        AdpFiles.Written written = files.reimbursement(expense);

        assertThat(written.reference()).isEqualTo("02610017");
        assertThat(Files.readString(out.resolve("reimbursements/EXP-2026-10017/PRMHUEPI.csv")))
                .isEqualTo("Co Code,Batch ID,File #,Earnings 3 Code,Earnings 3 Amount\r\n"
                        + "MHU,02610017,210009,EXP,240.03\r\n");
        assertThatThrownBy(() -> files.reimbursement(expense.without("payrollId")))
                .hasMessageContaining("payrollId");
    }

    @Test
    void pay_data_looks_byte_for_byte_like_adps_sample() throws IOException {
        AdpFiles.Written written = files.payData(batch());

        assertThat(Files.readString(out.resolve("OCT26A/PRMHUEPI.csv")))
                .isEqualTo(
                        """
                        Co Code,Batch ID,File #,Reg Hours,O/T Hours,Hours 3 Code,Hours 3 Amount,Temp Dept\r
                        MHU,OCT26A,210009,80.00,6.00,,,CC1200\r
                        MHU,OCT26A,210014,72.00,,V,8.00,CC1100\r
                        MHU,OCT26A,210016,64.00,,,,CC1100\r
                        """);
        assertThat(out.resolve("OCT26A/PRMHUEPI.csv.done")).isEmptyFile();
        assertThat(written.rows()).isEqualTo(3);
        assertThat(written.reference()).isEqualTo("OCT26A");
    }

    @Test
    void a_company_code_of_two_characters_is_padded_in_the_file_name() {
        assertThat(files.payData(batch().put("companyCode", "AB")).name()).isEqualTo("PRAB_EPI.csv");
    }

    @Test
    void two_batches_of_one_company_do_not_overwrite_each_other() {
        files.payData(batch());
        files.payData(batch().put("batchId", "OCT26B"));
        assertThat(out.resolve("OCT26A/PRMHUEPI.csv")).exists();
        assertThat(out.resolve("OCT26B/PRMHUEPI.csv")).exists();
    }

    @Test
    void nothing_but_the_file_and_its_marker_is_left() throws IOException {
        files.payData(batch());
        try (Stream<Path> names = Files.list(out.resolve("OCT26A"))) {
            assertThat(names.map(name -> name.getFileName().toString()))
                    .containsExactlyInAnyOrder("PRMHUEPI.csv", "PRMHUEPI.csv.done");
        }
    }

    @Test
    void the_same_batch_again_leaves_the_file_alone_and_a_changed_one_replaces_it() throws IOException {
        files.payData(batch());
        Path file = out.resolve("OCT26A/PRMHUEPI.csv");
        FileTime old = FileTime.from(Instant.parse("2026-10-16T00:00:00Z"));
        Files.setLastModifiedTime(file, old);

        files.payData(batch());
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);

        ObjectNode changed = batch();
        row(changed, "210020", "8.00", null, null, null, "CC-1100");
        files.payData(changed);
        assertThat(Files.readString(file)).contains("210020");
        assertThat(out.resolve("OCT26A/PRMHUEPI.csv.done")).exists();
    }

    @Test
    void hours_that_two_decimals_cannot_hold_are_refused_by_name() {
        ObjectNode batch = JSON.createObjectNode().put("batchId", "OCT26A");
        row(batch, "210009", "7.333", null, null, null, "CC-1200");
        assertThatThrownBy(() -> files.payData(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("regularHours is 7.333");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "OCT26A/..", "", "TOOLONG26A", "=1+1"})
    void a_batch_id_that_is_no_folder_name_is_refused(String id) {
        assertThatThrownBy(() -> files.payData(batch().put("batchId", id)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchId");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void a_starter_has_his_own_file_with_american_dates() throws IOException {
        AdpFiles.Written written = files.starter(starter("Tom", "O'Brien"));

        assertThat(written.name()).isEqualTo("NSMHU-210004.csv");
        assertThat(written.reference()).isEqualTo("210004");
        assertThat(Files.readAllLines(out.resolve("starters/NSMHU-210004.csv")))
                .isEqualTo(List.of(
                        "Co Code,File #,Last Name,First Name,Hire Date,Home Department,Standard Hours,Overtime Eligible,Work Email,Associate ID,Termination Date",
                        "MHU,210004,O'Brien,Tom,10/19/2026,CC1100,40.00,N,tom@meridian-harbor.example,W-0004,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void text_that_begins_like_a_formula_is_marked_as_text(String name) throws IOException {
        AdpFiles.Written written = files.starter(starter(name, "a;\"b\"\nc"));
        String row = new String(written.content(), StandardCharsets.UTF_8).split("\r\n")[1];
        assertThat(row).contains("\"a;\"\"b\"\" c\"").containsPattern(",\"?'[^,]");
        assertThat(new String(written.content(), StandardCharsets.UTF_8).split("\r\n"))
                .hasSize(2);
    }

    static ObjectNode starter(String given, String family) {
        ObjectNode worker = JSON.createObjectNode();
        worker.put("workerId", "W-0004").put("payrollId", "210004").put("workEmail", "tom@meridian-harbor.example");
        worker.putObject("name").putObject("legal").put("given", given).put("family", family);
        worker.putObject("employment").put("hireDate", "2026-10-19").put("weeklyHours", "40.00");
        worker.putObject("org").put("costCenterId", "CC-1100");
        return worker;
    }
}
