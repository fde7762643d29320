package sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.support.scan.DefaultPackageScanClassResolver;
import org.apache.camel.support.service.ServiceHelper;

/** One HTTP server on the loopback address that stands in for all vendor systems of the demo firm. */
public final class Sandbox implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;

    private Sandbox(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts all vendors with the seeds of the demo firm, living in the present.
     *
     * @param port the port on 127.0.0.1, 0 for any free one
     * @throws IOException when the port cannot be bound
     */
    public static Sandbox start(int port) throws IOException {
        return start(port, Clock.systemUTC());
    }

    /**
     * Starts all vendors with the seeds of the demo firm.
     *
     * @param port the port on 127.0.0.1, 0 for any free one
     * @param clock the time the vendors live in
     * @throws IOException when the port cannot be bound
     */
    public static Sandbox start(int port, Clock clock) throws IOException {
        return start(port, clock, Effects.NOBODY);
    }

    /**
     * Starts all vendors with the seeds of the demo firm.
     *
     * @param port the port on 127.0.0.1, 0 for any free one
     * @param clock the time the vendors live in
     * @param effects told of every write that is applied, before its caller is answered
     * @throws IOException when the port cannot be bound
     */
    public static Sandbox start(int port, Clock clock, Effects effects) throws IOException {
        answerWithoutDelay();
        HttpServer server = bound(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ExecutorService threads = Executors.newCachedThreadPool(daemons());
        server.setExecutor(threads);
        for (Vendor vendor : vendors(clock)) {
            vendor.tell(effects);
            server.createContext("/sandbox/" + vendor.name() + "/", vendor);
        }
        server.start();
        return new Sandbox(server, threads);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops listening, cuts open connections and wakes the calls that a fault keeps waiting. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public String toString() {
        return "http://127.0.0.1:" + port() + "/sandbox/";
    }

    private static HttpServer bound(InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(address, 0);
        } catch (BindException e) {
            BindException taken = new BindException("the sandbox cannot listen on " + address + ": " + e.getMessage());
            taken.initCause(e);
            throw taken;
        }
    }

    /** Every vendor there is a class for. */
    private static List<Vendor> vendors(Clock clock) {
        DefaultPackageScanClassResolver resolver = new DefaultPackageScanClassResolver();
        resolver.addClassLoader(Sandbox.class.getClassLoader());
        ServiceHelper.startService(resolver);
        return resolver.findImplementations(Vendor.class, Sandbox.class.getPackageName()).stream()
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .sorted(Comparator.comparing(Class::getName))
                .map(type -> vendor(type, clock))
                .toList();
    }

    private static Vendor vendor(Class<?> type, Clock clock) {
        try {
            return (Vendor) type.getDeclaredConstructor(Clock.class).newInstance(clock);
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalStateException(type.getName() + " needs a constructor with a clock", wrong);
        }
    }

    /** The JDK's server waits 40 ms for more bytes on every answer unless told before it is first used. */
    private static void answerWithoutDelay() {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private static ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "sandbox-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
