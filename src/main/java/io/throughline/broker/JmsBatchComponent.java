package io.throughline.broker;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * Takes up to N messages of a queue in one JMS transaction as one exchange, and sends lists of messages in the
 * transaction of the exchange they belong to: {@code jms-batch:<queue>}.
 *
 * <p>A consumer's exchange has a {@code List<Received>} as body; when it fails, the whole batch is rolled back and its
 * messages come back one at a time until they have passed, so that a poison message harms no neighbour. A producer takes
 * a {@code List<Outgoing>} or a single {@link Outgoing} and sends to the destinations they name; the queue in its own
 * address is only a label. Sends within a consumer's exchange are committed together with its messages; others are
 * committed on their own.
 */
@Component("jms-batch")
public final class JmsBatchComponent extends DefaultComponent {

    @Metadata(autowired = true, description = "where connections come from")
    private ConnectionFactory connectionFactory;

    @Metadata(description = "where connections for sends outside of a consumer's transaction come from, if elsewhere")
    private ConnectionFactory sendingFactory;

    @Metadata(
            description = "folder in which consumers note what they work on; without one a message that kills the"
                    + " process is tried for ever")
    private Path marks;

    @Metadata(
            defaultValue = "true",
            description = "whether the broker keeps messages over its restart that could be made anew from the ledger")
    private boolean keepsDerived = true;

    public JmsBatchComponent() {}

    /** @param connectionFactory where connections come from */
    public JmsBatchComponent(ConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    public Path getMarks() {
        return marks;
    }

    public void setMarks(Path marks) {
        this.marks = marks;
    }

    public boolean isKeepsDerived() {
        return keepsDerived;
    }

    public void setKeepsDerived(boolean keepsDerived) {
        this.keepsDerived = keepsDerived;
    }

    public ConnectionFactory getConnectionFactory() {
        return connectionFactory;
    }

    public ConnectionFactory getSendingFactory() {
        return sendingFactory == null ? connectionFactory : sendingFactory;
    }

    public void setSendingFactory(ConnectionFactory sendingFactory) {
        this.sendingFactory = sendingFactory;
    }

    public void setConnectionFactory(ConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String queue, Map<String, Object> parameters) throws Exception {
        JmsBatchEndpoint endpoint = new JmsBatchEndpoint(uri, this, queue);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
