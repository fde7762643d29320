package io.throughline.audit;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class H2AuditProofTest extends AuditProofContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }
}
