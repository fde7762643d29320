package io.throughline.close;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresExtractsTest extends ExtractsContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
