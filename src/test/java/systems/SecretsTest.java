package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.ScriptedTarget.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.contract.Step;
import io.throughline.delivery.http.Rendering;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final String SECRET = "s3cr3t-of-kantata";
    /** The HTTP client's own loggers are not among them: they show headers at DEBUG and have to stay at WARN. */
    private static final List<String> LOGGERS = List.of("org.apache.camel", "io.throughline");

    private static final String TOKEN = "t0ken-of-kantata";

    private static final class Lines extends AbstractAppender {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Lines() {
            super("lines", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
    }

    private static final String BODY_TOKEN = "t0ken<of>openair";
    private static final String BODY_KEY = "k3y-of-openair";

    /** Everything below DEBUG that is logged while it is open. */
    private static final class Listening implements AutoCloseable {
        private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        private final Lines log = new Lines();

        Listening() {
            log.start();
            for (String name : LOGGERS) {
                LoggerConfig config = new LoggerConfig(name, Level.DEBUG, false);
                config.addAppender(log, Level.DEBUG, null);
                logging.getConfiguration().addLogger(name, config);
            }
            logging.updateLoggers();
        }

        @Override
        public void close() {
            LOGGERS.forEach(logging.getConfiguration()::removeLogger);
            logging.updateLoggers();
        }
    }

    private static Delivery mark() {
        Step step = Step.of(
                "mark",
                "kantata",
                "time-transferred",
                "time:T-8801",
                new ObjectMapper().createObjectNode().put("timeEntryId", "T-8801"));
        return new Delivery(1, step, "e-1", "e-1/mark", 1, false, Map.of("time:T-8801@kantata", "880100"));
    }

    @Test
    void credentials_are_in_no_log_no_address_and_no_dump_of_the_routes() throws Exception {
        Listening listening = new Listening();
        try (listening;
                ScriptedTarget target = new ScriptedTarget();
                CallRoutes routes = new CallRoutes(
                        Map.of(
                                "throughline.systems.kantata.url",
                                target.url(),
                                "throughline.systems.kantata.token-url",
                                target.url() + "/token",
                                "throughline.systems.kantata.client-secret",
                                SECRET),
                        Clock.systemUTC(),
                        new Kantata())) {
            target.then(status(200, "{\"access_token\":\"" + TOKEN + "\"}"))
                    .then(status(500, "{}"))
                    .then(ScriptedTarget.cut());

            routes.deliver(mark());
            routes.deliver(mark());

            assertThat(target.heard()).hasSize(3);
            assertThat(target.heard().get(1).header("Authorization")).isEqualTo("Bearer " + TOKEN);
            assertThat(target.heard())
                    .allSatisfy(heard -> assertThat(heard.target()).doesNotContain(SECRET, TOKEN));
            ModelCamelContext context = (ModelCamelContext) routes.main().getCamelContext();
            assertThat(context.getEndpoints()).allSatisfy(endpoint -> assertThat(endpoint.getEndpointUri())
                    .doesNotContain(SECRET, TOKEN));
            assertThat(PluginHelper.getModelToXMLDumper(context)
                            .dumpModelAsXml(context, context.getRouteDefinition("kantata.call")))
                    .doesNotContain(SECRET, TOKEN);
        }
        assertThat(listening.log.lines).anyMatch(line -> line.contains("org.apache.camel"));
        assertThat(listening.log.lines).noneMatch(line -> line.contains(SECRET) || line.contains(TOKEN));
    }

    private static Delivery activation() {
        Step step = Step.of(
                "activate-psa",
                "openair",
                "project-status",
                "project:P-1004",
                new ObjectMapper().createObjectNode().put("projectId", "P-1004").put("status", "ACTIVE"));
        return new Delivery(1, step, "e-1", "e-1/activate", 1, false, Map.of("project:P-1004@openair", "1004"));
    }

    @Test
    void credentials_of_a_body_are_on_the_wire_alone() throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "throughline.systems.openair.access-token", BODY_TOKEN,
                "throughline.systems.openair.api-key", BODY_KEY));
        Listening listening = new Listening();
        List<String> messages = new CopyOnWriteArrayList<>();
        try (listening;
                ScriptedTarget target = new ScriptedTarget()) {
            settings.put("throughline.systems.openair.url", target.url());
            try (CallRoutes routes = new CallRoutes(settings, Clock.systemUTC(), new OpenAir())) {
                CamelContext context = routes.main().getCamelContext();
                context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                    @Override
                    public void notify(CamelEvent event) {
                        if (event instanceof CamelEvent.ExchangeSendingEvent sending) {
                            messages.add(sending.getExchange().getMessage().getBody(String.class)
                                    + sending.getExchange().getMessage().getHeaders());
                        }
                    }
                });
                target.then(status(200, "<response><Auth status=\"0\"/></response>"))
                        .then(status(500, "no"))
                        .then(ScriptedTarget.cut());
                for (int attempt = 0; attempt < 3; attempt++) {
                    assertThat(routes.deliver(activation()).toString()).doesNotContain(BODY_TOKEN, BODY_KEY);
                }

                assertThat(target.heard()).hasSize(3).allSatisfy(heard -> {
                    assertThat(heard.body())
                            .contains(
                                    "key=\"" + BODY_KEY + "\"",
                                    "<access_token>t0ken&#60;of&#62;openair</access_token>");
                    assertThat(heard.header("Authorization")).isNull();
                });
                assertThat(messages).anyMatch(message -> message.contains("<Modify type=\"Project\">"));
                assertThat(messages)
                        .noneMatch(message -> message.contains("of&#62;openair") || message.contains(BODY_KEY));
                Rendering rendering = (Rendering) context.getRegistry().lookupByName("rendering");
                assertThat(rendering.of(activation()).document().toString())
                        .contains("$credential")
                        .doesNotContain(BODY_TOKEN, BODY_KEY);
            }
        }
        assertThat(listening.log.lines).noneMatch(line -> line.contains("t0ken") || line.contains(BODY_KEY));
    }

    @Test
    void a_payload_that_names_a_credential_is_refused_unsent() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget();
                CallRoutes routes = new CallRoutes(
                        Map.of("throughline.systems.openair.url", target.url()), Clock.systemUTC(), new OpenAir())) {
            Delivery forged = activation();
            ((ObjectNode) forged.step().payload()).putObject("erpProjectCode").put("$credential", "access-token");

            assertThat(routes.deliver(forged))
                    .isEqualTo(new Answer.Refused("PAYLOAD", "a payload may not name a credential"));
            assertThat(target.heard()).isEmpty();
        }
    }
}
