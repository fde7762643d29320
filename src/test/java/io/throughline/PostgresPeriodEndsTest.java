package io.throughline;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class PostgresPeriodEndsTest extends PeriodEndsTest {

    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
