package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdpTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path exchange;

    private static ObjectNode starter(String fileNumber) {
        return payload("netsuite/employee.out/with-known-supervisor").put("payrollId", fileNumber);
    }

    private static ObjectNode hours(String... fileNumbers) {
        ObjectNode batch = JSON.createObjectNode().put("companyCode", "MHU").put("batchId", "OCT26A");
        for (String number : fileNumbers) {
            batch.withArray("rows")
                    .addObject()
                    .put("fileNumber", number)
                    .put("regularHours", "80.00")
                    .put("tempDept", "CC-1200");
        }
        return batch;
    }

    private SandboxFirm firm(String importUrl) {
        Map<String, String> more = new java.util.HashMap<>();
        more.put("throughline.exchange.dir", exchange.toString());
        if (importUrl != null) {
            more.put("throughline.systems.adp.import-url", importUrl);
        }
        return new SandboxFirm(more);
    }

    @Test
    void starters_and_their_hours_are_written_uploaded_and_imported_once() {
        try (SandboxFirm firm = firm(null)) {
            assertThat(firm.apply("adp", "starter", starter("210002"), "worker:W-0002")
                            .reference())
                    .isEqualTo("210002");
            for (int round = 0; round < 2; round++) {
                Answer.Applied applied = firm.apply("adp", "pay-data", hours("210002"), "batch");
                assertThat(applied.reference()).isEqualTo("OCT26A");
                assertThat(applied.result().path("rows").asInt()).isEqualTo(1);
            }
            assertThat(firm.get("/adp/records?recordType=payData")).hasSize(1);
        }
        assertThat(exchange.resolve("adp/out/OCT26A/PRMHUEPI.csv")).exists();
        assertThat(exchange.resolve("adp/out/OCT26A/PRMHUEPI.csv.done")).exists();
        assertThat(exchange.resolve("adp/out/starters/NSMHU-210002.csv")).exists();
    }

    @Test
    void rows_that_adp_rejects_are_named() {
        try (SandboxFirm firm = firm(null)) {
            firm.apply("adp", "starter", starter("210002"), "worker:W-0002");
            assertThat(firm.deliver("adp", "pay-data", hours("210002", "999999"), false))
                    .isInstanceOfSatisfying(Answer.Refused.class, refused -> {
                        assertThat(refused.code()).isEqualTo("ROWS");
                        assertThat(refused.reason()).startsWith("row 3: ").contains("999999");
                    });
        }
    }

    @Test
    void without_an_import_address_the_file_waits_in_its_folder() {
        try (SandboxFirm firm = firm("")) {
            firm.apply("adp", "pay-data", hours("999999"), "batch");
            assertThat(firm.get("/adp/ledger")).isEmpty();
        }
        assertThat(exchange.resolve("adp/out/OCT26A/PRMHUEPI.csv.done")).exists();
    }

    @Test
    void a_worker_without_a_file_number_is_refused_before_anything_is_written() {
        try (SandboxFirm firm = firm(null)) {
            ObjectNode nobody = starter("210002");
            nobody.remove("payrollId");
            assertThat(firm.deliver("adp", "starter", nobody, false))
                    .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                            .contains("payrollId"));
        }
        assertThat(exchange).isEmptyDirectory();
    }
}
