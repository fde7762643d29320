package io.throughline.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.api.Reply;
import io.throughline.contract.Awaited;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import io.throughline.journal.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** What the desk shows: cases one by one or by cause, what waits for a reference, and one case with its payload. */
public final class DeskViews {

    private static final int MOST = 1000;

    private final Database database;
    private final CaseBook book;
    private final CaseList cases;
    private final ParkedBook parked;
    private final CaseWatch watch;
    private final Payloads payloads;
    private final Audit audit;
    private final CaseJson json;

    public DeskViews(
            Database database,
            CaseBook book,
            ParkedBook parked,
            CaseWatch watch,
            Payloads payloads,
            CaseJson json,
            Audit audit) {
        this.database = database;
        this.book = book;
        this.cases = new CaseList(book);
        this.parked = parked;
        this.watch = watch;
        this.payloads = payloads;
        this.audit = audit;
        this.json = json;
    }

    /**
     * {@code GET /api/v1/exceptions}: an array of open cases, most money at risk first. {@code view=groups} gives one
     * element per cause with its {@code cases}, {@code view=waiting} what waits for references; {@code domain},
     * {@code system}, {@code state} filter, {@code limit} and {@code after} (the last id or group of the page before) page.
     */
    public void list(Exchange exchange) {
        Query query;
        try {
            query = Query.of(exchange);
        } catch (IllegalArgumentException wrong) {
            Reply.problem(400, "Bad Request", wrong.getMessage()).on(exchange);
            return;
        }
        watch.lookAtNew();
        Reply.json(200, answer(query)).on(exchange);
    }

    /** {@code GET /api/v1/exceptions/{id}}; {@code view=payload} and {@code view=raw} show what it carried, which is audited. */
    public void show(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        String view = exchange.getMessage().getHeader("view", String.class);
        String actor = Actor.of(exchange);
        DeskCase found = !id.matches("\\d{1,18}")
                ? null
                : database.read(connection -> book.find(connection, Long.parseLong(id)))
                        .orElse(null);
        if (found == null) {
            Reply.problem(404, "Not Found", "there is no case " + id).on(exchange);
            return;
        }
        if (view != null && !view.equals("payload") && !view.equals("raw")) {
            Reply.problem(400, "Bad Request", "view is payload or raw").on(exchange);
            return;
        }
        if (found.assessedAt() == null && !found.closed()) {
            watch.lookAtNew();
            found = database.read(connection -> book.find(connection, Long.parseLong(id)))
                    .orElse(found);
        }
        ObjectNode node = json.of(found);
        if (found.findings() != null) {
            node.set("findings", Json.tree(found.findings()));
        }
        if (view != null) {
            node.set("payload", viewed(found, actor, view.equals("raw")));
        }
        Reply.json(200, node).on(exchange);
    }

    private ObjectNode viewed(DeskCase one, String actor, boolean raw) {
        return audit.inTransaction((connection, scribe) -> {
            scribe.note(
                    actor,
                    "payload.viewed",
                    one.eventId() == null ? "case:" + one.no() : "event:" + one.eventId(),
                    Json.mapper().createObjectNode().put("case", one.no()).put("raw", raw));
            return payloads.of(connection, one, raw);
        });
    }

    private ArrayNode answer(Query query) {
        if ("waiting".equals(query.view())) {
            return waiting(query);
        }
        ArrayNode list = Json.mapper().createArrayNode();
        if ("CLOSED".equals(query.state())) {
            List<DeskCase> closed = database.read(connection -> book.closed(connection, MOST)).stream()
                    .filter(query::takes)
                    .toList();
            query.page(closed, one -> Long.toString(one.no()))
                    .forEach(one -> list.add(
                            "groups".equals(query.view()) ? json.group(CaseList.Group.of(one)) : json.of(one)));
        } else if ("groups".equals(query.view())) {
            database.read(connection -> cases.groups(connection, query)).forEach(group -> list.add(json.group(group)));
        } else {
            database.read(connection -> cases.page(connection, query)).forEach(one -> list.add(json.of(one)));
        }
        return list;
    }

    /** What waits, by the reference it waits for. */
    private ArrayNode waiting(Query query) {
        List<ParkedBook.Waiting> all = database.read(connection -> parked.waiting(connection, MOST));
        Map<String, List<ParkedBook.Waiting>> byReference = new LinkedHashMap<>();
        all.forEach(one -> byReference
                .computeIfAbsent(one.waitsFor(), reference -> new ArrayList<>())
                .add(one));
        ArrayNode list = Json.mapper().createArrayNode();
        query.page(new ArrayList<>(byReference.entrySet()), Map.Entry::getKey).forEach(entry -> {
            ObjectNode node = list.addObject()
                    .put("waitsFor", entry.getKey())
                    .put("reason", Awaited.isRate(entry.getKey()) ? "FX_MISSING" : "AWAITS")
                    .put("count", entry.getValue().size())
                    .put(
                            "since",
                            entry.getValue().stream()
                                    .map(ParkedBook.Waiting::since)
                                    .min(Comparator.naturalOrder())
                                    .orElseThrow()
                                    .toString());
            json.context(node, watch.assess(entry.getValue()));
            ArrayNode facts = node.putArray("facts");
            entry.getValue().forEach(one -> facts.addObject()
                    .put("eventId", one.eventId())
                    .put("what", one.what())
                    .put("system", one.system())
                    .put("since", one.since().toString()));
        });
        return list;
    }
}
