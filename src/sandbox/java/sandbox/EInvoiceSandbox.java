package sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.mapping.UblSchemas;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An access point for UBL 2.1: takes an invoice or credit note by PUT to {@code /documents/<name>} or POST to
 * {@code /documents}, holds it against the OASIS schema and its own sums, and answers a receipt. The same document again
 * has the same receipt; another one with a number its seller has used is refused.
 */
final class EInvoiceSandbox extends Vendor {

    private static final String TOKEN = "/oauth/token";
    private static final String DOCUMENT = "document";

    private final UblSchemas schemas = new UblSchemas();

    EInvoiceSandbox(Clock clock) {
        super(clock);
    }

    @Override
    String name() {
        return "einvoice";
    }

    @Override
    boolean isToken(Call call) {
        return call.path().equals(TOKEN);
    }

    @Override
    Reply answer(Call call) {
        if (isToken(call) && call.is("POST")) {
            return oauth.answer(call);
        }
        if (!oauth.admits(call)) {
            return failure(401, "Unauthorized");
        }
        if (!"documents".equals(call.segment(0)) || call.segments().size() > 2) {
            return failure(404, "No such resource");
        }
        return call.is("PUT") || call.is("POST")
                ? taken(call, call.text().getBytes(StandardCharsets.UTF_8))
                : failure(405, "Only PUT and POST are supported");
    }

    @Override
    Reply failure(int status, String message) {
        return errors(status, List.of(new UblError("HTTP-" + status, message)));
    }

    @Override
    void seed(String recordType, ObjectNode record) {
        records.put(recordType, Json.text(record, "key"), Json.text(record, "number"), record);
    }

    @Override
    void seedAll() {
        // Nobody has sent anything yet.
    }

    private Reply taken(Call call, byte[] bytes) {
        List<UblError> wrong = schemas.errors(bytes).stream()
                .map(error -> new UblError("XSD", error))
                .toList();
        if (!wrong.isEmpty()) {
            return errors(422, wrong);
        }
        UblDocument document = UblDocument.read(bytes);
        Map<String, String> keys = keys(document);
        String key = document.seller() + " " + document.number();
        String hash = hash(bytes);
        ObjectNode known = records.get(DOCUMENT, key);
        if (known != null && hash.equals(Json.text(known, "sha256"))) {
            call.wrote(Write.applied(DOCUMENT, document.number(), key, 200, keys));
            return receipt(200, known);
        }
        wrong = known == null
                ? UblSums.errors(document)
                : List.of(new UblError(
                        "DUPLICATE",
                        "document "
                                + document.number() + " of seller " + document.seller() + " was received before as "
                                + Json.text(known, "receiptId") + " with other content"));
        if (!wrong.isEmpty()) {
            int status = known == null ? 422 : 409;
            call.wrote(Write.refused(DOCUMENT, document.number(), status, keys));
            return errors(status, wrong);
        }
        ObjectNode record = Json.object(keys)
                .put("receiptId", "AP-" + hash.substring(0, 12))
                .put("receivedAt", clock.instant().toString())
                .put("currency", document.currency())
                .put("payable", document.payable().toPlainString())
                .put("sha256", hash);
        records.put(DOCUMENT, key, document.number(), record);
        call.wrote(Write.applied(DOCUMENT, document.number(), key, 201, keys));
        return receipt(201, record);
    }

    private static Reply receipt(int status, ObjectNode record) {
        return Reply.json(status, record.deepCopy().put("status", "ACCEPTED"));
    }

    private static Reply errors(int status, List<UblError> errors) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("errors");
        errors.forEach(error -> list.addObject().put("type", error.rule()).put("message", error.message()));
        return Reply.json(status, body);
    }

    private static Map<String, String> keys(UblDocument document) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("kind", document.kind());
        keys.put("number", document.number());
        keys.put("seller", document.seller());
        keys.put("buyer", document.buyer());
        return keys;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
