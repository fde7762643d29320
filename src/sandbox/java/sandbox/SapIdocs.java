package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The IDoc inbox. An IDoc gets a number and, by the mode that is set, is given to its application at once or when the
 * inbound program runs; what became of it is a status: 64 waiting, 53 posted, 51, 56 and 60 in error, 68 not to be
 * processed any more.
 */
final class SapIdocs {

    /** Record type. */
    static final String IDOC = "idoc";

    /** When an IDoc is given to its application, and what the sender hears of it. */
    enum Mode {
        /** At once; the answer only carries the number. */
        IMMEDIATE,
        /** When the inbound program runs. */
        COLLECTED,
        /** At once; the answer carries the status. */
        SYNCHRONOUS
    }

    private static final Set<String> ENDED = Set.of("53", "68");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Records records;
    private final Clock clock;
    private final SapDocuments documents;
    private final SapCustomers customers;
    private final Map<String, byte[]> bodies = new HashMap<>();
    private Mode mode = Mode.IMMEDIATE;
    private long lastNumber;

    SapIdocs(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
        this.documents = new SapDocuments(records);
        this.customers = new SapCustomers(records);
    }

    void clear() {
        bodies.clear();
        mode = Mode.IMMEDIATE;
        lastNumber = 700_000;
    }

    void mode(Mode wanted) {
        mode = wanted;
    }

    /** Takes an IDoc in and answers as the mode says; the writes it led to are noted with the call. */
    Reply take(Call call) {
        SapIdoc idoc = SapIdoc.read(call.body());
        String number = "%016d".formatted(++lastNumber);
        ObjectNode record = Json.object().put("IDocNumber", number).put("MessageType", idoc.control("MESTYP"));
        record.put("BasicType", idoc.control("IDOCTYP")).put("Sender", idoc.control("SNDPRN"));
        record.put("ReferenceDocument", reference(idoc))
                .put("AccountingDocument", "")
                .put("CompanyCode", "");
        record.put("FiscalYear", "").put("ObjectKey", "");
        records.put(IDOC, number, reference(idoc), record);
        bodies.put(number, call.body());
        status(record, "64", "IDoc ready to be transferred to application");
        if (mode != Mode.COLLECTED) {
            process(call, record);
        }
        if (call.writes().isEmpty()) {
            call.wrote(Write.refused(IDOC, reference(idoc), 200, Map.of("IDocNumber", number)));
        }
        return Reply.xml(
                200, mode == Mode.SYNCHRONOUS ? SapStatus.audit(List.of(record), clock.instant()) : taken(number));
    }

    /** Gives every waiting IDoc to its application, as the inbound program RBDAPP01 does. */
    Reply runInbound(Call call) {
        List<ObjectNode> waiting = records.all(IDOC).stream()
                .filter(each -> each.path("Status").asText().equals("64"))
                .toList();
        waiting.forEach(record -> process(call, record));
        return Reply.json(200, Json.object().put("processed", waiting.size()));
    }

    /** What a person does in the IDoc monitor: processes an IDoc in error again, or marks it as not to be processed. */
    Reply handle(Call call, String number, boolean drop) {
        ObjectNode record = records.get(IDOC, number);
        if (record == null || ENDED.contains(record.path("Status").asText())) {
            return Reply.json(404, Json.object().put("error", "no IDoc " + number + " that is still open"));
        }
        if (drop) {
            status(record, "68", "Error - no further processing");
        } else {
            process(call, record);
        }
        return Reply.json(200, record);
    }

    /** The status IDoc of everything whose status changed since then. */
    Reply audit(Instant since) {
        return Reply.xml(
                200,
                SapStatus.audit(
                        records.all(IDOC).stream()
                                .filter(each -> !Instant.parse(
                                                each.path("ChangedAt").asText())
                                        .isBefore(since))
                                .filter(each -> !each.path("Status").asText().equals("64"))
                                .toList(),
                        clock.instant()));
    }

    private void process(Call call, ObjectNode record) {
        String number = record.path("IDocNumber").asText();
        String reference = record.path("ReferenceDocument").asText();
        SapIdoc idoc = SapIdoc.read(bodies.get(number));
        Map<String, String> keys = Map.of("IDocNumber", number, "reference", reference);
        try {
            apply(call, idoc, record, keys);
        } catch (SapError error) {
            status(record, error.status(), error.getMessage());
            call.wrote(Write.refused(record.path("MessageType").asText(), reference, 200, keys));
        }
    }

    private void apply(Call call, SapIdoc idoc, ObjectNode record, Map<String, String> keys) {
        String syntax = idoc.syntaxError();
        if (syntax != null) {
            throw SapError.idoc("60", syntax);
        }
        if (!idoc.control("SNDPRN").equals("MHACONNECT")
                || !idoc.control("RCVPRN").equals("S4HCLNT100")) {
            throw SapError.idoc("56", "E0 337 EDI: Partner profile not available for " + idoc.control("SNDPRN"));
        }
        String type = idoc.control("MESTYP") + " " + idoc.type();
        if (type.matches("ACC_DOCUMENT ACC_DOCUMENT0[345]")) {
            SapLedger.Posted posted = documents.post(idoc);
            record.put("AccountingDocument", posted.document()).put("CompanyCode", posted.company());
            record.put("FiscalYear", posted.year()).put("ObjectKey", posted.objectKey());
            String key = posted.company() + "/" + posted.document() + "/" + posted.year();
            call.wrote(Write.applied(SapLedger.DOCUMENT, posted.reference(), key, 200, keys));
            status(record, "53", "RW 605 Document posted successfully: BKPFF " + posted.objectKey() + " S4HCLNT100");
        } else if (type.matches("DEBMAS DEBMAS0[67]")) {
            String customer = customers.keep(idoc);
            record.put("ObjectKey", customer);
            call.wrote(Write.applied(SapCustomers.CUSTOMER, customer, customer, 200, keys));
            status(record, "53", "F2 175 Customer " + customer + " was created or changed");
        } else {
            throw SapError.idoc("56", "E0 414 No inbound process for message type " + type);
        }
    }

    private void status(ObjectNode record, String status, String text) {
        Instant now = clock.instant();
        record.put("Status", status).put("StatusText", text).put("ChangedAt", now.toString());
        record.put("StatusDate", DAY.format(now)).put("StatusTime", TIME.format(now));
    }

    private static String reference(SapIdoc idoc) {
        String document = idoc.first("E1BPACHE09", "REF_DOC_NO");
        return document.isEmpty() ? idoc.first("E1KNA1M", "KUNNR") : document;
    }

    private static String taken(String number) {
        return "<IDocResponse xmlns=\"urn:sap-com:document:sap:idoc:soap:messages\"><IDocAssign><TransferId/><DbId>"
                + number + "</DbId></IDocAssign></IDocResponse>";
    }
}
