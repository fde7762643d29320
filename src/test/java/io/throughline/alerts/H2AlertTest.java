package io.throughline.alerts;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class H2AlertTest extends AlertContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
