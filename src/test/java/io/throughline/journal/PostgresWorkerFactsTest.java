package io.throughline.journal;

final class PostgresWorkerFactsTest extends WorkerFactsContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
