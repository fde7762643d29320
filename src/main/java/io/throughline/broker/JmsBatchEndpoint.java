package io.throughline.broker;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** One queue, read in batches. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "jms-batch",
        title = "JMS batch",
        syntax = "jms-batch:queue",
        category = {Category.MESSAGING})
public final class JmsBatchEndpoint extends DefaultEndpoint {

    @UriPath
    @Metadata(required = true)
    private final String queue;

    @UriParam(defaultValue = "50", description = "most messages in one transaction")
    private int maxMessages = 50;

    @UriParam(defaultValue = "1", description = "milliseconds to wait for more once one has come")
    private long linger = 1;

    @UriParam(defaultValue = "1", description = "consumers, each with a session and a thread of its own")
    private int consumers = 1;

    @UriParam(defaultValue = "1000", description = "milliseconds to rest after a batch was rolled back")
    private long pauseAfterFailure = 1000;

    @UriParam(
            description =
                    "queue for a message that cannot be processed however often it comes; without one it is tried for ever")
    private String quarantine;

    @UriParam(defaultValue = "5", description = "how often a message may fail on its own before it is quarantined")
    private int attempts = 5;

    @UriParam(
            description =
                    "whether sends are committed before the exchange goes on, not with the messages it has received")
    private boolean ownTransaction;

    @UriParam(
            defaultValue = "8",
            description = "how often the process may die while a message is in work before it is quarantined; a message"
                    + " that is in work at a kill by chance must not be")
    private int deaths = 8;

    JmsBatchEndpoint(String uri, JmsBatchComponent component, String queue) {
        super(uri, component);
        this.queue = queue;
    }

    @Override
    public Producer createProducer() {
        return new JmsBatchProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        JmsBatchConsumer consumer = new JmsBatchConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    JmsBatchComponent component() {
        return (JmsBatchComponent) getComponent();
    }

    public String getQueue() {
        return queue;
    }

    public int getMaxMessages() {
        return maxMessages;
    }

    public void setMaxMessages(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    public long getLinger() {
        return linger;
    }

    public void setLinger(long linger) {
        this.linger = linger;
    }

    public int getConsumers() {
        return consumers;
    }

    public void setConsumers(int consumers) {
        this.consumers = consumers;
    }

    public String getQuarantine() {
        return quarantine;
    }

    public void setQuarantine(String quarantine) {
        this.quarantine = quarantine;
    }

    public int getAttempts() {
        return attempts;
    }

    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    public boolean isOwnTransaction() {
        return ownTransaction;
    }

    public void setOwnTransaction(boolean ownTransaction) {
        this.ownTransaction = ownTransaction;
    }

    public int getDeaths() {
        return deaths;
    }

    public void setDeaths(int deaths) {
        this.deaths = deaths;
    }

    public long getPauseAfterFailure() {
        return pauseAfterFailure;
    }

    public void setPauseAfterFailure(long pauseAfterFailure) {
        this.pauseAfterFailure = pauseAfterFailure;
    }
}
