package io.throughline.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import java.util.List;
import java.util.Objects;

/**
 * Something people have to know. Alerts of one workflow, project and reason are one alert.
 *
 * @param kind     what sort of thing
 * @param severity {@code CRITICAL}, {@code HIGH} or {@code MEDIUM}
 * @param workflow such as {@code WF-13 approved time transfer}, or the part of the product
 * @param reason   reason code, such as {@code DIMENSION_INACTIVE}
 * @param project  its project, or null
 * @param summary  one sentence
 * @param context  further fields of the canonical alert: project, client, billingCycle, revenueExposure,
 *                 payrollExposure, technical, owner, actions
 * @param items    what it is about
 */
public record Alert(
        Kind kind,
        String severity,
        String workflow,
        String reason,
        String project,
        String summary,
        ObjectNode context,
        List<Item> items) {

    /** Sorts of alerts. */
    public enum Kind {
        /** Something waits for a person. */
        CASE,
        /** An event is out of retries. */
        OUT_OF_RETRIES,
        /** A fact has waited for a reference longer than it should. */
        PARKED_TOO_LONG,
        /** Something that comes every day did not come. */
        MISSING_ACTIVITY,
        /** A day or an hour by which something has to be done comes near or has passed, and it is not done. */
        CUT_OFF,
        /** A target is not called because it does not work. */
        CIRCUIT,
        /** A person has stopped a system or a flow. */
        KILL_SWITCH
    }

    /**
     * One thing an alert is about.
     *
     * @param item    id of the event
     * @param eventNo its number in the journal, or null
     * @param caseNo  its case, or null
     */
    public record Item(String item, Long eventNo, Long caseNo) {}

    public Alert {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(severity, "severity");
        context = context == null ? Json.mapper().createObjectNode() : context.deepCopy();
        items = List.copyOf(items);
    }

    /** An alert about the product itself, such as an open circuit or a kill switch: reason and system name it. */
    public static Alert ofSystem(Kind kind, String severity, String system, String reason, String summary) {
        ObjectNode context = Json.mapper().createObjectNode();
        context.putObject("technical").put("endpoint", system);
        return new Alert(kind, severity, system, reason, null, summary, context, List.of());
    }

    /** What makes two alerts the same. */
    public String fingerprint() {
        return fingerprint(workflow, project, reason);
    }

    /**
     * The fingerprint of alerts with these.
     *
     * @param project may be null
     */
    public static String fingerprint(String workflow, String project, String reason) {
        String text = workflow + "|" + (project == null ? "" : project) + "|" + reason;
        return text.length() <= 400 ? text : text.substring(0, 400);
    }
}
