package io.throughline.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import journeys.AdjustableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every test of a store begins with: a fresh, migrated database, a key and a clock that stands still. */
public abstract class StoreContract {

    protected static final Instant NOW = Instant.parse("2026-10-15T08:00:00.123456Z");

    @TempDir
    protected Path folder;

    protected final AdjustableClock clock = AdjustableClock.standingAt(NOW);
    protected Database database;
    protected Seal seal;

    /** The database a subclass runs the contract against. */
    protected abstract Database open();

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        seal = Seal.withKeyIn(folder.resolve("payload.key"));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    protected static Event event(String id) {
        return event(id, "worker.hired.v1", "W-0002", 1, "{\"workerId\":\"W-0002\"}");
    }

    protected static Event event(String id, String type, String subject, long version, String data) {
        return event(id, type, subject, version, data, LocalDate.of(2026, 10, 1));
    }

    protected static Event event(
            String id, String type, String subject, long version, String data, LocalDate effectiveDate) {
        JsonNode body = Json.tree(data);
        String key = type.substring(0, type.indexOf('.')) + ":" + subject;
        return new Event(
                "urn:test", id, type, subject, NOW, key, version, null, null, null, null, effectiveDate, body, null);
    }
}
