package io.throughline.journal;

final class H2PayrollExportTest extends PayrollExportContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
