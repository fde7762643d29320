package io.throughline.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.audit.AuditExport;
import io.throughline.audit.AuditExport.Cursor;
import io.throughline.audit.AuditVerifier;
import io.throughline.audit.Checkpoints;
import io.throughline.contract.Json;
import io.throughline.http.Keyring;
import io.throughline.journal.Audit;
import org.apache.camel.Exchange;

/** The proof of the record over HTTP. */
public final class AuditApi {

    private static final int PAGE = 500;

    private final AuditVerifier verifier;
    private final AuditExport export;
    private final Checkpoints checkpoints;
    private final Audit audit;

    public AuditApi(AuditVerifier verifier, AuditExport export, Checkpoints checkpoints, Audit audit) {
        this.audit = audit;
        this.verifier = verifier;
        this.export = export;
        this.checkpoints = checkpoints;
    }

    /** {@code GET /api/v1/audit/verify}: the verdict; 200 also when something was found. */
    public void verify(Exchange exchange) {
        Reply.json(200, verifier.verify()).on(exchange);
    }

    /**
     * {@code GET /api/v1/audit?after=}: one page of rows with their proof. The first page, asked for without
     * {@code after}, notes who exports, makes a checkpoint and brings it along.
     */
    public void page(Exchange exchange) {
        String after = exchange.getMessage().getHeader("after", String.class);
        Cursor cursor;
        try {
            cursor = after == null ? Cursor.START : Cursor.parse(after);
        } catch (IllegalArgumentException wrong) {
            Reply.problem(400, "Bad Request", "after must be what an earlier page gave as next")
                    .on(exchange);
            return;
        }
        ObjectNode answer = Json.mapper().createObjectNode();
        if (after == null) {
            String actor = exchange.getMessage().getHeader(Keyring.ACTOR, "unknown", String.class);
            audit.inTransaction((connection, scribe) -> {
                scribe.note(actor, AuditExport.EXPORTED, "audit", null);
                return null;
            });
            answer.put("checkpoint", checkpoints.now("export"));
        }
        AuditExport.Page page = export.page(cursor, PAGE);
        ArrayNode rows = answer.putArray("rows");
        page.rows().forEach(rows::add);
        answer.put("next", page.next() == null ? null : page.next().toString());
        Reply.json(200, answer).on(exchange);
    }
}
