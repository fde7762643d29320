package io.throughline.close;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.audit.SignedDocument;
import io.throughline.contract.Json;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/**
 * The statement of one entity and period that every approved minute is billed, parked with a reason, or not billable. It
 * names the files it was made from and the ends of the hash chains, and bears the signature of the audit key.
 */
public final class ClosePack {

    private static final List<String> FATES = List.of("billed", "parked", "nonBillable", "unexplained");
    private static final List<String> NEEDS =
            List.of("canonical_time", "canonical_projects", "canonical_parked", "canonical_exceptions");

    private ClosePack() {}

    /**
     * Makes the statement.
     *
     * @param reconciliation the opened files of the period
     * @param manifest       the signed list of the canonical files, see {@link Extracts#MANIFEST}
     * @param auditKey       file with the key that signs checkpoints
     * @return one line of JSON
     * @throws IllegalStateException when a file is missing or cannot be read
     */
    public static String make(
            Reconciliation reconciliation, Scope scope, JsonNode manifest, Path auditKey, Instant now) {
        List<String> problems = reconciliation.problems(NEEDS);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("there is no close pack: " + String.join("; ", problems));
        }
        ObjectNode pack = Json.mapper().createObjectNode();
        pack.put("document", "close-pack")
                .put("entity", scope.entity())
                .put("period", scope.period().toString())
                .put("closesAt", scope.cutOff().toString())
                .put("madeAt", now.toString());
        try (Statement statement = reconciliation.duckdb().createStatement()) {
            statement.execute(CheckFile.text("pack.sql"));
            ArrayNode projects = Json.mapper().createArrayNode();
            ObjectNode minutes = pack.putObject("minutes");
            projects(statement, projects, minutes);
            pack.put("holds", minutes.path("unexplained").asLong() == 0);
            pack.set("projects", projects);
            reasons(statement, pack.putArray("reasons"));
        } catch (SQLException failed) {
            throw new IllegalStateException("there is no close pack: " + InputFiles.firstLines(failed), failed);
        }
        pack.set("sources", manifest.path("files"));
        pack.put("sourcesMadeAt", manifest.path("madeAt").asText());
        pack.set("heads", manifest.path("heads"));
        return SignedDocument.sign(pack, auditKey);
    }

    private static void projects(Statement statement, ArrayNode projects, ObjectNode total) throws SQLException {
        long[] sums = new long[5];
        try (ResultSet rows = statement.executeQuery("select project_id, approved, billed, parked, non_billable,"
                + " unexplained from pack_projects order by project_id")) {
            while (rows.next()) {
                ObjectNode project = projects.addObject().put("projectId", rows.getString(1));
                for (int i = 0; i < sums.length; i++) {
                    long value = rows.getBigDecimal(i + 2).longValueExact();
                    project.put(i == 0 ? "approved" : FATES.get(i - 1), value);
                    sums[i] = Math.addExact(sums[i], value);
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            total.put(i == 0 ? "approved" : FATES.get(i - 1), sums[i]);
        }
    }

    private static void reasons(Statement statement, ArrayNode reasons) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select fate, reason, entries, cast(minutes as bigint),"
                + " array_to_string(examples, ' ') from pack_reasons order by fate, reason")) {
            while (rows.next()) {
                ObjectNode reason = reasons.addObject()
                        .put("fate", rows.getString(1))
                        .put("reason", rows.getString(2))
                        .put("entries", rows.getLong(3))
                        .put("minutes", rows.getLong(4));
                String examples = rows.getString(5);
                if (examples != null) {
                    ArrayNode ids = reason.putArray("examples");
                    List.of(examples.split(" ")).forEach(ids::add);
                }
            }
        }
    }
}
