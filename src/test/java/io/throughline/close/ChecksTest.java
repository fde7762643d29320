package io.throughline.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C2 to C12, each with something in order and something that is not. */
class ChecksTest {

    @TempDir
    Path folder;

    private Month month;

    @BeforeEach
    void begin() {
        month = new Month(folder);
    }

    @Test
    void C2_expenses() throws Exception {
        month.with(
                        "expenses_psa",
                        "X-1,2026-10-07,412.60,USD,",
                        "X-2,2026-10-07,58.15,USD,",
                        "X-3,2026-10-14,238.00,EUR,",
                        "X-4,2026-10-30,10.00,USD,2026-11-02T08:00:00Z",
                        "X-5,2026-10-30,20.00,USD,",
                        "X-7,2026-10-30,7.00,USD,",
                        "X-8,2026-10-30,8.00,USD,2026-11-01T04:00:00Z")
                .with(
                        "expenses_erp",
                        "X-1,2026-10-07,412.60,USD",
                        "X-2,2026-10-07,58.16,USD",
                        "X-5,2026-10-30,20.00,EUR",
                        "X-6,2026-10-30,5.00,USD",
                        "X-7,2026-10-30,7.00,USD",
                        "X-7,2026-10-30,7.00,USD")
                .with("canonical_expenses", "X-3,APPROVED,EUR");

        expect(
                "C2",
                "X-1 MATCH",
                "X-2 ROUNDING",
                "X-3 MISSING",
                "X-4 TIMING",
                "X-5 CURRENCY_DIFF",
                "X-6 ORPHAN",
                "X-7 DUPLICATE",
                "X-8 MISSING");
        assertThat(month.rows("C2").get(2).cause()).isEqualTo("it is APPROVED here and not in the ERP");
        assertThat(month.rows("C2").get(2).atRisk()).isEqualByComparingTo("257.04");
    }

    @Test
    void C2_an_expense_and_its_reversal_are_one() {
        month.with("expenses_psa", "X-3,2026-10-07,30.00,USD,", "X-4-R,2026-10-07,7.00,USD,")
                .with(
                        "expenses_erp",
                        "X-1,2026-10-07,10.00,USD",
                        "X-1-R,2026-10-07,-10.00,USD",
                        "X-2,2026-10-07,20.00,USD",
                        "X-2-R,2026-10-07,-19.00,USD",
                        "X-3,2026-10-07,30.00,USD",
                        "X-3-R,2026-10-07,-30.00,USD",
                        "X-4-R,2026-10-07,7.00,USD",
                        "X-5,2026-10-07,5.00,USD",
                        "X-5-R,2026-10-07,-5.00,USD",
                        "X-5-R,2026-10-07,-5.00,USD");

        expect("C2", "X-1 MATCH", "X-2 ORPHAN", "X-3 VALUE", "X-4-R MATCH", "X-5 DUPLICATE");
    }

    @Test
    void C3_billed() {
        month.with(
                        "canonical_billed",
                        "INV-1,C-1,2026-10-31,175602.00,USD,ISSUED",
                        "INV-2,C-1,2026-10-31,100.00,USD,ISSUED",
                        "INV-3,C-1,2026-10-31,50.00,USD,SENT",
                        "INV-4,C-1,2026-10-31,1.00,USD,VOIDED",
                        "INV-5,C-1,2026-09-30,1.00,USD,ISSUED",
                        "CN-1,C-1,2026-10-31,-20.00,USD,ISSUED")
                .with(
                        "billed_erp",
                        "INV-1,2026-10-31,175602.00,USD",
                        "INV-2,2026-10-31,90.00,USD",
                        "INV-9,2026-10-31,5.00,JPY",
                        "CN-1,2026-10-31,-20.00,USD");

        expect("C3", "CN-1 MATCH", "INV-1 MATCH", "INV-2 VALUE", "INV-3 MISSING", "INV-9 ORPHAN");
        assertThat(month.verdict("C3").atRisk()).isEqualByComparingTo("60.00");
    }

