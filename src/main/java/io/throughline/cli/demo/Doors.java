package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The doors through which anyone reaches the product: drop folders, HTTP, JMS. */
final class Doors {

    private final Stage stage;
    private final Http http;
    private final String key;

    Doors(Stage stage) {
        this.stage = stage;
        this.http = new Http(stage.http());
        this.key = stage.product().wiring().operatorKey().value();
    }

    /**
     * Drops a file into {@code exchange/<system>/in} and waits until it has been read.
     *
     * @return its receipt
     */
    JsonNode drop(String system, String name, byte[] content) {
        Path folder = stage.exchange().resolve(system);
        try {
            Path unfinished = folder.resolve("in").resolve("." + name + ".tmp");
            Files.write(unfinished, content);
            Files.move(unfinished, folder.resolve("in").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("the file " + name + " could not be dropped", failed);
        }
        return Patience.until("the receipt of " + name, () -> receipt(folder, name));
    }

    /** Posts a vendor's notice. */
    void hook(String vendor, JsonNode notice) {
        http.post("/hooks/" + vendor, "application/json", bytes(notice), authorization());
    }

    /** Posts a canonical event as a CloudEvents document. */
    void event(JsonNode document) {
        http.post("/api/v1/events", "application/cloudevents+json", bytes(document), authorization());
    }

    /** A canonical object as the product knows it. */
    ObjectNode object(String plural, String id) {
        return (ObjectNode) http.get("/api/v1/" + plural + "/" + id, authorization());
    }

    /** Sends a vendor's notice to {@code intake.<vendor>} as any JMS client would. */
    void message(String vendor, JsonNode notice) {
        String url = "tcp://" + stage.settings().get("throughline.broker.host") + ":"
                + stage.settings().get("throughline.broker.port");
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, "operator", key);
                Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(bytes(notice));
            session.createProducer(session.createQueue("intake." + vendor)).send(message);
            session.commit();
        } catch (JMSException failed) {
            throw new IllegalStateException("the message to intake." + vendor + " was not taken: " + failed, failed);
        }
    }

    /** Replays every open case of a rule, as an operator does once its cause is gone. */
    void replay(String rule) {
        for (JsonNode one : Json.mapper().valueToTree(http.get("/api/v1/exceptions", authorization()))) {
            if (one.path("rule").asText().equals(rule)) {
                http.post(
                        "/api/v1/exceptions/" + one.path("id").asText() + "/replay",
                        "application/json",
                        "{\"reason\":\"the timesheet was sent back\"}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        authorization());
            }
        }
    }

    private Map<String, String> authorization() {
        return Map.of("Authorization", "Bearer " + key);
    }

    private static JsonNode receipt(Path folder, String name) {
        for (String place : new String[] {"done", "rejected"}) {
            Path receipt = folder.resolve(place).resolve(name + ".receipt.json");
            if (Files.exists(receipt)) {
                try {
                    return Json.tree(Files.readAllBytes(receipt));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        }
        return null;
    }

    private static byte[] bytes(JsonNode document) {
        return Json.write(document).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
