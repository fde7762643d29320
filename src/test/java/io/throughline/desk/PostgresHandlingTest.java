package io.throughline.desk;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresHandlingTest extends HandlingContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