    @Test
    void C4_revenue_rolls_forward() {
        month.with(
                        "canonical_revenue",
                        "C-1,2026-09,75000.00,USD",
                        "C-1,2026-10,60000.00,USD",
                        "C-1,2026-10,-15000.00,USD",
                        "C-1,2026-11,9.00,USD",
                        "C-2,2026-10,10.00,USD")
                .with("revenue_erp", "C-1,USD,75000.00,45000.00,120000.00", "C-2,USD,0.00,8.00,8.00");

        expect(
                "C4",
                "C-1 closing MATCH",
                "C-1 movement MATCH",
                "C-1 opening MATCH",
                "C-2 closing VALUE",
                "C-2 movement VALUE",
                "C-2 opening MATCH");
        assertThat(month.verdict("C4").atRisk()).isEqualByComparingTo("2.00");
    }

    @Test
    void C5_contract_balances_of_CALC_09_are_never_netted() throws Exception {
        JsonNode calc = calc("CALC-09");
        month.with(
                        "canonical_revenue",
                        "C-TM,2026-10," + calc.at("/tm/revenue").asText() + ",USD",
                        "C-FIX,2026-10," + calc.at("/fixed/revenue").asText() + ",USD")
                .with(
                        "canonical_billed",
                        "I-1,C-TM,2026-10-31," + calc.at("/tm/billed").asText() + ",USD,ISSUED",
                        "I-2,C-FIX,2026-09-30," + calc.at("/fixed/billed").asText() + ",USD,PAID",
                        "I-3,C-FIX,2026-11-01,5.00,USD,ISSUED")
                .with(
                        "balances_erp",
                        "C-TM,USD," + calc.at("/tm/unbilled_asset").asText() + ","
                                + calc.at("/tm/deferred_liability").asText(),
                        "C-FIX,USD," + calc.at("/fixed/unbilled_asset").asText() + ",29000.00");

        expect("C5", "C-FIX asset MATCH", "C-FIX liability VALUE", "C-TM asset MATCH", "C-TM liability MATCH");
        assertThat(month.rows("C5").get(1).expected()).isEqualByComparingTo("30000.00");
        assertThat(month.rows("C5").get(2).expected()).isEqualByComparingTo("15150.00");
    }

    @Test
    void C6_intercompany_of_CALC_12_nets_to_zero() throws Exception {
        JsonNode calc = calc("CALC-12");
        month.with(
                "intercompany_erp",
                "ic:1,RECEIVABLE," + calc.path("charge_eur").asText() + ",EUR,2026-10-31",
                "ic:1,PAYABLE," + calc.path("charge_usd_at_1_0800").asText() + ",USD,2026-10-31",
                "ic:2,RECEIVABLE,100.00,EUR,2026-10-31",
                "ic:2,PAYABLE,107.00,USD,2026-10-31",
                "ic:3,RECEIVABLE,100.00,EUR,2026-10-31",
                "ic:4,RECEIVABLE,100.00,KWD,2026-10-31",
                "ic:4,PAYABLE,100.00,USD,2026-10-31");

        expect("C6", "ic:1 MATCH", "ic:2 VALUE", "ic:3 MISSING", "ic:4 VALUE");
        assertThat(month.rows("C6").get(0).expected()).isEqualByComparingTo("12302.79");
        assertThat(month.rows("C6").get(3).cause()).isEqualTo("there is no rate to compare the two sides by");
    }

    @Test
    void C7_labour_cost_may_differ_by_two_hundredths() {
        month.with("payroll_journal", "CC-1,USD,10000.00", "CC-2,USD,10000.00", "CC-3,USD,500.00")
                .with("canonical_time", time("T-1", 6000, "CC-1", "98.0000"), time("T-2", 6000, "CC-2", "97.0000"));

        expect("C7", "CC-1 VALUE", "CC-2 VALUE", "CC-3 MISSING");
        assertThat(month.rows("C7")).extracting(Results.Row::outside).containsExactly(false, true, true);
        assertThat(month.rows("C7").get(1).cause()).isEqualTo("under-absorbed");
    }

