package flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.work.DocumentStatus;
import org.junit.jupiter.api.Test;

class FollowDocumentsTest extends FlowTest {

    private static final String ID = "INV-DE-2026-1004-10";
    private static final DocumentStatus REFUSED = Json.read(
            """
            {"documentId":"INV-DE-2026-1004-10","version":1793478672000,"kind":"INVOICE","system":"sap",
             "transmission":"0000000000700002","state":"REFUSED","code":"SAP-51",
             "reason":"F5 201 Posting period 010 2026 is not open"}""",
            DocumentStatus.class);

    @Test
    void what_a_system_refused_after_taking_it_is_held_under_its_code_and_in_its_words() {
        Plan plan = planOf("erp.documentstatus.v1", ID, REFUSED);

        assertThat(plan.held()).isTrue();
        assertThat(plan.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("SAP-51");
            assertThat(finding.message())
                    .isEqualTo("INV-DE-2026-1004-10 was refused by sap (0000000000700002):"
                            + " F5 201 Posting period 010 2026 is not open");
        });
    }

    @Test
    void what_was_posted_needs_nobody() {
        assertThat(planOf("erp.documentstatus.v1", ID, Canon.with(REFUSED, "state", "POSTED")))
                .isEqualTo(Plan.NOTHING);
    }
}
