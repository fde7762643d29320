package io.throughline.journal;

final class H2WorkerKeysTest extends WorkerKeysContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
