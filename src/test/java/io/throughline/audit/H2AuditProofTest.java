package io.throughline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.journal.Database;
import io.throughline.journal.TestDatabases;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class H2AuditProofTest extends AuditProofContract {
    @Override
    protected Database open() {
        return TestDatabases.h2(folder);
    }

    @Test
    void a_checkpoint_waits_for_the_writer_whose_rows_may_not_reach_the_disk() throws Exception {
        long before = Files.size(file);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Thread writer = new Thread(() -> database.inTransaction(connection -> {
            begun.countDown();
            Awaitility.await().until(() -> finish.getCount() == 0);
            return null;
        }));
        writer.start();
        begun.await();
        Thread minute = new Thread(() -> checkpoints.minute());
        minute.start();
        Awaitility.await()
                .until(() -> minute.getState() == Thread.State.WAITING || minute.getState() == Thread.State.TERMINATED);
        assertThat(Files.size(file)).as("nothing is noted meanwhile").isEqualTo(before);

        finish.countDown();
        writer.join();
        minute.join();
        assertThat(Files.size(file)).isGreaterThan(before);
    }
}
