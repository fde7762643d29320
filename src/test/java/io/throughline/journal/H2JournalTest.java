package io.throughline.journal;

final class H2JournalTest extends JournalContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
