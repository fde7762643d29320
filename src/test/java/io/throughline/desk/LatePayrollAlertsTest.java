package io.throughline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.alerts.Notice;
import io.throughline.contract.Json;
import io.throughline.journal.Database;
import io.throughline.journal.PayrollExportStore;
import io.throughline.journal.TestDatabases;
import io.throughline.mapping.MappingFiles;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.LatePayrolls;
import io.throughline.people.LeaveFacts;
import io.throughline.people.PayCalendar;
import io.throughline.work.MoneyAtRisk;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WF-22: a payroll that lacks hours is told of from 24 hours before its lock until it has them. */
class LatePayrollAlertsTest extends CutOffContract {

    private static final String KEY = "LE-US-2026-10B";
    private static final Instant A_DAY_BEFORE = Instant.parse("2026-11-03T22:00:00Z"); // 17:00 in New York
    private static final Instant LOCK = Instant.parse("2026-11-04T22:00:00Z");

    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @BeforeEach
    void knowWorkersAndCosts() {
        DemoFirm.snapshots().each((object, id, value) -> {
            if (object.equals("cost-rate")) {
                keep("costrate.changed.v1", id, value);
            }
        });
        keep("worker.hired.v1", "W-0006", DemoFirm.worker("W-0006"));
        keep("worker.hired.v1", "W-0007", Canon.with(DemoFirm.worker("W-0007"), "payrollId", "210007"));
    }

    private PayrollAlerts alerts(PayCalendar calendar) {
        LatePayrolls payrolls = new LatePayrolls(
                known, times, LeaveFacts.over(known), new PayrollExportStore(database), calendar, clock);
        LatePayrollAlert words = new LatePayrollAlert(
                new MoneyAtRisk(known, times, rates, cycles, clock),
                watch,
                json,
                new Remedies(MappingFiles.ofClassPath()),
                clock);
        return new PayrollAlerts(payrolls, standing(PayrollAlerts.WORKFLOW), words);
    }

    @Test
    void a_payroll_is_told_of_24_hours_before_its_lock_in_new_york_with_what_it_lacks_and_what_waits_with_it() {
        time("T-1", "P-1003", "2026-10-19", "TRANSFERRED", "215.0000");
        time("T-2", "P-1003", "2026-10-20", "SUBMITTED", null);
        time("T-3", "W-0006", "P-1003", "2026-10-20", "TRANSFERRED", "215.0000");
        PayrollAlerts payrolls = alerts(PayCalendar.shipped());
        clock.set(A_DAY_BEFORE.minusMillis(1));
        payrolls.look();
        assertThat(all()).isEmpty();

        clock.set(A_DAY_BEFORE);
        payrolls.look();
        payrolls.look();

        assertThat(all()).hasSize(1);
        JsonNode alert = all().get(0);
        assertThat(said()).containsExactly("PAYROLL_LATE " + KEY);
        assertThat(alert.path("workflow").asText()).isEqualTo("WF-22 payroll export");
        assertThat(alert.path("severity").asText()).isEqualTo("CRITICAL");
        assertThat(alert.at("/payroll/legalEntity/name").asText()).isEqualTo("Meridian Harbor Advisory Inc.");
        assertThat(alert.at("/payroll/period/to").asText()).isEqualTo("2026-10-31");
        assertThat(alert.at("/payroll/lock").asText()).isEqualTo("2026-11-04T17:00-05:00");
        assertThat(alert.at("/payroll/workers").asInt()).isEqualTo(2);
        assertThat(alert.at("/payrollExposure/hours").asText()).isEqualTo("24.00");
        assertThat(alert.at("/payroll/grossEstimate/amount").asText())
                .as("16 h of SAR at 92.50 and 8 h of CON at 64")
                .isEqualTo("1992.00");
        assertThat(alert.at("/payroll/grossEstimate/currency").asText()).isEqualTo("USD");
        assertThat(alert.at("/payroll/grossEstimate/basis").asText()).contains("cost rate", "on-costs");
        assertThat(alert.at("/payroll/grossEstimate/hoursWithoutRate").isMissingNode())
                .isTrue();
        assertThat(alert.path("reasons")).hasSize(2);
        assertThat(alert.at("/reasons/0").toString())
                .contains("\"rule\":\"V-PAY-01\"", "time T-2 of 2026-10-20", "\"owner\":\"delivery\"")
                .contains("\"workers\":1", "\"hours\":\"8.00\"", "\"workerIds\":[\"W-0007\"]");
        assertThat(alert.at("/reasons/1").toString())
                .contains("\"rule\":\"V-PAY-04\"", "worker W-0006 has hours", "\"owner\":\"finance\"");
        assertThat(alert.at("/owner/team").asText()).isEqualTo("delivery");
        assertThat(alert.at("/actions/0").asText()).startsWith("delivery: Approve the submitted time");
        assertThat(alert.at("/revenueExposure/direct/amount").asText())
                .as("8 h of SAR at 215 that wait")
                .isEqualTo("1720.00");
        assertThat(alert.at("/revenueExposure/total/amount").asText())
                .as("and 16 h of the cycle that are approved")
                .isEqualTo("5160.00");
        assertThat(alert.at("/billingCycle/id").asText()).isEqualTo("BC-P-1003-2026-10B");
        assertThat(alert.at("/clients/0").toString())
                .contains("\"id\":\"C-02\"", "Calder", "\"waits\":[{\"amount\":\"5160.00\",\"currency\":\"USD\"}]");
        assertThat(alert.path("summary").asText())
                .startsWith(
                        "Payroll of LE-US for 2026-10B is locked at 2026-11-04T17:00-05:00 and lacks 24.00 hours of 2"
                                + " workers, about USD 1992.00 gross, and USD 5160.00 of clients wait with them: V-PAY-01 (delivery):");
        assertThat(new Notice(1, "mail", false, 1, alert.deepCopy()).text())
                .contains(
                        "LE-US Meridian Harbor Advisory Inc.", "2026-10B, lock 2026-11-04T17:00-05:00", "1992.00 USD");
    }

