package io.throughline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import io.throughline.replay.Refused;
import io.throughline.replay.ReplayViews;
import io.throughline.replay.Replays;
import io.throughline.replay.Selection;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Replays over HTTP. */
public final class ReplayApi {

    private final Replays replays;
    private final ReplayViews views;

    public ReplayApi(Replays replays, ReplayViews views) {
        this.replays = replays;
        this.views = views;
    }

    /**
     * {@code POST /api/v1/replays}: a selection, a {@code reason}, and perhaps {@code dryRun}. 200 with the preview when it
     * is dry, else 201 with the proposed replay and its preview; nothing is delivered before it is confirmed.
     */
    public void propose(Exchange exchange) {
        try {
            JsonNode body = Json.tree(exchange.getMessage().getBody(byte[].class));
            if (!body.isObject()) {
                throw new IllegalArgumentException("send a JSON object");
            }
            Selection selection = Selection.of(body);
            if (body.path("dryRun").asBoolean()) {
                Reply.json(200, replays.preview(selection)).on(exchange);
                return;
            }
            long replay = replays.propose(selection, body.path("reason").textValue(), actor(exchange));
            Reply.json(201, views.show(replay, 0).orElseThrow()).on(exchange);
        } catch (Refused refused) {
            refuse(refused, exchange);
        } catch (IllegalArgumentException wrong) {
            Reply.problem(400, "Bad Request", wrong.getMessage()).on(exchange);
        }
    }

    /** {@code GET /api/v1/replays}. */
    public void list(Exchange exchange) {
        Reply.json(200, views.list()).on(exchange);
    }

    /** {@code GET /api/v1/replays/{id}?after=}. */
    public void show(Exchange exchange) {
        String text = exchange.getMessage().getHeader("after", String.class);
        int after = text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        Optional<ObjectNode> shown = number(exchange).flatMap(id -> views.show(id, after));
        shown.ifPresentOrElse(
                replay -> Reply.json(200, replay).on(exchange),
                () -> Reply.problem(404, "Not Found", "there is no such replay").on(exchange));
    }

    /** {@code POST /api/v1/replays/{id}/{confirm|approve|pause|resume|cancel}}. */
    public void act(Exchange exchange) {
        String action = exchange.getMessage().getHeader("action", String.class);
        Optional<Long> id = number(exchange);
        String person = actor(exchange);
        try {
            if (id.isEmpty()) {
                throw new IllegalArgumentException("a replay has a number");
            }
            ObjectNode replay =
                    switch (action == null ? "" : action) {
                        case "confirm" -> replays.confirm(id.get(), person);
                        case "approve" -> replays.approve(id.get(), person);
                        case "pause" -> replays.pause(id.get(), person);
                        case "resume" -> replays.resume(id.get(), person);
                        case "cancel" -> replays.cancel(id.get(), person);
                        default -> throw new IllegalArgumentException(
                                "a replay can be confirmed, approved, paused, resumed or cancelled, not " + action);
                    };
            Reply.json(200, replay).on(exchange);
        } catch (Refused refused) {
            refuse(refused, exchange);
        } catch (IllegalArgumentException wrong) {
            Reply.problem(404, "Not Found", wrong.getMessage()).on(exchange);
        }
    }

    private static void refuse(Refused refused, Exchange exchange) {
        String title =
                switch (refused.status()) {
                    case 403 -> "Forbidden";
                    case 404 -> "Not Found";
                    case 409 -> "Conflict";
                    default -> "Bad Request";
                };
        Reply.problem(refused.status(), title, refused.getMessage()).on(exchange);
    }

    private static Optional<Long> number(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        return id != null && id.matches("\\d{1,18}") ? Optional.of(Long.parseLong(id)) : Optional.empty();
    }

    private static String actor(Exchange exchange) {
        String person = exchange.getMessage().getHeader(Keyring.ACTOR, String.class);
        return person == null ? "unknown" : person;
    }
}
