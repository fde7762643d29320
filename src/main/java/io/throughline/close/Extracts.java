package io.throughline.close;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.audit.SignedDocument;
import io.throughline.contract.Json;
import io.throughline.journal.ChainRows;
import io.throughline.journal.Database;
import io.throughline.journal.Seal;
import io.throughline.people.Routing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes what is known here of one entity and period as {@code canonical_*.csv}, from one state of the database and row by
 * row, and signs it: {@code canonical.manifest.json} names each file with rows and SHA-256 and the ends of the hash chains.
 */
public final class Extracts {

    /** Name of the signed list of files. */
    public static final String MANIFEST = "canonical.manifest.json";

    /** What the audit calls it. */
    public static final String EXTRACTED = "close.extracted";

    private final Database database;
    private final Seal seal;
    private final Routing routing;
    private final String groupCurrency;
    private final Path auditKey;
    private final Clock clock;

    /**
     * @param groupCurrency ISO 4217 code in which money at risk is added up
     * @param auditKey      file with the key that signs checkpoints
     */
    public Extracts(Database database, Seal seal, Routing routing, String groupCurrency, Path auditKey, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.routing = routing;
        this.groupCurrency = groupCurrency;
        this.auditKey = auditKey;
        this.clock = clock;
    }

    @FunctionalInterface
    private interface Source {
        void write(CanonicalWriter out) throws SQLException;
    }

    /**
     * Writes the files, in place of earlier ones.
     *
     * @return the manifest
     * @throws IllegalArgumentException when the entity is not known
     */
    public String write(String entity, YearMonth period, Path folder) {
        return database.read(connection -> {
            String zone = CanonicalObjects.zone(connection, seal, entity);
            if (zone == null) {
                throw new IllegalArgumentException("no legal entity " + entity + " is known");
            }
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return write(connection, Scope.of(entity, period, ZoneId.of(zone), groupCurrency), folder);
            } catch (IOException failed) {
                throw new UncheckedIOException(
                        "the extracts could not be written to " + folder + ": " + failed.getMessage(), failed);
            }
        });
    }

    private String write(Connection connection, Scope scope, Path folder) throws SQLException, IOException {
        Files.createDirectories(folder);
        CanonicalTables tables = new CanonicalTables(connection, seal, scope);
        CanonicalObjects objects = new CanonicalObjects(connection, seal, scope);
        Map<String, CanonicalObjects.Employed> workers = objects.workers();
        List<CanonicalWriter.Written> written = new ArrayList<>();
        written.add(one(folder, "canonical_time", out -> tables.time(out, workers)));
        written.add(one(folder, "canonical_payroll", tables::payroll));
        written.add(one(folder, "canonical_approved", out -> tables.approved(out, workers)));
        written.add(one(
                folder,
                "canonical_workers",
                out -> workers.forEach((id, worker) -> {
                    if (scope.entity().equals(worker.entity())) {
                        out.row(id, worker.type(), worker.costCenter(), worker.role());
                    }
                })));
        written.add(one(folder, "canonical_projects", objects::projects));
        written.add(one(folder, "canonical_expenses", objects::expenses));
        written.add(one(folder, "canonical_billed", objects::billed));
        written.add(one(folder, "canonical_revenue", objects::revenue));
        written.add(one(folder, "canonical_exceptions", tables::exceptions));
        written.add(one(folder, "canonical_parked", tables::parked));
        written.add(one(folder, "canonical_xref", tables::xrefs));
        written.add(one(folder, "canonical_systems", out -> systems(out, scope)));
        written.add(one(folder, "canonical_fx", objects::rates));
        written.add(one(folder, "canonical_cost_rates", objects::costRates));
        written.add(one(folder, "canonical_rate_cards", objects::rateCards));
        String manifest = SignedDocument.sign(manifest(connection, scope, written), auditKey);
        Path beside = folder.resolve(MANIFEST + ".unfinished");
        Files.writeString(beside, manifest + "\n");
        Files.move(
                beside, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return manifest;
    }

    private ObjectNode manifest(Connection connection, Scope scope, List<CanonicalWriter.Written> written)
            throws SQLException {
        ObjectNode manifest = Json.mapper().createObjectNode();
        manifest.put("document", "close-extract")
                .put("entity", scope.entity())
                .put("period", scope.period().toString())
                .put("zone", scope.zone().getId())
                .put("groupCurrency", scope.groupCurrency())
                .put("madeAt", clock.instant().toString());
        ArrayNode files = manifest.putArray("files");
        written.forEach(file -> files.addObject()
                .put("name", file.file())
                .put("rows", file.rows())
                .put("sha256", file.sha256()));
        ArrayNode heads = manifest.putArray("heads");
        ChainRows.heads(connection).forEach(head -> heads.addObject()
                .put("table", head.table().table())
                .put("chain", head.chain())
                .put("count", head.count())
                .put("hash", HexFormat.of().formatHex(head.hash())));
        return manifest;
    }

    private void systems(CanonicalWriter out, Scope scope) {
        Routing.Systems systems = routing.of(scope.entity());
        out.row("erp", systems.erp());
        out.row("psa", systems.psa());
        out.row("payroll", systems.payroll());
        out.row("identity", systems.identity());
    }

    private static CanonicalWriter.Written one(Path folder, String input, Source source)
            throws SQLException, IOException {
        try (CanonicalWriter out = new CanonicalWriter(folder, Input.named(input))) {
            source.write(out);
            return out.finish();
        }
    }
}
