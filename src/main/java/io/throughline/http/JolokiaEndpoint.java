package io.throughline.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jolokia.core.api.LogHandler;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's one Jolokia, limited by {@link JolokiaPolicy}; both {@code /observe/jolokia} and the Hawtio console speak to
 * it. Operations need POST and are noted before they are done; requests that name a proxy target are refused. Callers have
 * authenticated the client.
 */
public final class JolokiaEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JolokiaEndpoint.class);
    /** A field that stands twice in a request could be read differently by those who note it and by those who do it. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final Set<String> GET_COMMANDS = Set.of("", "read", "list", "search", "version");

    private final JolokiaServiceManager manager;
    private final HttpRequestHandler handler;
    private final Operations operations;
    private final OperationLog log;

    /**
     * What Jolokia answered.
     *
     * @param status 200, or the error status of a single request; a bulk answer is always 200 and has a status per part
     * @param json   the document
     */
    public record Reply(int status, String json) {}

    /**
     * Starts Jolokia without any network listener, discovery or remote dispatcher.
     *
     * @param log is told of every operation
     */
    public JolokiaEndpoint(OperationLog log) {
        this.log = log;
        JolokiaPolicy policy = new JolokiaPolicy();
        operations = new Operations(policy);
        StaticConfiguration configuration = new StaticConfiguration(Map.of(
                ConfigKey.AGENT_ID.getKeyValue(), "throughline",
                ConfigKey.DISCOVERY_ENABLED.getKeyValue(), "false",
                ConfigKey.INCLUDE_STACKTRACE.getKeyValue(), "false",
                ConfigKey.ALLOW_ERROR_DETAILS.getKeyValue(), "false"));
        manager = JolokiaServiceManagerFactory.createJolokiaServiceManager(configuration, new Slf4jLog(), policy);
        manager.addService(new JolokiaSerializer());
        manager.addService(new LocalRequestHandler(1));
        handler = new HttpRequestHandler(manager.start());
    }

    /**
     * Answers a GET.
     *
     * @param path   what follows {@code .../jolokia}, decoded, such as {@code /read/java.lang:type=Memory}
     * @param params query parameters
     */
    public Reply get(String path, Map<String, String[]> params) {
        String command = path.replaceFirst("^/", "").replaceFirst("/.*$", "");
        if (params.containsKey("p") || !GET_COMMANDS.contains(command)) {
            return refusal(403, "Over GET only read, list, search and version are answered.");
        }
        return answer(() -> handler.handleGetRequest("/observe/jolokia" + path, path, params));
    }

    /**
     * Answers a POST of one request object or an array of them.
     *
     * @param person who sent it
     */
    public Reply post(String person, byte[] body, Map<String, String[]> params) {
        try {
            JsonNode document = JSON.readTree(body);
            if (namesTarget(document)) {
                return refusal(403, "Proxy requests are refused.");
            }
            for (Operations.Operation one : operations.in(document)) {
                log.asked(person, one.action(), one.subject());
            }
        } catch (JsonProcessingException e) {
            return refusal(400, "The body is not JSON.");
        } catch (IOException e) {
            return refusal(400, "The body cannot be read.");
        } catch (RuntimeException unwritten) {
            LOG.warn("an operation could not be noted and was not done", unwritten);
            return refusal(503, "The operation cannot be noted in the audit now, and was not done.");
        }
        return answer(() -> handler.handlePostRequest(
                "/observe/jolokia", new ByteArrayInputStream(body), StandardCharsets.UTF_8.name(), params));
    }

    private static boolean namesTarget(JsonNode document) {
        if (document.isArray()) {
            for (JsonNode part : document) {
                if (part.has("target")) {
                    return true;
                }
            }
        }
        return document.has("target");
    }

    private interface Call {
        JSONStructure run() throws IOException, BadRequestException, EmptyResponseException;
    }

    private static Reply answer(Call call) {
        try {
            String json = call.run().toJSONString();
            JsonNode status = JSON.readTree(json).path("status");
            return new Reply(status.asInt(200), json);
        } catch (BadRequestException | IllegalArgumentException e) {
            return refusal(400, "Jolokia cannot read this request.");
        } catch (EmptyResponseException e) {
            return new Reply(200, "{}");
        } catch (IOException | RuntimeException e) {
            LOG.warn("Jolokia failed", e);
            return refusal(500, "Jolokia failed; the log has the reason.");
        }
    }

    private static Reply refusal(int status, String sentence) {
        return new Reply(
                status,
                JSON.createObjectNode()
                        .put("status", status)
                        .put("error", sentence)
                        .toString());
    }

    @Override
    public void close() {
        manager.stop();
    }

    private static final class Slf4jLog implements LogHandler {
        @Override
        public void debug(String message) {
            LOG.debug("{}", message);
        }

        @Override
        public void info(String message) {
            LOG.debug("{}", message);
        }

        @Override
        public void error(String message, Throwable cause) {
            LOG.warn("{}", message, cause);
        }

        @Override
        public boolean isDebug() {
            return LOG.isDebugEnabled();
        }
    }
}
