package io.throughline.desk;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class H2HandlingTest extends HandlingContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
