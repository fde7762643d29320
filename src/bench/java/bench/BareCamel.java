package bench;

import jakarta.jms.ConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** A transacted route from queue to queue with camel-jms and nothing between: what Camel costs before any work is done. */
final class BareCamel implements AutoCloseable {

    private static final String ROUTE = "bare";

    private final DefaultCamelContext context = new DefaultCamelContext();

    /** A way to set up camel-jms. */
    record Setting(int consumers, String cache, boolean transactionManager) {
        @Override
        public String toString() {
            return consumers + " consumers, " + cache + (transactionManager ? ", with" : ", without")
                    + " transaction manager";
        }
    }

    BareCamel(ConnectionFactory connections, Setting setting) throws Exception {
        context.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(connections));
        context.disableJMX();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:" + BenchExtension.BARE_IN + "?transacted=true&lazyCreateTransactionManager="
                                + setting.transactionManager() + "&cacheLevelName=" + setting.cache()
                                + "&concurrentConsumers=" + setting.consumers() + "&receiveTimeout=500")
                        .routeId(ROUTE)
                        .autoStartup(false)
                        .to("jms:queue:" + BenchExtension.BARE_OUT + "?deliveryPersistent=true");
            }
        });
        context.start();
    }

    void begin() throws Exception {
        context.getRouteController().startRoute(ROUTE);
    }

    void pause() throws Exception {
        context.getRouteController().stopRoute(ROUTE);
    }

    @Override
    public void close() {
        context.stop();
    }
}
