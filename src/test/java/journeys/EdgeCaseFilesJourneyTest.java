package journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import journeys.EdgeFirm.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of files: dropped twice, half written, marked, and with text that would be a formula or a field of its own. */
@TestMethodOrder(MethodName.class)
class EdgeCaseFilesJourneyTest {

    private static final String HOSTILE = "=HYPERLINK(\"http://evil.example\";\"x\") & <b> \"GmbH\"";
    private static final String RATES = "from,to,rate,valid_on,type\n";

    @TempDir
    static Path folder;

    private static EdgeFirm firm;

    @BeforeAll
    static void start() throws Exception {
        firm = EdgeFirm.at(
                folder,
                "2026-10-27T12:00:00Z",
                "throughline.desk.millis",
                "200",
                "throughline.files.unique-names",
                "true",
                "throughline.files.stable-millis",
                "1000");
        firm.hire("W-0010", "W-0027", "W-0030");
    }

    @AfterAll
    static void stop() {
        firm.close();
    }

    @Test
    void E24_file_drop_hazards() throws Exception {
        RunningProduct product = firm.product();
        String first = RATES + "GBP,USD,1.2700000000,2026-10-01,closing\n";
        String second = RATES + "GBP,USD,9.9900000000,2026-10-01,closing\n";
        JsonNode taken = product.dropAndAwait("netsuite", "gbp.csv", first);
        assertThat(taken.path("accepted").asInt()).as(taken.toString()).isEqualTo(1);
        assertThat(taken.path("sha256").asText()).isEqualTo(sha256(first));

        product.drop("netsuite", "gbp.csv", second.getBytes(StandardCharsets.UTF_8));
        Path quarantined = product.exchange("netsuite", "rejected").resolve("gbp.csv.receipt.json");
        firm.until("file:gbp.csv", () -> Files.exists(quarantined));
        JsonNode refused = Json.tree(Files.readAllBytes(quarantined));
        assertThat(refused.path("accepted").asInt()).as(refused.toString()).isZero();
        assertThat(refused.toString()).contains("DOC-NAME", "gbp.csv");
        assertThat(product.exchange("netsuite", "rejected").resolve("gbp.csv")).hasContent(second.strip());
        assertThat(product.trace("file:gbp.csv").path("files").findValuesAsText("sha256"))
                .containsExactly(sha256(first), sha256(second));

        Path half = product.exchange("netsuite", "in").resolve("chf.csv");
        byte[] whole = (RATES + "CHF,USD,1.1300000000,2026-10-01,closing\nSEK,USD,0.0950000000,2026-10-01,closing\n")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(half.resolveSibling(".chf.csv.part"), java.util.Arrays.copyOf(whole, 60));
        product.dropAndAwait("netsuite", "nok.csv", RATES + "NOK,USD,0.0930000000,2026-10-01,closing\n");
        assertThat(product.exchange("netsuite", "done").resolve("chf.csv.receipt.json"))
                .doesNotExist();
        Files.write(half.resolveSibling(".chf.csv.part"), whole);
        Files.move(half.resolveSibling(".chf.csv.part"), half);
        assertThat(product.awaitReceipt("netsuite", "chf.csv").path("accepted").asInt())
                .isEqualTo(2);

        growsUnderItsName(product);

        JsonNode marked = product.dropAndAwait(
                "netsuite",
                "bom.csv",
                ("\uFEFF" + RATES + "DKK,USD,0.1450000000,2026-10-01,closing\n").replace("\n", "\r\n"));
        assertThat(marked.path("accepted").asInt()).as(marked.toString()).isEqualTo(1);
        JsonNode twice = product.dropAndAwait(
                "netsuite",
                "header.csv",
                "from,to,rate,rate,valid_on,type\nPLN,USD,0.2500000000,0.2600000000,2026-10-01,closing\n");
        assertThat(twice.path("accepted").asInt()).as(twice.toString()).isZero();
        assertThat(twice.path("errors").toString()).contains("rate");

        account("LE-DE", "Meridian Harbor Advisory GmbH", "DE89370400440532013000");
        account("W-0030", "Ines Böhm", "DE02120300000000202051");
        pay();
        firm.until("salary:LE-DE", () -> !firm.files("sepa", "PAY.*xml").isEmpty());
        Path paid = firm.files("sepa", "PAY.*xml").get(0);
        assertThat(Files.readAllBytes(paid)[0]).as("no byte order mark").isEqualTo((byte) '<');
        assertThat(Path.of(paid + ".done")).exists();
    }

