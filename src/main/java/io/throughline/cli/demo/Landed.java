package io.throughline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.mapping.Systems;
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

    /** SAP's accounts for revenue, see {@code mappings/codes/sap-account.csv}. */
    private static final Set<String> REVENUE = Set.of("0000840000", "0000841000");

    private final Vendors vendors;

    Landed(Vendors vendors) {
        this.vendors = vendors;
    }

    /** Invoices of a project in the ERP. */
    record Invoiced(int count, BigDecimal total) {}

    /** Effects per target system, counted from its ledger; what people entered there by hand is left out. */
    List<Report.Target> targets(Set<String> byHand) {
        List<Report.Target> targets = new ArrayList<>();
        for (String system : Systems.shipped().targets()) {
            Report.Target target = target(system, vendors.ledger(system), byHand);
            if (target.writes() > 0) {
                targets.add(target);
            }
        }
        return targets;
    }

    /** Invoices by project, as the two ERPs have them. */
    Map<String, Invoiced> invoices() {
        Map<String, Invoiced> byProject = inSap();
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

    /** Revenue lines of SAP's documents by the reference we gave, the letters and digits of our invoice id. */
    private Map<String, Invoiced> inSap() {
        Map<String, BigDecimal> byReference = new HashMap<>();
        for (JsonNode record : vendors.records("sap")) {
            String reference = record.path("DocumentReferenceID").asText();
            if (reference.startsWith("INV")
                    && REVENUE.contains(record.path("GLAccount").asText())) {
                BigDecimal credit = new BigDecimal(
                        record.path("AmountInTransactionCurrency").asText());
                byReference.merge(reference, credit.negate(), BigDecimal::add);
            }
        }
        Map<String, Invoiced> byProject = new HashMap<>();
        byReference.forEach((reference, net) -> byProject.merge(
                "P-" + reference.replaceAll("^INV[A-Z]{2}\\d{4}(\\d{4}).*$", "$1"),
                new Invoiced(1, net),
                (a, b) -> new Invoiced(a.count() + b.count(), a.total().add(b.total()))));
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
