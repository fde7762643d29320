package journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import io.throughline.files.sftp.PartnerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bureau exchanges files with us over its own SFTP server. */
class SftpJourneyTest {

    private static final Path SAMPLES = Path.of("src/main/resources/samples/reference");

    @TempDir
    Path folder;

    @Test
    void a_file_on_the_partners_server_is_read_and_its_receipt_lies_beside_it() throws Exception {
        try (PartnerServer partner = new PartnerServer(folder.resolve("partner"));
                RunningProduct product = start(partner)) {
            assertThat(Files.exists(product.exchange("netsuite", "sftp"))).isTrue();
            assertThat(Files.exists(product.exchange("workday", "sftp"))).isFalse();
            String entities = Files.readString(SAMPLES.resolve("legal_entities.csv"));
            partner.drop("entities März.csv", entities);
            JsonNode receipt = awaitReceipt(partner, "done/entities März.csv.receipt.json");
            assertThat(receipt.path("file").asText()).isEqualTo("entities März.csv");
            assertThat(receipt.path("accepted").asInt()).isPositive();
            assertThat(partner.files().resolve("done/entities März.csv")).hasContent(entities);

            partner.drop("again.csv", entities);
            JsonNode second = awaitReceipt(partner, "done/again.csv.receipt.json");
            assertThat(second.path("duplicate").asInt())
                    .isEqualTo(receipt.path("accepted").asInt());
            assertThat(second.path("accepted").asInt()).isZero();

            partner.drop("nonsense.csv", "this is no file of ours\n");
            JsonNode refused = awaitReceipt(partner, "rejected/nonsense.csv.receipt.json");
            assertThat(refused.path("errors")).isNotEmpty();
            RunningProduct.eventually().until(() -> Files.exists(partner.files().resolve("rejected/nonsense.csv")));

            String row = entities.lines().skip(1).findFirst().orElseThrow();
            partner.drop("partly.csv", entities + row.replaceAll("[^,]", "") + "\n");
            JsonNode partly = awaitReceipt(partner, "done/partly.csv.receipt.json");
            assertThat(partly.path("rejected").asInt()).isEqualTo(1);
            assertThat(partner.files().resolve("rejected/partly.rejected.csv")).exists();
        }
    }

    @Test
    void a_server_that_is_away_keeps_nothing_from_starting() throws Exception {
        try (PartnerServer partner = new PartnerServer(folder.resolve("partner"))) {
            partner.stop();
            try (RunningProduct product = start(partner)) {
                Path out = product.exchange("netsuite", "out");
                Files.writeString(out.resolve("statement.csv"), "rows");
                Files.writeString(out.resolve("statement.csv.done"), "");
                partner.start();
                RunningProduct.eventually()
                        .until(() -> Files.exists(partner.files().resolve("out/statement.csv.done")));
                assertThat(partner.files().resolve("out/statement.csv")).hasContent("rows");
            }
        }
    }

    @Test
    void a_wrong_setting_stops_the_start_in_one_sentence() throws Exception {
        try (PartnerServer partner = new PartnerServer(folder.resolve("partner"))) {
            Map<String, String> settings = settings(partner);
            settings.put(
                    "throughline.sftp.netsuite.key", folder.resolve("nowhere").toString());
            assertThatThrownBy(() ->
                            RunningProduct.in(folder.resolve("node"), AdjustableClock.from(Instant.now()), settings))
                    .hasMessageStartingWith("throughline.sftp.netsuite.key must name a file that can be read, not ");
        }
    }

    private RunningProduct start(PartnerServer partner) throws Exception {
        return RunningProduct.in(folder.resolve("node"), AdjustableClock.from(Instant.now()), settings(partner));
    }

    private static Map<String, String> settings(PartnerServer partner) throws IOException {
        Map<String, String> settings = new HashMap<>(partner.settings("netsuite", partner.port()));
        settings.put("throughline.sftp.poll-millis", "200");
        settings.put("throughline.samples.load", "false");
        return settings;
    }

    private static JsonNode awaitReceipt(PartnerServer partner, String path) throws IOException {
        Path receipt = partner.files().resolve(path);
        RunningProduct.eventually().until(() -> Files.exists(receipt));
        return Json.tree(Files.readAllBytes(receipt));
    }
}
