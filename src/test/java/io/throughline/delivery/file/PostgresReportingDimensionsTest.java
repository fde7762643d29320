package io.throughline.delivery.file;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class PostgresReportingDimensionsTest extends ReportingDimensionsTest {

    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
