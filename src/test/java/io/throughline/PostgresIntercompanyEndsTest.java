package io.throughline;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class PostgresIntercompanyEndsTest extends IntercompanyEndsTest {

    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
