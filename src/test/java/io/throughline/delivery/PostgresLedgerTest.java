package io.throughline.delivery;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresLedgerTest extends LedgerContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
