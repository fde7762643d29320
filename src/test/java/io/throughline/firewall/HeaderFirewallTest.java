package io.throughline.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.http.RunningHttp;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderFirewallTest {
    private static final List<String> ATTACKS = List.of(
            "CamelHttpUri",
            "CAmelHttpUri",
            "camelhttpuri",
            "CamelFileName",
            "CAMELFILENAME",
            "CamelJmsDestinationName",
            "CAmelJmsDestinationName",
            "CamelSqlQuery",
            "CamelBeanMethodName",
            "org.apache.camel.x",
            "operationName",
            "mail.smtp.host",
            "kafka.OVERRIDE_TOPIC",
            "SObjectName",
            "Authorization2");

    @TempDir
    static Path folder;

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final BlockingQueue<Map<String, Object>> SEEN = new LinkedBlockingQueue<>();
    private static EmbeddedActiveMQ broker;
    private static DefaultCamelContext context;
    private static RunningHttp http;
    private static com.sun.net.httpserver.HttpServer target;
    private static final Map<String, String> TARGET_HEADERS = new ConcurrentHashMap<>();

    /** Remembers what reached it. */
    private static final class Recorder implements Processor {
        @Override
        public void process(Exchange exchange) {
            SEEN.add(new TreeMap<>(exchange.getMessage().getHeaders()));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://77"));
        broker.start();
        target =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> TARGET_HEADERS.put(name, values.get(0)));
            exchange.getResponseHeaders().add("CAmelHttpUri", "http://127.0.0.1:1/");
            exchange.getResponseHeaders().add("operationName", "drop");
            exchange.getResponseHeaders().add("Location", "/records/7");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        target.start();
        http = new RunningHttp(folder);
        context = new DefaultCamelContext();
        new FirewallInstaller(METERS).install(context);
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(new ActiveMQConnectionFactory("vm://77"));
        context.addComponent("jms", jms);
        http.surface.install(context);
        String address = "http://127.0.0.1:" + target.getAddress().getPort() + "/good";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/api/v1/events?httpMethodRestrict=POST")
                        .process(new Recorder())
                        .setBody(constant("ok"));
                from("platform-http:/api/v1/workers/{id}?httpMethodRestrict=GET")
                        .process(new Recorder());
                from("jms:queue:intake.test?transacted=true").process(new Recorder());
                from("direct:call").to(address).process(new Recorder());
                from("direct:send").to("jms:queue:intake.test?exchangePattern=InOnly");
            }
        });
        context.start();
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
        http.close();
        target.stop(0);
        broker.stop();
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
        TARGET_HEADERS.clear();
    }

    @Test
    void no_attack_enters_by_http_header() throws Exception {
        HttpRequest.Builder request = http.operator("/api/v1/events").POST(HttpRequest.BodyPublishers.ofString("{}"));
        ATTACKS.forEach(name -> request.header(name, "http://127.0.0.1:1/evil"));
        request.header("Idempotency-Key", "k-1").header("Content-Type", "application/json");
        assertThat(send(request)).isEqualTo(200);
        Map<String, Object> headers = seen();
        assertNoAttack(headers);
        assertThat(headers).containsEntry("Idempotency-Key", "k-1").containsEntry("Content-Type", "application/json");
        assertThat(headers.keySet()).doesNotContain("Authorization", "User-Agent", "Host");
    }

    @Test
    void no_attack_enters_by_query_parameter() throws Exception {
        StringBuilder query = new StringBuilder("?asOf=2026-10-01");
        ATTACKS.forEach(name -> query.append('&').append(name).append("=evil"));
        assertThat(send(http.operator("/api/v1/workers/W-0002" + query))).isIn(200, 204);
        Map<String, Object> headers = seen();
        assertNoAttack(headers);
        assertThat(headers).containsEntry("asOf", "2026-10-01").containsEntry("id", "W-0002");
    }

    @Test
    void no_attack_enters_by_form_field_or_cookie() throws Exception {
        StringBuilder form = new StringBuilder("a=b");
        ATTACKS.forEach(name -> form.append('&').append(name).append("=evil"));
        assertThat(send(http.operator("/api/v1/events")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", "CamelHttpUri=evil; operationName=evil")
                        .POST(HttpRequest.BodyPublishers.ofString(form.toString()))))
                .isEqualTo(200);
        assertNoAttack(seen());
    }

    @Test
    void a_multipart_file_name_never_reaches_a_route() throws Exception {
        String body = String.join(
                "\r\n",
                "--b",
                "Content-Disposition: form-data; name=\"f\"; filename=\"../../EVIL.txt\"",
                "Content-Type: text/plain",
                "",
                "x",
                "--b--",
                "");
        assertThat(send(http.operator("/api/v1/events")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(body))))
                .isEqualTo(415);
        assertThat(SEEN).isEmpty();
    }

    @Test
    void no_attack_enters_by_jms_property_and_the_agreed_ones_do() throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://77");
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            BytesMessage message = session.createBytesMessage();
            for (String name : ATTACKS) {
                message.setStringProperty(name.replace(".", "_DOT_"), "evil");
            }
            message.setStringProperty("cloudEvents_type", "worker.hired.v1");
            message.setStringProperty("ThroughlineStep", "e-1/netsuite");
            message.setStringProperty("JMSXGroupID", "worker:W-0002");
            message.setJMSCorrelationID("c-1");
            session.createProducer(session.createQueue("intake.test")).send(message);
        }
        Map<String, Object> headers = seen();
        assertNoAttack(headers);
        assertThat(headers)
                .containsEntry("cloudEvents_type", "worker.hired.v1")
                .containsEntry("ThroughlineStep", "e-1/netsuite")
                .containsEntry("JMSXGroupID", "worker:W-0002")
                .containsEntry("JMSCorrelationID", "c-1");
        assertThat(METERS.counter(
                                "throughline.headers.dropped", "component", "jms", "direction", "in", "kind", "control")
                        .count())
                .isGreaterThanOrEqualTo(9);
    }

    @Test
    void only_agreed_headers_leave_to_a_vendor_and_come_back_from_it() throws Exception {
        Map<String, Object> headers = Map.of(
                "Authorization",
                "Bearer ours",
                "Idempotency-Key",
                "e-1/netsuite",
                "JMSDestination",
                "queue://x",
                "ThroughlineStep",
                "e-1/netsuite",
                "operationName",
                "x",
                "salary",
                "90000");
        context.createProducerTemplate().sendBodyAndHeaders("direct:call", "{}", headers);
        assertThat(TARGET_HEADERS)
                .containsEntry("Authorization", "Bearer ours")
                .containsEntry("Idempotency-key", "e-1/netsuite");
        assertThat(TARGET_HEADERS.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotContain("jmsdestination", "throughlinestep", "operationname", "salary");
        Map<String, Object> answer = seen();
        assertThat(answer).containsEntry("Location", "/records/7");
        assertThat(answer.keySet()).doesNotContain("CAmelHttpUri", "Camelhttpuri", "Operationname");
        assertThat(answer.get("CamelHttpUri")).isNull();
    }

    @Test
    void only_agreed_headers_leave_to_a_queue() throws Exception {
        context.createProducerTemplate()
                .sendBodyAndHeaders(
                        "direct:send",
                        "x",
                        Map.of(
                                "cloudEvents_id",
                                "e-1",
                                "salary",
                                "90000",
                                "ThroughlineStep",
                                "s",
                                "Authorization",
                                "Bearer x"));
        assertThat(seen())
                .containsKeys("cloudEvents_id", "ThroughlineStep")
                .doesNotContainKeys("salary", "Authorization");
    }

    @Test
    void an_endpoint_cannot_bring_another_filter_back() {
        context.getRegistry().bind("open", new org.apache.camel.support.DefaultHeaderFilterStrategy());
        var endpoint = (org.apache.camel.component.jms.JmsEndpoint)
                context.getEndpoint("jms:queue:other?headerFilterStrategy=#open");
        assertThat(endpoint.getHeaderFilterStrategy()).isInstanceOf(HeaderFirewall.class);
    }

    @Test
    void line_breaks_urls_and_endless_values_do_not_pass() {
        HeaderFirewall firewall = new HeaderFirewall("http", HeaderProfile.HTTP_OUT, METERS);
        assertThat(firewall.applyFilterToCamelHeaders("Accept", "a\r\nX-Evil: 1", null))
                .isTrue();
        assertThat(firewall.applyFilterToCamelHeaders("Accept", "a".repeat(9000), null))
                .isTrue();
        assertThat(firewall.applyFilterToCamelHeaders("Accept", List.of("a"), null))
                .isTrue();
        assertThat(firewall.applyFilterToCamelHeaders("aCCEPT", "a", null)).isFalse();
    }

    private static void assertNoAttack(Map<String, Object> headers) {
        List<String> lower =
                ATTACKS.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        headers.forEach((name, value) -> {
            boolean camels = List.of("CamelHttpUri", "CamelHttpUrl", "CamelHttpRawQuery", "CamelHttpQuery")
                    .contains(name);
            if (!camels) {
                assertThat(name.toLowerCase(Locale.ROOT)).isNotIn(lower);
                assertThat(String.valueOf(value)).doesNotContain("evil");
            } else if (name.equals("CamelHttpUri")) {
                assertThat(String.valueOf(value)).startsWith("/api/v1/");
            }
        });
    }

    private static Map<String, Object> seen() throws InterruptedException {
        Map<String, Object> headers = SEEN.poll(20, TimeUnit.SECONDS);
        assertThat(headers).as("a message reached the route").isNotNull();
        return headers;
    }

    private static int send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
