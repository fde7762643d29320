package io.throughline.desk;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresCasesTest extends CasesContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
