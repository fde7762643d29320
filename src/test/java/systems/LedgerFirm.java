package systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An ERP's stand-in whose ledger the connector fills, somebody changes by hand, and the close reads. */
abstract class LedgerFirm {

    static final String[] REVENUE = {"contract_id", "currency", "opening", "movement", "closing"};
    static final String[] BALANCE = {"contract_id", "invoice_id", "currency", "balance"};
    static final String[] PAIR = {"pair_key", "side", "amount", "currency", "posting_date"};
    private static final ObjectMapper JSON = new ObjectMapper();

    SandboxFirm firm;

    @BeforeEach
    void start() {
        firm = new SandboxFirm(Map.of());
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    List<JsonNode> read(String system, String input, String entity) {
        ExtractsTest.Kept kept = new ExtractsTest.Kept(system, input, entity);
        Object outcome = firm.ask("direct:" + system + ".extract", kept);
        assertThat(outcome).isInstanceOf(Integer.class);
        return kept.rows();
    }

    /** Figures as numbers, so that 8 and 8.0000 are one; references as the id there. */
    static List<String> told(List<JsonNode> rows, String... columns) {
        return rows.stream()
                .map(row -> String.join(
                        " ",
                        Arrays.stream(columns)
                                .map(column -> word(row.path(column)))
                                .toList()))
                .toList();
    }

    private static String word(JsonNode value) {
        String text = value.at("/$xref/value").asText(value.asText());
        return text.matches("-?[0-9]+\\.[0-9]+")
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }

    void post(String system, String id, String entity, String day, String reference, String... lines) {
        ObjectNode posting = JSON.createObjectNode()
                .put("postingId", id)
                .put("legalEntityId", entity)
                .put("docDate", day)
                .put("postingDate", day)
                .put("period", day.substring(0, 7))
                .put("currency", system.equals("sap") ? "EUR" : "USD")
                .put("reference", reference);
        ArrayNode all = posting.putArray("lines");
        for (String line : lines) {
            String[] parts = line.split(";");
            all.addObject().put("account", parts[0]).put("amount", parts[1]).put("text", parts[2]);
        }
        firm.apply(system, "posting", posting, "posting:" + id);
    }

    void revenue(String system, String entity, String id, String day, String unbilled, String deferred) {
        String text = "Revenue CT-9, service " + day.substring(0, 7);
        String sum =
                new BigDecimal(unbilled).add(new BigDecimal(deferred)).negate().toPlainString();
        post(
                system,
                id,
                entity,
                day,
                null,
                "unbilled;" + unbilled + ";" + text,
                "deferred-revenue;" + deferred + ";" + text,
                "revenue;" + sum + ";" + text,
                "loss-expense;5.00;Expected loss CT-9",
                "loss-provision;-5.00;Expected loss CT-9");
    }

    /** A record of a vendor, changed by hand. */
    void changed(String vendor, String type, String field, String value, String replaced, String by) {
        ObjectNode record = StreamSupport.stream(
                        firm.get("/" + vendor + "/records?recordType=" + type).spliterator(), false)
                .filter(one ->
                        one.path(field).asText().equals(value) && one.toString().contains(replaced))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
        if (type.equals("documentItem")) {
            record.put(
                    "id",
                    String.join(
                            "/",
                            record.path("CompanyCode").asText(),
                            record.path("AccountingDocument").asText(),
                            record.path("FiscalYear").asText(),
                            record.path("AccountingDocumentItem").asText()));
        }
        firm.post("/" + vendor + "/records", record.toString().replace(replaced, by));
    }
}
