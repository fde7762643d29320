package io.throughline.audit;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;

final class PostgresAuditProofTest extends AuditProofContract {
    @Override
    protected Database open() {
        return TestDatabases.postgres();
    }
}
