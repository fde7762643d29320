package faults;

import io.throughline.contract.Json;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * The world outside: sends events the way clients do, and keeps its own book in a file, a line before sending and a line
 * after the acknowledgement. What was not acknowledged is sent again with the same id.
 */
final class Driver implements AutoCloseable {

    private final Node node;
    private final FileChannel book;
    private final Map<String, Event> sent = new LinkedHashMap<>();
    private final Set<String> acked = new LinkedHashSet<>();

    Driver(Node node, Path file) throws IOException {
        this.node = node;
        book = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Events that were acknowledged: by a JMS commit, by 202, by a receipt in {@code done}. */
    List<Event> acked() {
        return acked.stream().map(sent::get).toList();
    }

    /** Everything that was ever sent. */
    Collection<Event> sent() {
        return sent.values();
    }

    List<Event> unacked() {
        return sent.values().stream()
                .filter(event -> !acked.contains(event.id()))
                .toList();
    }

    /** Sends over JMS in one transaction; false when the commit was not answered. */
    boolean jms(List<Event> events) {
        events.forEach(this::before);
        try (ActiveMQConnectionFactory factory = node.connections();
                Connection connection = factory.createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue("intake.canonical"))) {
            for (Event event : events) {
                producer.send(session.createTextMessage(Json.write(event.document())));
            }
            session.commit();
        } catch (JMSException | RuntimeException unanswered) {
            return false;
        }
        events.forEach(this::acknowledged);
        return true;
    }

    /** Posts one event; gives the status, 0 when there was no answer. */
    int http(Event event, String... headers) {
        before(event);
        int status;
        try {
            status = node.api("POST", "/api/v1/events", Json.write(event.document()), headers)
                    .statusCode();
        } catch (IllegalStateException unanswered) {
            return 0;
        }
        if (status == 202) {
            acknowledged(event);
        }
        return status;
    }

    /** Drops a file with events. */
    void drop(String name, List<Event> events) {
        events.forEach(this::before);
        Path in = node.exchange("canonical", "in");
        try {
            Path part = in.resolve("." + name + ".tmp");
            Files.writeString(part, document(events));
            Files.move(part, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file with these events. */
    static String document(List<Event> events) {
        return events.size() == 1
                ? Json.write(events.get(0).document())
                : Json.write(events.stream().map(Event::document).toList());
    }

    /** Waits for the receipt of a dropped file. */
    void receipt(String name, List<Event> events) {
        Path done = node.exchange("canonical", "done").resolve(name + ".receipt.json");
        Patience.until("receipt of " + name, () -> Files.exists(done));
        events.forEach(this::acknowledged);
    }

    /** Sends what was not acknowledged again until it is. */
    void insist() {
        Patience.until("everything is acknowledged", () -> {
            List<Event> open = unacked();
            return open.isEmpty() || jms(open);
        });
    }

    /** Takes an event as sent that another sender brings in. */
    void before(Event event) {
        sent.put(event.id(), event);
        note("SEND " + event.id() + " " + event.entity() + " " + event.sequence() + " "
                + Fingerprint.hash(Json.write(event.document())));
    }

    void acknowledged(Event event) {
        if (acked.add(event.id())) {
            note("ACK " + event.id());
        }
    }

    /** Forgets an event that must not have effects; the scenario says what becomes of it. */
    void expectNothingOf(Event event) {
        sent.remove(event.id());
        acked.remove(event.id());
    }

    private void note(String line) {
        try {
            book.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            book.force(false);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    /** The events of several lists in turn, keeping the order within each. */
    static List<Event> interleaved(List<List<Event>> lists) {
        List<Event> all = new ArrayList<>();
        for (int i = 0; lists.stream().anyMatch(withMore(i)); i++) {
            int at = i;
            lists.stream().filter(withMore(i)).forEach(list -> all.add(list.get(at)));
        }
        return all;
    }

    private static java.util.function.Predicate<List<Event>> withMore(int i) {
        return list -> i < list.size();
    }

    @Override
    public void close() throws IOException {
        book.close();
    }
}
