package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.money.CostRate;
import io.throughline.money.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WF-25 with the figures of CALC-02. */
class CostRateRulesTest {

    private final InMemorySnapshots known = DemoFirm.snapshots();
    private final CostRateRules rules =
            new CostRateRules(known, Clock.fixed(Instant.parse("2026-10-01T09:00:00Z"), ZoneOffset.UTC));

    private static WorkerPayProfile pay(String worker, String salary) {
        return new WorkerPayProfile(
                worker,
                1,
                Money.of(salary, "EUR"),
                new BigDecimal("0.2150"),
                Money.of("0.00", "EUR"),
                new BigDecimal("2080"),
                new BigDecimal("30"),
                new BigDecimal("11"),
                new BigDecimal("5"),
                LocalDate.of(2026, 10, 1),
                null,
                null);
    }

    private Plan plan(WorkerPayProfile profile) {
        Plan plan = rules.plan(Canon.event("worker.payprofiled.v1", profile.workerId(), profile), profile);
        known.put("pay-profile", profile.workerId(), profile);
        return plan;
    }

    private void share(String role, int workers) {
        for (Worker worker : known.all("worker", Worker.class)) {
            known.put("worker", worker.workerId(), Canon.with(worker, "job.roleId", "OTHER"));
        }
        for (int i = 0; i < workers; i++) {
            Worker one = DemoFirm.worker("W-0022");
            String id = "W-02" + i;
            known.put("worker", id, Canon.with(Canon.with(one, "workerId", id), "job.roleId", role));
        }
    }

    @Test
    void a_worker_who_shares_his_role_with_four_others_has_a_rate_of_his_own() {
        share("CON", 5);
        Event changed = plan(pay("W-020", "96000.00")).emits().get(0);
        assertThat(changed.type()).isEqualTo("costrate.changed.v1");
        assertThat(changed.idempotencyKey()).isEqualTo("costrate:W-020:2026-10-01");
        CostRate rate = Json.read(changed.data(), CostRate.class);
        assertThat(rate.rate().amount()).isEqualTo(new BigDecimal("68.1308"));
        assertThat(rate.workerId()).isEqualTo("W-020");
        assertThat(rate.from()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(CostRates.find(
                        known.put("cost-rate", changed.subject(), rate), "W-020", "LE-DE", "CON", rate.from()))
                .isPresent();
    }

    @Test
    void four_who_share_a_role_have_its_average_once_the_pay_of_all_is_known() {
        share("CON", 4);
        assertThat(plan(pay("W-020", "96000.00"))).isEqualTo(Plan.NOTHING);
        assertThat(plan(pay("W-021", "90000.00"))).isEqualTo(Plan.NOTHING);
        assertThat(plan(pay("W-022", "84000.00"))).isEqualTo(Plan.NOTHING);
        Event changed = plan(pay("W-023", "80000.00")).emits().get(0);
        assertThat(changed.idempotencyKey()).isEqualTo("costrate:LE-DE-CON:2026-10-01");
        CostRate rate = Json.read(changed.data(), CostRate.class);
        assertThat(rate.workerId()).isNull();
        assertThat(rate.rate().amount()).isEqualTo(new BigDecimal("62.0984"));
    }

    @Test
    void nothing_that_is_said_names_the_pay() {
        share("CON", 5);
        Plan told = plan(pay("W-020", "96123.45"));
        assertThat(told.emits().get(0).data().toString()).doesNotContain("96123", "salary", "0.2150");
        WorkerPayProfile impossible = Canon.with(pay("W-021", "96123.45"), "vacationDays", "300.00");
        Plan held = plan(impossible);
        assertThat(Canon.rules(held.findings())).containsExactly("V-CST-01 HOLD");
        assertThat(held.findings().toString()).doesNotContain("96123");
        assertThat(impossible.toString()).doesNotContain("96123");
    }

    @Test
    void it_waits_for_the_worker() {
        assertThat(plan(pay("W-9999", "1.00")).waitsFor()).isEqualTo("worker@throughline:W-9999");
        assertThat(List.of(
                        io.throughline.contract.ObjectTypes.isRestricted("worker.payprofiled.v1"),
                        io.throughline.contract.ObjectTypes.isRestricted("costrate.changed.v1")))
                .containsExactly(true, false);
    }
}
