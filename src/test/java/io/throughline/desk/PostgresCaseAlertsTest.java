package io.throughline.desk;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class PostgresCaseAlertsTest extends CaseAlertsContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
