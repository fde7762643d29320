package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.throughline.contract.Json;
import io.throughline.journal.Database;
import io.throughline.journal.Seal;
import io.throughline.mapping.MappingFiles;
import io.throughline.mapping.Mappings;
import io.throughline.mapping.Schemas;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a careful engineer would write by hand for exactly this one integration: batches of 50, one session, two database
 * transactions per batch. Same parser, mappings, schema, encryption, hash chain, tables and durability as the product;
 * no routes, no recognition of document kinds, no references, rules, parking, retries, versions or cases.
 *
 * <p>A step is written as SENT in the transaction that journals its event; the sends are committed together with the
 * messages received; the steps are marked DONE last. What a crash leaves as SENT is in doubt, as in the product.
 */
final class HandLoop implements AutoCloseable {

    private static final int BATCH = 50;
    private static final String PREFIX = "com.example.";

    private final Mappings mappings = new Mappings(MappingFiles.ofClassPath(), Duration.ofSeconds(10));
    private final Schemas schemas = Schemas.ofClassPath();
    private final ObjectMapper mapper = Json.mapper();
    private final Database database;
    private final java.sql.Connection sql;
    private final HandStore store;
    private final Connection connection;
    private final Session session;
    private final MessageConsumer consumer;
    private final MessageProducer producer;
    private final Queue erp;
    private final Queue psa;

    /** An event on its way. */
    record Entry(JsonNode envelope, ObjectNode data, byte[] raw) {
        String id() {
            return envelope.get("id").textValue();
        }
    }

    HandLoop(ConnectionFactory connections, Path folder) throws Exception {
        database = new Database(Database.embeddedUrl(folder.resolve("hand")), "throughline", "", "kill");
        sql = database.dataSource().getConnection();
        store = new HandStore(sql, Seal.withKeyIn(folder.resolve("hand.key")));
        connection = connections.createConnection();
        session = connection.createSession(Session.SESSION_TRANSACTED);
        consumer = session.createConsumer(session.createQueue(BenchExtension.HAND_IN));
        producer = session.createProducer(null);
        erp = session.createQueue(BenchExtension.HAND_ERP);
        psa = session.createQueue(BenchExtension.HAND_PSA);
        connection.start();
    }

    /** Works until so many messages are through. */
    void run(int messages) throws JMSException, SQLException {
        int done = 0;
        while (done < messages) {
            done += batch();
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
        sql.close();
        database.close();
        mappings.close();
    }

    private int batch() throws JMSException, SQLException {
        List<Entry> entries = new ArrayList<>(BATCH);
        int received = 0;
        Message message = consumer.receive(1000);
        while (message != null) {
            received++;
            entries.add(read((BytesMessage) message));
            message = received < BATCH ? consumer.receiveNoWait() : null;
        }
        Set<String> known = store.known(entries);
        List<Entry> fresh = new ArrayList<>(entries.size());
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries) {
            if (!known.contains(entry.id()) && seen.add(entry.id())) {
                fresh.add(entry);
            }
        }
        List<Long> steps = store.append(fresh);
        sql.commit();
        for (Entry entry : fresh) {
            send(erp, BenchExtension.ERP, "erp", entry);
            send(psa, BenchExtension.PSA, "psa", entry);
        }
        session.commit();
        store.settle(steps);
        sql.commit();
        return received;
    }

    private Entry read(BytesMessage message) throws JMSException {
        byte[] body = new byte[(int) message.getBodyLength()];
        message.readBytes(body);
        JsonNode document;
        try {
            document = mapper.readTree(body);
        } catch (java.io.IOException malformed) {
            throw new IllegalStateException(malformed);
        }
        JsonNode event = mappings.get("cloudevents/event.in.jslt")
                .apply(
                        document,
                        Map.of(
                                "prefix", TextNode.valueOf(PREFIX),
                                "now", TextNode.valueOf("2026-10-05T17:30:00Z"),
                                "version", LongNode.valueOf(1)));
        if (!schemas.check("time", event.get("data")).isEmpty()) {
            throw new IllegalStateException("the benchmark's own events are valid");
        }
        return new Entry(event, (ObjectNode) event.get("data"), body);
    }

    private void send(Queue queue, String system, String step, Entry entry) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(QueueTargets.body(mappings, system, "time", entry.data()));
        message.setStringProperty(QueueTargets.KEY, entry.id() + "/" + step);
        producer.send(queue, message);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
