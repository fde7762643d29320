package io.throughline.api;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresRetriesTest extends RetriesContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
