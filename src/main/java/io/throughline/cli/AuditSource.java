package io.throughline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.Settings;
import io.throughline.audit.AuditExport;
import io.throughline.audit.AuditExport.Cursor;
import io.throughline.audit.AuditVerifier;
import io.throughline.audit.Checkpoints;
import io.throughline.audit.Exporting;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Where the audit is read: from the running product over HTTP, which holds the lock of the embedded database, or from the
 * database of a stopped one.
 */
final class AuditSource {

    private static final int PAGE = 500;

    private final Settings settings;

    AuditSource(Settings settings) {
        this.settings = settings;
    }

    /** The verdict as {@code GET /api/v1/audit/verify} gives it. */
    JsonNode verdict() throws IOException {
        try {
            return answered(new RunningProduct(settings).getPatiently("/api/v1/audit/verify"));
        } catch (RunningProduct.NothingRuns stopped) {
            try (Database database = StoppedProduct.database(settings)) {
                return Json.tree(Json.write(new AuditVerifier(database, checkpoints(), key()).verify()));
            }
        }
    }

    /** Goes through the pages of an export. */
    <T> T pages(Reading<T> reading) throws IOException {
        RunningProduct product = new RunningProduct(settings);
        try {
            JsonNode first = answered(product.getPatiently("/api/v1/audit"));
            return reading.read(
                    first.path("checkpoint").asText(),
                    after -> after == null
                            ? first
                            : answered(product.getPatiently("/api/v1/audit?after=" + RunningProduct.segment(after))));
        } catch (RunningProduct.NothingRuns stopped) {
            try (Database database = StoppedProduct.database(settings);
                    Checkpoints checkpoints = new Checkpoints(
                            database, checkpoints(), key(), Clock.systemUTC(), settings.get("throughline.node"))) {
                noteExport(database);
                AuditExport export = new AuditExport(database);
                return reading.read(checkpoints.now("export"), after -> page(export, after));
            }
        }
    }

    /** Nothing runs; the export is noted under the name of whoever is logged in. */
    private void noteExport(Database database) {
        Audit audit = new Audit(database, Clock.systemUTC(), settings.get("throughline.node"));
        audit.inTransaction((connection, scribe) -> {
            scribe.note("shell:" + System.getProperty("user.name"), AuditExport.EXPORTED, "audit", null);
            return null;
        });
    }

    /** What is done with the pages of an export. */
    @FunctionalInterface
    interface Reading<T> {
        T read(String checkpoint, Exporting.Pages pages) throws IOException;
    }

    private static JsonNode page(AuditExport export, String after) {
        AuditExport.Page page = export.page(after == null ? Cursor.START : Cursor.parse(after), PAGE);
        ObjectNode node = Json.mapper().createObjectNode();
        page.rows().forEach(node.putArray("rows")::add);
        return node.put("next", page.next() == null ? null : page.next().toString());
    }

    private static JsonNode answered(RunningProduct.Answer answer) throws IOException {
        if (!answer.ok()) {
            throw new IOException(answer.problem());
        }
        return Json.tree(answer.body());
    }

    private Path checkpoints() {
        String given = settings.get("throughline.audit.checkpoints");
        return given.isBlank() ? settings.folder("throughline.data.dir").resolve("audit.checkpoints") : Path.of(given);
    }

    private Path key() {
        return settings.folder("throughline.data.dir").resolve("audit.key");
    }
}
