package io.throughline.desk;

import io.throughline.alerts.Alert;
import io.throughline.alerts.Alert.Kind;
import io.throughline.delivery.Outcomes;
import java.util.Map;

/**
 * Under which alert people are told of a case.
 *
 * @param kind     what sort of thing it is
 * @param workflow what the flow is called where people speak of it
 * @param project  the project it is about, or null
 * @param rule     rule id or the target's code
 */
record Cause(Kind kind, String workflow, String project, String rule) {

    private static final String CHANGE = "WF-02 worker change";
    private static final String OFFBOARDING = "WF-03 worker offboarding";

    /** What flows are called where people speak of them, by the event without its version, else by its object. */
    private static final Map<String, String> WORKFLOWS = Map.ofEntries(
            Map.entry("worker", "WF-01 worker onboarding"),
            Map.entry("worker.orgchanged", CHANGE),
            Map.entry("worker.jobchanged", CHANGE),
            Map.entry("worker.profilechanged", CHANGE),
            Map.entry("worker.changedue", CHANGE),
            Map.entry("worker.reviewdue", CHANGE),
            Map.entry("worker.compliancedue", CHANGE),
            Map.entry("worker.reclassdue", CHANGE),
            Map.entry("cost", CHANGE),
            Map.entry("worker.terminated", OFFBOARDING),
            Map.entry("worker.terminationrescinded", OFFBOARDING),
            Map.entry("worker.hirecancelled", OFFBOARDING),
            Map.entry("worker.deactivationdue", OFFBOARDING),
            Map.entry("worker.closuredue", OFFBOARDING),
            Map.entry("worker.handoverdue", OFFBOARDING),
            Map.entry("worker.rehired", "WF-04 worker rehire"),
            Map.entry("leave", "WF-06 leave"),
            Map.entry("worker.payprofiled", "WF-25 cost rates"),
            Map.entry("costrate", "WF-25 cost rates"),
            Map.entry("customer", "WF-08 customer master"),
            Map.entry("opportunity", "WF-09 project setup"),
            Map.entry("project", "WF-10 project activation"),
            Map.entry("ratecard", "WF-11 rate card sync"),
            Map.entry("assignment", "WF-12 assignment"),
            Map.entry("time", "WF-13 approved time transfer"),
            Map.entry("billing", "WF-17 invoice generation"),
            Map.entry("invoice", "WF-17 invoice generation"),
            Map.entry("payroll", "WF-22 payroll export"),
            Map.entry("reference", "WF-24 reference data"));

    /** The cause of a case that is about a project, or about none that is known. */
    static Cause of(DeskCase one, String project) {
        return new Cause(kind(one), workflow(one), project, one.rule());
    }

    /** The project of a case as last assessed, or null. */
    static String project(DeskCase one) {
        return one.assessment() == null ? null : one.assessment().finding().projectId();
    }

    /** What makes the alerts of two cases the same. */
    String fingerprint() {
        return Alert.fingerprint(workflow, project, rule);
    }

    private static Kind kind(DeskCase one) {
        if (one.kind().equals("PARKED")) {
            return Kind.PARKED_TOO_LONG;
        }
        return one.rule().equals(Outcomes.OUT_OF_RETRIES) ? Kind.OUT_OF_RETRIES : Kind.CASE;
    }

    private static String workflow(DeskCase one) {
        String type = one.eventType() == null ? "" : one.eventType();
        String object = type.contains(".") ? type.substring(0, type.indexOf('.')) : type;
        String other = WORKFLOWS.getOrDefault(object, "WF-29 exceptions");
        return WORKFLOWS.getOrDefault(type.replaceFirst("\\.v\\d+$", ""), other);
    }
}
