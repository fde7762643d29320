package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EInvoiceSandboxTest {

    private static final String PATH = "/documents/INV-DE-2026-1004-10.xml";

    private final String sample = sample();
    private Sandbox sandbox;
    private Client accessPoint;

    private static String sample() {
        try {
            return Files.readString(Path.of("src/test/resources/einvoice/invoice_P-1004_2026-10.xml"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(0);
        accessPoint = new Client(sandbox, "einvoice").login("/oauth/token");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_document_has_one_receipt_however_often_it_is_sent() {
        Client.Answer first = accessPoint.put(PATH, sample);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.json().path("receiptId").asText()).startsWith("AP-");
        assertThat(first.json().path("payable").asText()).isEqualTo("66090.22");
        assertThat(first.json().path("seller").asText()).isEqualTo("DE299999994");
        Client.Answer again = accessPoint.post("/documents", sample);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(accessPoint.records("document")).hasSize(1);
    }

    @Test
    void another_document_with_a_number_of_the_same_seller_is_refused() {
        String receipt = accessPoint.put(PATH, sample).json().path("receiptId").asText();
        Client.Answer second = accessPoint.put(PATH, sample.replace("Net 30 days", "Net 31 days"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("errors").path(0).path("type").asText()).isEqualTo("DUPLICATE");
        assertThat(second.json().path("errors").path(0).path("message").asText())
                .contains("INV-DE-2026-1004-10", "DE299999994", receipt);
        String foreign = sample.replace(">DE299999994<", ">DE300000008<");
        assertThat(accessPoint.put(PATH, foreign).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<cbc:IssueDate>2026-10-31</cbc:IssueDate> | | XSD | IssueDate",
                "<cbc:IssueDate>2026-10-31< | <cbc:IssueDate>31.10.2026< | XSD | 31.10.2026",
                "30710.00</cbc:LineExtensionAmount> | 30710.01</cbc:LineExtensionAmount> | BR-CO-10 | 55538.01",
                "55538.00</cbc:TaxExclusiveAmount> | 55537.00</cbc:TaxExclusiveAmount> | BR-CO-13 | 55537.00",
                "66090.22</cbc:TaxInclusiveAmount> | 66090.23</cbc:TaxInclusiveAmount> | BR-CO-15 | 66090.23",
                "66090.22</cbc:PayableAmount> | 66090.20</cbc:PayableAmount> | BR-CO-16 | 66090.20",
                "<cbc:Percent>19< | <cbc:Percent>7< | BR-CO-17 | 3887.66",
            })
    void what_breaks_the_schema_or_does_not_add_up_is_refused(String right, String wrong, String rule, String words) {
        Client.Answer answer = accessPoint.put(PATH, sample.replace(right, wrong == null ? "" : wrong));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("type")).contains(rule);
        assertThat(answer.text()).contains(words);
        assertThat(accessPoint.records("document")).isEmpty();
    }

    @Test
    void only_ubl_is_taken() {
        assertThat(accessPoint.put(PATH, "<Order/>").text()).contains("no UBL invoice or credit note");
        assertThat(accessPoint
                        .put(PATH, "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>")
                        .status())
                .isEqualTo(422);
        assertThat(accessPoint.put(PATH, "no XML").status()).isEqualTo(422);
        assertThat(accessPoint.get("/documents").status()).isEqualTo(405);
        assertThat(accessPoint.with(null).put(PATH, sample).status()).isEqualTo(401);
    }
}
