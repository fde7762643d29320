package io.throughline.delivery.file;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class PostgresReportingFeedTest extends ReportingFeedTest {

    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
