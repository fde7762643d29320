package io.throughline.journal;

final class H2InvoiceMarksTest extends InvoiceMarksContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
