package io.throughline.delivery;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class H2ParkedFactsTest extends ParkedFactsContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
