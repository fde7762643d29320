package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Salaries go to the bank once, and what the bank says of each comes back: paid ones are kept, rejected ones wait for a person. */
class SalaryJourneyTest extends Journey {

    private static final AdjustableClock CLOCK = AdjustableClock.from(Instant.parse("2026-10-28T13:00:00Z"));
    private static final String BATCH = "PAY-DE-2026-10-V1";

    @BeforeAll
    static void start() throws Exception {
        start(CLOCK);
    }

    @Test
    void salaries_are_paid_once_and_a_rejected_one_waits_for_a_person() throws Exception {
        JsonNode accounts = product.dropAndAwait(
                "datev",
                "bank_accounts.csv",
                """
                personnel_number,legal_entity,holder,iban,bic,valid_from
                ,LE-DE,Meridian Harbor Advisory GmbH,DE89 3704 0044 0532 0130 00,COBADEFFXXX,2026-01-01
                """);
        assertThat(accounts.path("accepted").asInt())
                .as(accounts.toPrettyString())
                .isEqualTo(1);
        account("W-0021", "Lena Fischer", "DE02120300000000202051");
        account("W-0025", "Mehmet Yıldız", "DE02100500000054540402");

        pay();
        eventually().until(() -> vendors.records("sepa", "payment").size() == 2);
        product.eventuallyDone("salary:LE-DE", 1);

        Path file = product.exchange("sepa", "out").resolve(BATCH).resolve(BATCH + ".xml");
        assertThat(file)
                .content(StandardCharsets.UTF_8)
                .contains("<Nm>Mehmet Yildiz</Nm>", "<CtrlSum>7830.55</CtrlSum>");
        assertThat(Path.of(file + ".done")).exists();
        pay();
        assertThat(vendors.applied("sepa", "payment", null)).hasSize(2);

        bank("settle", "{\"rejected\": {\"SAL-202610-W-0025\": \"AC04\"}}");
        JsonNode receipt = product.dropAndAwait("sepa", "status.xml", bank("status-reports/" + BATCH + ".xml", null));

        assertThat(receipt.path("accepted").asInt())
                .as(receipt.toPrettyString())
                .isEqualTo(1);
        assertThat(receipt.path("held").asInt()).isEqualTo(1);
        String open = product.get("/api/v1/exceptions").body();
        assertThat(open).contains("V-PAY-08", "W-0025", "AC04").doesNotContain("5454040", "W-0021");
        assertThat(databaseText()).doesNotContain("DE02100500000054540402").doesNotContain("DE02120300000000202051");
    }

    @Test
    void the_labour_cost_of_a_month_is_posted_once_by_cost_centre_and_never_changed() throws Exception {
        String journal =
                """
                journal_id,legal_entity,pay_month,cost_center,currency,labour_cost
                LOHN-2026-10,LE-DE,2026-10,4100,EUR,98450.20
                LOHN-2026-10,LE-DE,2026-10,4200,EUR,61200.00
                """;
        product.dropAndAwait("datev", "journal.csv", journal);
        product.eventuallyDone("payroll-journal:LE-DE", 1);
        JsonNode again = product.dropAndAwait("datev", "journal again.csv", journal);
        assertThat(again.path("duplicate").asInt()).as(again.toPrettyString()).isEqualTo(1);
        assertThat(vendors.records("sap", "document")).hasSize(1);
        assertThat(posted())
                .containsExactlyInAnyOrder(
                        "0000174000 CC-4100 98450.20", "0000174000 CC-4200 61200.00", "0000174100  -159650.20");

        JsonNode changed = product.dropAndAwait("datev", "changed.csv", journal.replace("61200.00", "61300.00"));
        assertThat(changed.path("held").asInt()).as(changed.toPrettyString()).isEqualTo(1);
        assertThat(product.get("/api/v1/exceptions").body()).contains("V-PAY-09", "LOHN-2026-10");
        assertThat(posted()).hasSize(3);
    }

    private static List<String> posted() {
        return vendors.records("sap", "documentItem").stream()
                .map(item -> item.path("GLAccount").asText() + " "
                        + item.path("CostCenter").asText() + " "
                        + item.path("AmountInTransactionCurrency").asText())
                .toList();
    }

    private static void account(String owner, String holder, String iban) throws Exception {
        event(
                "bankaccount.changed.v1",
                owner,
                "{\"ownerId\":\"" + owner + "\",\"version\":1,\"holder\":\"" + holder + "\",\"iban\":\"" + iban
                        + "\"}");
    }

    private static void pay() throws Exception {
        event(
                "payroll.calculated.v1",
                BATCH,
                """
                {"batchId": "PAY-DE-2026-10-V1", "legalEntityId": "LE-DE", "period": "2026-10", "executionDate": "2026-10-30",
                 "payments": [{"workerId": "W-0021", "amount": "2105.55", "currency": "EUR"},
                              {"workerId": "W-0025", "amount": "5725.00", "currency": "EUR"}]}
                """);
    }

    private static void event(String type, String subject, String data) throws Exception {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0").put("source", "urn:test:salaries").put("id", type + "-" + subject);
        event.put("type", "com.example." + type)
                .put("subject", subject)
                .put("time", CLOCK.instant().toString());
        event.put("partitionkey", type.startsWith("payroll") ? "salary:LE-DE" : "bankaccount:" + subject);
        event.put("sequence", 1).set("data", Json.tree(data));
        JsonNode answer =
                Json.tree(product.post("/api/v1/events", Json.write(event)).body());
        assertThat(answer.path("status").asText()).as(answer.toString()).isIn("accepted", "duplicate");
    }

    /** What the bank answers to a call of its customer. */
    private static String bank(String path, String body) throws Exception {
        String base = "http://127.0.0.1:" + product.setting("throughline.sandbox.port") + "/sandbox/sepa/";
        HttpClient http = HttpClient.newHttpClient();
        String form = "grant_type=client_credentials&client_id=throughline&client_secret=sandbox-secret";
        String token = Json.tree(http.send(
                                HttpRequest.newBuilder(URI.create(base + "oauth/token"))
                                        .POST(BodyPublishers.ofString(form))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .path("access_token")
                .asText();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token);
        HttpRequest call = body == null
                ? request.GET().build()
                : request.POST(BodyPublishers.ofString(body)).build();
        return http.send(call, BodyHandlers.ofString()).body();
    }

    /** Everything the files of the database hold, as far as it is plain text. */
    private static String databaseText() throws Exception {
        StringBuilder text = new StringBuilder();
        try (var files = Files.walk(folder.resolve("data"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".db")).toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(text).isNotEmpty();
        return text.toString();
    }
}
