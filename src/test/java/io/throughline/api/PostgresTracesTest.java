package io.throughline.api;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class PostgresTracesTest extends TracesContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
