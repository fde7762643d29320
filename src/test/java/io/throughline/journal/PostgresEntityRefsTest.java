package io.throughline.journal;

class PostgresEntityRefsTest extends EntityRefsContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
