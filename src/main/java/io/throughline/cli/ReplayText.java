package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Replays as text for people. */
final class ReplayText {

    private ReplayText() {}

    /** What a replay would do. */
    static void preview(JsonNode preview, PrintWriter out) {
        out.printf(
                "%d events, %d steps not finished%n",
                preview.path("events").asInt(), preview.path("steps").asInt());
        preview.path("targets")
                .forEach(target -> out.printf(
                        "    %-28s %-9s %d%n",
                        target.path("target").asText(),
                        target.path("state").asText(),
                        target.path("steps").asInt()));
        count(preview, "finished", "have every step finished; nothing is sent again", out);
        count(preview, "without", "have none of the steps that are meant", out);
        count(preview, "superseded", "are superseded and stay as they are", out);
        count(preview, "held", "are held by a rule; resubmit them at the desk", out);
        count(preview, "pruned", "have lost their payload to the retention and cannot be replayed", out);
        JsonNode money = preview.path("money");
        money.path("amounts")
                .forEach(amount -> out.printf(
                        "money: %s %s%n",
                        amount.path("amount").asText(), amount.path("currency").asText()));
        money.path("unknown")
                .forEach(unknown -> out.printf(
                        "money not known: %d of %s%n",
                        unknown.path("count").asInt(), unknown.path("what").asText()));
        String hours = preview.path("payrollHours").asText("0.00");
        if (!hours.equals("0.00")) {
            out.printf("payroll: %s hours%n", hours);
        }
        preview.path("before").forEach(earlier -> earlier(earlier, out));
        preview.path("approvalBecause").forEach(reason -> out.printf("needs a second person: %s%n", reason.asText()));
    }

    private static void earlier(JsonNode earlier, PrintWriter out) {
        boolean atTheDesk = earlier.has("case");
        out.printf(
                "replayed before: %d of them %s %d by %s at %s%s%n",
                earlier.path("events").asInt(),
                atTheDesk ? "at the desk, case" : "in replay",
                earlier.path(atTheDesk ? "case" : "id").asLong(),
                earlier.path("by").asText(),
                earlier.path("at").asText(),
                atTheDesk ? "" : " (" + earlier.path("state").asText() + ")");
    }

    /** How a second person agrees to a replay. */
    static String approval(long replay) {
        return "throughline replay approve " + replay + " --as <person>";
    }

    /** One replay. */
    static void print(JsonNode replay, boolean json, PrintWriter out) {
        if (json) {
            out.println(replay.toPrettyString());
        } else {
            out.printf(
                    "replay %d is %s: %d of %d events taken up %s%n",
                    replay.path("id").asLong(),
                    replay.path("state").asText(),
                    replay.path("taken").asInt(),
                    replay.path("events").asInt(),
                    replay.path("outcomes").toString());
            if (replay.path("state").asText().equals("CONFIRMED")) {
                out.printf(
                        "it waits for a second person: %s%n",
                        approval(replay.path("id").asLong()));
            }
        }
        out.flush();
    }

    private static void count(JsonNode preview, String field, String what, PrintWriter out) {
        if (preview.path(field).asInt() > 0) {
            out.printf("%d %s%n", preview.path(field).asInt(), what);
        }
    }
}
