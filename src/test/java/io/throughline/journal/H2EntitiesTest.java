package io.throughline.journal;

final class H2EntitiesTest extends EntitiesContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
