package io.throughline.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.contract.Snapshots;
import io.throughline.contract.Step;
import io.throughline.money.Invoice;
import java.util.ArrayList;
import java.util.List;

/**
 * WF-17: time that an invoice charges is marked as billed in the PSA it came from. Kantata takes marks on time entries;
 * OpenAir keeps one trace of an export per entry, which tells of its posting.
 */
final class BilledMarks {

    private static final String PSA = "kantata";

    private final Snapshots snapshots;

    BilledMarks(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Step {@code billed-<id>} in lane {@code time:<id>} for each entry that the PSA has. */
    List<Step> of(Invoice invoice) {
        List<Step> steps = new ArrayList<>();
        for (Invoice.Line line : invoice.lines()) {
            if (line.kind() == Invoice.Line.Kind.TIME) {
                line.entryIds().stream()
                        .filter(id -> snapshots.externalId("time", id, PSA).isPresent())
                        .forEach(id -> steps.add(step(invoice, id)));
            }
        }
        return steps;
    }

    private static Step step(Invoice invoice, String timeEntryId) {
        ObjectNode billed = Json.mapper().createObjectNode();
        billed.put("timeEntryId", timeEntryId)
                .put("invoiceId", invoice.invoiceId())
                .put("number", invoice.number());
        return Step.of("billed-" + timeEntryId, PSA, "time-billed", "time:" + timeEntryId, billed)
                .needing("time:" + timeEntryId + "@" + PSA);
    }
}
