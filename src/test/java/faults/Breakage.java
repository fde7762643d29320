package faults;

import io.throughline.Product;
import io.throughline.broker.JmsBatchComponent;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * A protection that is switched off in a node, to see that the suite notices. Production code has no such switch: each is
 * taken out from outside, by Camel's own extension points, by SQL, or by a proxy in front of JMS.
 */
enum Breakage {
    /** Nothing is broken. */
    NONE,

    /** JMS sessions acknowledge what they hand out, and a commit is nothing. */
    TRANSACTION {
        @Override
        Component changed(Component component) {
            if (component instanceof JmsBatchComponent jms) {
                jms.setConnectionFactory(acknowledgingAtOnce(jms.getConnectionFactory()));
            }
            return component;
        }
    },

    /** The database acknowledges commits a minute before it writes them. */
    WRITE_DELAY {
        @Override
        void started(Product product) throws SQLException {
            DataSource pool = product.wiring().stores().database().dataSource();
            List<java.sql.Connection> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(pool.getConnection()); // each new one would set the delay back to what the url says
            }
            try (var statement = all.get(0).createStatement()) {
                statement.execute("set write_delay 60000");
            }
            for (java.sql.Connection connection : all) {
                connection.close();
            }
        }
    },

    /** What was begun and not finished is unknown after a crash, as if SENT were not written before the call. */
    LEDGER {
        @Override
        void before(Map<String, String> settings) throws SQLException {
            sql(
                    settings,
                    "update step set state = 'PLANNED', attempts = 0, epoch = 0, in_doubt = false where state = 'SENT'");
        }
    },

    /** Every step has a lane of its own. */
    LANE {
        @Override
        void before(Map<String, String> settings) throws SQLException {
            sql(
                    settings,
                    "create trigger if not exists no_lanes before insert on step for each row call 'faults.NoLanes'");
        }
    },

    /** Nobody looks for steps that should be on their way and are not. */
    SWEEPER {
        @Override
        void added(Route route) {
            if (route.getRouteId().equals("sweep")) {
                route.setAutoStartup(false);
            }
        }
    },

    /** Headers of requests and answers pass as they are. */
    HEADER_FILTER {
        @Override
        Component changed(Component component) {
            open(component);
            return component;
        }

        @Override
        void added(Endpoint endpoint) {
            open(endpoint);
        }
    };

    /** Size of the pool of connections. */
    private static final int CONNECTIONS = 12;

    static Breakage of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Changes what is on disk before anything starts. */
    void before(Map<String, String> settings) throws SQLException {}

    /** Changes a component of Camel. */
    Component changed(Component component) {
        return component;
    }

    /** Changes an endpoint. */
    void added(Endpoint endpoint) {}

    /** Changes a route before it starts. */
    void added(Route route) {}

    /** Changes what runs. */
    void started(Product product) throws SQLException {}

    /** Changes what is built before it starts. */
    final void change(Product product) {
        product.main().addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                CamelContext context = main.getCamelContext();
                context.addLifecycleStrategy(new LifecycleStrategySupport() {
                    @Override
                    public void onComponentAdd(String name, Component component) {
                        changed(component);
                    }

                    @Override
                    public void onEndpointAdd(Endpoint endpoint) {
                        added(endpoint);
                    }

                    @Override
                    public void onRoutesAdd(java.util.Collection<Route> routes) {
                        routes.forEach(Breakage.this::added);
                    }
                });
            }
        });
    }

    private static void open(Object part) {
        if (part instanceof HeaderFilterStrategyAware aware) {
            DefaultHeaderFilterStrategy everything = new DefaultHeaderFilterStrategy();
            everything.setInFilter(Set.of());
            everything.setOutFilter(Set.of("host", "content-length", "transfer-encoding", "connection"));
            everything.setLowerCase(true);
            aware.setHeaderFilterStrategy(everything);
        }
    }

    private static void sql(Map<String, String> settings, String statement) throws SQLException {
        String url = "jdbc:h2:file:" + settings.get("throughline.data.dir")
                + "/throughline;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0";
        try (var connection = DriverManager.getConnection(url, "throughline", "");
                var change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private static ConnectionFactory acknowledgingAtOnce(ConnectionFactory real) {
        // The broker has forgotten what was received before anything is done with it.
        ((ActiveMQConnectionFactory) real).setBlockOnAcknowledge(true);
        return proxy(
                ConnectionFactory.class,
                real,
                (method, result) -> result instanceof Connection connection ? acknowledgingAtOnce(connection) : result);
    }

    private static Connection acknowledgingAtOnce(Connection real) {
        return proxy(Connection.class, real, (method, result) -> {
            if (result instanceof Session session) {
                session.close();
                return proxy(Session.class, real.createSession(Session.AUTO_ACKNOWLEDGE), (name, value) -> value);
            }
            return result;
        });
    }

    /** What a proxy does with a result. */
    private interface Change {
        Object of(String method, Object result) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T real, Change change) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (real instanceof Session && Set.of("commit", "rollback").contains(method.getName())) {
                        return null;
                    }
                    try {
                        return change.of(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
