package io.throughline.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.journal.Audit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one transaction did by itself to cases and to facts that wait, for the audit: one row for each sort of change,
 * whatever number of cases or facts, and none when nothing changed.
 */
public final class CaseChanges {

    private final List<Long> opened = new ArrayList<>();
    private final List<Long> again = new ArrayList<>();
    private final Map<Long, String> closed = new LinkedHashMap<>();
    private final Map<String, String> parked = new LinkedHashMap<>();
    private final List<String> released = new ArrayList<>();

    /** A case was opened, or stopped once more while it was open. */
    public void stopped(Optional<Cases.Stopped> stopped) {
        stopped.ifPresent(one -> (one.again() ? again : opened).add(one.caseNo()));
    }

    /** A case was opened. */
    public void opened(long caseNo) {
        opened.add(caseNo);
    }

    /** Cases were closed. */
    public void closed(Collection<Long> caseNos, String by) {
        caseNos.forEach(number -> closed.put(number, by));
    }

    /** A fact waits for a reference. */
    void parked(Event event, String waitsFor) {
        parked.put(event.id(), waitsFor);
    }

    /** Facts that waited have entered the journal. */
    void released(Collection<String> eventIds) {
        released.addAll(eventIds);
    }

    /** Writes what there is to write. */
    public void note(Audit.Scribe scribe, String actor) throws SQLException {
        numbers(scribe, actor, "cases.opened", opened);
        numbers(scribe, actor, "cases.stopped-again", again);
        if (!closed.isEmpty()) {
            ObjectNode detail = Json.mapper().createObjectNode();
            ObjectNode why = detail.putObject("cases");
            closed.forEach((number, by) -> why.put(Long.toString(number), by));
            scribe.note(actor, "cases.closed", "cases", detail);
        }
        if (!parked.isEmpty()) {
            ObjectNode detail = Json.mapper().createObjectNode();
            ObjectNode facts = detail.putObject("facts");
            parked.forEach(facts::put);
            scribe.note(actor, "facts.parked", "facts", detail);
        }
        if (!released.isEmpty()) {
            ObjectNode detail = Json.mapper().createObjectNode();
            ArrayNode facts = detail.putArray("facts");
            released.forEach(facts::add);
            scribe.note(actor, "facts.released", "facts", detail);
        }
    }

    private static void numbers(Audit.Scribe scribe, String actor, String action, List<Long> numbers)
            throws SQLException {
        if (!numbers.isEmpty()) {
            ObjectNode detail = Json.mapper().createObjectNode();
            ArrayNode cases = detail.putArray("cases");
            numbers.forEach(cases::add);
            scribe.note(actor, action, "cases", detail);
        }
    }
}
