package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WF-22, step 9: salaries are paid to the accounts on file, or not at all. */
class SalaryRulesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-28T13:00:00.5Z"), ZoneOffset.UTC);
    private static final String CALCULATED =
            """
            {"batchId": "PAY-DE-2026-10-V1", "legalEntityId": "LE-DE", "period": "2026-10",
             "executionDate": "2026-10-30", "total": "6585.55",
             "payments": [
               {"workerId": "W-0021", "amount": "2105.55", "currency": "EUR", "reference": "Salary prorated"},
               {"workerId": "W-0023", "amount": "4480.00", "currency": "EUR"}]}
            """;

    private final InMemorySnapshots firm = DemoFirm.snapshots();
    private final SalaryRules rules = new SalaryRules(firm, CLOCK);

    SalaryRulesTest() {
        account("LE-DE", "Meridian Harbor Advisory GmbH", "DE89370400440532013000", "COBADEFFXXX");
        account("W-0021", "Lena Fischer", "DE02120300000000202051", null);
        account("W-0023", "Łukasz Żółkiewski", "DE02500105170137075030", null);
    }

    @Test
    void what_payroll_calculated_is_one_batch_to_the_accounts_on_file() {
        Step step = plan(CALCULATED).steps().get(0);

        assertThat(step.system() + " " + step.operation() + " " + step.lane()).isEqualTo("sepa payments salary:LE-DE");
        JsonNode batch = step.payload();
        assertThat(batch.path("total").asText()).isEqualTo("6585.55");
        assertThat(batch.path("createdAt").asText()).isEqualTo("2026-10-28T13:00:00Z");
        assertThat(batch.at("/debtor/bic").asText()).isEqualTo("COBADEFFXXX");
        assertThat(batch.at("/payments/1"))
                .isEqualTo(Json.tree("{\"workerId\":\"W-0023\",\"name\":\"Łukasz Żółkiewski\","
                        + "\"latinName\":\"Lukasz Zolkiewski\",\"iban\":\"DE02500105170137075030\","
                        + "\"amount\":\"4480.00\",\"currency\":\"EUR\",\"endToEndId\":\"SAL-202610-W-0023\","
                        + "\"reference\":\"Salary 2026-10\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W-0023 | W-0025 | V-PAY-06 | no bank account of W-0025",
                "W-0023 | W-0021 | V-PAY-07 | twice",
                "4480.00 | 0.00 | V-PAY-07 | more than zero",
                "4480.00 | 4480.005 | V-PAY-07 | two decimals",
                "4480.00\", \"currency\": \"EUR | 4480.00\", \"currency\": \"JPY | V-PAY-07 | SEPA pays EUR only",
                "2026-10-30 | 2026-10-27 | V-PAY-07 | a day that is not over",
                "6585.55 | 6585.54 | V-PAY-03 | add up to 6585.55",
                "LE-DE | LE-US | V-PAY-06 | no bank account of LE-US",
            })
    void a_batch_with_anything_wrong_is_held_as_a_whole(String right, String wrong, String rule, String message) {
        Plan plan = plan(CALCULATED.replace(right, wrong));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.held()).isTrue();
        assertThat(plan.findings().get(0).rule()).isEqualTo(rule);
        assertThat(plan.findings().get(0).message()).contains(message);
    }

    @Test
    void wrong_check_digits_are_found_and_no_finding_names_an_account() {
        account("W-0023", "Łukasz Żółkiewski", "DE03500105170137075030", null);

        Plan plan = plan(CALCULATED);

        assertThat(Canon.rules(plan.findings())).containsExactly("V-PAY-06 HOLD");
        assertThat(plan.findings().get(0).message()).contains("W-0023").doesNotContain("5001");
    }

    @Test
    void a_batch_without_payments_is_held() {
        ObjectNode none = (ObjectNode) Json.tree(CALCULATED);
        none.putArray("payments");
        none.remove("total");

        assertThat(Canon.rules(rules.pay(Canon.event("payroll.calculated.v1", "B", none))
                        .findings()))
                .isEqualTo(List.of("V-PAY-07 HOLD"));
    }

    @Test
    void a_rejected_salary_waits_for_a_person_and_a_paid_one_is_kept() {
        Map<String, String> said =
                Map.of("batchId", "PAY-DE-2026-10-V1", "workerId", "W-0025", "reasonCode", "AC04", "reason", "closed");

        Plan rejected = rules.reported(Canon.event("payroll.rejected.v1", "SAL-202610-W-0025", said));

        assertThat(Canon.rules(rejected.findings())).containsExactly("V-PAY-08 HOLD");
        assertThat(rejected.findings().get(0).message()).contains("W-0025", "PAY-DE-2026-10-V1", "AC04 closed");
        assertThat(rules.reported(Canon.event("payroll.paid.v1", "SAL-202610-W-0025", said)))
                .isEqualTo(Plan.NOTHING);
    }

    private Plan plan(String data) {
        return rules.pay(Canon.event("payroll.calculated.v1", "PAY-DE-2026-10-V1", Json.tree(data)));
    }

    private void account(String owner, String holder, String iban, String bic) {
        firm.put(
                "bank-account", owner, new BankAccount(owner, 1, holder, iban, bic, null, null, null, List.of(), null));
    }
}
