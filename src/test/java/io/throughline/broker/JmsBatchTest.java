package io.throughline.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmsBatchTest {

    private static final String QUEUE = "intake.kantata";

    @TempDir
    Path folder;

    private final List<List<String>> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private BrokerFixture fixture;
    private volatile Processor work = exchange -> {};

    @BeforeEach
    void start() throws Exception {
        fixture = new BrokerFixture(folder);
        camel.addComponent("jms-batch", new JmsBatchComponent(fixture.internal));
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        fixture.close();
    }

    @Test
    void as_many_as_are_there_come_in_one_exchange_up_to_the_limit() throws Exception {
        send(IntStream.range(0, 25).mapToObj(n -> "m" + n).toList());

        consume("maxMessages=10&linger=200");

        soon().until(() -> total() == 25);
        assertThat(seen.get(0)).hasSize(10).startsWith("m0", "m1");
        assertThat(seen).allMatch(batch -> batch.size() <= 10);
        assertThat(seen).hasSize(3);
        soon().until(() -> fixture.broker.depth(QUEUE) == 0);
    }

    @Test
    void what_comes_within_the_linger_joins_the_batch() throws Exception {
        consume("maxMessages=2&linger=20000");

        send(List.of("a"));
        send(List.of("b"));

        soon().until(() -> total() == 2);
        assertThat(seen).containsExactly(List.of("a", "b"));
    }

    @Test
    void a_failed_batch_comes_back_one_at_a_time_until_it_has_passed() throws Exception {
        work = exchange -> {
            if (bodies(exchange).size() > 1 && bodies(exchange).contains("bad")) {
                throw new SQLException("no");
            }
        };
        send(List.of("a", "bad", "c", "d"));

        consume("maxMessages=4&linger=500&pauseAfterFailure=1");

        soon().until(() -> total() == 8);
        assertThat(seen)
                .containsExactly(
                        List.of("a", "bad", "c", "d"), List.of("a"), List.of("bad"), List.of("c"), List.of("d"));
        assertThat(received.subList(4, 8)).allMatch(Received::redelivered);
        send(List.of("e", "f"));
        soon().until(() -> total() == 10);
    }

    @Test
    void a_message_that_fails_every_time_is_quarantined_and_harms_no_neighbour() throws Exception {
        work = exchange -> {
            if (bodies(exchange).contains("bad")) {
                throw new IllegalStateException("cannot be mapped");
            }
        };
        send(List.of("a", "bad", "c"));

        consume("maxMessages=3&linger=500&pauseAfterFailure=1&quarantine=rejected.kantata&attempts=3");

        soon().until(() -> fixture.broker.depth(QUEUE) == 0);
        assertThat(seen.stream().filter(batch -> batch.equals(List.of("bad")))).hasSize(3);
        assertThat(seen).contains(List.of("a"), List.of("c"));
        try (JMSContext inside = fixture.internal.createContext()) {
            Message bad = inside.createConsumer(inside.createQueue("rejected.kantata"))
                    .receive(10_000);
            assertThat(new String(bad.getBody(byte[].class), StandardCharsets.UTF_8))
                    .isEqualTo("bad");
            assertThat(bad.getStringProperty("ThroughlineReason")).contains("3 attempts", "cannot be mapped");
        }
    }

    @Test
    void a_message_waits_as_long_as_a_store_is_away() throws Exception {
        work = exchange -> {
            if (seen.size() < 10) {
                throw new IllegalStateException(new SQLException("connection refused", "08001"));
            }
        };
        send(List.of("a"));

        consume("pauseAfterFailure=1&quarantine=rejected.kantata&attempts=2");

        soon().until(() -> seen.size() == 10 && fixture.broker.depth(QUEUE) == 0);
        assertThat(fixture.broker.depth("rejected.kantata")).isZero();
    }

    @Test
    void what_is_sent_along_shows_after_the_commit_and_vanishes_with_a_rollback() throws Exception {
        List<Long> depthWithin = Collections.synchronizedList(new ArrayList<>());
        work = exchange -> {
            List<Outgoing> out =
                    List.of(Outgoing.toQueue("other", "g", "out".getBytes(StandardCharsets.UTF_8), Map.of("k", "v")));
            exchange.getMessage().setBody(out);
            camel.getEndpoint("jms-batch:label").createProducer().process(exchange);
            depthWithin.add(fixture.broker.depth("other"));
            if (seen.size() == 1) {
                throw new IllegalStateException("rolled back");
            }
        };
        send(List.of("a"));

        consume("pauseAfterFailure=1");

        soon().until(() -> fixture.broker.depth("other") == 1 && fixture.broker.depth(QUEUE) == 0);
        assertThat(seen).hasSize(2);
        assertThat(depthWithin).containsExactly(0L, 0L);
    }

    @Test
    void only_what_the_ledger_does_not_know_is_kept_over_a_restart_of_a_broker_in_this_process() throws Exception {
        JmsBatchComponent jms = camel.getComponent("jms-batch", JmsBatchComponent.class);
        jms.setKeepsDerived(false);
        send("other", "kept");
        camel.createProducerTemplate()
                .sendBody("jms-batch:label", Outgoing.derived("deliver.netsuite", "g", new byte[] {1}));
        soon().until(() -> fixture.broker.depth("deliver.netsuite") == 1);
        jms.setKeepsDerived(true);
        camel.createProducerTemplate()
                .sendBody("jms-batch:label", Outgoing.derived("deliver.netsuite", "g", new byte[] {2}));
        soon().until(() -> fixture.broker.depth("deliver.netsuite") == 2);

        camel.stop();
        fixture.close();
        fixture = new BrokerFixture(folder);

        assertThat(fixture.broker.depth("other")).isEqualTo(1);
        assertThat(fixture.broker.depth("deliver.netsuite")).isEqualTo(1);
    }

    @Test
    void a_queue_does_not_remember_every_message_group_it_ever_had() throws Exception {
        consume("maxMessages=500&linger=1");
        camel.createProducerTemplate()
                .sendBody(
                        "jms-batch:label",
                        IntStream.range(0, 3000)
                                .mapToObj(n -> Outgoing.toQueue(QUEUE, "lane:" + n, new byte[] {1}, Map.of()))
                                .toList());
        soon().until(() -> total() == 3000);

        assertThat(told(QUEUE, "GroupCount")).isBetween(1, 1024);
    }

    private void send(String queue, String text) {
        camel.start();
        camel.createProducerTemplate()
                .sendBody(
                        "jms-batch:label",
                        Outgoing.toQueue(queue, null, text.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    @Test
    void what_is_sent_in_a_transaction_of_its_own_is_there_at_once_and_stays_after_a_rollback() throws Exception {
        List<Long> depthWithin = Collections.synchronizedList(new ArrayList<>());
        work = exchange -> {
            List<Outgoing> out =
                    List.of(Outgoing.toQueue("other", "g", "out".getBytes(StandardCharsets.UTF_8), Map.of("k", "v")));
            exchange.getMessage().setBody(out);
            camel.getEndpoint("jms-batch:label?ownTransaction=true")
                    .createProducer()
                    .process(exchange);
            // The broker counts a message a moment after its commit was answered.
            soon().until(() -> fixture.broker.depth("other") >= seen.size());
            depthWithin.add(fixture.broker.depth("other"));
            if (seen.size() == 1) {
                throw new IllegalStateException("rolled back");
            }
        };
        send(List.of("a"));

        consume("pauseAfterFailure=1");

        soon().until(() -> seen.size() == 2 && fixture.broker.depth(QUEUE) == 0);
        assertThat(depthWithin).containsExactly(1L, 2L);
        assertThat(fixture.broker.depth("other")).isEqualTo(2);
    }

    @Test
    void a_suspended_queue_keeps_its_messages_until_it_is_resumed() throws Exception {
        consume("maxMessages=5");
        camel.getRouteController().suspendRoute("consumer");
        send(List.of("a"));
        assertThat(fixture.broker.depth(QUEUE)).isEqualTo(1);
        assertThat(seen).isEmpty();

        camel.getRouteController().resumeRoute("consumer");

        soon().until(() -> total() == 1);
    }

    /** A context that stops comes to its consumers one after the other; a long one must not keep the others at work. */
    @Test
    void all_queues_of_a_stopping_context_are_left_at_once_and_not_in_their_turn() throws Exception {
        CountDownLatch inWork = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        work = exchange -> {
            inWork.countDown();
            release.await();
        };
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("jms-batch:other").routeId("stops-last").startupOrder(1).to("mock:other");
            }
        });
        consume("maxMessages=1");
        send(List.of("long"));
        assertThat(inWork.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(consumersOf("other")).isEqualTo(1);

        Thread stopping = new Thread(camel::stop);
        stopping.start();
        try {
            soon().until(() -> consumersOf("other") == 0);
            assertThat(consumersOf(QUEUE)).isEqualTo(1);
            assertThat(camel.getStatus()).isEqualTo(ServiceStatus.Stopping);
        } finally {
            release.countDown();
            stopping.join();
        }
        assertThat(fixture.broker.depth(QUEUE)).isZero();
    }

    @Test
    void nothing_but_bytes_and_text_is_ever_opened() throws Exception {
        try (JMSContext client = fixture.client("client", "client-password")) {
            var queue = client.createQueue(QUEUE);
            client.createProducer().send(queue, client.createObjectMessage(new Trap()));
            client.createProducer().send(queue, Map.<String, Object>of("a", 1));
            client.createProducer().send(queue, client.createMessage());
            client.createProducer().send(queue, new byte[0]);
            client.createProducer()
                    .setProperty("ThroughlineNote", "kept")
                    .setProperty("other", "dropped")
                    .send(queue, "text");
        }

        consume("maxMessages=5&linger=500");

        soon().until(() -> total() == 5);
        assertThat(received)
                .extracting(Received::kind)
                .startsWith("ObjectMessage", "MapMessage")
                .endsWith("bytes", "text");
        assertThat(received.get(0).body()).isNull();
        assertThat(received.get(1).body()).isNull();
        assertThat(received.get(2).body()).isEmpty();
        assertThat(received.get(3).body()).isEmpty();
        assertThat(received.get(4).properties()).containsOnly(Map.entry("ThroughlineNote", "kept"));
        assertThat(Trap.sprung).isFalse();
    }

    @Test
    void a_message_that_was_in_work_at_too_many_deaths_is_taken_out_and_its_neighbours_pass() throws Exception {
        send(List.of("a", "deadly", "c"));
        List<String> ids = new ArrayList<>();
        try (JMSContext client = fixture.internal.createContext()) {
            client.createBrowser(client.createQueue(QUEUE))
                    .getEnumeration()
                    .asIterator()
                    .forEachRemaining(message -> {
                        try {
                            ids.add(((Message) message).getJMSMessageID());
                        } catch (JMSException unreadable) {
                            throw new IllegalStateException(unreadable);
                        }
                    });
        }
        Files.writeString(folder.resolve(QUEUE + ".0.marks"), "W\n0 " + ids.get(0) + "\n1 " + ids.get(1) + "\n");
        camel.getComponent("jms-batch", JmsBatchComponent.class).setMarks(folder);

        consume("maxMessages=10&quarantine=rejected.kantata&deaths=2");

        soon().until(() -> total() == 2 && fixture.broker.depth("rejected.kantata") == 1);
        assertThat(seen).containsExactly(List.of("a"), List.of("c"));
    }

    private static int consumersOf(String queue) throws Exception {
        return told(queue, "ConsumerCount");
    }

    /** A number that the broker tells of a queue. */
    private static int told(String queue, String attribute) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName pattern =
                new ObjectName("org.apache.activemq.artemis:*,component=addresses,queue=\"" + queue + "\"");
        return (Integer)
                server.getAttribute(server.queryNames(pattern, null).iterator().next(), attribute);
    }

    private void consume(String options) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("jms-batch:" + QUEUE + "?" + options)
                        .routeId("consumer")
                        .startupOrder(2)
                        .process(exchange -> {
                            seen.add(bodies(exchange));
                            received.addAll(batch(exchange));
                            work.process(exchange);
                        });
            }
        });
        camel.start();
    }

    private void send(List<String> bodies) {
        try (JMSContext client = fixture.client("client", "client-password")) {
            bodies.forEach(body -> client.createProducer().send(client.createQueue(QUEUE), body));
        }
    }

    private int total() {
        return received.size();
    }

    @SuppressWarnings("unchecked")
    private static List<Received> batch(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private static List<String> bodies(Exchange exchange) {
        return batch(exchange).stream()
                .map(message ->
                        message.body() == null ? message.kind() : new String(message.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    /** Notices when it is deserialised. */
    static final class Trap implements Serializable {
        private static final long serialVersionUID = 1L;
        static volatile boolean sprung;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            sprung = true;
            in.defaultReadObject();
        }
    }
}
