package io.throughline.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.money.Rate;
import io.throughline.people.InMemorySnapshots;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** CALC-21 of the domain: 168 hours in November at 220 with an architect of LE-US or of LE-DE. */
class StaffingAppraisalTest {

    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 2);

    private final InMemorySnapshots known = Deals.snapshots().put("project", "P-1003", Deals.PROJECT);
    private final StaffingAppraisal whatIf = new StaffingAppraisal(
            known, new RateLookup(known), new WorkDone.Policy("USD", new BigDecimal("0.10"), new BigDecimal("0.09")));

    private static StaffingAppraisal.Question question(Rate billRate, StaffingAppraisal.Candidate... candidates) {
        return new StaffingAppraisal.Question(
                "P-1003", "SAR", NOVEMBER, new BigDecimal("168.00"), billRate, List.of(candidates));
    }

    private static StaffingAppraisal.Candidate of(String entity) {
        return new StaffingAppraisal.Candidate(null, entity, "SAR");
    }

    @Test
    void the_margin_of_either_architect() {
        known.put(
                "fx-rate",
                "EUR-USD",
                Map.of(
                        "fxRateId", "EUR-USD",
                        "version", 1,
                        "from", "EUR",
                        "to", "USD",
                        "type", "CLOSING",
                        "date", "2026-10-31",
                        "rate", "1.0800000000"));
        JsonNode answer = whatIf.assess(question(Rate.hourly("220.0000", "USD"), of("LE-US"), of("LE-DE")))
                .orElseThrow();
        assertThat(answer.at("/revenue/amount").asText()).isEqualTo("36960.00");
        assertThat(answer.at("/candidates/0/margin/amount").asText()).isEqualTo("21420.00");
        assertThat(answer.at("/candidates/0/marginRatio").asText()).isEqualTo("0.5795");
        assertThat(answer.at("/candidates/0/intercompany/amount").asText()).isEqualTo("0.00");
        assertThat(answer.at("/candidates/1/margin/amount").asText()).isEqualTo("24598.34");
        assertThat(answer.at("/candidates/1/marginRatio").asText()).isEqualTo("0.6655");
        assertThat(answer.at("/candidates/1/intercompany/amount").asText()).isEqualTo("13597.82");
    }

    @Test
    void a_worker_is_a_candidate_by_his_entity_and_role_and_the_contract_has_the_price() {
        JsonNode answer = whatIf.assess(question(null, new StaffingAppraisal.Candidate("W-0002", null, null)))
                .orElseThrow();
        assertThat(answer.at("/candidates/0/legalEntityId").asText()).isEqualTo("LE-US");
        assertThat(answer.at("/revenue/amount").asText()).isEqualTo("36120.00");
    }

    @Test
    void what_is_missing_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whatIf.assess(question(Rate.hourly("220.0000", "USD"), of("LE-DE"))))
                .withMessageContaining("no closing rate of EUR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whatIf.assess(question(Rate.hourly("220.0000", "USD"), of("LE-XX"))))
                .withMessageContaining("no cost rate of SAR in LE-XX");
    }
}
