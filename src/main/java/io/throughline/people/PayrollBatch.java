package io.throughline.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Json;
import io.throughline.money.PayPeriod;
import io.throughline.money.PayrollHours;
import io.throughline.people.PayrollExports.Code;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One pay-data batch: {@code {legalEntityId, batchId, version, totalHours, period: {id, from, to}, rows: [{workerId, fileNumber,
 * regularHours?, overtimeHours?, hours3Code?, hours3Amount?, tempDept}], rowsHash}}; hours are decimal strings of scale 2. Version 1
 * has all hours of the period; later ones only what differs from what payroll has, negative where hours were taken back.
 */
final class PayrollBatch {

    private static final DateTimeFormatter HALF = DateTimeFormatter.ofPattern("MMMuu", Locale.ROOT);

    private final ArrayNode rows = Json.mapper().createArrayNode();
    private BigDecimal total = BigDecimal.ZERO.setScale(2);

    /** Adds what one worker has more or less than payroll knows: a row, and one more per further leave code. */
    void add(Worker worker, List<PayrollHours.Row> hours) {
        ObjectNode first = null;
        ObjectNode place = null;
        for (PayrollHours.Row part : hours) {
            first = first == null ? row(worker) : first;
            place = place == null ? first : place;
            String text = part.hours().toPlainString();
            total = total.add(part.hours());
            switch (part.payCode()) {
                case "REG" -> first.put("regularHours", text);
                case "OT" -> first.put("overtimeHours", text);
                default -> {
                    place = place.has("hours3Code") ? row(worker) : place;
                    place.put("hours3Code", part.payCode()).put("hours3Amount", text);
                }
            }
        }
    }

    /** What there is now less what payroll has, per pay code; what is the same is left out. */
    static List<PayrollHours.Row> difference(String workerId, List<PayrollHours.Row> now, Map<Code, BigDecimal> known) {
        Map<String, BigDecimal> left = new TreeMap<>();
        known.forEach((code, hours) -> {
            if (code.workerId().equals(workerId)) {
                left.put(code.payCode(), hours.negate());
            }
        });
        now.forEach(row -> left.merge(row.payCode(), row.hours(), BigDecimal::add));
        List<PayrollHours.Row> rows = new ArrayList<>();
        for (String code : List.of("REG", "OT")) {
            add(rows, workerId, code, left.remove(code));
        }
        left.forEach((code, hours) -> add(rows, workerId, code, hours));
        return rows;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The payload, with the hash by which it is seen later that its rows are those that were made. */
    ObjectNode payload(String entity, PayPeriod period, int version) {
        ObjectNode payload = Json.mapper().createObjectNode();
        payload.put("legalEntityId", entity)
                .put("batchId", id(entity, period, version))
                .put("version", version)
                .put("totalHours", total.toPlainString());
        payload.putObject("period")
                .put("id", period.id())
                .put("from", period.from().toString())
                .put("to", period.to().toString());
        payload.set("rows", rows);
        return payload.put("rowsHash", hash(rows));
    }

    /**
     * Id of a batch: {@code OCT26A} and {@code OCT26A2} for halves, which ADP limits to 8 characters,
     * {@code PAY-DE-2026-10} and {@code PAY-DE-2026-10-V2} for months.
     */
    static String id(String entity, PayPeriod period, int version) {
        if (period.isMonth()) {
            return "PAY-" + entity.replaceFirst("^LE-", "") + "-" + period.id() + (version == 1 ? "" : "-V" + version);
        }
        return period.from().format(HALF).toUpperCase(Locale.ROOT) + period.half() + (version == 1 ? "" : version);
    }

    /** Hours of each worker and pay code in the rows of a batch, {@code [{workerId, payCode, hours}]}, ordered. */
    static ArrayNode hours(JsonNode rows) {
        Map<String, ObjectNode> hours = new TreeMap<>();
        rows.forEach(row -> {
            count(hours, row, "REG", "regularHours");
            count(hours, row, "OT", "overtimeHours");
            count(hours, row, row.path("hours3Code").asText(), "hours3Amount");
        });
        return Json.mapper().createArrayNode().addAll(hours.values());
    }

    /** SHA-256 of the rows as JSON text. */
    static String hash(JsonNode rows) {
        try {
            byte[] text = Json.write(rows).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ObjectNode row(Worker worker) {
        return rows.addObject()
                .put("workerId", worker.workerId())
                .put("fileNumber", worker.payrollId())
                .put("tempDept", worker.org().costCenterId());
    }

    private static void count(Map<String, ObjectNode> hours, JsonNode row, String code, String field) {
        if (row.hasNonNull(field)) {
            String worker = row.path("workerId").asText();
            ObjectNode one = hours.computeIfAbsent(worker + " " + code, key -> Json.mapper()
                    .createObjectNode()
                    .put("workerId", worker)
                    .put("payCode", code)
                    .put("hours", "0.00"));
            BigDecimal sum = new BigDecimal(one.get("hours").asText())
                    .add(new BigDecimal(row.get(field).asText()));
            one.put("hours", sum.toPlainString());
        }
    }

    private static void add(List<PayrollHours.Row> rows, String workerId, String code, BigDecimal hours) {
        if (hours != null && hours.signum() != 0) {
            rows.add(new PayrollHours.Row(workerId, code, hours));
        }
    }
}
