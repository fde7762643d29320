package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.close.SystemExtract;
import io.throughline.close.SystemExtracts;
import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import io.throughline.journal.Audit;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * {@code POST /api/v1/close/{entity}/{period}/fetch}: has the systems of an entity tell what the checks of the close compare. The
 * answer is {@code {folder, inputs: [{input, systems, rows, sha256 | problem}]}}; 400 when the period is none, 404 when the entity is
 * not known, 409 while the same is being fetched. Who asked is in the audit.
 */
public final class CloseFetchApi {

    private static final String FETCH = "fetch";
    private static final String REFUSAL = "refusal";

    private final SystemExtracts extracts;
    private final Audit audit;

    public CloseFetchApi(SystemExtracts extracts, Audit audit) {
        this.extracts = extracts;
        this.audit = audit;
    }

    /** What is to be read, nothing when the request is refused. */
    public List<SystemExtract> begin(Exchange exchange) {
        String entity = exchange.getMessage().getHeader("entity", "", String.class);
        String actor = exchange.getMessage().getHeader(Keyring.ACTOR, "unknown", String.class);
        try {
            YearMonth period = YearMonth.parse(exchange.getMessage().getHeader("period", "", String.class));
            SystemExtracts.Fetch fetch = extracts.begin(entity, period);
            exchange.setVariable(FETCH, fetch);
            audit.inTransaction((connection, scribe) -> {
                scribe.note(actor, "close.fetched", "close:" + entity + ":" + period, null);
                return null;
            });
            return fetch.extracts();
        } catch (DateTimeException noMonth) {
            exchange.setVariable(REFUSAL, Reply.problem(400, "Bad Request", "period is a month such as 2026-10"));
        } catch (IllegalArgumentException unknown) {
            exchange.setVariable(REFUSAL, Reply.problem(404, "Not Found", unknown.getMessage()));
        } catch (IllegalStateException busy) {
            exchange.setVariable(REFUSAL, Reply.problem(409, "Conflict", busy.getMessage()));
        }
        return List.of();
    }

    /** Notes how the reading of one table ended. */
    public void took(Exchange exchange, SystemExtract extract) {
        exchange.getVariable(FETCH, SystemExtracts.Fetch.class)
                .ended(extract, exchange.getMessage().getBody());
    }

    /** Puts what was read in its place and tells of it. */
    public void answer(Exchange exchange) {
        Reply refusal = exchange.getVariable(REFUSAL, Reply.class);
        if (refusal != null) {
            refusal.on(exchange);
            return;
        }
        SystemExtracts.Fetch fetch = exchange.getVariable(FETCH, SystemExtracts.Fetch.class);
        ArrayNode inputs = fetch.finish();
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.put("folder", fetch.folder().toAbsolutePath().toString()).set("inputs", inputs);
        Reply.json(200, answer).on(exchange);
    }

    /** Leaves nothing half done, however it ended. */
    public void end(Exchange exchange) {
        SystemExtracts.Fetch fetch = exchange.getVariable(FETCH, SystemExtracts.Fetch.class);
        if (fetch != null) {
            fetch.close();
        }
    }
}
