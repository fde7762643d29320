package io.throughline;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

class PostgresHeldBillingTest extends HeldBillingTest {

    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
