package io.throughline.delivery;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresRedeliveryTest extends RedeliveryContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
