package io.throughline.desk;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class H2ReadinessAlertsTest extends ReadinessAlertsContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
