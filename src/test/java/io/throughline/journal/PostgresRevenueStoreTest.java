package io.throughline.journal;

class PostgresRevenueStoreTest extends RevenueStoreTest {

    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
