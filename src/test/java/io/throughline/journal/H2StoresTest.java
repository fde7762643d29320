package io.throughline.journal;

final class H2StoresTest extends StoresContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
