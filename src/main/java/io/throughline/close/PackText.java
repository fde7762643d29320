package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A close pack as people read it; hours and minutes, so that nothing is rounded. */
public final class PackText {

    private static final List<String> COLUMNS = List.of("approved", "billed", "parked", "nonBillable", "unexplained");

    private PackText() {}

    /** The text of a pack, in lines. */
    public static String of(JsonNode pack) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Close pack of %s, %s",
                pack.path("entity").asText(),
                pack.path("period").asText());
        line(
                text,
                "The period ended at %s; made at %s.",
                pack.path("closesAt").asText(),
                pack.path("madeAt").asText());
        line(text, "");
        line(
                text,
                pack.path("holds").asBoolean()
                        ? "Every approved hour is billed, parked with a reason, or not billable."
                        : "NOT every approved hour is billed, parked with a reason, or not billable.");
        line(text, "");
        line(
                text,
                "%-16s %12s %12s %12s %12s %12s",
                "project",
                "approved",
                "billed",
                "parked",
                "not billable",
                "unexplained");
        pack.path("projects")
                .forEach(project -> row(text, project.path("projectId").asText(), project));
        row(text, "total", pack.path("minutes"));
        line(text, "");
        for (JsonNode reason : pack.path("reasons")) {
            line(
                    text,
                    "%-12s %12s  %d entries: %s%s",
                    reason.path("fate").asText(),
                    hours(reason.path("minutes").asLong()),
                    reason.path("entries").asLong(),
                    reason.path("reason").asText(),
                    examples(reason.path("examples")));
        }
        line(text, "");
        for (JsonNode head : pack.path("heads")) {
            line(
                    text,
                    "%s chain %s: %d rows, %s",
                    head.path("table").asText(),
                    head.path("chain").asText(),
                    head.path("count").asLong(),
                    head.path("hash").asText());
        }
        line(text, "signature %s", pack.path("hmac").asText());
        return text.toString();
    }

    private static String examples(JsonNode ids) {
        if (ids.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" (");
        ids.forEach(id -> text.append(text.length() > 2 ? " " : "").append(id.asText()));
        return text.append(')').toString();
    }

    private static void row(StringBuilder text, String name, JsonNode minutes) {
        Object[] cells = new Object[COLUMNS.size() + 1];
        cells[0] = name;
        for (int i = 0; i < COLUMNS.size(); i++) {
            cells[i + 1] = hours(minutes.path(COLUMNS.get(i)).asLong());
        }
        line(text, "%-16s %12s %12s %12s %12s %12s", cells);
    }

    private static String hours(long minutes) {
        return (minutes < 0 ? "-" : "") + Math.abs(minutes) / 60 + ":" + "%02d".formatted(Math.abs(minutes) % 60);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format.formatted(values).stripTrailing()).append('\n');
    }
}
