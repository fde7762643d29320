package io.throughline.delivery;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresParkedFactsTest extends ParkedFactsContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
