package io.throughline.delivery.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.contract.Answer;
import io.throughline.contract.Delivery;
import io.throughline.delivery.file.AdpFiles;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A file for ADP: put in place, then uploaded where an import address is set. The import report
 * {@code {"file", "batchId", "accepted", "rejected": [{"row", "message"}]}} becomes the answer; the same batch or starter
 * again replaces the earlier one.
 */
final class AdpConversation extends Talk {

    private AdpFiles.Written written;
    private HttpCall upload;

    AdpConversation(
            Delivery delivery, Connector connector, Tokens tokens, Answers answers, AdpFiles files, boolean uploads) {
        super(connector, tokens, answers);
        try {
            JsonNode payload = delivery.step().payload();
            written = switch (delivery.step().operation()) {
                case "starter" -> files.starter(payload);
                case "change" -> files.change(payload);
                case "reimbursement" -> files.reimbursement(payload);
                default -> files.payData(payload);
            };
            upload = new HttpCall(
                    false,
                    "PUT",
                    "/" + HttpCall.encode(written.name()),
                    null,
                    Map.of("Content-Type", "text/csv; charset=utf-8", "Accept", "application/json"),
                    written.content(),
                    false);
            if (!uploads) {
                end(applied());
            }
        } catch (IllegalArgumentException | DateTimeException wrong) {
            end(new Answer.Refused("PAYLOAD", Words.clean(String.valueOf(wrong.getMessage()))));
        } catch (UncheckedIOException failed) {
            end(new Answer.Temporary(
                    Words.clean(failed.getMessage() + ": " + failed.getCause().getMessage()), null));
        }
    }

    private Answer applied() {
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.put("file", written.name()).put("rows", written.rows());
        return new Answer.Applied(written.reference(), result, false);
    }

    @Override
    HttpCall call() {
        return upload;
    }

    @Override
    void answered(HttpReply reply) {
        JsonNode rejected = reply.json().path("rejected");
        if (!rejected.isEmpty()) {
            end(new Answer.Refused("ROWS", Words.clean(rows(rejected))));
        } else if (reply.ok()) {
            end(applied());
        } else {
            end(answers().writeFailed(reply));
        }
    }

    private static String rows(JsonNode rejected) {
        StringJoiner rows = new StringJoiner("; ");
        rejected.forEach(row -> rows.add(
                "row " + row.path("row").asInt() + ": " + row.path("message").asText()));
        return rows.toString();
    }

    @Override
    boolean changesNothing() {
        return false;
    }

    @Override
    Object failed(Answer answer) {
        return answer;
    }

    @Override
    Object misunderstood(HttpReply reply, RuntimeException wrong) {
        return new Answer.Unknown("the import report was not understood: " + wrong.getMessage());
    }
}
