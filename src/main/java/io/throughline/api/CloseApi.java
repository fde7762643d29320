package io.throughline.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.close.CanonicalFolder;
import io.throughline.close.Extracts;
import io.throughline.close.PackVerifier;
import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** The close over HTTP: the canonical side of a period, and whether a close pack is genuine. */
public final class CloseApi {

    private final Extracts extracts;
    private final Path folder;
    private final PackVerifier verifier;
    private final Database database;
    private final Audit audit;

    /** @param folder holds a folder for each entity and period, usually {@code data/close} */
    public CloseApi(Extracts extracts, Path folder, PackVerifier verifier, Database database, Audit audit) {
        this.extracts = extracts;
        this.folder = folder;
        this.verifier = verifier;
        this.database = database;
        this.audit = audit;
    }

    /**
     * {@code POST /api/v1/close/{entity}/{period}/extract}: writes the files and says in which folder of this machine they
     * are; 400 when the period is none, 404 when the entity is not known. Who asked is in the audit.
     */
    public void extract(Exchange exchange) {
        String entity = exchange.getMessage().getHeader("entity", "", String.class);
        String actor = exchange.getMessage().getHeader(Keyring.ACTOR, "unknown", String.class);
        try {
            YearMonth period = YearMonth.parse(exchange.getMessage().getHeader("period", "", String.class));
            Path own = CanonicalFolder.of(folder, entity, period);
            audit.inTransaction((connection, scribe) -> {
                scribe.note(actor, Extracts.EXTRACTED, "close:" + entity + ":" + period, null);
                return null;
            });
            extracts.write(entity, period, own);
            ObjectNode answer = Json.mapper().createObjectNode();
            answer.put("folder", own.toAbsolutePath().toString());
            Reply.json(200, answer).on(exchange);
        } catch (DateTimeException noMonth) {
            Reply.problem(400, "Bad Request", "period is a month such as 2026-10")
                    .on(exchange);
        } catch (IllegalArgumentException unknown) {
            Reply.problem(404, "Not Found", unknown.getMessage()).on(exchange);
        }
    }

    /** {@code POST /api/v1/close/verify}: what is wrong with a close pack; an empty list when nothing is. */
    public void verify(Exchange exchange) {
        String pack = exchange.getMessage().getBody(String.class);
        List<String> problems = new ArrayList<>(verifier.verify(pack == null ? "" : pack));
        if (problems.isEmpty()) {
            problems.addAll(verifier.verifyChains(pack, database));
        }
        ObjectNode answer = Json.mapper().createObjectNode();
        problems.forEach(answer.putArray("problems")::add);
        Reply.json(200, answer).on(exchange);
    }
}