    /** Somebody writes a file in place, row by row and slower than folders are looked at: it is taken once, when it is whole. */
    private static void growsUnderItsName(RunningProduct product) throws Exception {
        Path growing = product.exchange("netsuite", "in").resolve("growing.csv");
        Files.writeString(growing, RATES);
        for (int day = 1; day <= 9; day++) {
            Thread.sleep(200);
            Files.writeString(growing, "SEK,USD,0.0950000000,2026-09-0" + day + ",clos", StandardOpenOption.APPEND);
            Files.writeString(growing, "ing\n", StandardOpenOption.APPEND);
        }
        JsonNode receipt = product.awaitReceipt("netsuite", "growing.csv");
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(9);
    }

    @Test
    void E27_hostile_text_in_flat_files() throws Exception {
        ObjectNode customer = firm.next("customers", "C-11").put("legalName", HOSTILE);
        JsonNode renamed =
                firm.post(firm.event("urn:mha:crm:salesforce:00Dhs0000001", "customer.updated.v1", "C-11", customer));
        assertThat(renamed.path("status").asText()).as(renamed.toString()).isEqualTo("accepted");
        customer = firm.next("customers", "C-11");
        customer.putObject("eInvoice")
                .put("profile", "PEPPOL")
                .put("endpointScheme", "9930")
                .put("endpointId", "DE129274202")
                .put("buyerReference", "R-1");
        firm.post(firm.event("customer.updated.v1", "C-11", customer));
        firm.open("P-1014");
        firm.told(Time.of("T-2701", "W-0030", "P-1014", "2026-10-20", 480).with("note", "a;b\n\"c\" =1+1"));
        firm.until("time:T-2701", () -> firm.steps("time:T-2701", "sap").contains("time DONE"));
        firm.clock().set(Instant.parse("2026-11-01T15:00:00Z"));
        firm.until("project:P-1014", () -> !firm.files("einvoice", ".*xml").isEmpty());
        assertThat(Files.readString(firm.files("einvoice", ".*xml").get(0)))
                .contains(">=HYPERLINK(\"http://evil.example\";\"x\") &amp; &lt;b&gt; \"GmbH\"</cbc:RegistrationName>")
                .doesNotContain("<b>");

        hostile("W-0038", "=cmd|'/c calc'!A1,\"x", "payrollId", "210038");
        firm.until("worker:W-0038", () -> !firm.files("payroll-jp", ".*210038.*csv")
                .isEmpty());
        assertThat(Files.readString(firm.files("payroll-jp", ".*210038.*csv").get(0)))
                .contains(",210038,\"'=cmd|'/c calc'!A1,\"\"x 大輔\",");
        hostile("W-0029", "Arnold;Felix", "payrollId", "129");
        assertThat(firm.onlyCase("W-0029", "field separator").path("system").asText())
                .isEqualTo("datev");
        assertThat(firm.files("datev", ".*129.*")).isEmpty();

        List<Path> written = new ArrayList<>(firm.files("einvoice", ".*"));
        written.addAll(firm.files("payroll-jp", ".*"));
        written.addAll(firm.files("datev", ".*"));
        written.removeIf(Files::isDirectory);
        assertThat(written).isNotEmpty();
        for (Path file : written) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as("a note is in no file: " + file)
                    .doesNotContain("a;b", "=1+1");
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void hostile(String id, String family, String field, String value) throws Exception {
        ObjectNode hired = EdgeFirm.hired(id);
        ObjectNode data = (ObjectNode) hired.get("data");
        data.put(field, value);
        ((ObjectNode) data.at("/name/legal")).put("family", family);
        JsonNode answer = firm.post(hired);
        assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("accepted");
    }

    private static void account(String owner, String holder, String iban) throws Exception {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("ownerId", owner)
                .put("version", 1)
                .put("holder", holder)
                .put("iban", iban)
                .put("bic", "COBADEFFXXX");
        firm.post(firm.event("urn:test:salaries", "bankaccount.changed.v1", owner, data)
                .put("partitionkey", "bankaccount:" + owner));
    }

    private static void pay() throws Exception {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("batchId", "PAY-DE-2026-10")
                .put("legalEntityId", "LE-DE")
                .put("period", "2026-10")
                .put("executionDate", "2026-10-30");
        data.withArray("payments")
                .addObject()
                .put("workerId", "W-0030")
                .put("amount", "2000.00")
                .put("currency", "EUR");
        firm.post(firm.event("urn:test:salaries", "payroll.calculated.v1", "PAY-DE-2026-10", data)
                .put("partitionkey", "salary:LE-DE")
                .put("sequence", 1));
    }
}
