package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What landed in the target systems, read from their own ledgers and records. */
final class Landed {

    private static final List<String> TARGETS = List.of("scim", "netsuite", "kantata", "salesforce", "adp");

    private final Vendors vendors;

    Landed(Vendors vendors) {
        this.vendors = vendors;
    }

    /** Invoices of a project in the ERP. */
    record Invoiced(int count, BigDecimal total) {}

    /** Effects per target system, counted from its ledger; what people entered there by hand is left out. */
    List<Report.Target> targets(Set<String> byHand) {
        List<Report.Target> targets = new ArrayList<>();
        for (String system : TARGETS) {
            targets.add(target(system, vendors.ledger(system), byHand));
        }
        return targets;
    }

    /** Invoices by project. */
    Map<String, Invoiced> invoices() {
        Map<String, Invoiced> byProject = new HashMap<>();
        for (JsonNode record : vendors.records("netsuite")) {
            if (record.path("recordType").asText().equals("invoice")) {
                byProject.merge(
                        project(record.path("externalId").asText()),
                        new Invoiced(1, record.path("total").decimalValue()),
                        (a, b) -> new Invoiced(a.count() + b.count(), a.total().add(b.total())));
            }
        }
        return byProject;
    }

    /** Our invoice ids name the project: {@code INV-US-2026-1003-10B} bills P-1003. */
    private static String project(String invoiceId) {
        String[] parts = invoiceId.split("-", -1);
        return parts.length < 4 ? invoiceId : "P-" + parts[3];
    }

    private static Report.Target target(String system, JsonNode ledger, Set<String> byHand) {
        long writes = 0;
        Map<String, Set<String>> records = new TreeMap<>();
        Map<String, Set<String>> idsByKey = new HashMap<>();
        for (JsonNode write : ledger) {
            String type = write.path("recordType").asText();
            String id = write.path("id").asText();
            if (!write.path("applied").asBoolean() || byHand.contains(system + ":" + id)) {
                continue;
            }
            writes++;
            records.computeIfAbsent(type, known -> new HashSet<>()).add(id);
            if (!write.path("keys").isEmpty()) {
                idsByKey.computeIfAbsent(type + write.path("keys"), known -> new HashSet<>())
                        .add(id);
            }
        }
        long duplicates =
                idsByKey.values().stream().mapToLong(ids -> ids.size() - 1).sum();
        Map<String, Long> counts = new TreeMap<>();
        records.forEach((type, ids) -> counts.put(type, (long) ids.size()));
        return new Report.Target(system, writes, counts, duplicates);
    }
}
