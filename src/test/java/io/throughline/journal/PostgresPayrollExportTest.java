package io.throughline.journal;

final class PostgresPayrollExportTest extends PayrollExportContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
