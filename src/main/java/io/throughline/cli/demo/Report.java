package io.throughline.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the month left behind, beside what was expected; the document of {@code demo --json}. Hours, money and ratios are
 * decimals.
 *
 * @param month       the month played, such as {@code 2026-10}
 * @param legalEntity the entity played
 * @param seconds     how long it took
 * @param eventsIn    events that came in, by door
 * @param systems     effects per target system
 * @param waiting     what is held or parked, grouped
 * @param projects    hours and money per project
 * @param payroll     hours per worker and half month
 * @param utilization per worker, and last of the whole entity
 * @param differences each difference as a sentence; empty when all is as expected
 */
record Report(
        String month,
        String legalEntity,
        long seconds,
        Map<String, Long> eventsIn,
        List<Target> systems,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<Waiting> waiting,
        List<ProjectLine> projects,
        List<PayrollLine> payroll,
        List<UtilizationLine> utilization,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<String> differences) {

    /**
     * Effects in one system.
     *
     * @param writes     writes that took effect
     * @param records    different records these writes made or changed, by the vendor's word for their kind
     * @param duplicates records beyond the first for the same natural key
     */
    record Target(String system, long writes, Map<String, Long> records, long duplicates) {}

    /**
     * A group of things that wait.
     *
     * @param kind    {@code HELD}, {@code DEAD}, {@code PARKED}
     * @param rule    rule or code; for parked facts what they wait for
     * @param system  the target that did not take it, or null
     * @param example the sentence of one of them
     */
    record Waiting(String kind, String rule, String system, long count, String example) {}

    /**
     * One project.
     *
     * @param hours           approved billable hours of the entity's workers
     * @param expectedHours   what their timesheets say
     * @param invoices        invoices in the ERP
     * @param invoiced        their sum, or null when there is none
     * @param expectedAmount  expected amount, or null when time is not billed by the hour
     * @param partly          whether other entities work on the project too, so that the amount cannot be reached here
     */
    record ProjectLine(
            String projectId,
            String billingType,
            String currency,
            BigDecimal hours,
            BigDecimal expectedHours,
            int invoices,
            BigDecimal invoiced,
            BigDecimal expectedAmount,
            boolean partly) {}

    /** Hours of one worker in one half of the month, as written for payroll. */
    record PayrollLine(
            String workerId,
            String half,
            BigDecimal regular,
            BigDecimal expectedRegular,
            BigDecimal overtime,
            BigDecimal expectedOvertime) {}

    /** Utilization of a worker, or of the entity, by the policy named. */
    record UtilizationLine(
            String id,
            String policyId,
            BigDecimal available,
            BigDecimal billable,
            BigDecimal utilization,
            BigDecimal expected) {}

    /** Whether everything is as expected. */
    boolean asExpected() {
        return differences.isEmpty();
    }
}
