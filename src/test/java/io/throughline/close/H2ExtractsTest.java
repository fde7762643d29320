package io.throughline.close;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class H2ExtractsTest extends ExtractsContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
