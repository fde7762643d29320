package io.throughline.api;

import io.throughline.journal.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.apache.camel.Exchange;

/**
 * The {@code Idempotency-Key} of a POST: the same key with the same path and body gets the stored answer, with
 * another request 422.
 * Only answers below 500 are stored.
 */
public final class Idempotency {

    private static final String KEY = "idempotencyKey";
    private static final String HASH = "requestHash";
    private static final String ANSWERED = "answered";

    private final Database database;
    private final Clock clock;

    public Idempotency(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Answers from memory when the key is known; variable {@code answered} says whether it did. */
    public void recall(Exchange exchange) {
        exchange.setVariable(ANSWERED, answers(exchange));
    }

    private boolean answers(Exchange exchange) {
        String key = exchange.getMessage().getHeader("Idempotency-Key", String.class);
        if (key == null || key.isBlank()) {
            return false;
        }
        String hash = sha256(
                exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class),
                exchange.getMessage().getBody(byte[].class));
        exchange.setVariable(KEY, key);
        exchange.setVariable(HASH, hash);
        if (key.length() > 200) {
            Reply.problem(400, "Bad Request", "Idempotency-Key has more than 200 characters")
                    .on(exchange);
            return true;
        }
        Reply known = find(key, hash);
        if (known != null) {
            known.on(exchange);
        }
        return known != null;
    }

    /** Remembers the answer under the key, if the request had one. */
    public void remember(Exchange exchange) {
        String key = exchange.getVariable(KEY, String.class);
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        if (key == null || status >= 500) {
            return;
        }
        database.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into idempotent_answer (idempotency_key, request_sha256, status, body, answered_at) values"
                            + " (?, ?, ?, ?, ?) on conflict do nothing")) {
                insert.setString(1, key);
                insert.setString(2, exchange.getVariable(HASH, String.class));
                insert.setInt(3, status);
                insert.setString(4, exchange.getMessage().getBody(String.class));
                insert.setObject(5, OffsetDateTime.now(clock));
                return insert.executeUpdate();
            }
        });
    }

    private Reply find(String key, String hash) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select request_sha256, status, body from idempotent_answer where idempotency_key = ?")) {
                select.setString(1, key);
                try (ResultSet rows = select.executeQuery()) {
                    if (!rows.next()) {
                        return null;
                    }
                    if (!rows.getString(1).equals(hash)) {
                        return Reply.problem(
                                422, "Unprocessable Content", "this Idempotency-Key was used with another request");
                    }
                    int status = rows.getInt(2);
                    String type = status < 400 ? "application/json" : "application/problem+json";
                    return new Reply(status, type, rows.getString(3));
                }
            }
        });
    }

    private static String sha256(String path, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((path + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(body == null ? new byte[0] : body);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
