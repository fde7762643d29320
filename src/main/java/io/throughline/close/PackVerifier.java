package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.audit.SignedDocument;
import io.throughline.contract.Json;
import io.throughline.journal.ChainRows;
import io.throughline.journal.ChainRows.Table;
import io.throughline.journal.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what is wrong with a close pack that somebody shows: its signature, its sums, or that it knows other chains. */
public final class PackVerifier {

    private static final Map<String, String> FATES =
            Map.of("billed", "BILLED", "parked", "PARKED", "nonBillable", "NON_BILLABLE", "unexplained", "UNEXPLAINED");

    private final Path auditKey;

    /** @param auditKey file with the key that signs checkpoints */
    public PackVerifier(Path auditKey) {
        this.auditKey = auditKey;
    }

    /** What is wrong with signature and sums; empty when the pack is what was made. */
    public List<String> verify(String text) {
        List<String> problems = new ArrayList<>();
        JsonNode pack;
        try {
            pack = Json.tree(text.strip());
        } catch (IllegalArgumentException broken) {
            return List.of("it is no JSON: " + broken.getMessage());
        }
        if (!pack.path("document").asText().equals("close-pack")) {
            problems.add("it is no close pack");
        }
        if (!SignedDocument.isGenuine(text, auditKey)) {
            problems.add("it does not bear the signature of " + auditKey.getFileName()
                    + ": it was changed or made elsewhere");
        }
        sums(pack, problems);
        return problems;
    }

    /** Whether the chains it names are those of this database: cut off or written anew they are not. */
    public List<String> verifyChains(String text, Database database) {
        List<String> problems = new ArrayList<>();
        for (JsonNode head : Json.tree(text.strip()).path("heads")) {
            Table table = Table.valueOf(head.path("table").asText().toUpperCase(Locale.ROOT));
            String chain = head.path("chain").asText();
            long count = head.path("count").asLong();
            boolean known = database.read(connection -> ChainRows.head(connection, table, chain, count))
                    .filter(there -> there.count() == count)
                    .filter(there -> HexFormat.of()
                            .formatHex(there.hash())
                            .equals(head.path("hash").asText()))
                    .isPresent();
            if (!known) {
                problems.add(
                        table.table() + " chain " + chain + " position " + count + " is not the row the pack knows");
            }
        }
        return problems;
    }

    private static void sums(JsonNode pack, List<String> problems) {
        JsonNode total = pack.path("minutes");
        adds("the total", total, problems);
        pack.path("projects")
                .forEach(project -> adds("project " + project.path("projectId").asText(), project, problems));
        long approved = 0;
        for (JsonNode project : pack.path("projects")) {
            approved += project.path("approved").asLong();
        }
        if (approved != total.path("approved").asLong()) {
            problems.add("the projects have " + approved + " minutes, the total is "
                    + total.path("approved").asLong());
        }
        FATES.forEach((field, fate) -> {
            long sum = 0;
            for (JsonNode reason : pack.path("reasons")) {
                sum += reason.path("fate").asText().equals(fate)
                        ? reason.path("minutes").asLong()
                        : 0;
            }
            if (sum != total.path(field).asLong()) {
                problems.add("the reasons of " + fate + " have " + sum + " minutes, the total is "
                        + total.path(field).asLong());
            }
        });
        if (pack.path("holds").asBoolean() != (total.path("unexplained").asLong() == 0)) {
            problems.add("it says the statement " + (pack.path("holds").asBoolean() ? "holds" : "does not hold")
                    + ", the minutes say otherwise");
        }
    }

    private static void adds(String what, JsonNode sums, List<String> problems) {
        long parts = FATES.keySet().stream()
                .mapToLong(field -> sums.path(field).asLong())
                .sum();
        if (parts != sums.path("approved").asLong()) {
            problems.add(
                    what + " has " + sums.path("approved").asLong() + " approved minutes, its parts have " + parts);
        }
    }
}
