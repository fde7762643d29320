package io.throughline.journal;

class H2EntityRefsTest extends EntityRefsContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
