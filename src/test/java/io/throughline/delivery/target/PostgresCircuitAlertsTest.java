package io.throughline.delivery.target;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresCircuitAlertsTest extends CircuitAlertsContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
