package io.throughline.journal;

final class PostgresInvoiceMarksTest extends InvoiceMarksContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
