package io.throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.contract.Json;
import io.throughline.contract.Plan;
import io.throughline.contract.Step;
import io.throughline.money.FiscalPeriod;
import io.throughline.money.PayrollJournal;
import io.throughline.money.Posting;
import io.throughline.money.PostingPeriods;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WF-22, step 8: labour cost by cost centre in the ERP. */
class PayrollJournalRulesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-05T12:00:00Z"), ZoneOffset.UTC);

    private final InMemorySnapshots firm = DemoFirm.snapshots();
    private final PayrollJournalRules rules =
            new PayrollJournalRules(firm, Routing.shipped(), new PostingPeriods(firm, NOW));

    private static PayrollJournal journal(String lines) {
        return Json.read(
                """
                {"journalId":"LOHN-2026-10","version":1,"legalEntityId":"LE-DE","period":"2026-10","lines":[%s]}"""
                        .formatted(lines),
                PayrollJournal.class);
    }

    private static String line(String center, String amount) {
        return "{\"costCenterId\":\"%s\",\"amount\":{\"amount\":\"%s\",\"currency\":\"EUR\"}}"
                .formatted(center, amount);
    }

    private static final PayrollJournal OCTOBER =
            journal(line("CC-4100", "120000.50") + "," + line("CC-4200", "-0.50"));

    private static Posting posting(Plan plan) {
        assertThat(plan.findings()).isEmpty();
        return Json.read(plan.steps().get(0).payload(), Posting.class);
    }

    @Test
    void cost_centres_are_debited_in_the_clearing_account_and_what_is_owed_is_credited() {
        Plan plan = rules.plan(OCTOBER);
        Step step = plan.steps().get(0);
        assertThat(step.system() + " " + step.operation() + " " + step.lane())
                .isEqualTo("sap posting payroll-journal:LE-DE");
        Posting posting = posting(plan);
        assertThat(posting.postingId()).isEqualTo("PJ-LOHN-2026-10");
        assertThat(posting.postingDate()).isEqualTo(LocalDate.of(2026, 10, 31));
        assertThat(posting.lines())
                .extracting(line -> line.account() + " " + line.costCenterId() + " " + line.amount())
                .containsExactly(
                        "payroll-clearing CC-4100 120000.50",
                        "payroll-clearing CC-4200 -0.50",
                        "wages-payable null -120000.00");
    }

    @Test
    void a_closed_month_is_never_written() {
        firm.put(
                "fiscal-period",
                "LE-DE-2026-10",
                Json.read(
                        """
                        {"periodId":"LE-DE-2026-10","version":1,"legalEntityId":"LE-DE","from":"2026-10-01","to":"2026-10-31",
                         "state":"CLOSED"}""",
                        FiscalPeriod.class));
        assertThat(posting(rules.plan(OCTOBER)).period()).hasToString("2026-11");
    }

    @Test
    void a_journal_that_was_posted_is_not_changed_and_may_come_again() {
        firm.put("payroll-journal", "LOHN-2026-10", OCTOBER);
        assertThat(rules.plan(OCTOBER).steps()).hasSize(1);
        assertThat(held(journal(line("CC-4100", "1.00"))))
                .containsExactly(
                        "journal LOHN-2026-10 was posted with other lines; a correction is a journal with a number of its own");
    }

    @Test
    void a_cost_centre_is_one_of_the_entity_and_the_currency_is_one() {
        String yen = line("CC-4200", "1.00").replace("\"1.00\",\"currency\":\"EUR\"", "\"1\",\"currency\":\"JPY\"");
        assertThat(held(journal(line("CC-1100", "5.00") + "," + line("CC-0", "5.00") + "," + yen)))
                .containsExactly(
                        "the journal is in EUR, JPY, not in one currency",
                        "cost centre CC-1100 is none of LE-DE",
                        "cost centre CC-0 is none of LE-DE");
    }

    @Test
    void nothing_is_posted_where_nothing_is_left() {
        assertThat(rules.plan(journal(line("CC-4100", "0.00")))).isEqualTo(Plan.NOTHING);
    }

    private List<String> held(PayrollJournal journal) {
        Plan plan = rules.plan(journal);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).extracting("rule").containsOnly("V-PAY-09");
        return plan.findings().stream().map(finding -> finding.message()).toList();
    }
}
