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
            Map.entry("worker.changedue", "worker-change-due"),
            Map.entry("worker.noticed", "worker-notice"),
            Map.entry("opportunity.changed", "opportunity-change"),
            Map.entry("project.setupfailed", "setup-failure"),
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
            "revenue", "revenue-event",
            "ratecard", "rate-card",
            "costrate", "cost-rate",
            "period", "fiscal-period");

    private static final Set<String> NOT_KEPT = Set.of(
            "time",
            "opportunity-change",
            "setup-failure",
            "invoice-transmission",
            "lending",
            "worker-change",
            "worker-change-due",
            "worker-notice",
            "billing",
            "revenue-due",
            "true-up-due",
            "intercompany-due",
            "payroll");

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

    /** Whether the newest state of this object is kept as a snapshot. */
    public static boolean isKept(String object) {
        return !NOT_KEPT.contains(object);
    }
}
