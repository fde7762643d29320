package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.people.Canon;
import io.throughline.people.InMemorySnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentStatusRulesTest {

    private static final String ID = "INV-DE-2026-1004-10";
    private static final DocumentStatus REFUSED = Json.read(
            """
            {"documentId":"INV-DE-2026-1004-10","version":1793478672000,"kind":"INVOICE","system":"sap",
             "transmission":"0000000000700002","state":"REFUSED","code":"SAP-51",
             "reason":"F5 201 Posting period 010 2026 is not open"}""",
            DocumentStatus.class);

    private final InMemorySnapshots known = new InMemorySnapshots();
    private final DocumentStatusRules rules = new DocumentStatusRules(known);

    @Test
    void what_was_refused_is_held_and_what_was_posted_is_not() {
        assertThat(Canon.rules(rules.plan(REFUSED).findings())).containsExactly("SAP-51 HOLD");
        assertThat(rules.plan(Canon.with(REFUSED, "state", "POSTED"))).isEqualTo(Plan.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "INVOICE, invoice, false",
        "CUSTOMER, customer, false",
        "CUSTOMER, invoice, true",
        "OTHER, other, true",
        ", invoice, true"
    })
    void what_the_system_has_under_a_number_by_now_needs_nobody(String kind, String object, boolean held) {
        known.external(object, ID, "sap", "1800000000/2000/2026");
        assertThat(rules.plan(Canon.with(REFUSED, "kind", kind)).held()).isEqualTo(held);
        assertThat(rules.plan(Canon.with(Canon.with(REFUSED, "kind", kind), "system", "netsuite"))
                        .held())
                .as("another system has it")
                .isTrue();
    }
}
