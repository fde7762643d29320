package io.throughline.journal;

final class PostgresJournalTest extends JournalContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
