package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.close.CanonicalFolder;
import io.throughline.close.ClosePeriod;
import io.throughline.close.ClosePeriod.Decision;
import io.throughline.close.Extracts;
import io.throughline.close.PeriodBook;
import io.throughline.close.PeriodBook.Move;
import io.throughline.close.SignOff;
import io.throughline.contract.Json;
import io.throughline.delivery.Batch;
import io.throughline.http.Keyring;
import io.throughline.journal.Audit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * {@code GET /api/v1/periods} shows where the periods of the entities stand, {@code POST /api/v1/periods/{entity}/{period}/{action}}
 * with {@code soft-close}, {@code close} or {@code reopen} and {@code {"reason": "..."}} moves one on. 403 for whoever may not, 409 with
 * {@code refusals} when the rules of the close say no; granted and refused, it is in the audit with the person and the reason.
 */
public final class PeriodApi {

    private static final Map<String, Move> ACTIONS =
            Map.of("soft-close", Move.SOFT_CLOSE, "close", Move.CLOSE, "reopen", Move.REOPEN);
    private static final String ANSWER = "answer";
    private static final String BATCH = "batch";

    private final PeriodBook book;
    private final Extracts extracts;
    private final Folders folders;
    private final Set<String> persons;
    private final Audit audit;
    private final Clock clock;

    /**
     * Where the files of the close are.
     *
     * @param canonical holds a folder of what is known here for each entity and period
     * @param systems   holds a folder of what the systems have for each entity and period
     * @param auditKey  file with the key that signs checkpoints
     */
    public record Folders(Path canonical, Path systems, Path auditKey) {}

    /** @param persons who may move periods */
    public PeriodApi(
            PeriodBook book, Extracts extracts, Folders folders, Set<String> persons, Audit audit, Clock clock) {
        this.book = book;
        this.extracts = extracts;
        this.folders = folders;
        this.persons = Set.copyOf(persons);
        this.audit = audit;
        this.clock = clock;
    }

    /** {@code GET /api/v1/periods?entity=}. */
    public void list(Exchange exchange) {
        ObjectNode answer = Json.mapper().createObjectNode();
        ArrayNode periods = answer.putArray("periods");
        book.list(exchange.getMessage().getHeader("entity", String.class))
                .forEach(period -> periods.add(described(period)));
        Reply.json(200, answer).on(exchange);
    }

    /** Decides; the batch that makes it so, none when it is refused. */
    public synchronized List<Batch> move(Exchange exchange) throws IOException {
        String actor = exchange.getMessage().getHeader(Keyring.ACTOR, "unknown", String.class);
        Move move = ACTIONS.get(exchange.getMessage().getHeader("action", "", String.class));
        String reason = reason(exchange);
        try {
            if (move == null) {
                return refused(
                        exchange, Reply.problem(404, "Not Found", "a period is moved by soft-close, close or reopen"));
            }
            if (!persons.contains(actor)) {
                return refused(
                        exchange,
                        Reply.problem(
                                403,
                                "Forbidden",
                                actor + " may not move periods; throughline.close.persons names who may"));
            }
            if (reason.isEmpty()) {
                return refused(exchange, Reply.problem(422, "Unprocessable Content", "say why: {\"reason\": \"...\"}"));
            }
            ClosePeriod period = book.find(
                    exchange.getMessage().getHeader("entity", "", String.class),
                    YearMonth.parse(exchange.getMessage().getHeader("period", "", String.class)));
            return decided(exchange, period, move, actor, reason);
        } catch (DateTimeException noMonth) {
            return refused(exchange, Reply.problem(400, "Bad Request", "period is a month such as 2026-10"));
        } catch (IllegalArgumentException unknown) {
            return refused(exchange, Reply.problem(404, "Not Found", unknown.getMessage()));
        }
    }

    /** Answers once the event is in the journal. */
    public void answer(Exchange exchange) {
        Batch batch = exchange.getVariable(BATCH, Batch.class);
        Reply answer = exchange.getVariable(ANSWER, Reply.class);
        if (batch != null && batch.arrivals().get(0).fate() != Batch.Fate.ACCEPTED) {
            answer = Reply.problem(
                    409, "Conflict", "the period was moved by somebody else meanwhile; look at it and decide again");
        }
        answer.on(exchange);
    }

    private List<Batch> decided(Exchange exchange, ClosePeriod period, Move move, String actor, String reason)
            throws IOException {
        SignOff signOff = move == Move.CLOSE ? signOff(period) : null;
        Decision decision =
                switch (move) {
                    case SOFT_CLOSE -> period.softClose(clock.instant());
                    case REOPEN -> period.reopen(book.laterNotOpen(period));
                    case CLOSE -> period.close(signOff.objections(), book.others(period));
                };
        ObjectNode detail = Json.mapper().createObjectNode().put("reason", reason);
        String id = PeriodBook.id(period);
        if (signOff != null) {
            Path pack = CanonicalFolder.of(folders.canonical(), period.entity(), period.period())
                    .resolve("close-pack.json");
            Files.writeString(pack, signOff.pack() + "\n");
            detail.put("pack", Json.tree(signOff.pack()).path("hmac").asText());
        }
        if (!decision.granted()) {
            decision.refusals().forEach(detail.putArray("refusals")::add);
            note(actor, move.action() + ".refused", id, detail);
            ObjectNode problem = Json.mapper().createObjectNode();
            problem.put("type", "about:blank").put("title", "Conflict").put("status", 409);
            problem.put("detail", String.join("; ", decision.refusals()));
            decision.refusals().forEach(problem.putArray("refusals")::add);
            return refused(exchange, new Reply(409, "application/problem+json", problem.toString()));
        }
        note(actor, move.action(), id, detail);
        Batch batch = new Batch("http:/api/v1/periods", false);
        batch.arrive(book.event(decision.period(), move), List.of(), List.of(), 0);
        exchange.setVariable(BATCH, batch);
        exchange.setVariable(ANSWER, Reply.json(200, described(decision.period())));
        return List.of(batch);
    }

    private SignOff signOff(ClosePeriod period) throws IOException {
        Path own = CanonicalFolder.of(folders.canonical(), period.entity(), period.period());
        extracts.write(period.entity(), period.period(), own);
        return SignOff.of(
                CanonicalFolder.open(own, folders.auditKey()),
                CanonicalFolder.of(folders.systems(), period.entity(), period.period()),
                folders.auditKey(),
                clock.instant());
    }

    private void note(String actor, String action, String id, ObjectNode detail) {
        audit.inTransaction((connection, scribe) -> {
            scribe.note(actor, action, "period:" + id, detail);
            return null;
        });
    }

    private static List<Batch> refused(Exchange exchange, Reply reply) {
        exchange.setVariable(ANSWER, reply);
        return new ArrayList<>();
    }

    private static String reason(Exchange exchange) {
        try {
            String text = exchange.getMessage().getBody(String.class);
            String reason = text == null || text.isBlank()
                    ? ""
                    : Json.tree(text).path("reason").asText("").strip();
            return reason.length() > 1000 ? "" : reason;
        } catch (RuntimeException noJson) {
            return "";
        }
    }

    private static ObjectNode described(ClosePeriod period) {
        return Json.mapper()
                .createObjectNode()
                .put("entity", period.entity())
                .put("period", period.period().toString())
                .put("state", period.state().name())
                .put("closesAt", period.closesAt().toString());
    }
}
