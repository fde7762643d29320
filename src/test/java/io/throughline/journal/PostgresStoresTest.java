package io.throughline.journal;

final class PostgresStoresTest extends StoresContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
