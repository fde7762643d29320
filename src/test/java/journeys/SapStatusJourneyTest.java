package journeys;

import static journeys.RunningProduct.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A status IDoc that SAP drops shows what was not posted at the desk, with SAP's text and the invoice. */
class SapStatusJourneyTest {

    private static final Path STATUS =
            Path.of("src/test/resources/mappings/sap/idoc-status/posted-refused-and-waiting/in.xml");

    @TempDir
    static Path folder;

    private static RunningProduct product;

    @BeforeAll
    static void start() throws Exception {
        product = RunningProduct.in(folder);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void what_sap_refused_after_taking_it_lies_on_the_desk_and_what_it_posted_does_not() throws Exception {
        JsonNode receipt = product.dropAndAwait("sap", "aleaud.xml", Files.readAllBytes(STATUS));

        assertThat(receipt.path("skipped").asInt()).as(receipt.toString()).isEqualTo(1);
        assertThat(receipt.path("held").asInt()).isEqualTo(3);
        eventually().until(() -> held("INV-DE-2026-1004-09B") != null);
        assertThat(held("INV-DE-2026-1004-09B")).contains("SAP-51", "F5 201 Posting period 009 2026 is not open");
        assertThat(held("C-12")).contains("F2 055 Fill in all required entry fields");
        assertThat(held("INV-DE-2026-1004-01")).isNull();
        assertThat(product.trace("document:INV-DE-2026-1004-01")
                        .at("/events/0/state")
                        .asText())
                .isEqualTo("ACCEPTED");
        assertThat(product.trace("invoice:INV-DE-2026-1004-01")
                        .at("/xref/0/value")
                        .asText())
                .isEqualTo("1800000000/2000/2026");
    }

    private static String held(String subject) throws Exception {
        JsonNode cases = product.read("/api/v1/exceptions");
        return StreamSupport.stream((cases.isArray() ? cases : cases.elements().next()).spliterator(), false)
                .map(JsonNode::toString)
                .filter(one -> one.contains(subject))
                .findFirst()
                .orElse(null);
    }
}
