package systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.work.EInvoices;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EInvoiceTest {

    private static final String FILE = "einvoice/out/LE-DE/INV-DE-2026-1004-10.xml";

    @TempDir
    private Path exchange;

    private SandboxFirm firm(String importUrl) {
        Map<String, String> more = new HashMap<>();
        more.put("throughline.exchange.dir", exchange.toString());
        if (importUrl != null) {
            more.put("throughline.systems.einvoice.import-url", importUrl);
        }
        return new SandboxFirm(more);
    }

    private static ObjectNode command() {
        return EInvoices.step(EInvoices.invoice("P-1004")).payload().deepCopy();
    }

    @Test
    void an_invoice_is_written_and_received_once() {
        try (SandboxFirm firm = firm(null)) {
            Answer.Applied first = firm.apply("einvoice", "invoice", command(), "invoice:INV-DE-2026-1004-10");
            assertThat(first.reference()).startsWith("AP-");
            assertThat(firm.deliver("einvoice", "invoice", command(), true))
                    .isInstanceOfSatisfying(Answer.Applied.class, again -> assertThat(again.reference())
                            .isEqualTo(first.reference()));
            JsonNode received = firm.get("/einvoice/records?recordType=document");
            assertThat(received).hasSize(1);
            assertThat(received.path(0).path("payable").asText()).isEqualTo("66090.22");
        }
        assertThat(exchange.resolve(FILE)).exists();
        assertThat(exchange.resolve(FILE + ".done")).exists();
    }

    @Test
    void without_an_address_the_file_waits_in_its_folder() {
        try (SandboxFirm firm = firm("")) {
            assertThat(firm.apply("einvoice", "invoice", command(), "invoice:INV-DE-2026-1004-10")
                            .reference())
                    .isEqualTo("INV-DE-2026-1004-10");
            assertThat(firm.get("/einvoice/ledger")).isEmpty();
        }
        assertThat(exchange.resolve(FILE)).exists();
    }

    @Test
    void what_breaks_the_schema_goes_nowhere() {
        ObjectNode command = command();
        ((ObjectNode) command.path("invoice")).put("issueDate", "31.10.2026");
        try (SandboxFirm firm = firm(null)) {
            assertThat(firm.deliver("einvoice", "invoice", command, false))
                    .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                            .contains("V-INV-05", "31.10.2026"));
            assertThat(firm.get("/einvoice/ledger")).isEmpty();
        }
        assertThat(exchange.resolve(FILE)).doesNotExist();
    }

    @Test
    void a_number_used_before_is_refused_in_the_words_of_the_access_point() {
        ObjectNode other = command();
        ((ObjectNode) other.path("invoice")).put("note", "corrected");
        try (SandboxFirm firm = firm(null)) {
            firm.apply("einvoice", "invoice", command(), "invoice:INV-DE-2026-1004-10");
            assertThat(firm.deliver("einvoice", "invoice", other, false))
                    .isInstanceOfSatisfying(Answer.Refused.class, refused -> {
                        assertThat(refused.code()).isEqualTo("DUPLICATE");
                        assertThat(refused.reason()).contains("INV-DE-2026-1004-10", "was received before");
                    });
        }
    }
}