    @Test
    void C7_time_without_a_cost_rate_costs_what_the_role_of_the_worker_costs() {
        month.with("payroll_journal", "CC-1,USD,1000.00", "CC-2,USD,300.00")
                .with("canonical_workers", "W-1,EMPLOYEE,CC-1,PM", "W-2,EMPLOYEE,CC-2,SAR")
                .with(
                        "canonical_cost_rates",
                        "PM,,2026-01-01,2026-10-05,1.0000,USD",
                        "PM,,2026-01-01,,2.0000,USD",
                        "PM,,2026-10-05,,100.0000,USD",
                        "SAR,,2026-10-06,,1.0000,USD",
                        "SAR,W-2,2026-01-01,,50.0000,USD",
                        "SAR,W-9,2026-10-01,,1.0000,USD")
                .with(
                        "canonical_time",
                        "T-1,W-1,P-15,2026-10-05,600,false,APPROVED,,,,,,,",
                        "T-2,W-2,P-15,2026-10-06,360,false,APPROVED,SAR,,,,,,");

        expect("C7", "CC-1 MATCH", "CC-2 MATCH");
        month.with("canonical_time", "T-3,W-3,P-15,2026-10-05,60,false,APPROVED,,,,,,,");
        expect("C7", "CC-1 MATCH", "CC-2 MATCH", "no cost centre MISSING");
    }

    @Test
    void C8_the_utilization_report_counts_the_same_hours() {
        month.with(
                        "canonical_approved",
                        "T-1,W-1,2026-10-05,480,true",
                        "T-2,W-1,2026-10-06,200,false",
                        "T-3,W-1,2026-11-01,60,true")
                .with("utilization_report", "W-1,11.33,8.00", "W-2,1.00,0.00");

        expect("C8", "W-1 billable MATCH", "W-1 logged ROUNDING", "W-2 billable MATCH", "W-2 logged ORPHAN");
        assertThat(month.rows("C8").get(1).expected()).isEqualByComparingTo("11.3333");
    }

    @Test
    void C9_no_exception_is_older_than_the_cut_off() {
        month.with(
                "canonical_exceptions",
                "7,time:T-1,V-TIM-10,RATE_NOT_FOUND,2026-11-01T03:59:59Z,finance,4565.00",
                "8,time:T-2,V-TIM-10,RATE_NOT_FOUND,2026-11-01T04:00:00Z,finance,1.00");

        assertThat(month.rows("C9")).singleElement().satisfies(row -> {
            assertThat(row.key()).isEqualTo("case 7 time:T-1");
            assertThat(row.owner()).isEqualTo("finance");
            assertThat(row.atRisk()).isEqualByComparingTo("4565.00");
        });
    }

    @Test
    void C10_cross_references_are_complete() {
        month.with("canonical_time", "T-1,W-1,P-1,2026-10-05,480,true,BILLED,,,,,,,")
                .with("canonical_systems", "erp,netsuite", "psa,kantata", "payroll,adp")
                .with("canonical_workers", "W-1,CONTRACTOR,,")
                .with("canonical_xref", "worker,W-1,netsuite", "worker,W-1,kantata", "project,P-1,netsuite");

        expect(
                "C10",
                "project:P-1@kantata MISSING",
                "project:P-1@netsuite MATCH",
                "worker:W-1@kantata MATCH",
                "worker:W-1@netsuite MATCH");
    }

    @Test
    void C11_every_currency_has_its_closing_rate() {
        month.with(
                "canonical_time",
                "T-1,W-1,P-1,2026-10-05,480,true,BILLED,,,185,EUR,9000,JPY,",
                "T-2,W-1,P-1,2026-10-05,480,true,BILLED,,,185,USD,,,");

        expect("C11", "EUR/USD CLOSING MATCH", "JPY/USD CLOSING MISSING");
    }

