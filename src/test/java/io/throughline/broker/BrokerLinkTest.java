package io.throughline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.FreePort;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerLinkTest {

    @TempDir
    Path folder;

    @Test
    void a_broker_elsewhere_is_reached_by_its_url_and_missed_when_it_is_gone() throws Exception {
        int port = FreePort.next();
        EmbeddedBroker elsewhere = new EmbeddedBroker(new EmbeddedBroker.Options(
                "127.0.0.1", port, folder, "inside", "secret", "client", "secret", List.of("intake.kantata")));
        try (BrokerLink link = BrokerLink.to("tcp://127.0.0.1:" + port, "inside", "secret")) {
            assertThat(link.isActive()).isTrue();
            try (JMSContext context = link.receiving().createContext()) {
                context.createProducer().send(context.createQueue("intake.kantata"), "one");
            }
            assertThat(link.depth("intake.kantata")).isEqualTo(1);

            elsewhere.close();
            assertThat(link.isActive()).isFalse();
            assertThat(link.depth("intake.kantata")).isZero();
        }
    }

    @Test
    void who_has_to_answer_does_not_queue_for_a_connection_behind_the_consumers() throws Exception {
        try (BrokerLink link = BrokerLink.to("tcp://127.0.0.1:1", "inside", "secret");
                BrokerLink slow = BrokerLink.to("tcp://127.0.0.1:1?retryInterval=3000", "inside", "secret")) {
            assertThat(link.sending()).isNotSameAs(link.receiving());
            assertThat(link.sending().getRetryInterval()).isLessThan(1000);
            assertThat(slow.sending().getRetryInterval()).isEqualTo(3000);
        }
    }

    @Test
    void a_broker_on_another_machine_needs_tls() {
        assertThatThrownBy(() -> BrokerLink.to("tcp://192.0.2.7:61616", "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("192.0.2.7");
        assertThatThrownBy(() -> BrokerLink.to("(tcp://127.0.0.1:1,tcp://192.0.2.7:2)?ha=true", "u", "p"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
