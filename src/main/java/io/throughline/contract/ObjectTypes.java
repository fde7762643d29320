package io.throughline.contract;

import java.util.Map;
import java.util.Set;

/** Which canonical object an event type carries, and which of them are kept as snapshots. */
public final class ObjectTypes {

    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry("worker.availability", "availability"),
            Map.entry("worker.orgchanged", "worker-change"),
            Map.entry("worker.jobchanged", "worker-change"),
            Map.entry("worker.profilechanged", "worker-change"),
            Map.entry("worker.payprofiled", "pay-profile"),
            Map.entry("reference.snapshot", "reference-snapshot"),
            Map.entry("worker.changedue", "worker-change-due"),
            Map.entry("worker.noticed", "worker-notice"),
            Map.entry("worker.merged", "merge"),
            Map.entry("customer.merged", "merge"),
            Map.entry("worker.terminated", "worker-ending"),
            Map.entry("worker.terminationrescinded", "worker-ending"),
            Map.entry("worker.hirecancelled", "worker-ending"),
            Map.entry("worker.deactivationdue", "worker-change-due"),
            Map.entry("worker.closuredue", "worker-change-due"),
            Map.entry("worker.handoverdue", "worker-change-due"),
            Map.entry("worker.reviewdue", "worker-change-due"),
            Map.entry("worker.changeassessed", "worker-change-due"),
            Map.entry("worker.reclassdue", "worker-change-due"),
            Map.entry("worker.compliancedue", "worker-change-due"),
            Map.entry("cost.reclassed", "cost-reclass"),
            Map.entry("payroll.journaled", "payroll-journal"),
            Map.entry("opportunity.changed", "opportunity-change"),
            Map.entry("erp.documentstatus", "document-status"),
            Map.entry("invoice.paid", "invoice-payment"),
            Map.entry("invoice.overdue", "invoice-change"),
            Map.entry("invoice.disputed", "invoice-change"),
            Map.entry("invoice.voided", "invoice-change"),
            Map.entry("project.setupfailed", "setup-failure"),
            Map.entry("project.setupheld", "setup-failure"),
            Map.entry("project.costdecision", "cost-decision"),
            Map.entry("assignment.planned", "staffing-plan"),
            Map.entry("invoice.transmissiondue", "invoice-transmission"),
            Map.entry("milestone.accepted", "milestone-acceptance"),
            Map.entry("milestone.revoked", "milestone-revocation"),
            Map.entry("revenue.due", "revenue-due"),
            Map.entry("trueup.due", "true-up-due"),
            Map.entry("trueup.proposed", "true-up"),
            Map.entry("intercompany.charged", "intercompany-charge"),
            Map.entry("intercompany.due", "intercompany-due"),
            Map.entry("worker.lendingdue", "lending"),
            Map.entry("project.sharingdue", "lending"),
            Map.entry("reference.costcenter", "cost-center"),
            Map.entry("reference.legalentity", "legal-entity"),
            Map.entry("reference.fxrate", "fx-rate"),
            Map.entry("reference.calendar", "holiday-calendar"));

    private static final Map<String, String> OBJECTS = Map.of(
            "bankaccount", "bank-account",
            "revenue", "revenue-event",
            "ratecard", "rate-card",
            "costrate", "cost-rate",
            "period", "fiscal-period");

    private static final Set<String> NOT_KEPT = Set.of(
            "time",
            "opportunity-change",
            "setup-failure",
            "cost-decision",
            "staffing-plan",
            "invoice-transmission",
            "lending",
            "invoice-change",
            "reference-snapshot",
            "worker-change",
            "worker-change-due",
            "worker-notice",
            "document-status",
            "worker-ending",
            "billing",
            "revenue-due",
            "true-up-due",
            "intercompany-due",
            "payroll");

    private static final Set<String> RESTRICTED = Set.of("pay-profile");

    private ObjectTypes() {}

    /** Name of the canonical object: {@code availability} for {@code worker.availability.published.v1}. */
    public static String of(String type) {
        String[] parts = type.split("\\.", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException(
                    "an event type is <object>.<past verb>.v<major>, such as worker.hired.v1, not " + type);
        }
        String exception = EXCEPTIONS.get(parts[0] + "." + parts[1]);
        return exception != null ? exception : OBJECTS.getOrDefault(parts[0], parts[0]);
    }

    /** Whether events of this type stay in the stores, sealed, and are neither published nor shown. */
    public static boolean isRestricted(String type) {
        return RESTRICTED.contains(of(type));
    }

    /** Whether the newest state of this object is kept as a snapshot. */
    public static boolean isKept(String object) {
        return !NOT_KEPT.contains(object);
    }
}
