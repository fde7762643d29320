package io.throughline.contract;

import java.util.Map;
import java.util.Optional;

/** Which flow owns which type of event; the one table behind the content-based router and behind kill switches. */
public final class Flows {

    /** The flow of events that are only kept, and of types nobody knows. */
    public static final String NONE = "none";

    private static final Map<String, String> OWNERS = Map.ofEntries(
            Map.entry("time.approved.v1", "transfer-time"),
            Map.entry("time.corrected.v1", "transfer-time"),
            Map.entry("time.unapproved.v1", "transfer-time"),
            Map.entry("worker.hired.v1", "onboard-worker"),
            Map.entry("worker.rehired.v1", "onboard-worker"),
            Map.entry("worker.activated.v1", "activate-worker"),
            Map.entry("worker.orgchanged.v1", "change-worker"),
            Map.entry("worker.jobchanged.v1", "change-worker"),
            Map.entry("worker.profilechanged.v1", "change-worker"),
            Map.entry("leave.approved.v1", "record-leave"),
            Map.entry("leave.cancelled.v1", "record-leave"),
            Map.entry("worker.changedue.v1", "apply-due-change"),
            Map.entry("worker.noticed.v1", "read-worker"),
            Map.entry("worker.terminated.v1", "offboard-worker"),
            Map.entry("worker.terminationrescinded.v1", "offboard-worker"),
            Map.entry("worker.hirecancelled.v1", "offboard-worker"),
            Map.entry("worker.deactivationdue.v1", "deactivate-worker"),
            Map.entry("worker.closuredue.v1", "close-worker"),
            Map.entry("worker.handoverdue.v1", "hand-over"),
            Map.entry("worker.reviewdue.v1", "review-change"),
            Map.entry("worker.compliancedue.v1", "clear-staffing"),
            Map.entry("worker.reclassdue.v1", "reclass-cost"),
            Map.entry("cost.reclassed.v1", "post-reclass"),
            Map.entry("opportunity.changed.v1", "qualify-opportunity"),
            Map.entry("opportunity.won.v1", "open-project"),
            Map.entry("opportunity.reopened.v1", "suspend-project"),
            Map.entry("opportunity.lost.v1", "suspend-project"),
            Map.entry("project.setupfailed.v1", "abandon-setup"),
            Map.entry("project.setupheld.v1", "abandon-setup"),
            Map.entry("project.closing.v1", "close-project"),
            Map.entry("project.closed.v1", "close-project"),
            Map.entry("project.costdecision.v1", "decide-cost"),
            Map.entry("project.activationrequested.v1", "activate-project"),
            Map.entry("customer.created.v1", "check-customer"),
            Map.entry("worker.lendingdue.v1", "lend-worker"),
            Map.entry("project.sharingdue.v1", "share-project"),
            Map.entry("assignment.approved.v1", "staff-project"),
            Map.entry("assignment.changed.v1", "staff-project"),
            Map.entry("expense.approved.v1", "post-expense"),
            Map.entry("expense.reversed.v1", "post-expense"),
            Map.entry("invoice.paid.v1", "report-payment"),
            Map.entry("invoice.overdue.v1", "report-payment"),
            Map.entry("invoice.disputed.v1", "report-payment"),
            Map.entry("invoice.voided.v1", "void-invoice"),
            Map.entry("reference.costcenter.changed.v1", "distribute-reference"),
            Map.entry("reference.legalentity.changed.v1", "distribute-reference"),
            Map.entry("reference.fxrate.changed.v1", "distribute-reference"),
            Map.entry("reference.calendar.changed.v1", "distribute-reference"),
            Map.entry("reference.snapshot.taken.v1", "compare-reference"),
            Map.entry("worker.payprofiled.v1", "derive-cost-rate"),
            Map.entry("billing.ready.v1", "bill-project"),
            Map.entry("billing.capreached.v1", "hold-over-cap"),
            Map.entry("erp.documentstatus.v1", "follow-documents"),
            Map.entry("invoice.transmissiondue.v1", "transmit-invoice"),
            Map.entry("ratecard.changed.v1", "true-up"),
            Map.entry("costrate.changed.v1", "true-up-costs"),
            Map.entry("costrate.begun.v1", "true-up-costs"),
            Map.entry("trueup.due.v1", "true-up-project"),
            Map.entry("trueup.proposed.v1", "bill-true-up"),
            Map.entry("time.repriced.v1", "reprice-time"),
            Map.entry("milestone.accepted.v1", "accept-milestone"),
            Map.entry("milestone.revoked.v1", "revoke-milestone"),
            Map.entry("billing.milestonedue.v1", "bill-milestone"),
            Map.entry("invoice.statuschanged.v1", "bill-milestone"),
            Map.entry("billing.retainerdue.v1", "bill-retainer"),
            Map.entry("billing.expensesdue.v1", "bill-retainer"),
            Map.entry("revenue.due.v1", "recognize-revenue"),
            Map.entry("revenue.proposed.v1", "post-revenue"),
            Map.entry("intercompany.due.v1", "charge-intercompany"),
            Map.entry("intercompany.charged.v1", "post-intercompany"),
            Map.entry("payroll.due.v1", "export-payroll"),
            Map.entry("payroll.acknowledged.v1", "acknowledge-payroll"),
            Map.entry("payroll.journaled.v1", "post-payroll-journal"),
            Map.entry("payroll.calculated.v1", "pay-salaries"),
            Map.entry("payroll.paid.v1", "settle-salaries"),
            Map.entry("payroll.rejected.v1", "settle-salaries"));

    /** Where a flow goes on when one of its steps failed for good, by the continuation the step names. */
    private static final Map<String, String> AFTER_FAILURE = Map.of(
            "open-project.customer-done", "open-project.failed",
            "open-project.shell-done", "open-project.failed",
            "open-project.dimensions-done", "open-project.failed");

    /** The continuation of a step that failed for good, given the one it names for success, which may be null. */
    public static Optional<String> afterFailure(String continuation) {
        return continuation == null ? Optional.empty() : Optional.ofNullable(AFTER_FAILURE.get(continuation));
    }

    /** The name of the flow that owns a type of event. */
    public static String of(String type) {
        return OWNERS.getOrDefault(type, NONE);
    }

    /** Whether there is such a flow. */
    public static boolean exists(String flow) {
        return OWNERS.containsValue(flow);
    }
}
