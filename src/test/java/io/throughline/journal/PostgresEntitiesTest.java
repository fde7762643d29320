package io.throughline.journal;

final class PostgresEntitiesTest extends EntitiesContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
