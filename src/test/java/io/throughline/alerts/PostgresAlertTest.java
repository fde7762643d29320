package io.throughline.alerts;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresAlertTest extends AlertContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
