package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * BambooHR's webhook: told of every change once one is set, in the style that carries field values or in the style that
 * only names what happened. The signature is the hexadecimal HMAC-SHA256 over the raw body followed by the timestamp.
 */
final class BambooHrWebhooks {

    private static final List<String> FIELDS = List.of(
            "employeeNumber",
            "firstName",
            "lastName",
            "preferredName",
            "hireDate",
            "originalHireDate",
            "terminationDate",
            "jobTitle",
            "department",
            "division",
            "location",
            "country",
            "employmentHistoryStatus",
            "workEmail",
            "supervisorEId",
            "standardHoursPerWeek",
            "customWorkDays");

    private final Clock clock;
    private final ArrayNode sent = Json.array();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private HttpClient http;
    private URI url;
    private String secret;
    private boolean byField;

    BambooHrWebhooks(Clock clock) {
        this.clock = clock;
    }

    /** Takes {@code {url, secret, style: event|field}}. */
    synchronized void set(JsonNode order) {
        String style = order.path("style").asText("event");
        if (!Set.of("event", "field").contains(style)
                || Json.text(order, "url") == null
                || !order.hasNonNull("secret")) {
            throw new IllegalArgumentException("a webhook has url, secret and style, which is event or field");
        }
        http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        url = URI.create(order.get("url").asText());
        secret = order.get("secret").asText();
        byField = style.equals("field");
    }

    synchronized void forget() {
        url = null;
        sent.removeAll();
    }

    /** What was sent, each with the status of the answer, 0 for none. */
    synchronized ArrayNode sent() {
        return sent.deepCopy();
    }

    /** Sends what changed, one after the other, without keeping the caller waiting. */
    synchronized void tell(ObjectNode record, BambooHrEmployee employee, Set<String> changed) {
        if (url == null) {
            return;
        }
        boolean added = record.path("created").equals(record.path("lastChanged"));
        byte[] body = Json.write(byField ? fields(employee, changed, added) : event(employee, changed, added));
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-BambooHR-Timestamp", timestamp)
                .header("X-BambooHR-Signature", signature(secret, body, timestamp))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        last = last.thenRunAsync(() -> note(body, status(request)));
    }

    /** The signature of a delivery. */
    static String signature(String secret, byte[] body, String timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(body);
            return HexFormat.of().formatHex(mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private int status(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private synchronized void note(byte[] body, int status) {
        sent.addObject().put("body", new String(body, StandardCharsets.UTF_8)).put("status", status);
    }

    private ObjectNode event(BambooHrEmployee employee, Set<String> changed, boolean added) {
        ObjectNode event = Json.object().put("type", added ? "employee.created" : "employee.updated");
        event.put("timestamp", now("yyyy-MM-dd'T'HH:mm:ssxx"));
        ObjectNode data = event.putObject("data").put("companyId", "48213").put("employeeId", employee.text("id"));
        ArrayNode names = data.putArray("changedFields");
        changed.forEach(names::add);
        return event;
    }

    private ObjectNode fields(BambooHrEmployee employee, Set<String> changed, boolean added) {
        ObjectNode notice = Json.object();
        ObjectNode told = notice.putArray("employees").addObject();
        told.put("id", employee.text("id")).put("action", added ? "Created" : "Updated");
        told.put("timestamp", now("yyyy-MM-dd'T'HH:mm:ssxxx"));
        ArrayNode names = told.putArray("changedFields");
        changed.forEach(names::add);
        ObjectNode values = told.putObject("fields");
        FIELDS.forEach(field -> {
            String text = employee.text(field);
            if (text != null) {
                values.putObject(field).put("value", text);
            }
        });
        return notice;
    }

    private String now(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).format(clock.instant().atOffset(ZoneOffset.UTC));
    }
}
