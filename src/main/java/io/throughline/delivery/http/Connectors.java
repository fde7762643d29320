package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.mapping.Systems;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The systems that are reached over HTTP, what each can be asked to do, and how that is made safe to repeat. */
public final class Connectors {

    private static final List<Operation> OPERATIONS = declared();

    /** The name under which nothing can ever be reached (RFC 2606). */
    private static final String NOWHERE = "http://nowhere.invalid";

    private final Map<String, Connector> connectors = new TreeMap<>();

    /**
     * @param settings value of a key such as {@code throughline.systems.netsuite.url}; null or empty where none is set,
     *                 and then {@link ConnectorSettings#DEFAULTS} holds
     */
    public Connectors(Function<String, String> settings) {
        ConnectorSettings values = new ConnectorSettings(settings);
        for (Systems.Declared system : Systems.shipped().all()) {
            if (values.get(system.name(), "timeout").isPresent()) {
                connectors.put(system.name(), connector(system, values));
            }
        }
    }

    private static Connector connector(Systems.Declared declared, ConnectorSettings values) {
        String system = declared.name();
        ObjectNode readable = Json.MAPPER.createObjectNode();
        values.readable(declared).forEach(readable::put);
        URI url = URI.create(values.get(system, "url")
                .or(() -> values.get(system, "import-url"))
                .orElse(NOWHERE));
        return new Connector(
                system,
                url,
                values.get(system, "token-url").map(URI::create).orElse(url),
                new Credentials(
                        values.get(system, "client-id").orElse(null),
                        values.get(system, "client-secret").orElse(null),
                        values.get(system, "token").orElse(null),
                        values.get(system, "user").orElse(null),
                        values.get(system, "password").orElse(null),
                        values.get(system, "auth").filter("basic"::equals).isPresent(),
                        values.placed(system)),
                Duration.ofMillis(Long.parseLong(values.get(system, "timeout").orElseThrow())),
                Integer.parseInt(values.get(system, "connections").orElseThrow()),
                values.get(system, "import-url").isPresent(),
                readable);
    }

    private static List<Operation> declared() {
        return Systems.shipped().all().stream()
                .flatMap(
                        system -> system.operations().stream().map(operation -> Operation.of(system.name(), operation)))
                .toList();
    }

    /**
     * How a system is reached.
     *
     * @throws IllegalArgumentException when there is no such system
     */
    public Connector get(String system) {
        Connector connector = connectors.get(system);
        if (connector == null) {
            throw new IllegalArgumentException("there is no connector for '" + system + "'");
        }
        return connector;
    }

    /** All systems that are reached over HTTP. */
    public List<Connector> all() {
        return List.copyOf(connectors.values());
    }

    /** What a step may ask of a system, if it knows that operation. */
    public static Optional<Operation> operation(String system, String name) {
        return OPERATIONS.stream()
                .filter(operation ->
                        operation.system().equals(system) && operation.name().equals(name))
                .findFirst();
    }

    /** Every operation of every system. */
    public static List<Operation> operations() {
        return OPERATIONS;
    }
}
