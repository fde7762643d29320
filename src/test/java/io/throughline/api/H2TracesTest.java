package io.throughline.api;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class H2TracesTest extends TracesContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
