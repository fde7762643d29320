package io.throughline.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;

/**
 * One message to people about one alert.
 *
 * @param number   number of the notice; a repeat after a crash has the same
 * @param channel  where it goes
 * @param resolved whether it says that the alert is over
 * @param attempts how often it was tried, this time included
 * @param alert    the canonical alert
 */
public record Notice(long number, String channel, boolean resolved, int attempts, ObjectNode alert) {

    /** One line. */
    public String subject() {
        String text = (resolved ? "[resolved] " : "[" + alert.path("severity").asText() + "] ")
                + alert.path("summary").asText();
        String line = text.replaceAll("[\\r\\n\\t]+", " ");
        return line.length() <= 180 ? line : line.substring(0, 180) + "...";
    }

    /** For people: every field of the business context that is known, one a line. */
    public String text() {
        StringBuilder text = new StringBuilder(subject()).append("\n\n");
        line(text, "workflow", alert.path("workflow").asText());
        line(text, "reason", alert.path("reason").asText());
        line(text, "project", named(alert.path("project")));
        line(text, "client", named(alert.path("client")));
        line(text, "held of the client", money(alert.at("/client/held")));
        JsonNode cycle = alert.path("billingCycle");
        if (cycle.has("id")) {
            line(
                    text,
                    "billing cycle",
                    cycle.path("id").asText() + ", cut-off "
                            + cycle.path("cutOff").asText() + ", "
                            + cycle.path("daysLeft").asText() + " days left");
        }
        JsonNode exposure = alert.path("revenueExposure");
        for (String part : new String[] {"direct", "blocked", "total", "groupCurrencyTotal"}) {
            line(text, "revenue " + part, money(exposure.path(part)));
        }
        if (exposure.path("estimated").asBoolean()) {
            line(text, "estimated", "yes");
        }
        line(text, "payroll hours", alert.path("payrollExposure").path("hours").asText());
        JsonNode payroll = alert.path("payroll");
        if (payroll.has("lock")) {
            line(text, "legal entity", named(payroll.path("legalEntity")));
            line(
                    text,
                    "pay period",
                    payroll.at("/period/id").asText() + ", lock "
                            + payroll.path("lock").asText());
            line(text, "workers", payroll.path("workers").asText());
            line(text, "gross estimate", money(payroll.path("grossEstimate")));
            line(text, "gross is", payroll.at("/grossEstimate/basis").asText());
        }
        alert.path("workers").forEach(worker -> worker(text, worker));
        line(text, "owner", owner());
        alert.path("actions").forEach(action -> line(text, "action", action.asText()));
        alert.path("failedItems").forEach(item -> line(text, "item", item.asText()));
        alert.path("technical")
                .properties()
                .forEach(part -> line(text, part.getKey(), part.getValue().asText()));
        line(text, "alert", alert.path("alertId").asText());
        return text.toString();
    }

    /** For machines: {@code {type, timestamp, data}} with the canonical alert as data. */
    public String json() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("type", resolved ? "alert.resolved" : "alert.raised");
        json.put("timestamp", alert.path(resolved ? "closedAt" : "knownAt").asText());
        json.set("data", alert);
        return json.toString();
    }

    private String owner() {
        JsonNode owner = alert.path("owner");
        return owner.isTextual()
                ? owner.asText()
                : (owner.path("team").asText() + " " + owner.path("escalation").asText("")).strip();
    }

    private static void worker(StringBuilder text, JsonNode worker) {
        String starts = worker.path("startDate").asText("");
        line(text, "worker", worker.path("id").asText() + (starts.isEmpty() ? "" : ", employed from " + starts));
        worker.path("projects").forEach(project -> {
            StringBuilder line = new StringBuilder(named(project));
            append(line, "client", named(project.path("client")));
            project.path("assignments").forEach(one -> append(line, "assignment", one.asText()));
            append(line, "from", project.path("from").asText(""));
            append(line, "cycle", project.at("/billingCycle/id").asText(""));
            append(line, "cut-off", project.at("/billingCycle/cutOff").asText(""));
            project.path("exposure").forEach(amount -> append(line, "exposure", money(amount)));
            line(text, "on project", line.toString());
        });
        JsonNode impact = worker.at("/change/impact");
        line(text, "margin delta", money(impact.path("marginDelta")));
        impact.path("timing")
                .forEach(one -> line(
                        text,
                        "invoice at risk",
                        one.path("billingCycleId").asText() + ", " + money(one.path("amount")) + ", cut-off "
                                + one.path("cutOff").asText() + ", else "
                                + one.path("daysAtRisk").asText() + " days later"));
        impact.path("regulated").forEach(project -> line(text, "regulated client of", project.asText()));
        line(text, "approval", worker.at("/change/approval").asText(""));
    }

    private static void append(StringBuilder line, String name, String value) {
        if (!value.isEmpty()) {
            line.append(", ").append(name).append(' ').append(value);
        }
    }

    private static String named(JsonNode one) {
        return (one.path("id").asText() + " " + one.path("name").asText("")).strip();
    }

    private static String money(JsonNode money) {
        return money.has("amount")
                ? money.path("amount").asText() + " " + money.path("currency").asText()
                : "";
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(name)
                    .append(": ")
                    .append(value.replaceAll("[\\r\\n]+", " "))
                    .append('\n');
        }
    }
}
