package io.throughline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerTest {

    @TempDir
    static Path folder;

    private static BrokerFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = new BrokerFixture(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @Test
    void a_client_may_send_to_intake_and_read_refusals() {
        try (JMSContext client = fixture.client("client", "client-password")) {
            client.createProducer().send(client.createQueue("intake.kantata"), "x");
            assertThat(client.createConsumer(client.createQueue("rejected.kantata"))
                            .receiveNoWait())
                    .isNull();
        }
        assertThat(fixture.broker.depth("intake.kantata")).isEqualTo(1);
        assertThat(fixture.broker.isActive()).isTrue();
    }

    @Test
    void a_client_may_listen_to_events() {
        try (JMSContext client = fixture.client("client", "client-password");
                JMSContext inside = fixture.internal.createContext()) {
            var consumer = client.createConsumer(client.createTopic("event.worker.hired.v1"));
            inside.createProducer().send(inside.createTopic("event.worker.hired.v1"), "hello");
            assertThat(consumer.receiveBody(String.class, 10_000)).isEqualTo("hello");
        }
    }

    @Test
    void an_address_is_heard_by_subscribers_who_are_here_or_away_and_by_wildcards() {
        String opened = "event.project.opened.v1";
        String won = "event.deal.won.v1";
        String sent = "event.invoice.sent.v1";
        assertThat(fixture.broker.isHeard(opened)).isFalse();
        inside(sent, "first");
        assertThat(fixture.broker.isHeard(sent)).isFalse();
        try (JMSContext client = fixture.client("client", "client-password")) {
            client.createConsumer(client.createTopic(opened));
            assertThat(fixture.broker.isHeard(opened)).isTrue();
            assertThat(fixture.broker.isHeard(won)).isFalse();
        }
        try (JMSContext client = fixture.client("client", "client-password")) {
            client.setClientID("away");
            client.createDurableConsumer(client.createTopic(won), "deals").close();
        }
        assertThat(fixture.broker.isHeard(won)).isTrue();
        try (JMSContext client = fixture.client("client", "client-password")) {
            var everything = client.createConsumer(client.createTopic("event.#"));
            assertThat(fixture.broker.isHeard(sent)).isTrue();
            assertThat(fixture.broker.isHeard(won)).isTrue();
            inside(sent, "second");
            assertThat(everything.receiveBody(String.class, 10_000)).isEqualTo("second");
        }
    }

    private static void inside(String topic, String text) {
        try (JMSContext inside = fixture.internal.createContext()) {
            inside.createProducer().send(inside.createTopic(topic), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deliver.netsuite", "intake.kantata", "other", "event.x.y.v1::deliver.netsuite"})
    void a_client_may_not_consume_what_is_not_for_it(String queue) {
        try (JMSContext client = fixture.client("client", "client-password")) {
            assertThatThrownBy(() ->
                            client.createConsumer(client.createQueue(queue)).receive(500))
                    .isInstanceOf(JMSRuntimeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deliver.netsuite", "rejected.kantata", "activemq.management", "somewhere.new", "intake.unknown"
            })
    void a_client_may_not_send_or_create_elsewhere(String queue) {
        try (JMSContext client = fixture.client("client", "client-password")) {
            assertThatThrownBy(() -> client.createProducer().send(client.createQueue(queue), "x"))
                    .isInstanceOf(JMSRuntimeException.class);
        }
        assertThat(fixture.broker.depth(queue)).isZero();
    }

    @Test
    void nobody_is_let_in_without_the_right_name_and_password() {
        assertThatThrownBy(() -> fixture.client(null, null)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> fixture.client("client", "guess")).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> fixture.client("inside", "client-password")).isInstanceOf(JMSRuntimeException.class);
    }
}
