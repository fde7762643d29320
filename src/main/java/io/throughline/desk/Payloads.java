package io.throughline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.delivery.Ledger;
import io.throughline.delivery.http.Rendering;
import io.throughline.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a failing fact carried: as it arrived, in canonical words, and in the words its target would get. */
public final class Payloads {

    private final Journal journal;
    private final Ledger ledger;
    private final ParkedBook parked;
    private final Rendering rendering;

    public Payloads(Journal journal, Ledger ledger, ParkedBook parked, Rendering rendering) {
        this.journal = journal;
        this.ledger = ledger;
        this.parked = parked;
        this.rendering = rendering;
    }

    /**
     * {@code {before: {canonical, raw?}, after?: {mapping, mappingVersion, document | problem}}}; personal and pay fields
     * masked, except in {@code raw}.
     */
    ObjectNode of(Connection connection, DeskCase one, boolean raw) throws SQLException {
        ObjectNode node = Json.mapper().createObjectNode();
        ObjectNode before = node.putObject("before");
        if (one.eventNo() == null) {
            parked.fact(connection, one.source(), one.eventId())
                    .ifPresent(waiting ->
                            before.set("canonical", Mask.over(waiting.fact().path("data"))));
            return node;
        }
        Optional<Event> event = journal.find(connection, one.eventNo()).map(Journal.Entry::event);
        event.ifPresent(found -> before.set("canonical", Mask.over(found.data())));
        if (raw && event.isPresent()) {
            byte[] arrived = event.get().raw();
            before.put("raw", arrived == null ? null : new String(arrived, StandardCharsets.UTF_8));
        }
        if (one.step() != null) {
            for (Ledger.Row row : ledger.byNumber(connection, List.of(one.step().stepNo()))) {
                after(node.putObject("after"), row);
            }
        }
        return node;
    }

    private void after(ObjectNode node, Ledger.Row row) {
        JsonNode command = row.step().payload();
        node.set("command", Mask.over(command));
        Rendering.Rendered rendered = rendering.of(ledger.preview(row));
        CaseJson.putIfKnown(node, "mapping", rendered.mapping());
        CaseJson.putIfKnown(node, "mappingVersion", rendered.version());
        if (rendered.document() != null) {
            node.set("document", Mask.words(rendered.document(), command));
        }
        CaseJson.putIfKnown(node, "problem", rendered.problem());
    }
}
