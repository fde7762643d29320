package faults;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.throughline.Product;
import io.throughline.audit.AuditVerifier;
import io.throughline.audit.Checkpoints;
import io.throughline.audit.Finding;
import io.throughline.contract.Json;
import io.throughline.contract.Waypoint;
import io.throughline.journal.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import journeys.AdjustableClock;

/** What a test may ask of a node and do to it, over HTTP on the loopback address; answers are JSON. */
final class NodeControl {

    private static final String STEPS =
            """
            select e.event_no, e.event_id, e.type, e.subject, e.version, e.state, s.name, s.system, s.operation,
                s.state as step_state, s.attempts, s.epoch, s.in_doubt, s.waits_for, s.reason, s.idempotency_key
            from event e left join step s on s.event_no = e.event_no order by e.event_no, s.step_no""";

    private final AdjustableClock clock;
    private final Crash crash;
    private final List<byte[]> ballast = new ArrayList<>();
    private volatile Product product;

    NodeControl(int port, AdjustableClock clock, Crash crash) throws IOException {
        this.clock = clock;
        this.crash = crash;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "fault-control");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    void running(Product started) {
        product = started;
    }

    /** The first finding, after a checkpoint: only the next one can tell a clock that was set back from an insertion. */
    private String broken() {
        product.wiring().bean("checkpoints", Checkpoints.class).now("oracle");
        return verifier().verify().findings().stream()
                .map(Finding::message)
                .findFirst()
                .orElse("");
    }

    private AuditVerifier verifier() {
        Path data = product.wiring().operatorKey().file().toAbsolutePath().getParent();
        return new AuditVerifier(database(), data.resolve("audit.checkpoints"), data.resolve("audit.key"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        int status = 200;
        Object result;
        try {
            result = done(exchange.getRequestURI().getPath(), query(exchange));
        } catch (Exception failure) {
            status = 500;
            result = Map.of("failure", String.valueOf(failure));
        }
        byte[] body = Json.write(result).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Object done(String path, Map<String, String> query) throws Exception {
        return switch (path) {
            case "/ready" -> Map.of("ready", product != null);
            case "/arm" -> {
                crash.arm(Waypoint.valueOf(query.get("at")), Long.parseLong(query.get("n")));
                yield query;
            }
            case "/waypoints" -> crash.seen();
            case "/clock" -> {
                clock.advance(Duration.ofSeconds(Long.parseLong(query.get("seconds"))));
                yield Map.of("now", clock.instant().toString());
            }
            case "/vitals" -> vitals();
            case "/steps" -> database().read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(STEPS)) {
                    return table(rows);
                }
            });
            case "/verify" -> Map.of("broken", broken());
            case "/sql" -> database().read(connection -> {
                try (Statement statement = connection.createStatement()) {
                    if (statement.execute(query.get("q"))) {
                        return table(statement.getResultSet());
                    }
                    return List.of();
                }
            });
            case "/depth" -> Map.of("depth", product.wiring().broker().depth(query.get("queue")));
            case "/allocate" -> {
                for (int i = 0; i < Integer.parseInt(query.get("megabytes")); i++) {
                    ballast.add(new byte[1024 * 1024]);
                }
                yield Map.of("megabytes", ballast.size());
            }
            case "/jmx" -> jmx();
            default -> throw new IllegalArgumentException(path);
        };
    }

    private Database database() {
        return product.wiring().stores().database();
    }

    private static List<Map<String, String>> table(ResultSet rows) throws SQLException {
        List<Map<String, String>> table = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns; i++) {
                row.put(rows.getMetaData().getColumnLabel(i), rows.getString(i));
            }
            table.add(row);
        }
        return table;
    }

    private static Map<String, Long> vitals() {
        System.gc();
        Map<String, Long> vitals = new TreeMap<>();
        vitals.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        vitals.put(
                "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            vitals.put("files", unix.getOpenFileDescriptorCount());
        }
        return vitals;
    }

    /** Every readable attribute of every MBean of the product and its engines, as one text. */
    private static List<String> jmx() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        List<String> found = new ArrayList<>();
        for (ObjectName name : beans.queryNames(null, null)) {
            if (name.getDomain().startsWith("java") || name.getDomain().startsWith("JMImpl")) {
                continue;
            }
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                try {
                    found.add(name + " " + attribute.getName() + " " + beans.getAttribute(name, attribute.getName()));
                } catch (Exception | LinkageError unreadable) {
                    found.add(name + " " + attribute.getName());
                }
            }
        }
        return found;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        String text = exchange.getRequestURI().getQuery();
        if (text != null) {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return query;
    }
}
