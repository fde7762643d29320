package io.throughline.api;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class H2RetriesTest extends RetriesContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
