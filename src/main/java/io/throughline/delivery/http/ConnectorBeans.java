package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.Systems;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Builds what the call routes name: beans for the registry and the properties behind their placeholders. */
public final class ConnectorBeans {

    /** Finds what a feed is compared with. */
    public interface Known {

        /**
         * The objects that are known from a system and about some of its own.
         *
         * @param externalIds ids that the system uses for what they are about
         */
        ArrayNode about(String system, Systems.Compared what, List<String> externalIds);
    }

    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();

    /**
     * @param settings value of a {@code throughline.systems.*} key or of {@code throughline.exchange.dir}, null where
     *                 none is set
     * @param known    what feeds are compared with
     * @param compiled the mappings of the mapping folder
     * @param clock    the time by which tokens expire and {@code Retry-After} dates are read
     */
    public ConnectorBeans(Function<String, String> settings, Clock clock, Known known, Mappings compiled) {
        Outbound mappings = new Outbound(compiled);
        Connectors connectors = new Connectors(settings);
        Tokens tokens = new Tokens(clock);
        String exchange = settings.apply("throughline.exchange.dir");
        Outlet outlet = new Outlet(Path.of(exchange == null ? "exchange" : exchange));
        beans.put("wire", new Wire(connectors, mappings, tokens, new Answers(clock), outlet));
        beans.put("rendering", new Rendering(connectors, mappings));
        beans.put("enquiries", new Enquiries());
        beans.put("extract-reader", new ExtractReader(mappings, connectors));
        beans.put("kantata-reader", new KantataReader(mappings, connectors.get("kantata")));
        beans.put("salesforce-reader", new SalesforceReader(mappings, connectors.get("salesforce")));
        beans.put("workday-reader", new WorkdayReader(connectors.get("workday").credentials()));
        for (Connector connector : connectors.all()) {
            if (mappings.has(connector.system() + "/" + FeedReader.CHANGES + ".out")) {
                beans.put(
                        connector.system() + "-reader",
                        new FeedReader(mappings, connector, known(connector.system(), known), clock));
            }
            beans.put(connector.system() + "-api", HttpClients.api(connector, tokens));
            beans.put(connector.system() + "-token", HttpClients.token(connector));
            String prefix = "throughline.systems." + connector.system();
            properties.put(prefix + ".url", connector.url().toString());
            properties.put(prefix + ".token-url", connector.tokenUrl().toString());
        }
    }

    private static Function<List<String>, ArrayNode> known(String system, Known known) {
        return Systems.shipped()
                .find(system)
                .map(Systems.Declared::feedKnows)
                .<Function<List<String>, ArrayNode>>map(what -> ids -> known.about(system, what, ids))
                .orElse(null);
    }

    /** Beans by the name under which routes call them. */
    public Map<String, Object> byName() {
        return Map.copyOf(beans);
    }

    /** The addresses the routes have placeholders for, as set or by default. */
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }
}
