package io.throughline.broker;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.postoffice.Binding;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Artemis inside this process: durable, never anonymous, one address space for intake, delivery, events, refusals. */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String INTERNAL = "internal";
    private static final String CLIENT = "client";

    /** Message groups of a queue share so many places; a queue that remembers each group by itself never forgets one. */
    private static final int GROUP_BUCKETS = 1024;

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    /**
     * @param host             address to listen on; anything but loopback needs TLS in front
     * @param port             port for JMS clients
     * @param directory        where the journal lives
     * @param internalUser     user of this process
     * @param internalPassword its password
     * @param clientUser       user for JMS clients
     * @param clientPassword   its password
     * @param queues           queues that exist from the start
     */
    public record Options(
            String host,
            int port,
            Path directory,
            String internalUser,
            String internalPassword,
            String clientUser,
            String clientPassword,
            List<String> queues) {}

    /**
     * Starts the broker.
     *
     * @throws BindException when the port is taken
     */
    public EmbeddedBroker(Options options) throws Exception {
        Files.createDirectories(options.directory());
        broker.setConfiguration(configuration(options));
        broker.setSecurityManager(security(options));
        broker.start();
        if (!isActive()) {
            throw new IOException("the broker did not become active; see the log");
        }
        LOG.info(
                "broker journal {} in {}",
                broker.getActiveMQServer().getConfiguration().getJournalType(),
                options.directory());
    }

    /** Whether the broker serves clients; false when it stopped itself, for instance because the disk is full. */
    public boolean isActive() {
        return broker.getActiveMQServer() != null && broker.getActiveMQServer().isActive();
    }

    /** Messages waiting in a queue; 0 when there is no such queue. */
    public long depth(String queue) {
        var located = broker.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return located == null ? 0 : located.getMessageCount();
    }

    /** How many places the message groups of a queue share. */
    int groupPlaces(String queue) {
        return broker.getActiveMQServer().locateQueue(SimpleString.of(queue)).getGroupBuckets();
    }

    /**
     * Whether a message to this address may reach a queue, be it of a subscriber who is away. Whoever listens to a
     * wildcard may hear everything, because the broker links wildcards only when it routes.
     */
    public boolean isHeard(String address) {
        SimpleString name = SimpleString.of(address);
        return broker.getActiveMQServer()
                .getPostOffice()
                .getAllBindings()
                .map(Binding::getAddress)
                .anyMatch(bound -> bound.equals(name) || bound.contains('#') || bound.contains('*'));
    }

    @Override
    public void close() throws Exception {
        broker.stop();
    }

    private static Configuration configuration(Options options) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("throughline");
        configuration.setPersistenceEnabled(true);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalDatasync(true);
        configuration.setJournalBufferTimeout_NIO(100_000);
        configuration.setJournalFileSize(1024 * 1024);
        configuration.setJournalMinFiles(4);
        configuration.setJournalPoolFiles(8);
        configuration.setBrokerInstance(options.directory().toFile());
        configuration.setJournalDirectory(options.directory().resolve("journal").toString());
        configuration.setBindingsDirectory(
                options.directory().resolve("bindings").toString());
        configuration.setPagingDirectory(options.directory().resolve("paging").toString());
        configuration.setLargeMessagesDirectory(
                options.directory().resolve("large-messages").toString());
        configuration.setSecurityEnabled(true);
        configuration.setJMXManagementEnabled(true);
        configuration.setMaxDiskUsage(95);
        configuration.setScheduledThreadPoolMaxSize(3);
        configuration.setThreadPoolMaxSize(16);
        configuration.setGlobalMaxSize(64L * 1024 * 1024);
        configuration.setCriticalAnalyzer(false);
        configuration.setMessageCounterEnabled(false);
        configuration.addAcceptorConfiguration("in-vm", "vm://0");
        configuration.addAcceptorConfiguration(
                "clients", "tcp://" + options.host() + ":" + options.port() + "?protocols=CORE;remotingThreads=2");
        addresses(configuration, options.queues());
        settings(configuration);
        roles(configuration);
        return configuration;
    }

    private static void addresses(ConfigurationImpl configuration, List<String> queues) {
        for (String queue : queues) {
            configuration.addAddressConfiguration(new CoreAddressConfiguration()
                    .setName(queue)
                    .addRoutingType(RoutingType.ANYCAST)
                    .addQueueConfig(QueueConfiguration.of(queue)
                            .setRoutingType(RoutingType.ANYCAST)
                            .setGroupBuckets(GROUP_BUCKETS)
                            .setDurable(true)));
        }
    }

    private static void settings(ConfigurationImpl configuration) {
        AddressSettings settings = new AddressSettings()
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(0)
                .setDeadLetterAddress(SimpleString.of("DLQ.unroutable"))
                .setExpiryAddress(SimpleString.of("EXP.expired"))
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
                .setDefaultGroupBuckets(GROUP_BUCKETS)
                .setMaxSizeBytes(16L * 1024 * 1024)
                .setPageSizeBytes(1024 * 1024)
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
        configuration.addAddressSetting("#", settings);
        configuration.addAddressSetting(
                "event.#",
                new AddressSettings(settings)
                        .setAutoCreateQueues(true)
                        .setAutoCreateAddresses(true)
                        .setDefaultAddressRoutingType(RoutingType.MULTICAST)
                        .setDefaultQueueRoutingType(RoutingType.MULTICAST));
    }

    private static void roles(ConfigurationImpl configuration) {
        Role internal = new Role(INTERNAL, true, true, true, true, true, true, false, true, true, true);
        Role producer = new Role(CLIENT, true, false, false, false, false, false, false, false, false, false);
        Role consumer = new Role(CLIENT, false, true, false, false, false, false, false, true, false, false);
        Role subscriber = new Role(CLIENT, false, true, true, true, true, true, false, true, true, false);
        Map<String, Set<Role>> roles = configuration.getSecurityRoles();
        roles.put("#", new HashSet<>(Set.of(internal)));
        roles.put("intake.#", new HashSet<>(Set.of(internal, producer)));
        roles.put("rejected.#", new HashSet<>(Set.of(internal, consumer)));
        roles.put("event.#", new HashSet<>(Set.of(internal, subscriber)));
    }

    private static ActiveMQJAASSecurityManager security(Options options) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(options.internalUser(), options.internalPassword());
        users.addRole(options.internalUser(), INTERNAL);
        users.addUser(options.clientUser(), options.clientPassword());
        users.addRole(options.clientUser(), CLIENT);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }
}
