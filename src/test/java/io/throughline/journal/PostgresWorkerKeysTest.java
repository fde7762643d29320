package io.throughline.journal;

final class PostgresWorkerKeysTest extends WorkerKeysContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
