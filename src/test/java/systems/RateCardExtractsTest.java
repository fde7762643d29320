package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.SandboxFirm.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices are read back from the PSAs as the connector brought them there, and as somebody changed them since. */
class RateCardExtractsTest {

    private SandboxFirm firm;

    @BeforeEach
    void start() {
        firm = new SandboxFirm(Map.of());
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    private List<String> read(String system) {
        ExtractsTest.Kept kept = new ExtractsTest.Kept(system, "rate_cards_psa", "LE-US");
        assertThat(firm.ask("direct:" + system + ".extract", kept)).isInstanceOf(Integer.class);
        return kept.rows().stream()
                .map(row -> row.at("/project_id/$xref/value").asText() + " "
                        + row.path("role_id").asText() + " "
                        + row.path("from_date").asText() + " "
                        + row.path("to_date").asText("-") + " "
                        + row.path("rate").asText() + " " + row.path("currency").asText())
                .toList();
    }

    private ObjectNode only(String records) {
        return (ObjectNode) StreamSupport.stream(firm.get(records).spliterator(), false)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    @Test
    void kantata_tells_every_card_of_the_account_page_by_page() {
        firm.apply("kantata", "project", payload("kantata/project.out/shell"), "project:P-1003");
        ObjectNode card = payload("kantata/rate-card.out/boundary").put("projectId", "P-1003");
        firm.apply("kantata", "rate-card", card, "card");
        JsonNode kept = only("/kantata/records?recordType=rate_cards");
        String workspace = kept.path("workspace_id").asText();

        assertThat(read("kantata"))
                .containsExactly(
                        workspace + " SAR 2026-01-01 2026-10-15 210.00 USD",
                        workspace + " SAR 2026-10-15 - 220.50 USD");
        firm.post("/kantata/records", kept.toString().replace("21000", "20000"));
        for (int number = 0; number < 200; number++) {
            firm.post(
                    "/kantata/records",
                    "{\"recordType\":\"rate_cards\",\"workspace_id\":\"5" + number
                            + "\",\"currency\":\"JPY\",\"rate_card_roles\":[{\"role_id\":\"33\",\"rate_in_cents\":18000,"
                            + "\"effective_from\":\"2026-01-01\"}]}");
        }
        assertThat(read("kantata"))
                .hasSize(202)
                .doesNotHaveDuplicates()
                .contains(workspace + " SAR 2026-01-01 2026-10-15 200.00 USD", "5199 ANL 2026-01-01 - 18000 JPY");
    }

    @Test
    void openair_tells_the_rates_of_the_cards_that_projects_use() {
        firm.apply("openair", "project", payload("openair/project.out/shell"), "project:P-1004");
        firm.apply("openair", "rate-card", payload("openair/rate-card.out/boundary"), "card");
        String project = only("/openair/records?recordType=Project").path("id").asText();

        assertThat(read("openair"))
                .containsExactlyInAnyOrder(
                        project + " SAR 2026-01-01 2026-10-15 165.0000 EUR",
                        project + " SAR 2026-10-15 - 172.5000 EUR");
        JsonNode rate = only("/openair/records?recordType=RateCardItem");
        firm.post("/openair/records", rate.toString().replace("172.5000", "171.0000"));
        assertThat(read("openair")).contains(project + " SAR 2026-10-15 - 171.0000 EUR");
    }

    @Test
    void an_account_without_cards_has_none() {
        assertThat(read("openair")).isEmpty();
        assertThat(read("kantata")).isEmpty();
    }
}
