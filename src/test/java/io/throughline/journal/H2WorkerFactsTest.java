package io.throughline.journal;

final class H2WorkerFactsTest extends WorkerFactsContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
