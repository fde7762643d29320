package io.throughline.replay;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class H2ReplayTest extends ReplayContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