    @Test
    void it_is_kept_true_after_the_lock_and_closed_when_the_batch_is_exported() {
        time("T-1", "P-1003", "2026-10-20", "SUBMITTED", null);
        PayrollAlerts payrolls = alerts(PayCalendar.shipped());
        clock.set(A_DAY_BEFORE);
        payrolls.look();
        assertThat(said()).containsExactly("PAYROLL_LATE " + KEY);

        time("T-1", "P-1003", "2026-10-20", "TRANSFERRED", "215.0000");
        clock.set(LOCK);
        payrolls.look();
        assertThat(all().get(0).at("/reasons/0/rule").asText()).isEqualTo("NOT_EXPORTED");
        assertThat(all().get(0).at("/reasons/0/owner").asText()).isEqualTo("operator");
        assertThat(all().get(0).at("/revenueExposure/total/amount").asText())
                .as("no time waits for approval any more")
                .isEqualTo("0.00");
        assertThat(all().get(0).path("clients")).isEmpty();
        assertThat(all().get(0).path("summary").asText()).contains("was locked at");
        assertThat(said()).isEmpty();

        clock.set(Instant.parse("2026-11-16T12:00:00Z"));
        payrolls.look();
        assertThat(said()).as("also when the next period is over").isEmpty();
        assertThat(all().get(0).has("closedAt")).isFalse();

        exported("8.00");
        payrolls.look();
        assertThat(said()).containsExactly("over: PAYROLL_LATE " + KEY);
        assertThat(all().get(0).path("closedBy").asText()).contains("payroll has the hours");
    }

    @Test
    void hours_that_an_exported_batch_does_not_have_before_the_lock_stay_late_after_it() {
        time("T-1", "P-1003", "2026-10-20", "TRANSFERRED", "215.0000");
        exported("8.00");
        PayrollAlerts payrolls = alerts(PayCalendar.shipped());
        clock.set(A_DAY_BEFORE);
        payrolls.look();
        assertThat(all()).isEmpty();

        time("T-2", "P-1003", "2026-10-21", "SUBMITTED", null);
        payrolls.look();
        assertThat(all().get(0).at("/payrollExposure/hours").asText()).isEqualTo("8.00");

        clock.set(LOCK);
        payrolls.look();
        assertThat(all().get(0).has("closedAt")).isFalse();

        time("T-2", "P-1003", "2026-10-21", "REJECTED", null);
        payrolls.look();
        assertThat(all().get(0).has("closedAt")).isTrue();
    }

    @Test
    void time_that_nobody_pays_or_that_has_no_rate_is_missing_all_the_same_and_holds_no_client() {
        keep("worker.hired.v1", "W-0009", Canon.with(DemoFirm.worker("W-0009"), "job.roleId", "XYZ"));
        time("T-1", "W-0009", "P-0000", "2026-10-20", "SUBMITTED", null);
        PayrollAlerts payrolls = alerts(PayCalendar.shipped());
        clock.set(A_DAY_BEFORE);
        payrolls.look();

        JsonNode alert = all().get(0);
        assertThat(alert.at("/payroll/grossEstimate/amount").asText()).isEqualTo("0.00");
        assertThat(alert.at("/payroll/grossEstimate/hoursWithoutRate").asText()).isEqualTo("8.00");
        assertThat(alert.at("/revenueExposure/total/amount").asText()).isEqualTo("0.00");
        assertThat(alert.has("client")).isFalse();
        assertThat(alert.path("summary").asText()).doesNotContain("clients");
    }

    @Test
    void a_calendar_of_before_there_were_locks_raises_nothing() {
        time("T-1", "P-1003", "2026-10-20", "SUBMITTED", null);
        clock.set(LOCK);
        alerts(PayCalendar.read(new StringReader(
                        "legal_entity,frequency,overtime\n*,MONTHLY,NONE\nLE-US,SEMI_MONTHLY,US_FLSA\n")))
                .look();
        assertThat(all()).isEmpty();
    }

    private void exported(String hours) {
        keep(
                "payroll.exported.v1",
                KEY,
                Json.tree(
                        """
                        {"batchId":"OCT26B","version":1,"rows":1,"totalHours":"%1$s","rowsHash":"%2$s",
                         "hours":[{"workerId":"W-0007","payCode":"REG","hours":"%1$s"}]}"""
                                .formatted(hours, "a".repeat(64))));
    }
}
