package io.throughline.delivery.target;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class H2CircuitAlertsTest extends CircuitAlertsContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
