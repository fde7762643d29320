package io.throughline.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.FreePort;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that starts on the folder an older one left behind. */
class OlderBrokerTest {

    @TempDir
    Path older;

    @Test
    void a_queue_of_an_older_broker_takes_the_places_for_groups_over() throws Exception {
        EmbeddedActiveMQ before = new EmbeddedActiveMQ();
        before.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(older.resolve("journal").toString())
                .setBindingsDirectory(older.resolve("bindings").toString())
                .setPagingDirectory(older.resolve("paging").toString())
                .setLargeMessagesDirectory(older.resolve("large-messages").toString())
                .addAddressConfiguration(new CoreAddressConfiguration()
                        .setName("deliver.netsuite")
                        .addRoutingType(RoutingType.ANYCAST)
                        .addQueueConfig(QueueConfiguration.of("deliver.netsuite")
                                .setRoutingType(RoutingType.ANYCAST)
                                .setDurable(true))));
        before.start();
        assertThat(before.getActiveMQServer()
                        .locateQueue(SimpleString.of("deliver.netsuite"))
                        .getGroupBuckets())
                .isEqualTo(-1);
        before.stop();

        try (EmbeddedBroker now = new EmbeddedBroker(new EmbeddedBroker.Options(
                "127.0.0.1", FreePort.next(), older, "in", "x", "client", "y", List.of("deliver.netsuite")))) {
            assertThat(now.groupPlaces("deliver.netsuite")).isEqualTo(1024);
        }
    }
}
