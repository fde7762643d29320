package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Repeatability;
import io.throughline.delivery.http.Operation.Stake;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The systems that are reached over HTTP, what each can be asked to do, and how that is made safe to repeat. */
public final class Connectors {

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("scim", "user", Repeatability.LOOKUP, Stake.RECORDS),
            new Operation("scim", "activate", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("scim", "deactivate", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("netsuite", "employee", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("netsuite", "customer", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("netsuite", "project", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("netsuite", "time", Repeatability.UPSERT, Stake.MONEY),
            new Operation("netsuite", "time-reversed", Repeatability.UPSERT, Stake.MONEY),
            new Operation("netsuite", "invoice", Repeatability.UPSERT, Stake.MONEY),
            new Operation("kantata", "user", Repeatability.LOOKUP, Stake.RECORDS),
            new Operation("kantata", "project", Repeatability.LOOKUP, Stake.RECORDS),
            new Operation("kantata", "project-status", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("kantata", "rate-card", Repeatability.LOOKUP, Stake.RECORDS),
            new Operation("kantata", "time-transferred", Repeatability.LOOKUP, Stake.RECORDS),
            new Operation("kantata", "subscribed-events", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("kantata", "time-entries", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("salesforce", "read-opportunity", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("salesforce", "query-opportunities", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("salesforce", "opportunity", Repeatability.UPSERT, Stake.RECORDS),
            new Operation("adp", "starter", Repeatability.UPSERT, Stake.MONEY),
            new Operation("adp", "change", Repeatability.UPSERT, Stake.MONEY),
            new Operation("adp", "pay-data", Repeatability.UPSERT, Stake.MONEY));

    /** The name under which nothing can ever be reached (RFC 2606). */
    private static final String NOWHERE = "http://adp.invalid";

    private final Map<String, Connector> connectors = new TreeMap<>();
    private final boolean uploadsToAdp;

    /**
     * @param settings value of a key such as {@code throughline.systems.netsuite.url}; null or empty where none is set,
     *                 and then {@link ConnectorSettings#DEFAULTS} holds
     */
    public Connectors(Function<String, String> settings) {
        ConnectorSettings values = new ConnectorSettings(settings);
        uploadsToAdp = values.get("adp", "import-url").isPresent();
        for (String system : ConnectorSettings.SYSTEMS) {
            connectors.put(system, connector(system, values));
        }
    }

    private static Connector connector(String system, ConnectorSettings values) {
        ObjectNode mappingSettings = Json.MAPPER.createObjectNode();
        values.get(system, "client-name").ifPresent(name -> mappingSettings.put("clientName", name));
        URI url = URI.create(
                system.equals("adp")
                        ? values.get(system, "import-url").orElse(NOWHERE)
                        : values.get(system, "url").orElseThrow());
        return new Connector(
                system,
                url,
                values.get(system, "token-url").map(URI::create).orElse(url),
                new Credentials(
                        values.get(system, "client-id").orElse(null),
                        values.get(system, "client-secret").orElse(null),
                        values.get(system, "token").orElse(null),
                        values.get(system, "user").orElse(null),
                        values.get(system, "password").orElse(null)),
                Duration.ofMillis(Long.parseLong(values.get(system, "timeout").orElseThrow())),
                Integer.parseInt(values.get(system, "connections").orElseThrow()),
                mappingSettings);
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

    /** Whether files for ADP are uploaded; otherwise a person fetches them from the exchange folder. */
    public boolean uploadsToAdp() {
        return uploadsToAdp;
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
