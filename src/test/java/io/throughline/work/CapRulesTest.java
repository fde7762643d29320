package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Violation;
import io.throughline.people.Canon;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class CapRulesTest {

    private final CapRules rules = new CapRules(Deals.snapshots(), Clock.systemUTC());

    @Test
    void what_is_over_the_maximum_is_held_with_what_it_is_worth_and_where_it_was_left_out() {
        ObjectNode data = Json.mapper().createObjectNode();
        data.put("cap", "USD 250000.00")
                .put("contractId", "CT-1003")
                .put("overCap", "580.00")
                .put("currency", "USD")
                .put("projectId", "P-1003")
                .put("invoiceId", "INV-US-2026-1003-10A");

        assertThat(rules.plan(Canon.event("billing.capreached.v1", "INV-US-2026-1003-10A", data))
                        .findings())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.rule()).isEqualTo("CAP_REACHED");
                    assertThat(found.outcome()).isEqualTo(Violation.Outcome.HOLD);
                    assertThat(found.message())
                            .isEqualTo("the maximum USD 250000.00 of contract CT-1003 is used up: USD 580.00 of project"
                                    + " P-1003 are worked and not billed with INV-US-2026-1003-10A");
                });
    }
}
