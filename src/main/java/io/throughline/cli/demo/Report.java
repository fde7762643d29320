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
 * @param entities    the entities played
 * @param seconds     how long it took
 * @param eventsIn    events that came in, by door
 * @param systems     effects per target system
 * @param waiting     what is held or parked, grouped
 * @param projects    hours and money per project
 * @param payroll     hours per worker and half month in the US
 * @param batches     batches of hours for payroll, of all entities
 * @param utilization per worker, then per entity, and last of the firm
 * @param differences each difference as a sentence; empty when all is as expected
 */
record Report(
        String month,
        List<String> entities,
        long seconds,
        Map<String, Long> eventsIn,
        List<Target> systems,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<Waiting> waiting,
        List<ProjectLine> projects,
        List<PayrollLine> payroll,
        List<PayrollBatch> batches,
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
     * @param hours           approved billable hours
     * @param expectedHours   what their timesheets say
     * @param invoices        invoices in the ERP
     * @param invoiced        their sum, or null when there is none
     * @param expectedAmount  expected amount, or null when time is not billed by the hour
     */
    record ProjectLine(
            String projectId,
            String billingType,
            String currency,
            BigDecimal hours,
            BigDecimal expectedHours,
            int invoices,
            BigDecimal invoiced,
            BigDecimal expectedAmount) {}

    /**
     * One batch of hours for payroll.
     *
     * @param hours its control total: regular, overtime and leave
     * @param file  the file that was written
     */
    record PayrollBatch(String legalEntity, String batch, int rows, BigDecimal hours, String file) {}

    /** Hours of one worker in one half of the month, as written for payroll. */
    record PayrollLine(
            String workerId,
            String half,
            BigDecimal regular,
            BigDecimal expectedRegular,
            BigDecimal overtime,
            BigDecimal expectedOvertime) {}

    /** Utilization of a worker, an entity or the firm, by the policy named; null where there is nothing to work on. */
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
