package io.throughline.replay;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresReplayTest extends ReplayContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
