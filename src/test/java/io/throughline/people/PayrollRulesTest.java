package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Settled;
import io.throughline.contract.Step;
import io.throughline.money.TimeFact;
import io.throughline.money.TimeFacts;
import io.throughline.people.PayrollExports.Code;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WF-22 and V-PAY: one batch per entity and period, then only what differs. */
class PayrollRulesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T08:00:00Z"), ZoneOffset.UTC);
    private static final String OCTOBER = "LE-DE-2026-10";

    private final InMemorySnapshots firm = DemoFirm.snapshots();
    private final List<TimeFact> time = new ArrayList<>();
    private final Known exports = new Known();
    private final PayrollRules rules = new PayrollRules(
            firm,
            new Facts(),
            LeaveFacts.over(firm),
            exports,
            PayCalendar.shipped(),
            Routing.read(new StringReader("legal_entity,erp,psa,payroll,identity\n*,netsuite,kantata,adp,scim\n"
                    + "LE-DE,sap,openair,datev,scim\nLE-JP,sap,openair,payroll-jp,scim\n")),
            CLOCK);

    PayrollRulesTest() {
        payrollId("W-0023", "123");
        payrollId("W-0024", "124");
        payrollId("W-0039", "210039");
        payrollId("W-0034", "210034");
        payrollId("W-0009", "210009");
        payrollId("W-0004", "210004");
        payrollId("W-0014", "210014");
    }

    @Test
    void time_after_the_last_day_is_not_paid() {
        payrollId("W-0018", "210018");
        worked("W-0018", "LE-US", LocalDate.of(2026, 10, 23), 480);
        worked("W-0018", "LE-US", LocalDate.of(2026, 10, 26), 480);

        JsonNode batch = plan("LE-US-2026-10B").steps().get(0).payload();

        assertThat(batch.path("rows").findValuesAsText("workerId")).contains("W-0018");
        assertThat(batch.path("rows"))
                .filteredOn(row -> row.path("workerId").asText().equals("W-0018"))
                .extracting(row -> row.path("regularHours").asText())
                .containsExactly("8.00");
    }

    @Test
    void a_month_of_the_german_entity_is_one_batch_for_datev_without_statutory_overtime() {
        for (int day = 5; day <= 9; day++) {
            worked("W-0024", "LE-DE", LocalDate.of(2026, 10, day), 600);
        }
        worked("W-0023", "LE-DE", LocalDate.of(2026, 10, 1), 440);

        Step step = plan(OCTOBER).steps().get(0);

        assertThat(step.system()).isEqualTo("datev");
        assertThat(step.lane()).isEqualTo("payroll:LE-DE");
        JsonNode batch = step.payload();
        assertThat(batch.path("batchId").asText()).isEqualTo("PAY-DE-2026-10");
        assertThat(batch.path("version").asInt()).isEqualTo(1);
        assertThat(batch.at("/period/from").asText()).isEqualTo("2026-10-01");
        assertThat(batch.at("/period/to").asText()).isEqualTo("2026-10-31");
        assertThat(batch.path("rows")).hasSize(2);
        assertThat(batch.path("rows").get(0))
                .isEqualTo(
                        Json.tree(
                                "{\"workerId\":\"W-0023\",\"fileNumber\":\"123\","
                                        + "\"tempDept\":\"CC-4200\",\"regularHours\":\"7.33\",\"hours3Code\":\"V\",\"hours3Amount\":\"40.00\"}"));
        assertThat(batch.path("rows").get(1).path("regularHours").asText()).isEqualTo("50.00");
        assertThat(batch.path("rows").get(1).has("overtimeHours")).isFalse();
        assertThat(batch.path("totalHours").asText()).isEqualTo("97.33");
    }

    @Test
    void in_japan_hours_over_eight_a_day_are_overtime_and_in_the_us_those_over_forty_a_week() {
        worked("W-0034", "LE-JP", LocalDate.of(2026, 10, 5), 600);
        for (int day = 5; day <= 10; day++) {
            worked("W-0009", "LE-US", LocalDate.of(2026, 10, day), 460);
        }

        JsonNode japan = row("LE-JP-2026-10", "W-0034");
        assertThat(japan.path("regularHours").asText()).isEqualTo("8.00");
        assertThat(japan.path("overtimeHours").asText()).isEqualTo("2.00");
        JsonNode us = row("LE-US-2026-10A", "W-0009");
        assertThat(us.path("regularHours").asText()).isEqualTo("40.00");
        assertThat(us.path("overtimeHours").asText()).isEqualTo("6.02");
    }

    @Test
    void time_that_waits_for_approval_holds_the_first_batch_and_not_a_later_one() {
        worked("W-0024", "LE-DE", LocalDate.of(2026, 10, 5), 480);
        time.add(fact("TE-open", "W-0024", "LE-DE", LocalDate.of(2026, 10, 6), 480, TimeFact.State.SUBMITTED));
        assertThat(Canon.rules(plan(OCTOBER).findings())).containsExactly("V-PAY-01 HOLD");

        exports.told(OCTOBER, 1, Map.of(new Code("W-0023", "V"), new BigDecimal("40.00")));
        assertThat(plan(OCTOBER).steps().get(0).payload().path("totalHours").asText())
                .isEqualTo("8.00");
    }

    @Test
    void a_worker_with_hours_and_no_payroll_number_holds_the_batch() {
        worked("W-0025", "LE-DE", LocalDate.of(2026, 10, 5), 480);

        Plan plan = plan(OCTOBER);

        assertThat(Canon.rules(plan.findings())).containsExactly("V-PAY-04 HOLD");
        assertThat(plan.findings().get(0).message()).contains("W-0025");
    }

    @Test
    void a_period_that_was_exported_is_exported_by_its_differences_with_the_period_kept() {
        worked("W-0024", "LE-DE", LocalDate.of(2026, 10, 5), 480);
        exports.told(
                OCTOBER,
                1,
                Map.of(
                        new Code("W-0023", "V"), new BigDecimal("40.00"),
                        new Code("W-0024", "REG"), new BigDecimal("10.00"),
                        new Code("W-0024", "S"), new BigDecimal("8.00")));

        assertThat(rules.due(OCTOBER)).contains(2);
        JsonNode batch = plan(OCTOBER).steps().get(0).payload();

        assertThat(batch.path("batchId").asText()).isEqualTo("PAY-DE-2026-10-V2");
        assertThat(batch.path("version").asInt()).isEqualTo(2);
        assertThat(batch.at("/period/id").asText()).isEqualTo("2026-10");
        assertThat(batch.path("rows")).hasSize(1);
        assertThat(batch.at("/rows/0/regularHours").asText()).isEqualTo("-2.00");
        assertThat(batch.at("/rows/0/hours3Code").asText()).isEqualTo("S");
        assertThat(batch.at("/rows/0/hours3Amount").asText()).isEqualTo("-8.00");
        assertThat(batch.path("totalHours").asText()).isEqualTo("-10.00");
    }

    @Test
    void what_payroll_has_already_is_not_sent_again() {
        worked("W-0024", "LE-DE", LocalDate.of(2026, 10, 5), 480);
        exports.told(
                OCTOBER,
                1,
                Map.of(
                        new Code("W-0023", "V"), new BigDecimal("40.00"),
                        new Code("W-0024", "REG"), new BigDecimal("8.00")));

        assertThat(rules.due(OCTOBER)).isEmpty();
        Plan plan = plan(OCTOBER);

        assertThat(plan.steps()).isEmpty();
        assertThat(Canon.rules(plan.findings())).containsExactly("V-PAY-05 WARN");
    }

    @Test
    void days_before_a_transfer_are_paid_by_the_entity_that_employed_on_them() {
        worked("W-0024", "LE-US", LocalDate.of(2026, 10, 5), 480);
        worked("W-0024", "LE-DE", LocalDate.of(2026, 10, 20), 300);

        assertThat(row(OCTOBER, "W-0024").path("regularHours").asText()).isEqualTo("5.00");
        assertThat(row("LE-US-2026-10A", "W-0024").path("regularHours").asText())
                .isEqualTo("8.00");
    }

    @Test
    void an_applied_batch_is_announced_with_its_hours_and_acknowledged_with_the_total_payroll_counted() {
        worked("W-0024", "LE-DE", LocalDate.of(2026, 10, 5), 480);
        Step step = plan(OCTOBER).steps().get(0);
        ObjectNode result = Json.mapper().createObjectNode().put("totalHours", "48.00");

        Plan after = rules.afterBatch(new Settled(due(OCTOBER), step, "PAY-DE-2026-10", result));

        assertThat(after.emits())
                .extracting(Event::type)
                .containsExactly("payroll.exported.v1", "payroll.acknowledged.v1");
        JsonNode exported = after.emits().get(0).data();
        assertThat(exported.path("totalHours").asText()).isEqualTo("48.00");
        assertThat(exported.path("rowsHash").asText())
                .isEqualTo(step.payload().path("rowsHash").asText());
        assertThat(exported.path("hours"))
                .isEqualTo(Json.tree("[{\"workerId\":\"W-0023\",\"payCode\":\"V\",\"hours\":\"40.00\"},"
                        + "{\"workerId\":\"W-0024\",\"payCode\":\"REG\",\"hours\":\"8.00\"}]"));
        assertThat(rules.acknowledged(after.emits().get(1))).isEqualTo(Plan.NOTHING);
        assertThat(rules.afterBatch(new Settled(due(OCTOBER), step, "x", null)).emits())
                .hasSize(1);
    }

    @Test
    void rows_that_were_changed_after_they_were_frozen_are_remarked() {
        worked("W-0024", "LE-DE", LocalDate.of(2026, 10, 5), 480);
        Step step = plan(OCTOBER).steps().get(0);
        ((ObjectNode) step.payload().at("/rows/0")).put("hours3Amount", "39.00");

        Plan after = rules.afterBatch(new Settled(due(OCTOBER), step, "PAY-DE-2026-10", null));

        assertThat(Canon.rules(after.findings())).containsExactly("V-PAY-03 WARN");
    }

    @Test
    void what_payroll_says_it_took_is_compared_with_what_was_sent() {
        exports.batches.put("PAY-DE-2026-10", new PayrollExports.Batch(OCTOBER, 2, new BigDecimal("272.00")));

        assertThat(rules.acknowledged(said("PAY-DE-2026-10", "272.0"))).isEqualTo(Plan.NOTHING);
        assertThat(rules.acknowledged(said("PAY-DE-2026-10", "271.00"))
                        .findings()
                        .get(0)
                        .message())
                .contains("271.00", "272.00");
        assertThat(Canon.rules(
                        rules.acknowledged(said("PAY-DE-2026-10", "many")).findings()))
                .containsExactly("V-PAY-03 HOLD");
        assertThat(rules.acknowledged(said("PAY-X", "1.00")).findings().get(0).message())
                .contains("PAY-X");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LE-DE", "LE-DE-2026", "LE-US-2026-10C"})
    void a_key_that_names_no_period_is_refused(String key) {
        assertThatThrownBy(() -> plan(key)).hasMessageContaining("is no pay period");
    }

    private Plan plan(String key) {
        return rules.plan(due(key), key);
    }

    private JsonNode row(String key, String workerId) {
        for (JsonNode row : plan(key).steps().get(0).payload().path("rows")) {
            if (row.path("workerId").asText().equals(workerId)) {
                return row;
            }
        }
        throw new AssertionError(workerId);
    }

    private static Event due(String key) {
        return Canon.event("payroll.due.v1", key, Map.of("id", key));
    }

    private static Event said(String batchId, String total) {
        return Canon.event("payroll.acknowledged.v1", batchId, Map.of("batchId", batchId, "totalHours", total));
    }

    private void payrollId(String workerId, String number) {
        Worker worker = Canon.with(DemoFirm.worker(workerId), "payrollId", number);
        firm.put("worker", workerId, Canon.with(worker, "overtimeEligible", workerId.equals("W-0009")));
    }

    private void worked(String workerId, String entity, LocalDate date, int minutes) {
        time.add(fact("TE-" + time.size(), workerId, entity, date, minutes, TimeFact.State.APPROVED));
    }

    private static TimeFact fact(
            String id, String workerId, String entity, LocalDate date, int minutes, TimeFact.State state) {
        return new TimeFact(
                id, 1, workerId, "P-1004", null, null, date, minutes, true, false, state, null, entity, null, null,
                null, null);
    }

    private final class Facts implements TimeFacts {
        @Override
        public Optional<TimeFact> latest(String timeEntryId) {
            return Optional.empty();
        }

        @Override
        public List<TimeFact> ofProject(String projectId, LocalDate from, LocalDate to) {
            return List.of();
        }

        @Override
        public List<TimeFact> ofWorker(String workerId, LocalDate from, LocalDate to) {
            return time.stream()
                    .filter(fact -> fact.workerId().equals(workerId))
                    .filter(fact ->
                            !fact.workDate().isBefore(from) && !fact.workDate().isAfter(to))
                    .toList();
        }

        @Override
        public List<TimeFact> correctionsOf(String timeEntryId) {
            return List.of();
        }
    }

    private static final class Known implements PayrollExports {
        private final Map<String, Exported> told = new HashMap<>();
        private final Map<String, Batch> batches = new HashMap<>();

        void told(String key, int version, Map<Code, BigDecimal> hours) {
            told.put(key, new Exported(version, hours));
        }

        @Override
        public Optional<Exported> of(String key) {
            return Optional.ofNullable(told.get(key));
        }

        @Override
        public boolean touched(String key, LocalDate from, LocalDate to) {
            return true;
        }

        @Override
        public Optional<Batch> batch(String batchId) {
            return Optional.ofNullable(batches.get(batchId));
        }
    }
}
