package systems;

import static org.assertj.core.api.Assertions.assertThat;
import static systems.ScriptedTarget.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.contract.Delivery;
import io.throughline.contract.Step;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.model.ModelCamelContext;
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
        LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        Lines log = new Lines();
        log.start();
        for (String name : LOGGERS) {
            LoggerConfig config = new LoggerConfig(name, Level.DEBUG, false);
            config.addAppender(log, Level.DEBUG, null);
            logging.getConfiguration().addLogger(name, config);
        }
        logging.updateLoggers();
        try (ScriptedTarget target = new ScriptedTarget();
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
        } finally {
            LOGGERS.forEach(logging.getConfiguration()::removeLogger);
            logging.updateLoggers();
        }
        assertThat(log.lines).anyMatch(line -> line.contains("org.apache.camel"));
        assertThat(log.lines).noneMatch(line -> line.contains(SECRET) || line.contains(TOKEN));
    }
}
