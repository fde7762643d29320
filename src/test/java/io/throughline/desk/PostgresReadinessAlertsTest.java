package io.throughline.desk;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class PostgresReadinessAlertsTest extends ReadinessAlertsContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
