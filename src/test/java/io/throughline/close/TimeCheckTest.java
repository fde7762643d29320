package io.throughline.close;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Json;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C1: time in PSA, ERP and payroll, CALC-15. */
class TimeCheckTest {

    @TempDir
    Path folder;

    private Month month;

    @BeforeEach
    void begin() {
        month = new Month(folder);
    }

    @Test
    void the_six_rows_of_CALC_15_have_their_classes_and_totals() throws Exception {
        JsonNode expected = calc15();
        Map<String, String> classes = new LinkedHashMap<>();
        expected.path("rows").forEach(row -> {
            calc15Row(row);
            classes.put(
                    row.path(0).asText() + " " + row.path(1).asText(),
                    row.path(5).asText());
        });

        try (Reconciliation reconciliation = month.open()) {
            Verdict verdict = reconciliation.run("C1");
            Map<String, String> found = new LinkedHashMap<>();
            reconciliation.results().all(row -> found.put(row.key(), row.type()));

            assertThat(found).isEqualTo(classes);
            assertThat(verdict.totals())
                    .containsExactlyInAnyOrder(
                            new Verdict.Total(
                                    "psa",
                                    new BigDecimal(expected.path("psa_total").asText()),
                                    "h"),
                            new Verdict.Total(
                                    "erp",
                                    new BigDecimal(expected.path("erp_total").asText()),
                                    "h"),
                            new Verdict.Total(
                                    "payroll",
                                    new BigDecimal(
                                            expected.path("payroll_total").asText()),
                                    "h"));
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DIFFERENT);
            assertThat(verdict.outside()).isEqualTo(3);
            assertThat(verdict.atRisk()).isEqualByComparingTo("3440.00");
        }
    }

    @Test
    void hours_that_agree_are_in_order() {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        entry("erp_time", "T-1", "W-1", "P-1", "8.00");
        month.with("payroll_hours", "W-1,8,true,HOURLY", "W-1,8,false,HOURLY");

        Verdict verdict = month.verdict("C1");

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.MATCHED);
        assertThat(verdict.classes()).isEqualTo(Map.of("MATCH", 1L));
    }

    @ParameterizedTest
    @CsvSource({"8.05, ROUNDING", "8.06, VALUE", "7.95, ROUNDING", "7.94, TRANSFER_MISSING"})
    void the_tolerance_is_three_minutes(String erp, String type) {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        entry("erp_time", "T-1", "W-1", "P-1", erp);
        month.with("payroll_hours", "W-1,8,true,HOURLY");

        assertThat(month.rows("C1")).singleElement().satisfies(row -> assertThat(row.type())
                .isEqualTo(type));
    }

    @Test
    void what_is_missing_in_the_ERP_is_named_with_the_exception_that_holds_it() {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        entry("psa_time", "T-2", "W-1", "P-1", "4");
        entry("psa_time", "T-3", "W-1", "P-1", "2");
        entry("erp_time", "T-1", "W-1", "P-1", "8");
        month.with("payroll_hours", "W-1,14,true,HOURLY")
                .with("canonical_time", "T-2,W-1,P-1,2026-10-05,240,true,APPROVED,,,,,,,")
                .with("canonical_exceptions", "7,time:T-2,V-TIM-10,RATE_NOT_FOUND,2026-10-06T08:00:00Z,finance,860.00");

        assertThat(month.rows("C1")).singleElement().satisfies(row -> {
            assertThat(row.type()).isEqualTo("TRANSFER_MISSING");
            assertThat(row.difference()).isEqualByComparingTo("-6");
            assertThat(row.cause())
                    .isEqualTo(
                            "T-2 is not in the ERP: V-TIM-10 RATE_NOT_FOUND; T-3 is not in the ERP: it has not arrived here");
            assertThat(row.owner()).isEqualTo("delivery operations");
            assertThat(row.atRisk()).isEqualByComparingTo("1290.00");
        });
    }

    @Test
    void an_entry_posted_twice_is_a_duplicate_even_when_the_sum_looks_right() {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        entry("psa_time", "T-2", "W-1", "P-1", "8");
        entry("erp_time", "T-1", "W-1", "P-1", "8");
        entry("erp_time", "T-1", "W-1", "P-1", "8");
        month.with("payroll_hours", "W-1,16,true,HOURLY");

        assertThat(month.rows("C1")).singleElement().satisfies(row -> {
            assertThat(row.type()).isEqualTo("DUPLICATE");
            assertThat(row.cause()).isEqualTo("the ERP has entry T-1 2 times");
            assertThat(row.outside()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({"psa_time, PSA", "erp_time, ERP"})
    void an_entry_twice_in_one_system_or_in_both_is_a_duplicate(String input, String system) {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        entry("erp_time", "T-1", "W-1", "P-1", "8");
        month.with("payroll_hours", "W-1,8,true,HOURLY");
        entry(input, "T-1", "W-1", "P-1", "8");

        assertThat(month.rows("C1"))
                .anySatisfy(row -> assertThat(row.cause()).isEqualTo("the " + system + " has entry T-1 2 times"));

        entry(input.equals("psa_time") ? "erp_time" : "psa_time", "T-1", "W-1", "P-1", "8");
        assertThat(month.rows("C1"))
                .filteredOn(row -> row.key().equals("W-1 P-1"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.type()).isEqualTo("DUPLICATE");
                    assertThat(row.cause()).isEqualTo("the ERP has entry T-1 2 times; the PSA has entry T-1 2 times");
                });
    }

    @ParameterizedTest
    @CsvSource({"2026-11-01T04:00:01Z, TIMING", "2026-11-01T04:00:00Z, TRANSFER_MISSING"})
    void hours_approved_after_the_cut_off_are_a_matter_of_timing(String approved, String type) {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        month.with("psa_time", "T-2,W-1,P-1,2026-10-30,4,true," + approved + ",215,USD");
        entry("erp_time", "T-1", "W-1", "P-1", "8");
        month.with("payroll_hours", "W-1,12,true,HOURLY");

        assertThat(month.rows("C1")).singleElement().satisfies(row -> assertThat(row.type())
                .isEqualTo(type));
    }

    @Test
    void the_same_hours_at_another_price_or_in_another_currency_are_told_apart() {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        entry("psa_time", "T-2", "W-2", "P-1", "8");
        month.with("erp_time", "T-1,W-1,P-1,2026-10-05,8,205,USD", "T-2,W-2,P-1,2026-10-05,8,215,EUR")
                .with("payroll_hours", "W-1,8,true,HOURLY", "W-2,8,true,HOURLY");

        assertThat(month.rows("C1")).extracting(Results.Row::type).containsExactly("RATE_DIFF", "CURRENCY_DIFF");
        assertThat(month.rows("C1").get(0).atRisk()).isEqualByComparingTo("80.00");
    }

    @Test
    void payroll_is_compared_per_worker_over_all_projects_and_shows_beside_other_differences() {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        entry("psa_time", "T-2", "W-1", "P-2", "8");
        entry("erp_time", "T-1", "W-1", "P-1", "8");
        entry("erp_time", "T-2", "W-1", "P-2", "8");
        entry("psa_time", "T-3", "W-2", "P-1", "8");
        month.with("payroll_hours", "W-1,12,true,HOURLY", "W-2,6,true,HOURLY", "W-3,5,true,HOURLY");

        assertThat(month.rows("C1"))
                .extracting(row -> row.key() + " " + row.type())
                .containsExactly(
                        "W-1 PAYROLL_SHORT",
                        "W-1 P-1 MATCH",
                        "W-1 P-2 MATCH",
                        "W-2 PAYROLL_SHORT",
                        "W-2 P-1 TRANSFER_MISSING",
                        "W-3 ORPHAN");
    }

    @Test
    void workers_paid_by_exception_and_contractors_are_not_expected_in_payroll() {
        for (int i = 1; i <= 3; i++) {
            entry("psa_time", "T-" + i, "W-" + i, "P-1", "8");
            entry("erp_time", "T-" + i, "W-" + i, "P-1", "8");
        }
        month.with("payroll_hours", "W-1,0,true,SALARIED")
                .with("canonical_workers", "W-2,CONTRACTOR,,", "W-3,EMPLOYEE,,");

        assertThat(month.rows("C1"))
                .extracting(row -> row.key() + " " + row.type())
                .containsExactly("W-1 P-1 MATCH", "W-2 P-1 MATCH", "W-3 P-1 PAYROLL_SHORT");
    }

    @Test
    void days_of_other_months_do_not_count() {
        month.with("psa_time", "T-1,W-1,P-1,2026-09-30,8,true,,215,USD", "T-2,W-1,P-1,2026-11-01,8,true,,215,USD");

        assertThat(month.rows("C1")).isEmpty();
    }

    @Test
    void without_payroll_the_rest_is_compared_and_the_gap_is_said() {
        entry("psa_time", "T-1", "W-1", "P-1", "8");
        entry("erp_time", "T-1", "W-1", "P-1", "8");

        Verdict verdict = month.without("payroll_hours").verdict("C1");

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_CHECKED);
        assertThat(verdict.withinTolerance()).isFalse();
        assertThat(verdict.notes()).containsExactly("no payroll_hours extract for LE-US 2026-10");
        assertThat(verdict.classes()).isEqualTo(Map.of("MATCH", 1L));
    }

    private static JsonNode calc15() throws Exception {
        try (InputStream in = TimeCheckTest.class.getResourceAsStream("/calc_cases.json")) {
            return Json.mapper().readTree(in).path("CALC-15");
        }
    }

    private void calc15Row(JsonNode row) {
        String worker = row.path(0).asText();
        String project = row.path(1).asText();
        if (!row.path(2).asText().equals("0")) {
            month.with(
                    "psa_time",
                    "T-" + worker + "," + worker + "," + project + ",2026-10-05,"
                            + row.path(2).asText() + "," + !project.equals("P-1015") + ",2026-10-06T08:00:00Z,215,USD");
        }
        if (!row.path(3).asText().equals("0")) {
            entry("erp_time", "T-" + worker, worker, project, row.path(3).asText());
        }
        month.with("payroll_hours", worker + "," + row.path(4).asText() + ",true,HOURLY");
    }

    private void entry(String input, String id, String worker, String project, String hours) {
        String billing = input.equals("psa_time") ? ",true,2026-10-06T08:00:00Z,215,USD" : ",215,USD";
        month.with(input, id + "," + worker + "," + project + ",2026-10-05," + hours + billing);
    }

    @Test
    void what_payroll_paid_is_held_against_what_it_was_sent_by_worker_and_code() {
        month.with("canonical_payroll", "W-1,REG,80.00", "W-1,V,8.00", "W-2,OT,2.00", "W-3,REG,5.00")
                .with(
                        "payroll_hours",
                        "W-1,40.00,true,HOURLY,REG",
                        "W-1,40.00,true,HOURLY,REG",
                        "W-1,16.00,false,HOURLY,V",
                        "W-2,1.00,false,HOURLY,S",
                        "W-3,5.04,true,HOURLY,REG");

        assertThat(month.rows("C1"))
                .filteredOn(row -> row.key().endsWith(" paid"))
                .extracting(row -> row.key() + " " + row.type() + " " + row.owner() + " " + row.outside())
                .containsExactly(
                        "W-1 V paid VALUE payroll true",
                        "W-2 OT paid MISSING payroll true",
                        "W-2 S paid ORPHAN payroll true");
    }

    @Test
    void payroll_that_tells_no_codes_is_not_held_against_what_it_was_sent() {
        month.with("canonical_payroll", "W-1,REG,80.00").with("payroll_hours", "W-1,40.00,true,HOURLY");
        assertThat(month.rows("C1")).noneMatch(row -> row.key().endsWith(" paid"));
    }
}
