package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A SEPA bank: takes pain.001.001.09, answers with an import report and keeps a pain.002.001.10 at
 * {@code GET /status-reports/<MsgId>.xml}, also below {@code /import}, and names those that changed since an instant. The same bytes again are answered as before and pay nothing; another message with a
 * MsgId that was taken is refused (DU01). Transfers are ACCP until {@code POST /settle} executes them (ACSC).
 */
final class BankSandbox extends ImportVendor {

    private static final String MESSAGE = "message";
    private static final String PAYMENT = "payment";
    private static final String ACCOUNT = "account";
    private static final String CLOSED = "closedAccount";
    private static final String IBAN = "IBAN";
    private static final String STATUS = "Status";
    private static final String CHANGED = "ChangedAt";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    BankSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "sepa";
    }

    @Override
    String fallbackId(String recordType, ObjectNode record) {
        return Json.text(record, IBAN);
    }

    @Override
    void seedAll() {
        seed(ACCOUNT, Json.object().put(IBAN, "DE89370400440532013000").put("BIC", "COBADEFFXXX"));
    }

    @Override
    Reply more(Call call) {
        int at = "import".equals(call.segment(0)) ? 1 : 0;
        boolean reports = call.is("GET") && "status-reports".equals(call.segment(at));
        if (reports && call.segments().size() == at + 1) {
            ArrayNode names = Json.array();
            String since = call.query("since");
            records.all(MESSAGE).stream()
                    .filter(message -> since == null
                            || !Instant.parse(Json.text(message, CHANGED)).isBefore(Instant.parse(since)))
                    .forEach(message -> names.add(Json.text(message, "MsgId") + ".xml"));
            return Reply.json(200, names);
        }
        ObjectNode message = reports ? records.get(MESSAGE, call.segment(at + 1).replaceFirst("\\.xml$", "")) : null;
        return message == null ? failure(404, "No such resource") : Reply.xml(200, report(message));
    }

    /** {@code POST /settle} with {@code {"rejected": {"<EndToEndId>": "<code>"}}}: executes what is accepted, but for those. */
    @Override
    Reply control(Call call) throws IOException {
        if (!call.is("POST") || !call.path().equals("/settle")) {
            return null;
        }
        JsonNode rejected =
                call.body().length == 0 ? Json.object() : call.json().path("rejected");
        for (ObjectNode payment : records.all(PAYMENT)) {
            String reason = Json.text(rejected, Json.text(payment, "EndToEndId"));
            if (reason != null) {
                payment.put(STATUS, "RJCT").put("Reason", reason).put("Sentence", "Returned by the creditor's bank");
            } else if ("ACCP".equals(Json.text(payment, STATUS))) {
                payment.put(STATUS, "ACSC");
            }
        }
        records.all(MESSAGE).forEach(this::summarize);
        records.all(MESSAGE)
                .forEach(message -> message.put(CHANGED, clock.instant().toString()));
        return Reply.empty(204);
    }

    @Override
    Reply imported(Call call, String file, boolean testRun) {
        Pain001 message;
        try {
            message = Pain001.read(call.body());
        } catch (BadFile bad) {
            return Reply.json(422, ImportReport.refused(file, testRun, bad).json());
        }
        ObjectNode before = records.get(MESSAGE, message.msgId());
        before = before == null || Json.text(before, "Reason") != null ? null : before;
        String hash = hash(call.body());
        if (before != null && hash.equals(Json.text(before, "Hash"))) {
            ObjectNode report = records.get("acknowledgement", message.msgId()).deepCopy();
            return Reply.json(200, report.put("duplicate", true));
        }
        Pain001Rules.Reason reason = before == null
                ? Pain001Rules.wrong(message, ids(ACCOUNT), LocalDate.now(clock.withZone(ZONE)))
                : new Pain001Rules.Reason("DU01", "MsgId " + message.msgId() + " was used before");
        ImportReport report = new ImportReport(file, testRun).batch(message.msgId());
        if (reason != null) {
            report.reject(1, reason.code() + " " + reason.sentence());
            if (before == null && !testRun) {
                records.put(MESSAGE, message.msgId(), message.msgId(), kept(message, hash, reason));
                acknowledge(message.msgId(), report);
            }
            return Reply.json(422, report.json());
        }
        take(call, message, report, testRun);
        if (!testRun) {
            ObjectNode kept = kept(message, hash, null);
            records.put(MESSAGE, message.msgId(), message.msgId(), kept);
            summarize(kept);
            acknowledge(message.msgId(), report);
        }
        return Reply.json(200, report.json());
    }

    private void take(Call call, Pain001 message, ImportReport report, boolean testRun) {
        Set<String> used = ids(PAYMENT);
        List<Pain001.Transfer> good = new ArrayList<>();
        int place = 0;
        for (Pain001.Instruction instruction : message.instructions()) {
            for (Pain001.Transfer transfer : instruction.transfers()) {
                place++;
                Pain001Rules.Reason reason = Pain001Rules.wrong(transfer, used, ids(CLOSED));
                String id = transfer.endToEndId();
                if (reason == null) {
                    report.accept();
                    good.add(transfer);
                } else {
                    report.reject(place, id + ": " + reason.code() + " " + reason.sentence());
                }
                if (!testRun) {
                    Map<String, String> keys = Map.of("MsgId", message.msgId());
                    // A transfer whose id was used before must not hide the first of that id.
                    String key = used.contains(id) ? message.msgId() + "/" + id + "/" + place : id;
                    records.put(PAYMENT, key, key, payment(message, instruction, transfer, reason));
                    call.wrote(
                            reason == null
                                    ? Write.applied(PAYMENT, id, key, 200, keys)
                                    : Write.refused(PAYMENT, id, 200, keys));
                }
                used.add(id);
            }
        }
        report.control("rows", Integer.toString(good.size()))
                .control("total", Pain001Rules.sum(good).toPlainString());
    }

    private static ObjectNode payment(
            Pain001 message, Pain001.Instruction instruction, Pain001.Transfer transfer, Pain001Rules.Reason reason) {
        String iban = transfer.iban();
        ObjectNode payment = Json.object()
                .put("MsgId", message.msgId())
                .put("PmtInfId", instruction.id())
                .put("EndToEndId", transfer.endToEndId())
                .put("Amount", transfer.amount().toPlainString())
                .put("Currency", transfer.currency())
                .put("Name", transfer.name())
                .put(IBAN, iban.substring(0, 4) + "*".repeat(iban.length() - 8) + iban.substring(iban.length() - 4))
                .put(STATUS, reason == null ? "ACCP" : "RJCT");
        if (reason != null) {
            payment.put("Reason", reason.code()).put("Sentence", reason.sentence());
        }
        return payment;
    }

    private ObjectNode kept(Pain001 message, String hash, Pain001Rules.Reason reason) {
        ObjectNode kept = Json.object()
                .put("MsgId", message.msgId())
                .put("Hash", hash)
                .put("ReportId", "STS-" + hash.substring(0, 20))
                .put("CreDtTm", clock.instant().toString())
                .put(CHANGED, clock.instant().toString())
                .put("NbOfTxs", Integer.toString(message.count()))
                .put("CtrlSum", message.sum().toPlainString())
                .put(STATUS, "RJCT");
        if (reason != null) {
            kept.put("Reason", reason.code()).put("Sentence", reason.sentence());
        }
        return kept;
    }

    /** The status of a message from those of its transfers. */
    private void summarize(ObjectNode message) {
        Set<String> statuses =
                payments(message).stream().map(each -> Json.text(each, STATUS)).collect(Collectors.toSet());
        if (!statuses.isEmpty()) {
            message.put(STATUS, statuses.size() == 1 ? statuses.iterator().next() : "PART");
        }
    }

    private String report(ObjectNode message) {
        return Pain002.of(message, payments(message));
    }

    private List<ObjectNode> payments(ObjectNode message) {
        String id = Json.text(message, "MsgId");
        return records.all(PAYMENT).stream()
                .filter(payment -> id.equals(Json.text(payment, "MsgId")))
                .toList();
    }

    private Set<String> ids(String type) {
        String field = PAYMENT.equals(type) ? "EndToEndId" : IBAN;
        Set<String> ids = new HashSet<>();
        records.all(type).stream()
                .filter(each -> !PAYMENT.equals(type) || !"RJCT".equals(Json.text(each, STATUS)))
                .forEach(each -> ids.add(Json.text(each, field)));
        return ids;
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
