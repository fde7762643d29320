package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Cases for people: at most 120 columns wide, money right-aligned, one block per cause. */
final class CaseText {

    private static final int WIDTH = 120;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String LINE = "%16s  %-8s %-9s %6s  %-11s %s";

    private final PrintWriter out;

    CaseText(PrintWriter out) {
        this.out = out;
    }

    /** Groups with their cases, as {@code GET /api/v1/exceptions?view=groups} gives them. */
    void groups(JsonNode groups) {
        if (groups.isEmpty()) {
            out.println("nothing waits for a person");
            return;
        }
        line(LINE.formatted("AT RISK", "SEVERITY", "OWNER", "CASES", "CUT-OFF", "WHAT"));
        groups.forEach(this::group);
    }

    /** What waits for references, as {@code view=waiting} gives it. */
    void waiting(JsonNode waiting) {
        if (waiting.isEmpty()) {
            out.println("nothing waits for a reference");
            return;
        }
        line("%16s  %6s  %10s  %-12s %s".formatted("AT RISK", "FACTS", "PAY HOURS", "SINCE", "WAITS FOR"));
        waiting.forEach(one -> line("%16s  %6d  %10s  %-12s %s"
                .formatted(
                        atRisk(one),
                        one.path("count").asInt(),
                        one.at("/payrollExposure/hours").asText(),
                        moment(one.path("since")),
                        one.path("waitsFor").asText())));
    }

    /** One case with everything that is known of it. */
    void one(JsonNode one) {
        line("case " + one.path("id").asText() + "  " + one.path("kind").asText() + "  "
                + one.path("state").asText() + "  " + one.path("severity").asText());
        field("problem", one.path("rule").asText() + ": " + one.path("message").asText());
        field("about", one.path("key").asText() + where(one));
        field(
                "event",
                one.path("eventId").asText() + "  " + one.path("eventType").asText());
        field("came from", text(one, "origin"));
        field("project", named(one.path("project")));
        field("client", named(one.path("client")));
        cycle(one.path("billingCycle"));
        JsonNode risk = one.path("revenueExposure");
        if (risk.isObject()) {
            field("direct", "%16s".formatted(money(risk.path("direct"))));
            field("blocked", "%16s".formatted(money(risk.path("blocked"))));
            field("at risk", "%16s".formatted(money(risk.path("total"))) + estimated(risk));
            field("note", text(risk, "note"));
            field("pay hours", "%16s".formatted(one.at("/payrollExposure/hours").asText()));
        }
        field("owner", text(one, "owner"));
        field("assigned to", text(one, "assignedTo"));
        field("what to do", one.at("/action/text").asText());
        field("first seen", moment(one.path("openedAt")));
        field(
                "last seen",
                moment(one.path("lastSeen")) + "  (" + one.path("timesSeen").asInt() + "x)");
        technical(one.path("technical"));
        one.path("findings")
                .forEach(finding -> field(
                        "finding",
                        finding.path("rule").asText() + " "
                                + finding.path("pointer").asText() + " "
                                + finding.path("message").asText()));
        if (one.hasNonNull("closedAt")) {
            field(
                    "closed",
                    moment(one.path("closedAt")) + "  " + one.path("closedBy").asText());
        }
        if (one.has("payload")) {
            out.println(one.path("payload").toPrettyString());
        }
    }

    private void group(JsonNode group) {
        String what = (group.hasNonNull("system") ? group.path("system").asText() + "/" : "")
                + group.path("what").asText();
        line(LINE.formatted(
                atRisk(group),
                group.path("severity").asText(),
                text(group, "owner"),
                group.path("count").asText(),
                daysLeft(group.path("billingCycle")),
                what + "  " + group.path("rule").asText() + "  " + named(group.path("project"))));
        line("%16s  %s".formatted("", group.path("message").asText()));
        String action = group.at("/action/text").asText();
        if (!action.isEmpty()) {
            line("%16s  -> %s".formatted("", action));
        }
        group.path("cases")
                .forEach(one -> line("%16s  #%-7s %-8s %-28s %-9s %s %s"
                        .formatted(
                                atRisk(one),
                                one.path("id").asText(),
                                one.path("state").asText(),
                                one.path("key").asText(),
                                one.path("kind").asText(),
                                moment(one.path("lastSeen")),
                                one.hasNonNull("assignedTo")
                                        ? "-> " + one.path("assignedTo").asText()
                                        : "")));
        out.println();
    }

    private void technical(JsonNode step) {
        if (step.isObject()) {
            field(
                    "step",
                    step.path("step").asText() + " " + step.path("state").asText() + ", "
                            + step.path("attempts").asInt() + " attempts"
                            + (step.path("inDoubt").asBoolean() ? ", in doubt" : ""));
            field("tries", step.has("attemptsLeft") ? Tries.of(step, CaseText::moment) : "");
            field("waits for", text(step, "waitsFor"));
        }
    }

    private void cycle(JsonNode cycle) {
        if (cycle.isObject()) {
            field(
                    "billing",
                    cycle.path("id").asText() + ", cut-off "
                            + cycle.path("cutOff").asText() + " ("
                            + cycle.path("daysLeft").asInt() + " days left)");
        }
    }

    private void field(String name, String value) {
        if (value != null && !value.isBlank()) {
            line("  %-12s %s".formatted(name, value));
        }
    }

    private void line(String text) {
        String one = text.replace('\n', ' ').stripTrailing();
        out.println(one.length() <= WIDTH ? one : one.substring(0, WIDTH - 3) + "...");
    }

    private static String atRisk(JsonNode one) {
        JsonNode risk = one.path("revenueExposure");
        JsonNode inGroup = risk.path("groupCurrencyTotal");
        JsonNode total = inGroup.isObject() ? inGroup : risk.path("total");
        String text = money(total);
        return risk.path("estimated").asBoolean() ? "~" + text : text;
    }

    private static String estimated(JsonNode risk) {
        return risk.path("estimated").asBoolean() ? "  (estimated)" : "";
    }

    private static String money(JsonNode money) {
        if (!money.hasNonNull("amount")) {
            return "";
        }
        BigDecimal amount = new BigDecimal(money.path("amount").asText());
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(amount.scale());
        format.setMaximumFractionDigits(Math.max(0, amount.scale()));
        return format.format(amount) + " " + money.path("currency").asText();
    }

    private static String daysLeft(JsonNode cycle) {
        return cycle.isObject() ? cycle.path("daysLeft").asInt() + " days" : "";
    }

    private static String where(JsonNode one) {
        return one.hasNonNull("system")
                ? " in " + one.path("system").asText() + " ("
                        + one.at("/technical/operation").asText("") + ")"
                : "";
    }

    private static String named(JsonNode named) {
        return named.path("id").asText("")
                + (named.hasNonNull("name") ? " " + named.path("name").asText() : "");
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : "";
    }

    private static String moment(JsonNode at) {
        return at.isTextual() ? MOMENT.format(Instant.parse(at.asText())) : "";
    }
}
