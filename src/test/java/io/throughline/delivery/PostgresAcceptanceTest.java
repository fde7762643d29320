package io.throughline.delivery;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresAcceptanceTest extends AcceptanceContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
