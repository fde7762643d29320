package faults;

import io.throughline.Wiring;
import io.throughline.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The product's broker as a process of its own: {@code BrokerMain <port> <folder>}. */
public final class BrokerMain {

    /** User of nodes. */
    static final String USER = "throughline";

    /** Password of nodes and of clients; it opens only this test's broker. */
    static final String PASSWORD = "faults-broker";

    private BrokerMain() {}

    public static void main(String[] arguments) {
        try {
            run(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        } catch (Throwable failed) {
            failed.printStackTrace();
            Runtime.getRuntime().halt(2);
        }
    }

    private static void run(int port, Path folder) throws Exception {
        List<String> queues = new ArrayList<>();
        Wiring.VENDORS.forEach(vendor -> queues.addAll(List.of("intake." + vendor, "rejected." + vendor)));
        Wiring.TARGETS.forEach(target -> queues.add("deliver." + target));
        queues.addAll(List.of("DLQ.unroutable", "EXP.expired"));
        try (EmbeddedBroker broker = new EmbeddedBroker(
                new EmbeddedBroker.Options("127.0.0.1", port, folder, USER, PASSWORD, "operator", PASSWORD, queues))) {
            Files.writeString(folder.resolve("ready"), Boolean.toString(broker.isActive()));
            Thread.currentThread().join();
        }
    }
}
