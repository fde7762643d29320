package io.throughline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.journal.Database;
import io.throughline.journal.Entities;
import io.throughline.journal.Xrefs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * WF-07: canonical objects as they hold on a local date, by their own id or by the one a system uses, from what is stored and
 * never from the system of record. Pay is left out. An answer has an {@code ETag}, and a caller who has it gets 304.
 */
public final class ObjectLookup {

    private final Database database;
    private final Entities entities;
    private final Xrefs xrefs;
    private final Clock clock;

    public ObjectLookup(Database database, Entities entities, Xrefs xrefs, Clock clock) {
        this.database = database;
        this.entities = entities;
        this.xrefs = xrefs;
        this.clock = clock;
    }

    /** {@code GET /api/v1/<objects>/{id}?asOf=}: 404 when it is not known, 410 with {@code redirectTo} when it was merged. */
    public void one(Exchange exchange) {
        answer(exchange, header(exchange, "id"));
    }

    /**
     * {@code GET /api/v1/<objects>?system=&id=&asOf=}: the same by the id of a system; without a system by that id anywhere,
     * and 409 with the {@code candidates} when it means several objects.
     */
    public void byReference(Exchange exchange) {
        String id = header(exchange, "id");
        if (id == null) {
            Reply.problem(400, "Bad Request", "id is missing: the id a system uses, with the system beside it")
                    .on(exchange);
            return;
        }
        String object = exchange.getVariable("object", String.class);
        List<String> found = xrefs.canonicalIds(object, header(exchange, "system"), id);
        if (found.size() > 1) {
            ObjectNode problem = problem(409, "Conflict", "this id means several; name the system");
            found.forEach(problem.putArray("candidates")::add);
            reply(problem, 409).on(exchange);
        } else {
            answer(exchange, found.isEmpty() ? null : found.get(0));
        }
    }

    private void answer(Exchange exchange, String id) {
        String object = exchange.getVariable("object", String.class);
        String text = header(exchange, "asOf");
        LocalDate asOf;
        try {
            asOf = text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            Reply.problem(400, "Bad Request", "asOf must be a date such as 2026-10-31")
                    .on(exchange);
            return;
        }
        Optional<String> merged = id == null ? Optional.empty() : mergedInto(object, id);
        Optional<JsonNode> found = id == null || merged.isPresent() ? Optional.empty() : find(object, id, asOf);
        Optional<String> into = merged.or(
                () -> found.map(data -> data.path("mergedInto").asText("")).filter(other -> !other.isEmpty()));
        if (into.isPresent()) {
            ObjectNode problem = problem(410, "Gone", object + " " + id + " was merged into " + into.get());
            reply(problem.put("redirectTo", "/api/v1/" + object + "s/" + into.get()), 410)
                    .on(exchange);
        } else if (found.isEmpty()) {
            Reply.problem(404, "Not Found", "there is no such " + object).on(exchange);
        } else {
            tagged(exchange, withoutPay(found.get()));
        }
    }

    private static void tagged(Exchange exchange, JsonNode data) {
        String body = Json.write(data);
        String tag = "\"" + digest(body) + "\"";
        String known = header(exchange, "If-None-Match");
        boolean same = known != null
                && (known.strip().equals("*")
                        || List.of(known.split("\\s*,\\s*")).contains(tag));
        new Reply(same ? 304 : 200, "application/json", same ? "" : body).on(exchange);
        exchange.getMessage().setHeader("ETag", tag);
    }

    private Optional<JsonNode> find(String object, String id, LocalDate asOf) {
        return database.read(connection -> {
                    LocalDate on = asOf == null ? LocalDate.now(clock) : asOf;
                    Optional<Entities.Snapshot> then = entities.find(connection, object, id, on);
                    return then.isPresent() || asOf != null ? then : entities.find(connection, object, id, null);
                })
                .map(Entities.Snapshot::data);
    }

    private Optional<String> mergedInto(String object, String id) {
        return database.read(connection -> entities.find(connection, "merge", id, null))
                .map(Entities.Snapshot::data)
                .filter(merge -> merge.path("object").asText().equals(object))
                .map(merge -> merge.path("into").asText());
    }

    private static String header(Exchange exchange, String name) {
        String value = exchange.getMessage().getHeader(name, String.class);
        return value == null || value.isBlank() ? null : value;
    }

    private static ObjectNode problem(int status, String title, String detail) {
        return (ObjectNode) Json.tree(Reply.problem(status, title, detail).body());
    }

    private static Reply reply(ObjectNode problem, int status) {
        return new Reply(status, "application/problem+json", problem.toString());
    }

    private static JsonNode withoutPay(JsonNode data) {
        return data instanceof ObjectNode object && object.has("costRate")
                ? object.deepCopy().without("costRate")
                : data;
    }

    private static String digest(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
