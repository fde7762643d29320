package io.throughline.delivery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.journal.Database;
import io.throughline.journal.Seal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model is true to the SQL: the same random actions lead to the same answers and the same rows. */
class LedgerLockstepTest {

    private static final long SEED = Long.getLong("model.seed", 1);
    private static final int SCHEDULES = Integer.getInteger("model.lockstep-schedules", 250);

    @TempDir
    private Path folder;

    @Test
    void the_ledger_and_its_model_go_the_same_way() throws Exception {
        String url =
                "jdbc:h2:mem:lockstep;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0";
        try (Database database = new Database(url, "throughline", "", "kill")) {
            Seal seal = Seal.withKeyIn(folder.resolve("payload.key"));
            int begun = 0;
            for (long seed = SEED; seed < SEED + SCHEDULES; seed++) {
                begun += new Lockstep(database, seal, seed).run();
            }
            assertThat(begun).as("attempts begun").isGreaterThan(SCHEDULES);
        }
    }
}