    @Test
    void C12_the_PSA_prices_by_what_was_agreed() {
        month.with(
                        "canonical_rate_cards",
                        "P-1,PM,,2026-01-01,,260.0000,USD",
                        "P-1,SAR,,2026-01-01,2026-10-15,210.0000,USD",
                        "P-1,SAR,,2026-10-15,,215.0000,USD",
                        "P-1,OLD,,2026-01-01,2026-10-01,1.0000,USD")
                .with(
                        "rate_cards_psa",
                        "P-1,PM,,2026-01-01,,260.0000,USD",
                        "P-1,SAR,,2026-01-01,2026-10-15,210.0000,USD",
                        "P-1,SAR,,2026-10-15,,210.0000,USD",
                        "P-1,DEV,W-9,2026-01-01,,150.0000,USD")
                .with(
                        "canonical_time",
                        "T-1,W-1,P-1,2026-10-14,480,true,BILLED,SAR,,,,,,",
                        "T-2,W-1,P-1,2026-10-15,450,true,BILLED,SAR,,,,,,");

        expect(
                "C12",
                "P-1 DEV W-9 2026-01-01 ORPHAN",
                "P-1 PM 2026-01-01 MATCH",
                "P-1 SAR 2026-01-01 MATCH",
                "P-1 SAR 2026-10-15 RATE_DIFF");
        assertThat(month.rows("C12").get(3).atRisk()).isEqualByComparingTo("37.50");
    }

    @Test
    void nothing_at_all_is_in_order_and_every_check_says_so() {
        try (Reconciliation reconciliation = month.open()) {
            for (String check : Reconciliation.checks()) {
                assertThat(reconciliation.run(check).outcome()).as(check).isEqualTo(Verdict.Outcome.MATCHED);
            }
        }
        assertThat(Reconciliation.checks()).hasSize(12);
    }

    @Test
    void without_its_inputs_a_check_is_not_a_match() {
        Input.all().forEach(input -> month.without(input.name()));
        try (Reconciliation reconciliation = month.open()) {
            for (String check : Reconciliation.checks()) {
                Verdict verdict = reconciliation.run(check);
                assertThat(verdict.outcome()).as(check).isEqualTo(Verdict.Outcome.NOT_CHECKED);
                assertThat(verdict.notes()).as(check).anyMatch(note -> note.endsWith("extract for LE-US 2026-10"));
            }
        }
    }

    @Test
    void a_value_that_cannot_be_read_stops_its_check_and_no_other() {
        month.with("expenses_psa", "X-1,2026-10-07,12,USD,", "X-2,2026-10-07,a lot,USD,")
                .with("psa_time", "T-1,W-1,P-1,2026-10-05,,true,,,")
                .with("billed_erp", "INV-1,2026-10-31,1.00,USD")
                .under("balances_erp", "contract_id,currency,asset");

        try (Reconciliation reconciliation = month.open()) {
            assertThat(reconciliation.run("C2").notes()).singleElement().satisfies(note -> assertThat(note)
                    .contains("Line: 3")
                    .contains("amount")
                    .contains("a lot"));
            assertThat(reconciliation.run("C1").notes()).singleElement().satisfies(note -> assertThat(note)
                    .contains("psa_time.csv: the row of T-1 has no hours"));
            assertThat(reconciliation.run("C5").notes()).containsExactly("balances_erp.csv has no column liability");
            assertThat(reconciliation.run("C3").outcome()).isEqualTo(Verdict.Outcome.DIFFERENT);
        }
    }

    @Test
    void there_are_no_other_checks() {
        try (Reconciliation reconciliation = month.open()) {
            assertThatThrownBy(() -> reconciliation.run("C13"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no check C13; they are C1 to C12");
        }
    }

    private void expect(String check, String... rows) {
        List<Results.Row> found = month.rows(check);
        assertThat(found).extracting(row -> row.key() + " " + row.type()).containsExactly(rows);
        assertThat(found).allSatisfy(row -> assertThat(row.cause() == null)
                .as(row.key())
                .isEqualTo(row.type().equals("MATCH") || row.type().equals("ROUNDING")));
    }

    private static String time(String id, int minutes, String costCentre, String costRate) {
        return id + ",W-1,P-1,2026-10-05," + minutes + ",true,TRANSFERRED,," + costCentre + ",,," + costRate + ",USD,";
    }

    private static JsonNode calc(String id) throws Exception {
        try (InputStream in = ChecksTest.class.getResourceAsStream("/calc_cases.json")) {
            return Json.mapper().readTree(in).path(id);
        }
    }
}
