package io.throughline.alerts;

import io.throughline.journal.Database;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes notices out of their table for the routes that deliver them, and writes what became of each. */
public final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int BATCH = 50;
    private static final int ATTEMPTS = 12;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String ENCODED_SECRET = "whsec_";

    private final Database database;
    private final Alerts alerts;
    private final String secret;
    private final Clock clock;

    /** @param secret of the webhook: plain text, {@code whsec_} followed by Base64, or empty for no signature */
    public Notices(Database database, Alerts alerts, String secret, Clock clock) {
        this.database = database;
        this.alerts = alerts;
        this.secret = secret;
        this.clock = clock;
    }

    /** Notices that are due, those that were held back and may go now among them; each is left alone by others for two minutes, and comes again when nothing is heard of it. */
    public List<Notice> due() {
        Instant now = clock.instant();
        return database.inTransaction(connection -> {
            alerts.letGo(connection);
            List<Notice> due = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select notice_no, alert_no, channel, kind, attempts from alert_notice where state = 'PENDING'"
                                    + " and next_at <= ? order by notice_no fetch first " + BATCH
                                    + " rows only for update skip locked");
                    PreparedStatement update = connection.prepareStatement(
                            "update alert_notice set attempts = attempts + 1, next_at = ? where notice_no = ?")) {
                select.setObject(1, at(now));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        due.add(new Notice(
                                rows.getLong(1),
                                rows.getString(3),
                                rows.getString(4).equals("RESOLVED"),
                                rows.getInt(5) + 1,
                                AlertRows.one(connection, rows.getLong(2)).without(List.of("notices"))));
                    }
                }
                for (Notice notice : due) {
                    update.setObject(1, at(now.plus(LEASE)));
                    update.setLong(2, notice.number());
                    update.addBatch();
                }
                update.executeBatch();
            }
            return due;
        });
    }

    /** Writes the notice to the log; without personal data, as everything an alert says. */
    public void log(Notice notice) {
        LOG.warn(
                "{} ({}, {}): {}",
                notice.subject(),
                notice.alert().path("workflow").asText(),
                notice.alert().path("reason").asText(),
                notice.alert().path("alertId").asText());
    }

    /** Makes a mail of the notice: text and subject, nothing else. */
    public void mail(Notice notice, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("Subject", notice.subject());
        message.setBody(notice.text());
    }

    /** Makes a request of the notice, signed as Standard Webhooks say. */
    public void webhook(Notice notice, Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] body = notice.json().getBytes(StandardCharsets.UTF_8);
        String id = "alert-notice-" + notice.number();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("webhook-id", id);
        message.setHeader("webhook-timestamp", timestamp);
        if (!secret.isBlank()) {
            message.setHeader("webhook-signature", "v1," + sign(id, timestamp, body));
        }
        message.setBody(body);
    }

    /** Notes that a notice was delivered. */
    public void delivered(Notice notice) {
        write(notice, "DELIVERED", null, clock.instant());
    }

    /** Notes that a notice could not be delivered; it is tried again, later each time. */
    public void failed(Exchange exchange) {
        Notice notice = exchange.getVariable("notice", Notice.class);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String words = String.valueOf(failure == null ? null : failure.getMessage());
        LOG.warn("notice {} to {} was not delivered: {}", notice.number(), notice.channel(), words);
        Duration pause = Duration.ofSeconds(10L << Math.min(notice.attempts() - 1, 10));
        Instant next = clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        write(notice, notice.attempts() >= ATTEMPTS ? "FAILED" : "PENDING", words, next);
    }

    private void write(Notice notice, String state, String error, Instant next) {
        database.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update alert_notice set state = ?, error = ?, next_at = ?, delivered_at = case when ? = 'DELIVERED'"
                            + " then ? else delivered_at end where notice_no = ?")) {
                update.setString(1, state);
                update.setString(2, error == null || error.length() <= 1000 ? error : error.substring(0, 1000));
                update.setObject(3, at(next));
                update.setString(4, state);
                update.setObject(5, at(clock.instant()));
                update.setLong(6, notice.number());
                return update.executeUpdate();
            }
        });
    }

    private String sign(String id, String timestamp, byte[] body) {
        byte[] key = secret.startsWith(ENCODED_SECRET)
                ? Base64.getDecoder().decode(secret.substring(ENCODED_SECRET.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
